"""What the server says of a text: completion, signatures, symbols, folds, selections, colours, links, layout."""

import pytest
from conftest import File, after, applied, settled
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient


async def offered(client: LanguageClient, file: File, needle: str) -> dict[str, lsp.CompletionItem]:
    """What may be written behind some text, in the order in which it is shown."""
    answer = await client.text_document_completion_async(
        lsp.CompletionParams(text_document=file.document, position=after(file, needle))
    )
    assert not answer.is_incomplete
    return {item.label: item for item in sorted(answer.items, key=lambda item: item.sort_text)}


async def test_members_behind_a_dot(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("REDIS_URL    = cache.url", "REDIS_URL    = cache.")
    items = await offered(client, services, "= cache.")
    assert {"url", "memory"} <= items.keys() and "booking" not in items, sorted(items)
    resolved = await client.completion_item_resolve_async(items["url"])
    assert resolved.documentation.kind == "markdown" and "url" in resolved.documentation.value


async def test_attributes_required_first_and_each_once(client: LanguageClient):
    services = File(client, "services.infra")
    services.change('  port     = 3003\n  replicas = 3..15\n', "  replicas = 3..15\n  \n")
    items = await offered(client, services, "  replicas = 3..15\n  ")
    assert list(items)[0] == "port" and items["port"].label_details.description == "required"
    assert {"resources", "scale_on", "slo", "in staging"} <= items.keys()
    assert "replicas" not in items, "it is written already"
    resolved = await client.completion_item_resolve_async(items["port"])
    assert "The port that it listens on." in resolved.documentation.value


async def test_values_by_their_type(client: LanguageClient):
    services = File(client, "services.infra")
    stores = File(client, "stores.infra")
    assert list(await offered(client, services, "in dev { tls = "))[:3] == ["none", "letsencrypt", "certificate"]
    assert list(await offered(client, services, "ready = "))[:3] == ["http", "tcp", "exec"]
    assert {"allkeys_lru", "noeviction"} <= (await offered(client, stores, "eviction = ")).keys()
    environments = await offered(client, services, "  in ")
    assert list(environments) == ["dev", "live", "staging", "production"]
    assert {"ms", "s", "m", "h", "d"} <= (await offered(client, services, "http_faster_than(500")).keys()
    variables = await offered(client, services, "JWT_SECRET = ")
    assert {"jwt", "sms_gateway", "port", "release"} <= variables.keys()


async def test_names_that_fit_come_first(client: LanguageClient):
    services = File(client, "services.infra")
    stores = File(client, "stores.infra")
    # Endpoints, by the ports that blocks expose.
    services.change('routes     = { "/" = api_gateway.http }', 'routes     = { "/" = }')
    items = await offered(client, services, 'routes     = { "/" = ')
    first = list(items)[:11]
    assert {"api_gateway.http", "booking.http"} <= set(first) and items["booking.http"].detail == "Endpoint", first
    assert items["booking.http"].kind == lsp.CompletionItemKind.Field
    # Ports of one block, behind its name.
    services.change("AUTH_URL     = auth.http.url", "AUTH_URL     = auth.")
    items = await offered(client, services, "AUTH_URL     = auth.")
    assert items["http"].detail == "Endpoint" and list(items)[0] == "http"
    # Secrets where a secret may stand, params, blocks: each says what it is.
    items = await offered(client, services, "JWT_SECRET = ")
    assert (items["jwt"].detail, items["release"].detail) == ("secret", "late String")
    assert items["release"].kind == lsp.CompletionItemKind.Constant
    resolved = await client.completion_item_resolve_async(items["jwt"])
    assert "Signs session tokens." in resolved.documentation.value
    # A reference to a block of some kind.
    services.change("run     = before([auth, schedule,", "run     = before([, schedule,")
    items = await offered(client, services, "run     = before([")
    assert {"booking", "auth"} <= set(list(items)[:14]), list(items)[:14]
    # Environments in a `match`; units behind a number, by the type.
    services.change('match env { dev => "development", live', "match env { dev => \"development\", ")
    items = await offered(client, services, 'dev => "development", ')
    assert {"live", "staging", "production"} <= items.keys(), sorted(items)
    stores.change("memory   = 512Mi", "memory   = 512")
    items = await offered(client, stores, "memory   = 512")
    assert {"Mi", "Gi", "Ki"} <= items.keys() and "ms" not in items, sorted(items)
    assert items["Mi"].kind == lsp.CompletionItemKind.Unit


async def test_declarations_as_snippets(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("/// Signs session tokens.", "\n\n/// Signs session tokens.")
    items = await offered(client, services, "reach them.\n\n")
    gateway = items["gateway"]
    assert gateway.insert_text_format == lsp.InsertTextFormat.Snippet
    assert gateway.text_edit.new_text.startswith("gateway ${1:name} {\n  host = ")
    assert "microservice" in items and "in staging" not in items
    resolved = await client.completion_item_resolve_async(items["microservice"])
    assert "A NestJS service of the monorepo." in resolved.documentation.value
    # A tag brings the fields that it must have.
    items = await offered(client, services, "tls        = ")
    assert items["letsencrypt"].text_edit.new_text == 'letsencrypt { email = "$1" }'
    assert items["none"].text_edit.new_text == "none"


async def test_metrics_inside_promql(client: LanguageClient):
    services = File(client, "services.infra")
    services.change(
        'metrics = { port = "http" }',
        'metrics = { port = "http", exports = { jobs_total = counter { help = "jobs" } } }',
    )
    services.change("/// Brings the", 'alert slow {\n  when     = "rate(jo"\n  severity = info\n}\n\n/// Brings the')
    await settled(client)
    assert "jobs_total" in await offered(client, services, '"rate(jo')


async def test_the_parameters_of_a_call(client: LanguageClient):
    services = File(client, "services.infra")
    answer = await client.text_document_signature_help_async(
        lsp.SignatureHelpParams(text_document=services.document, position=after(services, "http_faster_than("))
    )
    (signature,) = answer.signatures
    assert signature.label == "http_faster_than(limit: Duration): Indicator"
    assert [parameter.label for parameter in signature.parameters] == ["limit: Duration"]
    assert signature.documentation.value == "Requests that were answered within this time."
    assert answer.active_parameter == 0
    answer = await client.text_document_signature_help_async(
        lsp.SignatureHelpParams(text_document=services.document, position=after(services, 'replace(name, "_", '))
    )
    assert answer.active_parameter == 2


async def test_symbols(client: LanguageClient):
    services = File(client, "services.infra")
    symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(text_document=services.document))
    assert [symbol.name for symbol in symbols] == [
        *("jwt", "sms_gateway", "microservice", "api_gateway", "auth", "schedule", "booking", "seat_reservation"),
        *("search", "payment", "notification", "migrate", "public"),
    ]
    booking = symbols[6]
    assert services.slice(booking.selection_range) == "booking" and booking.detail == "microservice"
    assert [child.name for child in booking.children][:2] == ["port", "replicas"]
    found = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query="booking"))
    places = [(symbol.location.uri, symbol.location.range.start.line) for symbol in found if symbol.name == "booking"]
    assert (services.uri, services.at("microservice booking").line) in places
    # Another file, which is not open.
    found = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query="locks"))
    assert (client.folder / "stores.infra").as_uri() in [symbol.location.uri for symbol in found]


