" Generated from editors/templates/infra.vim by `cargo xtask gen`: the lists are the compiler's. Do not edit the copy.
" Vim syntax file
" Language: infrac (.infra)

if exists('b:current_syntax')
  finish
endif

syntax case match
syntax sync minlines=200

syntax keyword infraControl «control words by space»
syntax keyword infraDeclaration «declaration words by space»
syntax keyword infraStatement «entry words by space» «other words by space»
syntax keyword infraConstant «constants by space»
syntax keyword infraValue «value names by space»
syntax match infraType /\<\u\w*\>/
syntax keyword infraBuiltinType «types by space»
syntax match infraKind /^\s*\zs\l\w*\(\.\l\w*\)*\ze\(\s\+[A-Za-z_"][A-Za-z0-9_"-]*\)*\(\s*:\s*\l\w*\)\?\(\s\+in\s[^{=]*\)\?\s*{/ contains=infraDeclaration,infraStatement,infraControl
syntax match infraKey /\<\h\w*\>\ze\s*=\([^=>]\|$\)/
syntax match infraMember /\.\zs\h\w*/
syntax match infraCall /\<\l\w*\>\ze(/
syntax match infraAttribute /@\l\w*/
syntax match infraNumber /\<\d[0-9_]*\(\.\d[0-9_]*\)\?\(\(«durations by \|»\)\(\d\+\(«durations by \|»\)\)*\>\|\(«sizes by \|»\)\>\|%\|\/\(«rates by \|»\)\>\)\?/
syntax match infraOperator /[-+*/<>!|?]\|==\|!=\|<=\|>=\|&&\|||\|??\|\.\.\.\?\|=>\|=/

syntax match infraEscape /\\\(["\\ntr$]\|u{\x\{1,6}}\)/ contained
syntax region infraInterpolation matchgroup=infraSpecial start=/\${/ end=/}/ contained oneline contains=TOP
syntax region infraString start=/"/ end=/"/ oneline contains=infraEscape,infraInterpolation
syntax region infraString start=/r"/ end=/"/ oneline
syntax region infraString start=/"""\s*$/ end=/^\s*"""/ contains=infraEscape,infraInterpolation
syntax region infraString start=/r"""\s*$/ end=/^\s*"""/

syntax match infraComment /\/\/.*$/ contains=@Spell
syntax match infraDocumentation /\/\/\/\([^/].*\)\?$/ contains=@Spell
syntax match infraDocumentation /\/\/!.*$/ contains=@Spell

syntax region infraFold start=/{/ end=/}/ transparent fold

highlight default link infraControl Conditional
highlight default link infraDeclaration Keyword
highlight default link infraStatement Statement
highlight default link infraConstant Boolean
highlight default link infraValue Identifier
highlight default link infraType Type
highlight default link infraBuiltinType Type
highlight default link infraKind Structure
highlight default link infraKey Identifier
highlight default link infraCall Function
highlight default link infraAttribute PreProc
highlight default link infraNumber Number
highlight default link infraOperator Operator
highlight default link infraEscape SpecialChar
highlight default link infraSpecial Special
highlight default link infraString String
highlight default link infraComment Comment
highlight default link infraDocumentation SpecialComment

let b:current_syntax = 'infra'
