-- The server for `vim.lsp.enable('infrac')`, Neovim 0.11 and later.
return {
  cmd = { 'infrac', 'lsp' },
  filetypes = { 'infra' },
  root_markers = { 'infrac.lock', '.git' },
  capabilities = require('infrac').capabilities(),
}
