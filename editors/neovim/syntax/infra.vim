" Generated from editors/templates/infra.vim by `cargo xtask gen`: the lists are the compiler's. Do not edit the copy.
" Vim syntax file
" Language: infrac (.infra)

if exists('b:current_syntax')
  finish
endif

syntax case match
syntax sync minlines=200

syntax keyword infraControl else for if in match then
syntax keyword infraDeclaration assert component defaults extend fn import kind let param pub test type
syntax keyword infraStatement assert let unset as child expose late output where
syntax keyword infraConstant false null true
syntax keyword infraValue env it name self this
syntax match infraType /\<\u\w*\>/
syntax keyword infraBuiltinType AbsPath AcmeSolver AddOn AlertWhen Alphabet AnyBlock BackupInterval BackupPolicy Bool Build Bytes Capability Channel CiHost Cidr Cloud Condition Cpu Cron DatabaseName Decimal DeployFrom Deployer Disruption DnsLabel Domain Duration Egress Email Endpoint EnvName EnvValue Environment EnvironmentName Eviction Exchange ExchangeKind FileContent Health History Host HttpMetrics Image Indicator Int LabelName List Map Metric MetricName MetricSource Metrics Name Nat Never NodePool Occasion Overlap Path Percent Place Platform PodSecurity Port PortName Probe Profile PromQL Quantile Queue Quota Range Rate Raw Ref Regex Resources Rollback Rollout RunAt Runtime Scale ScanLevel Secret SecretKey SecretProvider SecretSource SecretStore Select Severity Shell Sidecar Signal Smtp StateStore String Tls Tool Trigger Url UrlPath Version Volume
syntax match infraKind /^\s*\zs\l\w*\(\.\l\w*\)*\ze\(\s\+[A-Za-z_"][A-Za-z0-9_"-]*\)*\(\s*:\s*\l\w*\)\?\(\s\+in\s[^{=]*\)\?\s*{/ contains=infraDeclaration,infraStatement,infraControl
syntax match infraKey /\<\h\w*\>\ze\s*=\([^=>]\|$\)/
syntax match infraMember /\.\zs\h\w*/
syntax match infraCall /\<\l\w*\>\ze(/
syntax match infraAttribute /@\l\w*/
syntax match infraNumber /\<\d[0-9_]*\(\.\d[0-9_]*\)\?\(\(ms\|us\|ns\|w\|d\|h\|m\|s\)\(\d\+\(ms\|us\|ns\|w\|d\|h\|m\|s\)\)*\>\|\(Pi\|Ti\|Gi\|Mi\|Ki\|P\|T\|G\|M\|k\|B\)\>\|%\|\/\(min\|s\|h\|d\)\>\)\?/
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
