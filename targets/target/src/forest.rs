use crate::{FileBody, Forest};
use infrac_source::Str;
use infrac_tree::{Body, Document};

/// Each environment's files below `ID/ENVIRONMENT/`, as they are.
pub fn one_folder_per_environment(id: &str, forests: Vec<(Str, Forest)>) -> Vec<Document> {
    let mut documents = Vec::new();
    for (environment, forest) in forests {
        for file in forest.files {
            let body = match file.body {
                FileBody::Objects(objects) => Body::Yaml(objects.into_iter().map(|object| object.node).collect()),
                FileBody::Json(node) => Body::Json(node),
                FileBody::Hcl(body) => Body::Hcl(body),
                FileBody::Lines(lines) => Body::Lines(lines),
            };
            let path = format!("{id}/{environment}/{}", file.path).into();
            documents.push(Document { path, body, environment: environment.clone() });
        }
    }
    documents
}
