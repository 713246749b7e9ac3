autocmd BufNewFile,BufRead *.infra setfiletype infra
