"""The language server under pytest-lsp, a client that others wrote, on a copy of examples/jatra: every answer is looked into."""

import asyncio
import pathlib
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from conftest import File, after, applied, codes, settled
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient


async def test_findings_come_and_go(client: LanguageClient):
    services = File(client, "services.infra")
    await settled(client)
    clean = codes(client, services)
    assert not [code for code in clean if code.startswith("E")], clean
    services.change("booking.http.url", "bookin.http.url")
    await settled(client)
    found = [found for found in client.diagnostics[services.uri] if found.code == "E0201"]
    assert len(found) == 1
    assert services.slice(found[0].range) == "bookin"
    assert "did you mean `booking`?" in found[0].message
    assert found[0].source == "infrac"
    services.change("bookin.http.url", "booking.http.url")
    await settled(client)
    assert codes(client, services) == clean


async def test_a_finding_says_where_else_and_what_it_is(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("replicas = 5..20", "repliicas = 5..20")
    services.change("/// The door to", 'secret spare {\n  description = "of no use"\n}\n\n/// The door to')
    await settled(client)
    found = {found.code: found for found in client.diagnostics[services.uri]}
    unknown = found["E0206"]
    assert unknown.severity == lsp.DiagnosticSeverity.Error and not unknown.tags
    (other,) = unknown.related_information
    assert other.message == "declared here" and other.location.uri == services.uri
    assert services.slice(other.location.range) == "microservice"
    page = url2pathname(urlsplit(unknown.code_description.href).path)
    assert pathlib.Path(page).read_text().startswith("# E0206: ")
    # What nobody uses is shown faded. Plans are not made while there are errors.
    services.change("repliicas = 5..20", "replicas = 5..20")
    await settled(client)
    found = {found.code: found for found in client.diagnostics[services.uri]}
    assert list(found["L0201"].tags) == [lsp.DiagnosticTag.Unnecessary]
    assert services.slice(found["L0201"].range).endswith("spare")


async def test_findings_are_pulled(puller: LanguageClient):
    services = File(puller, "services.infra")
    await settled(puller)
    ask = lsp.DocumentDiagnosticParams(text_document=services.document)
    report = await puller.text_document_diagnostic_async(ask)
    assert not [found for found in report.items if found.severity == lsp.DiagnosticSeverity.Error]
    services.change("booking.http.url", "bookin.http.url")
    await settled(puller)
    report = await puller.text_document_diagnostic_async(ask)
    assert [services.slice(found.range) for found in report.items if found.code == "E0201"] == ["bookin"]
    ask.previous_result_id = report.result_id
    assert (await puller.text_document_diagnostic_async(ask)).kind == "unchanged"
    # A finding of a file that is not open.
    services.change("bookin.http.url", "booking.http.url")
    services.change("secret jwt", "secret token")
    services.change("JWT_SECRET = jwt", "JWT_SECRET = token")
    stores = puller.folder / "stores.infra"
    stores.write_text(stores.read_text().replace("memory   = 512Mi", "memory   = jwt"))
    puller.workspace_did_change_watched_files(
        lsp.DidChangeWatchedFilesParams([lsp.FileEvent(uri=stores.as_uri(), type=lsp.FileChangeType.Changed)])
    )
    await settled(puller)
    whole = await puller.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(previous_result_ids=[]))
    found = {report.uri: [found.code for found in report.items] for report in whole.items}
    assert "E0201" in found[stores.as_uri()], found
    assert puller.diagnostics == {}, "nothing is pushed beside"


async def test_who_cannot_be_told_to_ask_again_is_answered_when_all_is_known(puller: LanguageClient):
    services = File(puller, "services.infra")
    ask = lsp.DocumentDiagnosticParams(text_document=services.document)
    await settled(puller)
    # What only the plan shows: a parameter that no environment sets.
    services.change("  port = 3002\n", "")
    report = await puller.text_document_diagnostic_async(ask)
    assert [found.code for found in report.items if found.severity == lsp.DiagnosticSeverity.Error] == ["E0420"]
    # The plan of the mended text follows behind what is known at once; the answer does not keep the old finding.
    services.change("microservice schedule {", "microservice schedule {\n  port = 3002")
    report = await puller.text_document_diagnostic_async(ask)
    assert not [found for found in report.items if found.severity == lsp.DiagnosticSeverity.Error]


async def test_half_a_line_leaves_the_rest_its_features(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("  port = 3001\n", "  port = \n  replicas = {\n")
    hover = await client.text_document_hover_async(lsp.HoverParams(**services.here("booking.http.url")))
    assert "microservice booking" in hover.contents.value
    symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(text_document=services.document))
    assert {"jwt", "api_gateway", "booking"} <= {symbol.name for symbol in symbols}


