; Generated from editors/templates/folds.scm by `cargo xtask gen`. Do not edit the copies.

[
  (body)
  (component_body)
  (kind_body)
  (arms)
  (list)
  (record_type)
  (tag_type)
  (parameters)
  (arguments)
  (string)
  (union)
  (import)+
  (comment)+
  (doc_comment)+
  (module_comment)+
] @fold
