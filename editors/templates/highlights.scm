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
  (#any-of? @type.builtin «types quoted»))

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
  (#any-of? @function.builtin «functions quoted»))

((identifier) @variable.builtin
  (#any-of? @variable.builtin «value names quoted»))

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