async def test_names_lead_to_their_places(client: LanguageClient):
    services = File(client, "services.infra")
    stores = (client.folder / "stores.infra").as_uri()
    definition = await client.text_document_definition_async(
        lsp.DefinitionParams(**services.here("booking.http.url"))
    )
    places = definition if isinstance(definition, list) else [definition]
    ranges = [getattr(place, "target_selection_range", None) or place.range for place in places]
    assert [services.slice(range) for range in ranges] == ["booking"]
    definition = await client.text_document_definition_async(lsp.DefinitionParams(**services.here("db.url")))
    places = definition if isinstance(definition, list) else [definition]
    assert [getattr(place, "target_uri", None) or place.uri for place in places] == [stores]
    references = await client.text_document_references_async(
        lsp.ReferenceParams(**services.here("secret jwt", "jwt"), context=lsp.ReferenceContext(include_declaration=True))
    )
    here = [services.slice(place.range) for place in references if place.uri == services.uri]
    assert here and set(here) == {"jwt"} and len(references) >= 2
    highlights = await client.text_document_document_highlight_async(
        lsp.DocumentHighlightParams(**services.here("secret jwt", "jwt"))
    )
    assert len(highlights) == len(here)


async def test_the_type_of_a_name(client: LanguageClient):
    services = File(client, "services.infra")
    stores = File(client, "stores.infra")

    async def leads_to(file: File, needle: str, word: str) -> str:
        found = await client.text_document_type_definition_async(lsp.TypeDefinitionParams(**file.here(needle, word)))
        (place,) = found if isinstance(found, list) else [found]
        uri, range = getattr(place, "target_uri", None) or place.uri, getattr(place, "target_selection_range", None) or place.range
        path = pathlib.Path(url2pathname(urlsplit(uri).path))
        return f"{path.name}: {path.read_text().splitlines()[range.start.line]}"

    assert await leads_to(services, "booking.http.url", "booking") == "services.infra: component microservice("
    assert await leads_to(services, "db.url", "db") == "postgres.infra: pub component postgres("
    assert await leads_to(stores, "eviction = allkeys_lru", "eviction") == "redis.infra: pub type Eviction ="


async def test_a_change_in_overlays_and_other_files(client: LanguageClient):
    stores, services = File(client, "stores.infra"), File(client, "services.infra")
    project = File(client, "project.infra")
    edit = await client.text_document_rename_async(
        lsp.RenameParams(**project.here("environment staging", "staging"), new_name="rehearsal")
    )
    for changed in (stores, services):
        after = applied(changed.text, edit.changes[changed.uri])
        assert after == changed.text.replace("in staging {", "in rehearsal {") != changed.text


async def test_a_name_is_changed_everywhere(client: LanguageClient):
    services = File(client, "services.infra")
    prepared = await client.text_document_prepare_rename_async(
        lsp.PrepareRenameParams(**services.here("secret jwt", "jwt"))
    )
    assert prepared.placeholder == "jwt"
    edit = await client.text_document_rename_async(
        lsp.RenameParams(**services.here("secret jwt", "jwt"), new_name="session_key")
    )
    assert applied(services.text, edit.changes[services.uri]) == services.text.replace("secret jwt", '@was(jwt)\nsecret session_key').replace(
        "JWT_SECRET = jwt", "JWT_SECRET = session_key"
    )
    with pytest.raises(Exception, match="standard library"):
        await client.text_document_rename_async(
            lsp.RenameParams(**services.here("secret jwt", "secret"), new_name="password")
        )


async def test_what_is_called_off_or_overtaken_is_told_so(client: LanguageClient):
    services = File(client, "services.infra")
    await settled(client)
    hover = lsp.HoverParams(**services.here("booking.http.url", "booking"))
    answers = []
    for number in range(10):
        # The server reads them in one go: the first is called off, and the others ask about a text that has changed since.
        asked = [client.protocol.send_request_async("textDocument/hover", hover, msg_id=f"{number}-{at}") for at in range(5)]
        asked = [asyncio.ensure_future(one) for one in asked]
        await asyncio.sleep(0)
        client.cancel_request(lsp.CancelParams(id=f"{number}-0"))
        services.change(*(("PREFETCH     = 10", "PREFETCH     = 11") if number % 2 == 0 else ("PREFETCH     = 11", "PREFETCH     = 10")))
        answers += await asyncio.gather(*asked, return_exceptions=True)
    codes_told = [answer.code for answer in answers if isinstance(answer, Exception)]
    assert len(answers) == 50 and set(codes_told) <= {-32800, -32801}, codes_told
    assert "microservice booking" in (await client.text_document_hover_async(hover)).contents.value


async def test_typing_on_is_no_fault(client: LanguageClient):
    services = File(client, "services.infra")
    for _ in range(20):
        services.change("booking.http.url", "bookin.http.url")
        services.change("bookin.http.url", "booking.http.url")
        await asyncio.sleep(0.01)
    await settled(client)
    assert not [code for code in codes(client, services) if code.startswith("E")]
