(block kind: (path) @context label: (_) @name) @item
(let "let" @context name: (identifier) @name) @item
(param "param" @context name: (identifier) @name) @item
(function "fn" @context name: (identifier) @name) @item
(output "output" @context name: (identifier) @name) @item
(type_declaration "type" @context name: (type_identifier) @name) @item
(component "component" @context name: (identifier) @name) @item
(kind "kind" @context name: (identifier) @name) @item
(test "test" @context name: (string) @name) @item
