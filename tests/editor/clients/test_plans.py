"""What the server knows from plans and documents: hovers, hints, lenses, dependencies, generated lines, the graph."""

import pytest
from conftest import File, after, of, settled
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient


async def test_hover_says_the_value_in_each_environment_and_what_is_generated(client: LanguageClient):
    services = File(client, "services.infra")
    await settled(client)
    hover = await client.text_document_hover_async(lsp.HoverParams(**services.here("replicas = 3..15", "replicas")))
    assert services.slice(hover.range) == "replicas"
    text = hover.contents.value
    assert "service.replicas: Range<Int> = 1" in text and "How many run; a range scales by itself." in text
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert rows[1:] == ["| dev | `1` |", "| staging | `1..2` |", "| production | `3..15` |"], rows
    assert "- helm: `out/helm/jatra/" in text
    # Of a block: what it is, what is said of it, and what it becomes in each target.
    hover = await client.text_document_hover_async(lsp.HoverParams(**services.here("microservice booking", "booking")))
    text = hover.contents.value
    assert "microservice booking" in text and "- compose: `out/compose/dev/compose.yaml:" in text, text
    assert "- helm: `out/helm/jatra/" in text and "- prometheus: `out/prometheus/" in text, text
    hover = await client.text_document_hover_async(lsp.HoverParams(**services.here("  port: Port", "Port")))
    assert "type Port" in hover.contents.value


async def test_hints(client: LanguageClient):
    services = File(client, "services.infra")
    await settled(client)
    start, end = services.at("microservice booking"), services.at("/// Holds seats")
    hints = await client.text_document_inlay_hint_async(
        lsp.InlayHintParams(text_document=services.document, range=lsp.Range(start=start, end=end))
    )
    assert {hint.position.line for hint in hints} <= set(range(start.line, end.line))
    labels = [hint.label for hint in hints]
    assert any(label.startswith("by default ") and "rollout = rolling" in label for label in labels), labels
    assert not any("replicas" in label for label in labels if label.startswith("by default ")), "the component says it"
    uses = [hint for hint in hints if hint.label.startswith("uses ")]
    assert {"- broker", "- cache", "- db"} <= set(uses[0].tooltip.value.splitlines())
    replicas = services.at("replicas = 3..15")
    (value,) = [hint for hint in hints if hint.position.line == replicas.line]
    assert value.label == "= dev: 1 · staging: 1..2 · production: 3..15", value.label


async def test_lenses(client: LanguageClient):
    services = File(client, "services.infra")
    await settled(client)
    lenses = await client.text_document_code_lens_async(lsp.CodeLensParams(text_document=services.document))

    def titles(needle: str) -> list[str]:
        line = services.at(needle).line
        return [lens.command.title for lens in lenses if lens.range.start.line == line]

    assert titles("component microservice")[0] == f"{services.text.count(chr(10) + 'microservice ')} references"
    assert titles("microservice booking")[0] == "2 references"
    assert any(title.endswith(" generated files") for title in titles("microservice booking"))
    (files,) = [
        lens.command
        for lens in lenses
        if lens.range.start.line == services.at("microservice booking").line and lens.command.title.endswith("files")
    ]
    assert files.command == "infrac.showGenerated" and files.arguments[0] == services.uri
    # 1 % of 30 days is 432 minutes ("The Site Reliability Workbook", chapter 2).
    assert "error budget: 432.0 minutes in 30d" in titles("slo latency { objective = 99%")


async def test_calls_are_dependencies(client: LanguageClient):
    services = File(client, "services.infra")
    (booking,) = await client.text_document_prepare_call_hierarchy_async(
        lsp.CallHierarchyPrepareParams(**services.here("microservice booking", "booking"))
    )
    assert (booking.name, booking.detail) == ("booking", "microservice")
    outgoing = await client.call_hierarchy_outgoing_calls_async(lsp.CallHierarchyOutgoingCallsParams(item=booking))
    assert {"db", "cache", "broker"} <= {call.to.name for call in outgoing}
    to_cache = next(call for call in outgoing if call.to.name == "cache")
    assert [services.slice(place) for place in to_cache.from_ranges] == ["cache"]
    assert to_cache.from_ranges[0].start == services.at('booking_db")\n    REDIS_URL    = cache.url', "cache.url")
    assert to_cache.to.uri == (client.folder / "stores.infra").as_uri()
    incoming = await client.call_hierarchy_incoming_calls_async(lsp.CallHierarchyIncomingCallsParams(item=booking))
    assert "api_gateway" in {call.from_.name for call in incoming}


async def execute(client: LanguageClient, command: str, **argument):
    params = lsp.ExecuteCommandParams(command=command, arguments=[argument])
    return await client.workspace_execute_command_async(params)


async def test_what_a_block_becomes(client: LanguageClient):
    services = File(client, "services.infra")
    place = services.at("microservice booking", "booking")
    place = {"line": place.line, "character": place.character}
    outputs = await execute(client, "infrac.generatedOutput", uri=services.uri, position=place)
    compose = [output for output in outputs if of(output, "path") == "compose/dev/compose.yaml"]
    assert of(compose[0], "target") == "compose" and of(compose[0], "environment") == "dev"
    text = of(compose[0], "text")
    assert text.startswith("  booking:\n") and 'PORT: "3003"' in text
    assert of(compose[0], "lastLine") - of(compose[0], "firstLine") == text.count("\n")
    assert {"compose", "helm", "prometheus"} <= {of(output, "target") for output in outputs}
    # The texts as they are now count, saved or not.
    services.change("  port     = 3003\n", "  port     = 3999\n")
    outputs = await execute(client, "infrac.generatedOutput", uri=services.uri, position=place)
    assert any('PORT: "3999"' in of(output, "text") for output in outputs)
    services.change("REDIS_URL    = cache.url", "REDIS_URL    = cash.url")
    with pytest.raises(Exception, match="while the project has errors"):
        await execute(client, "infrac.generatedOutput", uri=services.uri, position=place)


async def test_the_graph(client: LanguageClient):
    services = File(client, "services.infra")
    mermaid = await execute(client, "infrac.graph", uri=services.uri, format="mermaid", environment="production")
    assert mermaid.startswith("flowchart LR\n") and "booking<br/><small>microservice</small>" in mermaid
    dot = await execute(client, "infrac.graph", uri=services.uri, format="dot", environment="dev")
    assert dot.startswith("digraph infrac {") and "pgadmin" in dot
    assert await execute(client, "infrac.graph", uri=services.uri, environment="nowhere") is None
    with pytest.raises(Exception, match="there is no command"):
        await execute(client, "infrac.brew")