async def test_folds_and_selections(client: LanguageClient):
    services = File(client, "services.infra")
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(text_document=services.document))
    start, end = services.at("microservice booking").line, services.at("/// Holds seats").line - 2
    assert [fold.end_line for fold in folds if fold.start_line == start] == [end]
    (selection,) = await client.text_document_selection_range_async(
        lsp.SelectionRangeParams(text_document=services.document, positions=[services.at("3..15")])
    )
    chain = []
    while selection:
        chain.append(services.slice(selection.range))
        selection = selection.parent
    assert chain[:3] == ["3", "3..15", "replicas = 3..15"], chain[:3]
    assert chain[-2].startswith("microservice booking {") and chain[-1] == services.text
    assert all(inner in outer for inner, outer in zip(chain, chain[1:]))


def coloured(file: File, data: list[int], legend: list[str]) -> dict[str, str]:
    """The colour of each word where it stands first."""
    found, line, column = {}, 0, 0
    lines = file.text.split("\n")
    for at in range(0, len(data), 5):
        down, right, length, kind, _ = data[at : at + 5]
        line, column = line + down, right + (0 if down else column)
        found.setdefault(lines[line][column : column + length], legend[kind])
    return found


async def test_colours(client: LanguageClient):
    services = File(client, "services.infra")
    full = await client.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(text_document=services.document)
    )
    legend = client.greeting.capabilities.semantic_tokens_provider.legend.token_types
    colours = coloured(services, full.data, legend)
    wanted = {"microservice": "class", "replicas": "property", "replace": "function", "staging": "macro"}
    assert {word: colours.get(word) for word in wanted} == wanted
    start = services.at("secret jwt")
    part = await client.text_document_semantic_tokens_range_async(
        lsp.SemanticTokensRangeParams(
            text_document=services.document, range=lsp.Range(start=start, end=after(services, "secret jwt"))
        )
    )
    assert coloured(services, part.data, legend).keys() == {"secret", "jwt"}
    services.change("replicas = 3..15", "replicas = 3..16")
    delta = await client.text_document_semantic_tokens_full_delta_async(
        lsp.SemanticTokensDeltaParams(text_document=services.document, previous_result_id=full.result_id)
    )
    assert len(delta.edits) == 0, "no word changed its colour or its place"
    services.change("replicas = 3..16", "replicas = 3..116")
    delta = await client.text_document_semantic_tokens_full_delta_async(
        lsp.SemanticTokensDeltaParams(text_document=services.document, previous_result_id=delta.result_id)
    )
    data = list(full.data)
    for edit in delta.edits:
        data[edit.start : edit.start + edit.delete_count] = edit.data or []
    full = await client.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(text_document=services.document)
    )
    assert data == list(full.data)


