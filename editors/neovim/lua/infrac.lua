-- The language server and the tree-sitter parser of infrac, for Neovim 0.7 and later.
--
--   require('infrac').setup()                              -- all defaults
--   require('infrac').setup({ cmd = { '/opt/infrac', 'lsp' }, on_attach = function(client, buffer) … end })
local M = {}

local options = { cmd = { 'infrac', 'lsp' }, on_attach = nil, capabilities = nil, settings = vim.empty_dict() }

-- The server of each root, for Neovim without vim.lsp.start.
local clients = {}

--- The folder that holds the project of a file: the nearest with a lock file of infrac, else that with .git, else the file's own.
local function root_of(file)
  local found
  local folder = vim.fn.fnamemodify(file, ':p:h')
  for _, marker in ipairs({ 'infrac.lock', '.git' }) do
    local at = folder
    while not found do
      local path = at .. '/' .. marker
      if vim.fn.filereadable(path) == 1 or vim.fn.isdirectory(path) == 1 then
        found = at
      end
      local above = vim.fn.fnamemodify(at, ':h')
      if above == at then
        break
      end
      at = above
    end
    if found then
      break
    end
  end
  return found or folder
end

--- What Neovim can do (or `given`), with the commands of the lenses: the server gives them only to whoever says that it has them.
function M.capabilities(given)
  local own = { experimental = { commands = { commands = { 'infrac.showReferences', 'infrac.showGenerated' } } } }
  return vim.tbl_deep_extend('force', given or vim.lsp.protocol.make_client_capabilities(), own)
end

--- Starts the server for a buffer, or joins the one of its project.
function M.attach(buffer)
  buffer = (buffer == nil or buffer == 0) and vim.api.nvim_get_current_buf() or buffer
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or vim.fn.executable(options.cmd[1]) ~= 1 then
    return nil
  end
  local config = {
    name = 'infrac',
    cmd = options.cmd,
    root_dir = root_of(file),
    on_attach = options.on_attach,
    settings = options.settings,
    capabilities = M.capabilities(options.capabilities),
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local client = clients[config.root_dir]
  if not client or vim.lsp.client_is_stopped(client) then
    client = vim.lsp.start_client(config)
    clients[config.root_dir] = client
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
  return client
end

--- Starts the server for every buffer of the language, now and later.
function M.setup(given)
  options = vim.tbl_extend('force', options, given or {})
  local group = vim.api.nvim_create_augroup('infrac', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'infra',
    callback = function(event)
      M.attach(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].filetype == 'infra' then
      M.attach(buffer)
    end
  end
end

--- Compiles the tree-sitter parser of this repository to where Neovim looks for it; gives the path, or nil and what the compiler said.
function M.build_parser(target)
  local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
  local source = vim.fn.fnamemodify(here, ':h') .. '/tree-sitter-infra/src'
  local folder = target or (vim.fn.stdpath('data') .. '/site/parser')
  vim.fn.mkdir(folder, 'p')
  local output = folder .. '/infra.so'
  local said = vim.fn.system({
    vim.env.CC or 'cc', '-shared', '-fPIC', '-O2', '-I', source, source .. '/parser.c', source .. '/scanner.c', '-o', output,
  })
  if vim.v.shell_error ~= 0 then
    return nil, said
  end
  return output
end

-- Who serves a buffer, and how it counts columns.
local function server_of(buffer)
  local list = vim.lsp.get_clients or vim.lsp.get_active_clients
  for _, client in ipairs(list({ bufnr = buffer, name = 'infrac' })) do
    if client.name == 'infrac' then
      return client, client.offset_encoding
    end
  end
  return nil, 'utf-16'
end

-- Shows what the block at a place of the protocol becomes, in a window beside.
local function show_output_of(source, uri, position)
  local question = { uri = uri, position = position }
  vim.lsp.buf_request(source, 'workspace/executeCommand', { command = 'infrac.generatedOutput', arguments = { question } }, function(error, outputs)
    if error or not outputs or #outputs == 0 then
      vim.notify('infrac: ' .. (error and error.message or 'no file says anything of what is under the cursor'))
      return
    end
    local lines = {}
    for _, output in ipairs(outputs) do
      table.insert(lines, ('# %s (%s)'):format(output.path, output.target))
      vim.list_extend(lines, vim.split(output.text, '\n'))
    end
    vim.cmd('vertical new')
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile, vim.bo.filetype = 'nofile', 'wipe', false, 'yaml'
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.bo.modifiable = false
  end)
end

--- What the block under the cursor becomes, in a window beside; needs a running server.
function M.show_output()
  local source = vim.api.nvim_get_current_buf()
  local _, encoding = server_of(source)
  local place = vim.lsp.util.make_position_params(0, encoding)
  show_output_of(source, place.textDocument.uri, place.position)
end

--- Who uses what is declared at a place of the protocol, in the quickfix list.
function M.show_references(source, uri, position)
  local question = { textDocument = { uri = uri }, position = position, context = { includeDeclaration = false } }
  vim.lsp.buf_request(source, 'textDocument/references', question, function(error, places)
    if error or not places or #places == 0 then
      vim.notify('infrac: ' .. (error and error.message or 'nobody uses it'))
      return
    end
    local _, encoding = server_of(source)
    vim.fn.setqflist({}, ' ', { title = 'infrac: references', items = vim.lsp.util.locations_to_items(places, encoding) })
    vim.cmd('botright copen')
  end)
end

-- The commands behind the lenses: an address and a position of the protocol.
if vim.lsp.commands then
  vim.lsp.commands['infrac.showReferences'] = function(command, context)
    M.show_references(context.bufnr, command.arguments[1], command.arguments[2])
  end
  vim.lsp.commands['infrac.showGenerated'] = function(command, context)
    show_output_of(context.bufnr, command.arguments[1], command.arguments[2])
  end
end

return M
