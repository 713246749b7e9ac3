//! kubectl: `kustomize` joins the manifests of an environment, without a cluster.

use super::{Bench, Judgement, Tool, folders, quoted};
use crate::finding::{Finding, Place};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;

pub(crate) struct Kubectl;

impl Tool for Kubectl {
    fn name(&self) -> &'static str {
        "kubectl"
    }

    fn judges(&self) -> &'static str {
        "the kustomization of each environment"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "kubectl", first: &[], version: &["version", "--client"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| path.starts_with("kubernetes/") && path.ends_with("/kustomization.yaml"))
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        Judgement::each(&folders(&self.documents(bench.stage)), |folder| judge(bench, folder))
    }
}

fn judge(bench: &Bench<'_, '_>, folder: &str) -> Result<Vec<Finding>, Trouble> {
    let said = bench.run(folder, Call::new(["kustomize", "."]))?;
    match said.code {
        Some(0) => Ok(Vec::new()),
        Some(1) if said.err.contains("error: ") => {
            let message = said.err.split_once("error: ").map_or("", |(_, message)| message).trim();
            Ok(vec![finding(bench.stage, folder, message)])
        }
        _ => Err(said.unread()),
    }
}

/// What it says names an object, `apps_v1_Deployment|shop|web` or `Deployment.v1.apps/web.shop`, or a file between quotes.
fn finding(stage: &Stage<'_>, folder: &str, message: &str) -> Finding {
    let short = short(message);
    if let Some((kind, name)) = object(message) {
        let place = Place::Object { kind: kind.clone(), name: name.clone(), path: Vec::new() };
        let holds =
            |path: &&str| stage.get(path).is_some_and(|staged| crate::locate::holds(staged.document, &kind, &name));
        let inside = stage.paths(|path| path.starts_with(&format!("{folder}/")));
        if let Some(path) = inside.iter().rev().copied().find(holds) {
            return Finding::refused(path, place, short);
        }
    }
    let file = quoted(message).find_map(|name| stage.named(folder, name));
    Finding::refused(file.map_or_else(|| format!("{folder}/kustomization.yaml"), str::to_owned), Place::Whole, short)
}

/// The innermost of its messages: outwards each adds that it was accumulating resources.
fn short(message: &str) -> &str {
    let inner = message.rsplit("accumulation err='").next().unwrap_or(message);
    let inner = inner.split("': must build at directory").next().unwrap_or(inner);
    // What follows is a dump of a structure.
    inner.split(" {{").next().unwrap_or(inner).trim()
}

/// The object that a message names: its kind and name.
fn object(message: &str) -> Option<(String, String)> {
    // `Deployment.v1.apps/web.shop`: kind, version, group; name, namespace.
    let word = message.split_whitespace().map(|word| word.trim_matches(['\'', '"', ',', ':'])).find(|word| {
        word.split_once('/')
            .is_some_and(|(kind, _)| kind.contains(".v") && kind.starts_with(|c: char| c.is_ascii_uppercase()))
    })?;
    let (kind, name) = word.split_once('/')?;
    Some((kind.split('.').next()?.to_owned(), name.split('.').next()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{object, short};

    #[test]
    fn messages_are_cut_to_what_they_say() {
        let said = "accumulating resources: accumulation err='accumulating resources from 'web.yaml': missing metadata.name in object {{v1 ServiceAccount} {{ shop} map[]}}': must build at directory: '/tmp/web.yaml': file is not directory";
        assert_eq!(short(said), "accumulating resources from 'web.yaml': missing metadata.name in object");
    }

    #[test]
    fn objects_are_named_in_kustomizes_way() {
        let said = "may not add resource with an already registered id: Deployment.v1.apps/web.shop";
        assert_eq!(object(said), Some(("Deployment".to_owned(), "web".to_owned())));
        assert_eq!(object("evalsymlink failure on '/tmp/x/auth.yaml'"), None);
    }
}
