(block body: (body) @class.inside) @class.around
(component body: (component_body) @class.inside) @class.around
(kind body: (kind_body) @class.inside) @class.around
(function value: (_) @function.inside) @function.around
(output value: (_) @function.inside) @function.around
(parameters (field) @parameter.inside)
(arguments (argument) @parameter.inside)
(assignment value: (_) @entry.inside) @entry.around
(test body: (body) @test.inside) @test.around
[(comment) (doc_comment) (module_comment)] @comment.inside
[(comment) (doc_comment) (module_comment)]+ @comment.around
