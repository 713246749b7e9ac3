-- Commands, and tree-sitter's colours where its parser was built.
if vim.g.loaded_infrac then
  return
end
vim.g.loaded_infrac = true

vim.api.nvim_create_user_command('InfracOutput', function()
  require('infrac').show_output()
end, { desc = 'What the block under the cursor becomes' })

vim.api.nvim_create_user_command('InfracBuildParser', function()
  local output, said = require('infrac').build_parser()
  vim.notify(output and ('infrac: built ' .. output) or ('infrac: ' .. said))
end, { desc = 'Compile the tree-sitter parser' })

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('infrac_treesitter', { clear = true }),
  pattern = 'infra',
  callback = function(event)
    local has_parser = #vim.api.nvim_get_runtime_file('parser/infra.*', false) > 0
    if has_parser and vim.treesitter.start then
      pcall(vim.treesitter.start, event.buf, 'infra')
    end
  end,
})
