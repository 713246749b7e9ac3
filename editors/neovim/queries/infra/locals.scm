; Generated from editors/templates/locals.scm by `cargo xtask gen`. Do not edit the copies.

(file) @local.scope
(body) @local.scope
(function) @local.scope
(component) @local.scope
(type_declaration) @local.scope
(comprehension) @local.scope
(for_entry) @local.scope
(arm) @local.scope

(let name: (identifier) @local.definition.var)
(param name: (identifier) @local.definition.var)
(block label: (label) @local.definition.var)
(function name: (identifier) @local.definition.function)
(component name: (identifier) @local.definition.type)
(kind name: (identifier) @local.definition.type)
(type_declaration name: (type_identifier) @local.definition.type)
(parameters (field name: (identifier) @local.definition.parameter))
(comprehension binder: (identifier) @local.definition.var)
(for_entry binder: (identifier) @local.definition.var)
(tag_pattern binder: (identifier) @local.definition.var)
(bind_pattern name: (identifier) @local.definition.var)
(import alias: (identifier) @local.definition.import)

(identifier) @local.reference
(type_identifier) @local.reference
