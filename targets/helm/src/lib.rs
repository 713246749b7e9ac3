//! Helm: one chart for all environments that run on Kubernetes, with values for each of them.
//!
//! In: the trees of `infrac-kubernetes`, one set for each environment, after patches. Out: below `helm/PROJECT/` a chart. There is no
//! template for any object here: what the environments have in common becomes the template, what differs becomes values, by one generic
//! algorithm (language reference, chapter 8). Its law: for every environment, the templates rendered with `values.yaml` and
//! `values-ENV.yaml` merged are that environment's manifests.
//!
//! Deliberately not here: what objects mean; text, which `infrac-tree` prints; values of secrets, which no plan holds.

mod align;
mod build;
mod chart;
mod diff;
mod generalise;
mod health;
mod knob;
mod late;
mod model;
mod name;
mod registry;
mod values;

use chart::About;
use generalise::{Generalised, generalise};
use infrac_diagnostics::Diagnostics;
use infrac_kubernetes::{Kubernetes, deployer, for_chart, namespace};
use infrac_plan::kinds::Deployer;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_target::{Assembly, FileBody, Forest, System, Target};
use infrac_tree::template::{Helper, Template};
use infrac_tree::{Body, Document, Line};
use values::Content;

/// The back end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Helm;

impl Target for Helm {
    fn id(&self) -> &'static str {
        "helm"
    }

    fn applies(&self, plan: &Plan) -> bool {
        Kubernetes.applies(plan)
    }

    fn is_default(&self, plan: &Plan) -> bool {
        deployer(plan).is_some_and(|deployer| deployer.value == Deployer::Helm)
    }

    fn joins(&self) -> bool {
        true
    }

    /// The objects are those of Kubernetes, and its patches change them.
    fn patched_as(&self) -> &'static str {
        Kubernetes.id()
    }

    fn check(&self, plan: &Plan) -> Diagnostics {
        for_chart(plan).0
    }

    fn lower(&self, plan: &Plan) -> Forest {
        for_chart(plan).1
    }

    fn checked(&self, plan: &Plan) -> (Diagnostics, Forest) {
        for_chart(plan)
    }

    fn assemble(&self, system: &System, forests: Vec<(Str, Forest)>) -> Vec<Document> {
        self.assembled(system, forests).documents
    }

    fn assembled(&self, system: &System, forests: Vec<(Str, Forest)>) -> Assembly {
        let (plans, forests): (Vec<&Plan>, Vec<Forest>) =
            forests.into_iter().filter_map(|(name, forest)| Some((system.plan(&name)?, forest))).unzip();
        if plans.is_empty() { Assembly::default() } else { assembled(system, &plans, forests) }
    }
}

/// The chart of these environments.
fn assembled(system: &System, plans: &[&Plan], mut forests: Vec<Forest>) -> Assembly {
    let project = plans.first().and_then(|plan| plan.blocks().projects.first());
    let chart: Str = kebab(project.map_or("project", |project| &project.header.name)).into();
    let mut environments = Vec::new();
    for (plan, forest) in plans.iter().zip(&mut forests) {
        let origin = plan.blocks().environments.first().map_or(OriginId::NONE, |block| block.header.origin);
        let (namespace, namespace_origin) = namespace(plan).unwrap_or((Str::default(), origin));
        let test = health::test(forest, &chart, (&namespace, namespace_origin), origin);
        forest.files.extend(test);
        environments.push((plan.environment_name().clone(), namespace, origin));
    }
    let folder = Folder {
        path: format!("helm/{chart}"),
        environment: plans.first().map_or_else(Str::default, |plan| plan.environment_name().clone()),
    };
    let mut documents = scripts(&folder, &environments, &mut forests);
    let Generalised { files, registry, kept, used, diagnostics } = generalise(system.lock, plans, forests);
    let late = late::late(plans, &used);
    let has_test = files.contains_key(health::FILE);
    let names: Vec<(Str, OriginId)> = environments.iter().map(|(name, _, origin)| (name.clone(), *origin)).collect();
    let content = Content::new(&chart, &names, &registry, &late);
    documents.push(folder.document("values.yaml", Body::Yaml(vec![content.defaults()])));
    for (at, (name, _, _)) in environments.iter().enumerate() {
        let values = Body::Yaml(vec![content.of_environment(at)]);
        documents.push(folder.document(&format!("values-{name}.yaml"), values));
    }
    documents.push(folder.document("values.schema.json", Body::Json(content.schema())));
    let helpers: Vec<Helper> =
        late.iter().filter(|late| used.contains(&late.values)).map(|late| late.helper(&chart)).collect();
    if !helpers.is_empty() {
        documents.push(folder.document("templates/_helpers.tpl", Body::Helpers(helpers)));
    }
    let has_terraform = late.iter().any(|late| late.values.starts_with("terraform."));
    let about = About { chart: chart.clone(), project, environments, has_test, has_terraform };
    documents.push(folder.document("Chart.yaml", Body::Yaml(vec![about.manifest()])));
    documents.push(folder.document("templates/NOTES.txt", Body::Lines(about.notes())));
    documents.push(folder.document(".helmignore", Body::Lines(about.ignored())));
    for (path, objects) in files {
        let template = Template { chart: chart.clone(), objects };
        documents.push(folder.document(&format!("templates/{path}"), Body::Template(template)));
    }
    Assembly { documents, diagnostics, kept }
}

/// Where the chart's files stand.
struct Folder {
    path: String,
    /// The first environment, for documents of all.
    environment: Str,
}

impl Folder {
    fn document(&self, path: &str, body: Body) -> Document {
        Document { path: format!("{}/{path}", self.path).into(), body, environment: self.environment.clone() }
    }
}

/// `secrets-ENV.sh`: each environment's own script stands beside its values.
fn scripts(folder: &Folder, environments: &[(Str, Str, OriginId)], forests: &mut [Forest]) -> Vec<Document> {
    let mut documents = Vec::new();
    for ((name, _, _), forest) in environments.iter().zip(forests) {
        for file in &mut forest.files {
            let FileBody::Lines(lines) = &mut file.body else { continue };
            let lines: Vec<Line> = std::mem::take(lines);
            let stem = file.path.strip_suffix(".sh").unwrap_or(&file.path);
            let path = format!("{}/{stem}-{name}.sh", folder.path).into();
            documents.push(Document { path, body: Body::Lines(lines), environment: name.clone() });
        }
    }
    documents
}

/// A chart's name: small letters, digits and `-` (Helm documentation, "Charts: General Conventions").
fn kebab(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(plain).collect()
}