async def test_links_lead_out(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("//! The microservices", "//! See https://example.com/jatra for\n//! the microservices")
    links = await client.text_document_document_link_async(lsp.DocumentLinkParams(text_document=services.document))
    assert [(services.slice(link.range), link.target) for link in links] == [("https://example.com/jatra",) * 2]


OPTIONS = lsp.FormattingOptions(tab_size=8, insert_spaces=False)


async def test_layout(client: LanguageClient):
    services = File(client, "services.infra")
    right = services.text
    document = lsp.DocumentFormattingParams(text_document=services.document, options=OPTIONS)
    assert len(await client.text_document_formatting_async(document)) == 0
    services.change("  port     = 3003\n", "      port=3003\n")
    services.change("microservice schedule {\n", "microservice schedule    {\n")
    wrong = services.text
    assert applied(wrong, await client.text_document_formatting_async(document)) == right
    line = services.at("      port=3003").line
    within = lsp.Range(start=lsp.Position(line, 0), end=lsp.Position(line + 1, 0))
    edits = await client.text_document_range_formatting_async(
        lsp.DocumentRangeFormattingParams(text_document=services.document, range=within, options=OPTIONS)
    )
    assert applied(wrong, edits) == wrong.replace("      port=3003\n", "  port     = 3003\n")
    edits = await client.text_document_on_type_formatting_async(
        lsp.DocumentOnTypeFormattingParams(
            text_document=services.document,
            position=after(services, "    PREFETCH     = 10\n  }\n}"),
            ch="}",
            options=OPTIONS,
        )
    )
    assert applied(wrong, edits) == wrong.replace("      port=3003\n", "  port     = 3003\n")


async def test_half_a_text_is_not_laid_out(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("  port     = 3003\n", "  port     =\n")
    document = lsp.DocumentFormattingParams(text_document=services.document, options=OPTIONS)
    assert not await client.text_document_formatting_async(document)
