; Generated from editors/templates/indents.scm by `cargo xtask gen`. Do not edit the copies.

[
  (body)
  (component_body)
  (kind_body)
  (arms)
  (list)
  (record_type)
  (tag_type)
  (tag_pattern)
  (parameters)
  (arguments)
  (parenthesized)
] @indent.begin

["}" "]" ")"] @indent.end
["}" "]" ")"] @indent.branch

(string) @indent.ignore
[(comment) (doc_comment) (module_comment)] @indent.auto
