"""The language server under pytest-lsp, a client that others wrote, on a copy of examples/jatra: every answer is looked into."""

import asyncio

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


async def test_typing_on_is_no_fault(client: LanguageClient):
    services = File(client, "services.infra")
    for _ in range(20):
        services.change("booking.http.url", "bookin.http.url")
        services.change("bookin.http.url", "booking.http.url")
        await asyncio.sleep(0.01)
    await settled(client)
    assert not [code for code in codes(client, services) if code.startswith("E")]
