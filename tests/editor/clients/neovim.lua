-- Neovim's own client on a copy of examples/jatra: every feature is asked for through it, and what it gets, shows or changes is looked into. `INFRAC`
-- names the command, `JATRA` the copy, `PLUGIN` the plug-in. Neovim 0.11 or later.
local folder = vim.env.JATRA
vim.opt.runtimepath:append(vim.env.PLUGIN)
local failures = {}

local function check(what, holds, seen)
  if not holds then
    table.insert(failures, what .. ": " .. vim.inspect(seen))
  end
end

local function wait_for(what, ready)
  local is_ready = vim.wait(60000, ready, 20)
  local seen = vim.tbl_map(function(one)
    return ("%s:%d %s %s"):format(vim.fn.bufname(one.bufnr):match("[^/]*$"), one.lnum + 1, one.code, one.message)
  end, is_ready and {} or vim.diagnostic.get())
  check(what, is_ready, { "waited in vain; the findings that are shown:", seen })
end

-- Whatever goes wrong ends Neovim, and says why.
local function session()
  vim.o.hidden = true
  vim.cmd("edit " .. folder .. "/services.infra")
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start({
    name = "infrac",
    cmd = { vim.env.INFRAC, "lsp" },
    root_dir = folder,
    workspace_folders = { { uri = vim.uri_from_fname(folder), name = "jatra" } },
    capabilities = require("infrac").capabilities(),
    init_options = { diagnostics = { pause = 10, delivery = vim.env.DELIVERY } },
  }, { bufnr = buffer })
  wait_for("the server greets", function()
    local client = vim.lsp.get_client_by_id(id)
    return client ~= nil and client.initialized
  end)
  local client = vim.lsp.get_client_by_id(id)

  local function request(method, params)
    local answer = client:request_sync(method, params, 60000, buffer) or {}
    check(method, answer.err == nil and answer.result ~= nil, answer)
    return answer.result
  end

  local function settled()
    client:request_sync("infrac/settled", vim.NIL, 60000, buffer)
  end

  local function lines()
    return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  end

  local function text()
    return table.concat(lines(), "\n") .. "\n"
  end

  -- Puts the cursor where a text stands first (`behind`: behind it); Neovim's own parameters for the place.
  local function at(needle, behind)
    for number, line in ipairs(lines()) do
      local first, last = line:find(needle, 1, true)
      if first then
        vim.api.nvim_win_set_cursor(0, { number, first - 1 })
        local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
        if behind then
          -- The cursor of normal mode cannot stand behind a line; the text is ASCII.
          params.position.character = last
        end
        return params
      end
    end
    error("no " .. needle)
  end

  -- Types over the first occurrence of a text within its line.
  local function change(old, new)
    local line = at(old).position.line
    local now = lines()[line + 1]
    local first, last = now:find(old, 1, true)
    local replaced = now:sub(1, first - 1) .. new .. now:sub(last + 1)
    vim.api.nvim_buf_set_lines(buffer, line, line + 1, false, vim.split(replaced, "\n"))
  end

  local original = lines()
  local function restore()
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, original)
  end

  local document = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  local function with(more)
    return vim.tbl_extend("force", document, more)
  end
  local function range_of(needle)
    local start, ending = at(needle).position, at(needle, true).position
    return { start = start, ["end"] = ending }
  end
  local function names(list)
    local found = {}
    for _, one in ipairs(list or {}) do
      found[one.label or one.name or (one.to or one.from or {}).name or one.title] = one
    end
    return found
  end

  settled()

  local hover = request("textDocument/hover", at("replicas = 3..15"))
  check("hover", hover and hover.contents.value:find("| production | `3..15` |", 1, true), hover)
  hover = request("textDocument/hover", at("booking {"))
  local becomes = hover and hover.contents.value or ""
  check("hover of a block", becomes:find("- compose: `out/compose/", 1, true) and becomes:find("- helm: `out/helm/", 1, true), hover)

  local function target(place)
    place = vim.islist(place or {}) and place[1] or place or {}
    return (place.uri or place.targetUri or ""):match("[^/]*$"), (place.targetSelectionRange or place.range or { start = {} }).start.line
  end
  local file = target(request("textDocument/definition", at("db.url")))
  check("definition", file == "stores.infra", file)
  local _, line = target(request("textDocument/typeDefinition", at("booking.http.url")))
  check("type definition", line == at("component microservice").position.line, line)

  local references = at("secret jwt")
  references.position.character = 7
  references.context = { includeDeclaration = true }
  check("references", #request("textDocument/references", references) == 2, references)
  check("highlights", #request("textDocument/documentHighlight", references) == 2, references)

  local symbols = names(request("textDocument/documentSymbol", document))
  check("document symbols", symbols.booking and symbols.jwt and symbols.public, symbols)
  local found = names(request("workspace/symbol", { query = "locks" }))
  check("workspace symbols", found.locks and found.locks.location.uri:match("stores.infra$"), found)

  change("REDIS_URL    = cache.url", "REDIS_URL    = cache.")
  local list = request("textDocument/completion", at("REDIS_URL    = cache.", true))
  local items = names(list.items or list)
  check("completion", items.url and items.memory and not items.booking, vim.tbl_keys(items))
  local resolved = request("completionItem/resolve", items.url)
  check("completion resolve", resolved.documentation and resolved.documentation.value:find("url", 1, true), resolved)
  restore()

  -- What is offered behind a text, in the order in which it is shown.
  local function offered(needle)
    local answer = request("textDocument/completion", at(needle, true))
    local all = answer.items or answer
    table.sort(all, function(a, b)
      return a.sortText < b.sortText
    end)
    return names(all), vim.tbl_map(function(item)
      return item.label
    end, all)
  end
  change("  port     = 3003", "")
  local first
  items, first = offered("microservice booking {")
  check("completion of attributes", first[1] == "port" and items.port.labelDetails.description == "required" and items.scale_on, first)
  restore()
  change("port = 3001", "\n")
  items = offered("microservice auth {")
  check("completion without what is there", items.port and not items.env, vim.tbl_keys(items))
  restore()
  items, first = offered("in dev { tls = ")
  check("completion of values", first[1] == "none" and items.letsencrypt.textEdit.newText == 'letsencrypt { email = "$1" }', first)
  items = offered("JWT_SECRET = ")
  check("completion of secrets and params", items.jwt.detail == "secret" and items.release.detail == "late String", items.jwt)
  change('{ "/" = api_gateway.http }', '{ "/" = }')
  items = offered('{ "/" = ')
  check("completion of ports", items["booking.http"] and items["booking.http"].detail == "Endpoint", vim.tbl_keys(items))
  restore()
  items, first = offered("  in ")
  check("completion of environments", vim.deep_equal(first, { "dev", "live", "staging", "production" }), first)
  items = offered("http_faster_than(500")
  check("completion of units", items.ms and items.s and not items.Mi, vim.tbl_keys(items))
  change("/// Signs session tokens.", "\n/// Signs session tokens.")
  items = offered("")
  check("completion of declarations", items.gateway and items.gateway.textEdit.newText:match("^gateway %${1:name} {") and items.microservice, vim.tbl_keys(items))
  restore()
  change('metrics = { port = "http" }', 'metrics = { port = "http", exports = { jobs_total = counter { help = "jobs" } } }')
  change("/// Brings the", 'alert slow {\n  when     = "rate(jo"\n  severity = info\n}\n\n/// Brings the')
  settled()
  items = offered('"rate(jo')
  check("completion of metrics", items.jobs_total and items.jobs_total.detail:find("exported by", 1, true), vim.tbl_keys(items))
  restore()

  -- Half a line: the rest of the file keeps its features.
  change("port = 3001", "port = \n  replicas = {")
  hover = request("textDocument/hover", at("booking.http.url"))
  check("hover in half a text", hover and hover.contents.value:find("microservice booking", 1, true), hover)
  symbols = names(request("textDocument/documentSymbol", document))
  check("symbols of half a text", symbols.booking and symbols.api_gateway and symbols.public, vim.tbl_keys(symbols))
  restore()

  local help = request("textDocument/signatureHelp", at("http_faster_than(", true))
  check("signature help", help.signatures[1].label == "http_faster_than(limit: Duration): Indicator", help)

  local full = request("textDocument/semanticTokens/full", document)
  check("semantic tokens", #full.data > 500 and #full.data % 5 == 0, #full.data)
  local part = request("textDocument/semanticTokens/range", with({ range = range_of("secret jwt") }))
  check("semantic tokens of a range", #part.data == 10, part)
  local delta = request("textDocument/semanticTokens/full/delta", with({ previousResultId = full.resultId }))
  check("difference of semantic tokens", delta.edits and #delta.edits == 0, delta)

  settled()
  local whole = { start = { line = 0, character = 0 }, ["end"] = { line = #lines(), character = 0 } }
  local uses = false
  for _, hint in ipairs(request("textDocument/inlayHint", with({ range = whole }))) do
    uses = uses or (hint.position.line == at("microservice booking").position.line and hint.label:find("uses broker", 1, true) ~= nil)
  end
  check("inlay hints", uses, "none says what booking uses")
  local hints = {}
  for _, hint in ipairs(request("textDocument/inlayHint", with({ range = whole }))) do
    table.insert(hints, hint.position.line .. " " .. hint.label)
  end
  local said = table.concat(hints, "\n")
  check("inlay hints of values", said:find(at("replicas = 3..15").position.line .. " = dev: 1 · staging: 1..2 · production: 3..15", 1, true), said)
  check("inlay hints of defaults", said:find(at("microservice booking").position.line .. " by default ", 1, true), said)

  local budget = false
  for _, lens in ipairs(request("textDocument/codeLens", document)) do
    budget = budget or lens.command.title == "error budget: 432.0 minutes in 30d"
  end
  check("code lens", budget, "none says the error budget")

  -- The lenses' commands are the plug-in's: Neovim runs them.
  local function run_lens(title)
    local line = at("microservice booking").position.line
    for _, lens in ipairs(request("textDocument/codeLens", document)) do
      if lens.range.start.line == line and lens.command.title:find(title, 1, true) then
        client:exec_cmd(lens.command, { bufnr = buffer })
        return
      end
    end
    check("lens", false, title)
  end
  local window = vim.api.nvim_get_current_win()
  run_lens(" references")
  wait_for("references in the quickfix list", function()
    return #vim.fn.getqflist() == 2
  end)
  local places = vim.tbl_map(function(item)
    return item.text
  end, vim.fn.getqflist())
  check("lens of references", table.concat(places, "\n"):find("BOOKING_URL  = booking.http.url", 1, true), places)
  vim.cmd("cclose")
  vim.api.nvim_set_current_win(window)
  run_lens(" generated files")
  wait_for("what is generated in a window", function()
    return vim.bo.filetype == "yaml"
  end)
  local shown = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  check("lens of generated files", shown:find("# compose/dev/compose.yaml (compose)", 1, true) and shown:find('PORT: "3003"', 1, true), shown)
  vim.cmd("close")
  vim.api.nvim_set_current_win(window)

  local folded = false
  for _, fold in ipairs(request("textDocument/foldingRange", document)) do
    folded = folded or (fold.startLine == at("microservice booking").position.line and fold.endLine == at("/// Holds seats").position.line - 2)
  end
  check("folding", folded, "booking cannot be folded")

  local selection = request("textDocument/selectionRange", with({ positions = { at("3..15").position } }))[1]
  check("selection range", selection.parent.parent ~= nil and selection.range.start.line == at("3..15").position.line, selection)

  change("//! The microservices", "//! https://example.com/jatra")
  local links = request("textDocument/documentLink", document)
  check("links", #links == 1 and links[1].target == "https://example.com/jatra", links)
  restore()

  local booking = request("textDocument/prepareCallHierarchy", at("booking {"))[1]
  check("hierarchy", booking and booking.name == "booking", booking)
  local out = names(request("callHierarchy/outgoingCalls", { item = booking }))
  check("outgoing calls", out.db and out.cache and out.broker, vim.tbl_keys(out))
  check("incoming calls", names(request("callHierarchy/incomingCalls", { item = booking })).api_gateway, booking)

  -- Findings: they come where Neovim shows them, with other places and links, and go when the text is mended.
  local function errors()
    return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
  end
  change("booking.http.url", "bookin.http.url")
  wait_for("a finding", function()
    return #errors() == 1
  end)
  local finding = errors()[1] or {}
  check("its code", finding.code == "E0201" and finding.source == "infrac" and finding.lnum == at("bookin.http").position.line, finding)
  local said = (finding.user_data or { lsp = {} }).lsp
  check("its page", ((said.codeDescription or {}).href or ""):match("E0201"), said)

  restore()
  change("replicas = 5..20", "repliicas = 5..20")
  wait_for("a finding with another place", function()
    return #errors() == 1 and errors()[1].code == "E0206"
  end)
  local related = errors()[1].user_data.lsp.relatedInformation
  check("its other places", related and related[1].message == "declared here" and related[1].location.range.start.line == at("component microservice").position.line, related)
  restore()
  change("/// The door to", 'secret spare {\n  description = "of no use"\n}\n\n/// The door to')
  local function unused()
    return vim.tbl_filter(function(one)
      return one.code == "L0201"
    end, vim.diagnostic.get(buffer))
  end
  -- Neovim 0.11 cannot be told to ask again: what it asks is answered when all is known.
  wait_for("a finding of what is unused", function()
    return #unused() == 1
  end)
  check("its tag", unused()[1] and unused()[1]._tags and unused()[1]._tags.unnecessary, unused()[1])

  -- The whole way of each code action: Neovim asks, resolves the chosen one, and applies it.
  -- With `selected` the text itself is selected, else the cursor stands at its beginning.
  local function act(needle, title, wanted, only, selected)
    local place = at(needle).position
    local range = selected and { start = { place.line + 1, place.character }, ["end"] = { place.line + 1, place.character + #needle } }
    vim.lsp.buf.code_action({
      apply = true,
      range = range or nil,
      context = only and { only = only } or nil,
      filter = function(action)
        return vim.startswith(action.title, title)
      end,
    })
    wait_for(title, function()
      return text():find(wanted, 1, true) ~= nil
    end)
  end
  act("secret spare", "allow L0201", '@allow(L0201, "why it is right here")\nsecret spare {')
  restore()
  act("task migrate", "extract a component", "component migrate_base(): task {\n  image   = ")
  check("an extracted component", text():find("\n}\n\n/// Brings the databases to the shape that the new release expects.\nmigrate_base migrate {}\n", 1, true), text())
  restore()
  act("3..15", "give the value a name", "let replicas: Range<Int> = 3..15\n\nmicroservice booking {", nil, true)
  restore()
  change("microservice booking {", "let many = 3..15\n\nmicroservice booking {")
  change("replicas = 3..15", "replicas = many")
  act("many", "put the value of `many`", "  port     = 3003\n  replicas = 3..15\n  env = {")
  restore()
  act('"development"', "let whoever deploys say it", 'param node_env: String = "development"\n')
  restore()
  change("PREFETCH     = 10", 'API_KEY      = "k-123"')
  act('"k-123"', "read the secret", 'secret api_key { description = "API_KEY of booking" }\n')
  restore()
  change('dev => "development", live => "production"', 'dev => "development"')
  wait_for("a finding of what is lacking", function()
    return #errors() > 0
  end)
  act("match env {", "add an arm", 'match env { dev => "development", ')
  restore()
  change("port = 3002", "")
  wait_for("a finding of what is required", function()
    return #errors() > 0
  end)
  act("microservice schedule", "fill in port", "port = 1\n}")
  restore()
  change("max_body   = 2Mi", "max_body:   2Mi;")
  wait_for("findings that are surely meant to be mended", function()
    return #errors() == 2
  end)
  act("gateway public", "apply all 2 fixes", "max_body =   2Mi\n", { "source.fixAll" })
  restore()

  -- What is called off is answered as such or not at all, what is overtaken is asked again; the session goes on.
  local told = {}
  for number = 1, 20 do
    local _, asked = client:request("textDocument/hover", at("booking.http.url"), function(err)
      table.insert(told, err and err.code or 0)
    end, buffer)
    if number % 2 == 0 then
      client:cancel_request(asked)
    else
      change("PREFETCH     = 10", "PREFETCH     = 10")
    end
  end
  settled()
  for _, code in ipairs(told) do
    check("what is called off", code == 0 or code == -32800 or code == -32801, told)
  end
  hover = request("textDocument/hover", at("booking.http.url"))
  check("hover after that", hover.contents.value:find("microservice booking", 1, true), hover)

  change("booking.http.url", "bookin.http.url")
  wait_for("the finding again", function()
    return #errors() == 1 and errors()[1].code == "E0201"
  end)
  -- The whole way of a code action: Neovim asks, resolves the chosen one, and applies it.
  at("bookin.http")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == "write `booking`"
    end,
  })
  wait_for("a fix", function()
    return text():find("= booking.http.url", 1, true) ~= nil
  end)
  wait_for("no finding", function()
    return #errors() == 0
  end)
  restore()

  -- Layout through Neovim's own functions; then a range, and what is typed.
  change("  port     = 3003", "      port=3003")
  vim.lsp.buf.format({ timeout_ms = 60000 })
  check("formatting", vim.deep_equal(lines(), original), "not as it was")
  change("  port     = 3003", "      port=3003")
  local options = { tabSize = 8, insertSpaces = false }
  local edits = request("textDocument/rangeFormatting", with({ range = range_of("port=3003"), options = options }))
  vim.lsp.util.apply_text_edits(edits, buffer, client.offset_encoding)
  check("formatting of a range", vim.deep_equal(lines(), original), "not as it was")
  change("  port     = 3003", "      port=3003")
  local close = at("/// Holds seats").position
  local typed = with({ position = { line = close.line - 2, character = 1 }, ch = "}", options = options })
  vim.lsp.util.apply_text_edits(request("textDocument/onTypeFormatting", typed), buffer, client.offset_encoding)
  check("formatting while typing", vim.deep_equal(lines(), original), "not as it was")

  -- Commands.
  local question = { uri = document.textDocument.uri, position = at("booking {").position }
  local outputs = request("workspace/executeCommand", { command = "infrac.generatedOutput", arguments = { question } })
  check("generated output", outputs[1].path == "compose/dev/compose.yaml" and outputs[1].text:find('PORT: "3003"', 1, true), outputs[1])
  local graph = request("workspace/executeCommand", { command = "infrac.graph", arguments = { { uri = question.uri, environment = "production" } } })
  check("graph", vim.startswith(graph, "flowchart LR\n") and graph:find("booking<br/>", 1, true), graph)

  -- The whole way of a rename.
  at("secret jwt")
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], 7 })
  local prepared = request("textDocument/prepareRename", vim.lsp.util.make_position_params(0, client.offset_encoding))
  check("prepare rename", prepared.placeholder == "jwt", prepared)
  vim.lsp.buf.rename("session_key")
  wait_for("a new name", function()
    return text():find("secret session_key", 1, true) and text():find("JWT_SECRET = session_key", 1, true)
  end)

  client:stop()
  wait_for("the end", function()
    return client:is_stopped()
  end)
end

local went, why = xpcall(session, debug.traceback)
check("the session", went, why)
for _, failure in ipairs(failures) do
  io.stderr:write(failure .. "\n")
end
vim.cmd(#failures == 0 and "qall!" or "cquit!")
