; Generated from editors/templates/highlights.scm by `cargo xtask gen`: the lists are the compiler's. Do not edit the copies.

; What comes later wins where two patterns meet.

(identifier) @variable

; -------------------------------------------------------------------------------------------------------------------------- comments

(comment) @comment
(doc_comment) @comment.documentation
(module_comment) @comment.documentation

; ------------------------------------------------------------------------------------------------------------------------- constants

(number) @number
[(true) (false)] @boolean
(null) @constant.builtin
(wildcard) @character.special

(string) @string
(escape) @string.escape
(interpolation ["${" "}"] @punctuation.special)
(interpolation (_) @none)

; ----------------------------------------------------------------------------------------------------------------------------- names

(type_identifier) @type
((type_identifier) @type.builtin
  (#any-of? @type.builtin "AbsPath" "AcmeSolver" "AddOn" "AlertWhen" "Alphabet" "AnyBlock" "BackupInterval" "BackupPolicy" "Bool" "Build" "Bytes" "Capability" "Channel" "CiHost" "Cidr" "Cloud" "Condition" "Cpu" "Cron" "DatabaseName" "Decimal" "DeployFrom" "Deployer" "Disruption" "DnsLabel" "Domain" "Duration" "Egress" "Email" "Endpoint" "EnvName" "EnvValue" "Environment" "EnvironmentName" "Eviction" "Exchange" "ExchangeKind" "FileContent" "Health" "History" "Host" "HttpMetrics" "Image" "Indicator" "Int" "LabelName" "List" "Map" "Metric" "MetricName" "MetricSource" "Metrics" "Name" "Nat" "Never" "NodePool" "Occasion" "Overlap" "Path" "Percent" "Place" "Platform" "PodSecurity" "Port" "PortName" "Probe" "Profile" "PromQL" "Quantile" "Queue" "Quota" "Range" "Rate" "Raw" "Ref" "Regex" "Resources" "Rollback" "Rollout" "RunAt" "Runtime" "Scale" "ScanLevel" "Secret" "SecretKey" "SecretProvider" "SecretSource" "SecretStore" "Select" "Severity" "Shell" "Sidecar" "Signal" "Smtp" "StateStore" "String" "Tls" "Tool" "Trigger" "Url" "UrlPath" "Version" "Volume"))

(tag) @constant
(environment) @constant
(label) @variable

; Kinds are known by their place, so those of a project's own components look the same.
(block kind: (path (identifier) @keyword.type))
(block label: (label) @type.definition)
(block label: (string) @type.definition)
(defaults kind: (path (identifier) @keyword.type))
(extend kind: (identifier) @keyword.type)
(child kind: (path (identifier) @keyword.type))
(component base: (path (identifier) @keyword.type))
(unset kind: (identifier) @keyword.type)
(unset label: (label) @type.definition)

(assignment key: (identifier) @property)
(assignment key: (string) @property)
(unset key: (identifier) @property)
(expose name: (identifier) @property)
(field name: (identifier) @property)
(member_expression member: (identifier) @variable.member)
(parameters (field name: (identifier) @variable.parameter))
(argument name: (identifier) @variable.parameter)

(component name: (identifier) @type.definition)
(kind name: (identifier) @type.definition)
(type_declaration name: (type_identifier) @type.definition)
(function name: (identifier) @function)
(output name: (identifier) @function)
(call_expression function: (identifier) @function.call)
(call_expression function: (member_expression member: (identifier) @function.method.call))
((call_expression function: (identifier) @function.builtin)
  (#any-of? @function.builtin "aws_families" "aws_machines" "aws_size" "backup_schedule" "bytes" "cache_class" "cache_holds" "ceil" "contains" "count" "days" "endpoint" "ends_with" "exists" "fail" "file" "floor" "fraction" "gib" "hours" "includes" "join" "kebab" "keys" "kib" "label" "length" "lower" "matches" "max" "merge" "mib" "millicores" "millis" "min" "minutes" "mod" "name_of" "numbers" "pool_machines" "position" "quote" "replace" "round" "seconds" "sort" "split" "starts_with" "store_prefix" "subnet" "trim" "unique" "upper" "values"))

((identifier) @variable.builtin
  (#any-of? @variable.builtin "env" "it" "name" "self" "this"))

(import target: (path (identifier) @module))
(import alias: (identifier) @module)
(named_type module: (identifier) @module)

(attribute "@" @attribute name: (identifier) @attribute)

; -------------------------------------------------------------------------------------------------------------------------- keywords

["let" "param" "assert" "unset" "defaults" "extend" "test" "where" "late" "expose" "child" "output"] @keyword
["type" "component" "kind"] @keyword.type
"fn" @keyword.function
["import" "as"] @keyword.import
"pub" @keyword.modifier
["if" "then" "else" "match"] @keyword.conditional
["for" "in"] @keyword.repeat
(environments "in" @keyword)

; -------------------------------------------------------------------------------------------------------------------------- operators

["+" "-" "*" "/" "==" "!=" "<" "<=" ">" ">=" "&&" "||" "!" "??" ".." "..." "=" "=>" "|" "?"] @operator
["." "?." "," ":"] @punctuation.delimiter
["(" ")" "[" "]" "{" "}"] @punctuation.bracket
(type_arguments ["<" ">"] @punctuation.bracket)
(type_variables ["<" ">"] @punctuation.bracket)
