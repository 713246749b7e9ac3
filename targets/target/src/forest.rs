use crate::{FileBody, Forest, TargetFile};
use infrac_source::Str;
use infrac_tree::{Body, Document};

/// Each environment's files below `ID/ENVIRONMENT/`, as they are.
pub fn one_folder_per_environment(id: &str, forests: Vec<(Str, Forest)>) -> Vec<Document> {
    let files = forests.into_iter().flat_map(|(environment, forest)| {
        forest.files.into_iter().map(move |file| placed(id, environment.clone(), file))
    });
    files.collect()
}

/// A file of an environment below `ID/ENVIRONMENT/`, as it is.
pub fn placed(id: &str, environment: Str, file: TargetFile) -> Document {
    let body = match file.body {
        FileBody::Objects(objects) => Body::Yaml(objects.into_iter().map(|object| object.node).collect()),
        FileBody::Json(node) => Body::Json(node),
        FileBody::Hcl(body) => Body::Hcl(body),
        FileBody::Lines(lines) => Body::Lines(lines),
    };
    Document { path: [id, "/", &environment, "/", &file.path].concat().into(), body, environment }
}
