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
] @indent

["}" "]" ")"] @outdent
