(block body: (body) @class.inside) @class.around
(component body: (component_body) @class.inside) @class.around
(kind body: (kind_body) @class.inside) @class.around
(function value: (_) @function.inside) @function.around
[(comment) (doc_comment) (module_comment)]+ @comment.around
