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
mod subject;
mod unit;
mod values;

use chart::About;
use generalise::{Generalised, Generaliser, Pending};
use health::Asked;
use infrac_diagnostics::Diagnostics;
use infrac_kubernetes::{Kubernetes, OneByOne, deployer, for_chart, namespace};
use infrac_plan::kinds::{Deployer, Project};
use infrac_plan::{Block, OriginId, Plan};
use infrac_source::Str;
use infrac_target::{Assembly, FileBody, Forest, Give, System, Target};
use infrac_tree::template::{Helper, Template};
use infrac_tree::{Body, Document, Line};
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};
use unit::{Made, Unit};
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
        let (plans, mut forests): (Vec<&Plan>, Vec<Forest>) =
            forests.into_iter().filter_map(|(name, forest)| Some((system.plan(&name)?, forest))).unzip();
        let scripts = forests.iter_mut().map(script).collect();
        let mut making = Making::new(system, &plans);
        unit::of_forests(&plans, forests).for_each(|unit| making.add(unit));
        let documents = Mutex::new(Vec::new());
        let take = |document| documents.lock().unwrap_or_else(PoisonError::into_inner).push(document);
        let assembly = making.finish(scripts, &take);
        let mut documents = documents.into_inner().unwrap_or_else(PoisonError::into_inner);
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        Assembly { documents, ..assembly }
    }

    /// Block by block, so that the trees of all blocks are never in memory together.
    fn joined(&self, system: &System, plans: &[&Plan], give: &Give<'_>) -> Option<(Vec<Diagnostics>, Assembly)> {
        let mut sources: Vec<OneByOne<'_>> = plans.iter().map(|plan| OneByOne::of(plan)).collect::<Option<_>>()?;
        let mut making = Making::new(system, plans);
        unit::one_by_one(&mut sources, |unit| making.add(unit));
        let (found, scripts) = sources.into_iter().map(OneByOne::finish).unzip();
        Some((found, making.finish(scripts, give)))
    }
}

/// What an environment's script holds, taken out of its forest.
fn script(forest: &mut Forest) -> Option<Vec<Line>> {
    forest.files.iter_mut().find_map(|file| match &mut file.body {
        FileBody::Lines(lines) => Some(std::mem::take(lines)),
        FileBody::Objects(_) | FileBody::Json(_) | FileBody::Hcl(_) => None,
    })
}

/// A chart in the making.
struct Making<'p> {
    plans: &'p [&'p Plan],
    generaliser: Generaliser<'p>,
    /// What the chart's test asks, environment by environment.
    asked: Vec<Asked>,
}

impl<'p> Making<'p> {
    fn new(system: &System<'p>, plans: &'p [&'p Plan]) -> Self {
        let asked = plans.iter().map(|_| Asked::default()).collect();
        Self { plans, generaliser: Generaliser::new(system.lock, plans), asked }
    }

    fn add(&mut self, unit: Unit) {
        for (environment, asked) in (0_u16..).zip(&mut self.asked) {
            asked.note(unit.iter().filter(|made| made.environment == environment).map(|made| &made.object));
        }
        self.generaliser.add(unit);
    }

    /// The chart; beside it each environment's script.
    fn finish(self, scripts: Vec<Option<Vec<Line>>>, give: &Give<'_>) -> Assembly {
        let Self { plans, mut generaliser, asked } = self;
        if plans.is_empty() {
            return Assembly::default();
        }
        let project = plans.first().and_then(|plan| plan.blocks().projects.first());
        let chart: Str = kebab(project.map_or("project", |project| &project.header.name)).into();
        let mut environments = Vec::new();
        let mut test = Unit::new();
        for ((number, plan), asked) in (0_u16..).zip(plans).zip(&asked) {
            let origin = plan.blocks().environments.first().map_or(OriginId::NONE, |block| block.header.origin);
            let (namespace, namespace_origin) = namespace(plan).unwrap_or((Str::default(), origin));
            let objects = health::test(asked, &chart, (&namespace, namespace_origin), origin);
            test.extend(objects.into_iter().map(|object| Made {
                environment: number,
                path: health::FILE.into(),
                object,
            }));
            environments.push((plan.environment_name().clone(), namespace, origin));
        }
        generaliser.add(test);
        chart_of(plans, project, chart, environments, scripts, generaliser.finish(), give)
    }
}

/// The files of the chart.
fn chart_of(
    plans: &[&Plan],
    project: Option<&Block<Project>>,
    chart: Str,
    environments: Vec<(Str, Str, OriginId)>,
    scripts: Vec<Option<Vec<Line>>>,
    generalised: Generalised<'_>,
    give: &Give<'_>,
) -> Assembly {
    let folder = Folder {
        path: format!("helm/{chart}"),
        environment: plans.first().map_or_else(Str::default, |plan| plan.environment_name().clone()),
    };
    folder.scripts(&environments, scripts).into_iter().for_each(give);
    let Generalised { files, registry, kept, used, diagnostics } = generalised;
    let late = late::late(plans, &used);
    let has_test = files.iter().any(|(path, _)| path == health::FILE);
    let names: Vec<(Str, OriginId)> = environments.iter().map(|(name, _, origin)| (name.clone(), *origin)).collect();
    let paths = registry.paths();
    let values = || {
        let content = Content::new(&chart, &names, registry, &late);
        let schema = || give(folder.document("values.schema.json", Body::Json(content.schema())));
        let defaults = || give(folder.document("values.yaml", Body::Yaml(vec![content.defaults()])));
        let own = |(at, (name, _)): (usize, &(Str, OriginId))| {
            give(folder.document(&format!("values-{name}.yaml"), Body::Yaml(vec![content.of_environment(at)])));
        };
        // The largest first.
        rayon::join(schema, || rayon::join(defaults, || names.par_iter().enumerate().for_each(own)));
    };
    let template = |(path, objects): (Str, Vec<Pending>)| {
        let objects = objects.into_iter().map(|pending| pending.part(&paths)).collect();
        give(folder.document(&format!("templates/{path}"), Body::Template(Template { chart: chart.clone(), objects })));
    };
    // The values first, as few documents are so large.
    rayon::join(values, || files.into_par_iter().for_each(template));
    let helpers: Vec<Helper> =
        late.iter().filter(|late| used.contains(&late.values)).map(|late| late.helper(&chart)).collect();
    if !helpers.is_empty() {
        give(folder.document("templates/_helpers.tpl", Body::Helpers(helpers)));
    }
    let has_terraform = late.iter().any(|late| late.values.starts_with("terraform."));
    let about = About { chart, project, environments, has_test, has_terraform };
    give(folder.document("Chart.yaml", Body::Yaml(vec![about.manifest()])));
    give(folder.document("templates/NOTES.txt", Body::Lines(about.notes())));
    give(folder.document(".helmignore", Body::Lines(about.ignored())));
    Assembly { documents: Vec::new(), diagnostics, kept }
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

    /// `secrets-ENV.sh`: each environment's own script stands beside its values.
    fn scripts(&self, environments: &[(Str, Str, OriginId)], scripts: Vec<Option<Vec<Line>>>) -> Vec<Document> {
        let written = environments.iter().zip(scripts).filter_map(|((name, _, _), lines)| {
            let path = format!("{}/secrets-{name}.sh", self.path).into();
            Some(Document { path, body: Body::Lines(lines?), environment: name.clone() })
        });
        written.collect()
    }
}

/// A chart's name: small letters, digits and `-` (Helm documentation, "Charts: General Conventions").
fn kebab(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(plain).collect()
}
