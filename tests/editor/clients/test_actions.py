"""Code actions: what is offered, and the text after the edits of the chosen one."""

from conftest import File, after, applied, codes, of, settled
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient


async def offered(client: LanguageClient, file: File, needle: str, only: list[str] | None = None):
    params = lsp.CodeActionParams(
        text_document=file.document,
        range=lsp.Range(start=file.at(needle), end=after(file, needle)),
        context=lsp.CodeActionContext(diagnostics=[], only=only),
    )
    actions = await client.text_document_code_action_async(params)
    assert all(action.edit is None for action in actions), "edits come on demand"
    return {action.title: action for action in actions}


async def chosen(client: LanguageClient, file: File, needle: str, title: str) -> str:
    """The text after an action."""
    actions = await offered(client, file, needle)
    found = [action for name, action in actions.items() if name.startswith(title)]
    assert found, sorted(actions)
    resolved = await client.code_action_resolve_async(found[0])
    return applied(file.text, resolved.edit.changes[file.uri])


async def test_the_fix_of_a_finding(client: LanguageClient):
    services = File(client, "services.infra")
    right = services.text
    services.change("booking.http.url", "bookin.http.url")
    await settled(client)
    actions = await offered(client, services, "bookin.http.url")
    fix = actions["write `booking`"]
    assert fix.kind == lsp.CodeActionKind.QuickFix
    assert [finding.code for finding in fix.diagnostics] == ["E0201"]
    assert await chosen(client, services, "bookin.http.url", "write `booking`") == right


