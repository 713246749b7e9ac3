; Generated from editors/templates/injections.scm by `cargo xtask gen`: which strings hold which language is the standard library's. Do not edit
; the copies.

((comment) @injection.content
  (#set! injection.language "comment"))
([(doc_comment) (module_comment)] @injection.content
  (#set! injection.language "comment"))

«injections»