async def test_a_required_attribute_is_filled_in(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("  port = 3002\n", "")
    await settled(client)
    assert codes(client, services)
    actions = await offered(client, services, "microservice schedule")
    title = next(title for title in actions if "port" in title)
    text = await chosen(client, services, "microservice schedule", title)
    block = text[text.index("microservice schedule") :]
    assert "  port = " in block[: block.index("}\n}")]


async def test_a_value_gets_a_name(client: LanguageClient):
    services = File(client, "services.infra")
    assert await chosen(client, services, "3..15", "give the value a name") == services.text.replace(
        "microservice booking {", "let replicas: Range<Int> = 3..15\n\nmicroservice booking {"
    ).replace("3..15\n  env = {\n    DATABASE_URL = db.url(\"booking_db\")", "replicas\n  env = {\n    DATABASE_URL = db.url(\"booking_db\")")
    text = await chosen(client, services, '"development"', "let whoever deploys say it")
    assert 'param node_env: String = "development"\n' in text and 'dev => "${node_env}"' in text
    extract = await offered(client, services, "3..15", only=["refactor.extract"])
    assert extract and await offered(client, services, "3..15", only=["quickfix"]) == {}


async def test_a_name_becomes_its_value(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("microservice booking {", "let many = 3..15\n\nmicroservice booking {")
    services.change("replicas = 3..15\n  env = {\n    DATABASE_URL = db.url(\"booking_db\")", "replicas = many\n  env = {\n    DATABASE_URL = db.url(\"booking_db\")")
    actions = await offered(client, services, "many\n  env")
    title = next(title for title, action in actions.items() if action.kind == lsp.CodeActionKind.RefactorInline)
    text = await chosen(client, services, "many\n  env", title)
    assert "replicas = 3..15\n  env = {\n    DATABASE_URL = db.url(\"booking_db\")" in text and "= many" not in text


async def test_a_literal_becomes_a_secret(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("PREFETCH     = 10\n", 'API_KEY      = "k-123"\n')
    text = await chosen(client, services, '"k-123"', "read the secret `api_key`")
    assert 'secret api_key { description = "API_KEY of booking" }\n' in text and "API_KEY      = api_key\n" in text


async def test_a_finding_is_allowed_with_a_reason(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("/// The door to all services.", 'secret spare {\n  description = "of no use"\n}\n\n/// The door to all services.')
    await settled(client)
    text = await chosen(client, services, "spare", "allow L0201 here")
    assert '@allow(L0201, "why it is right here")\nsecret spare {' in text


async def test_what_an_environment_lacks(client: LanguageClient):
    services = File(client, "services.infra")
    services.change('match env { dev => "development", live => "production" }', 'match env { dev => "development" }')
    await settled(client)
    actions = await offered(client, services, "match env {")
    resolved = [await client.code_action_resolve_async(action) for action in actions.values()]
    texts = [applied(services.text, action.edit.changes[services.uri]) for action in resolved if action.edit]
    assert any("staging =>" in text or "live =>" in text.split("PORT ")[0] for text in texts), sorted(actions)


async def test_an_action_of_an_older_text_is_refused(client: LanguageClient):
    services = File(client, "services.infra")
    actions = await offered(client, services, "3..15")
    action = next(action for title, action in actions.items() if title.startswith("give the value"))
    services.change("microservice booking {", "\n\n\nmicroservice booking {")
    try:
        await client.code_action_resolve_async(action)
    except Exception as error:
        assert "changed" in str(error)
    else:
        raise AssertionError("the edits would go astray")


async def test_the_value_in_brackets_where_it_must(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("microservice booking {", "let many = 3 + 4\n\nmicroservice booking {")
    services.change("PREFETCH     = 10\n  }\n}\n\n/// Holds", "PREFETCH     = many * 2\n  }\n}\n\n/// Holds")
    text = await chosen(client, services, "many * 2", "put the value of `many`")
    assert "PREFETCH     = (3 + 4) * 2\n" in text


async def test_a_block_becomes_a_component(client: LanguageClient):
    services = File(client, "services.infra")
    await settled(client)
    before = codes(client, services)
    assert [title for title in await offered(client, services, "port = 3001") if "component" in title] == []
    text = await chosen(client, services, "task migrate", "extract a component: `migrate_base`")
    own = services.text[services.text.index("task migrate {") : services.text.index("gateway public")].strip()
    body = own.removeprefix("task migrate ")
    doc = "/// Brings the databases to the shape that the new release expects.\n"
    assert text == services.text.replace(doc + own, f"component migrate_base(): task {body}\n\n{doc}migrate_base migrate {{}}")
    # The server finds nothing wrong with it, and the same is generated.

    async def generated(needle: str) -> list[tuple[str, str]]:
        place = after(services, needle)
        argument = {"uri": services.uri, "position": {"line": place.line, "character": place.character}}
        params = lsp.ExecuteCommandParams(command="infrac.generatedOutput", arguments=[argument])
        outputs = await client.workspace_execute_command_async(params)
        said = [(of(output, "path"), of(output, "text")) for output in outputs]
        return [(path, text.replace("component: migrate_base", "component: task")) for path, text in said]

    made = await generated("task migrate")
    services.change(services.text, text)
    await settled(client)
    assert codes(client, services) == before
    assert made and await generated("migrate_base migrate") == made


async def test_all_sure_fixes_of_a_file_at_once(client: LanguageClient):
    stores = File(client, "stores.infra")
    right = stores.text
    stores.change("eviction = allkeys_lru", 'eviction = "allkeys_lru"')
    stores.change("  memory   = 256Mi", "  memory:   256Mi")
    stores.change("eviction = noeviction", "eviction = noeviction;")
    await settled(client)
    assert len(codes(client, stores)) == 3
    assert "apply all 3" not in " ".join(await offered(client, stores, "eviction"))
    (action,) = (await offered(client, stores, "eviction", only=["source.fixAll"])).values()
    assert action.kind == "source.fixAll.infrac"
    resolved = await client.code_action_resolve_async(action)
    made = applied(stores.text, resolved.edit.changes[stores.uri])
    assert made == right.replace("memory   = 256Mi", "memory =   256Mi")
    advertised = client.greeting.capabilities.code_action_provider.code_action_kinds
    assert "source.fixAll.infrac" in advertised


async def test_only_what_can_be_allowed_is(client: LanguageClient):
    services = File(client, "services.infra")
    services.change("booking.http.url", "bookin.http.url")
    await settled(client)
    assert not [title for title in await offered(client, services, "bookin.http.url") if title.startswith("allow")]
