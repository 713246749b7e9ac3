//! What a chart has beside its templates and values.

use infrac_plan::kinds::Project;
use infrac_plan::{Block, OriginId};
use infrac_source::Str;
use infrac_tree::Line;
use infrac_tree::data::Node;

/// The chart's own version. A chart that is generated with every build has no history of its own: what is deployed is told by the images.
const VERSION: &str = "0.1.0";

/// The oldest Helm that can take over objects which somebody else has created (`--take-ownership`; release notes of Helm 3.17.0).
const OLDEST_HELM: &str = "3.17";

/// The project, as a chart speaks of it.
pub(crate) struct About<'p> {
    pub(crate) chart: Str,
    pub(crate) project: Option<&'p Block<Project>>,
    /// Name, namespace and origin of each environment.
    pub(crate) environments: Vec<(Str, Str, OriginId)>,
    pub(crate) has_test: bool,
    pub(crate) has_terraform: bool,
}

impl About<'_> {
    fn origin(&self) -> OriginId {
        let environment = self.environments.first().map_or(OriginId::NONE, |(_, _, origin)| *origin);
        self.project.map_or(environment, |project| project.header.origin)
    }

    /// `Chart.yaml` (Helm documentation, "The Chart.yaml File").
    pub(crate) fn manifest(&self) -> Node {
        let origin = self.origin();
        let text = |text: &str| Node::text(text, origin);
        let doc = self.project.and_then(|project| project.header.doc.clone());
        let description =
            doc.as_deref().and_then(|doc| doc.lines().next()).unwrap_or("The project's Kubernetes objects.");
        let mut entries = vec![
            ("apiVersion", text("v2")),
            ("name", text(&self.chart)),
            ("description", text(description)),
            ("type", text("application")),
            ("version", text(VERSION)),
        ];
        if let Some(project) = self.project {
            // The rest of it is carried by what it names.
            let Project { name: _, language: _, domain: _, registry: _, owner, repository, folder: _, ci: _ } =
                &project.value;
            if let Some(repository) = repository {
                let sources = vec![Node::text(repository.value.clone(), repository.origin)];
                entries.push(("sources", Node::list(sources, repository.origin)));
            }
            if let Some(owner) = owner {
                let owner = Node::map([("name", Node::text(owner.value.clone(), owner.origin))], owner.origin);
                entries.push(("maintainers", Node::list(vec![owner.clone()], owner.origin)));
            }
        }
        Node::map(entries, origin)
    }

    /// `NOTES.txt`: what Helm shows once the chart is installed. It is a template too, and holds no action.
    pub(crate) fn notes(&self) -> Vec<Line> {
        let mut lines = Lines::default();
        let origin = self.origin();
        let chart = &self.chart;
        lines.push(
            format!("{chart} is installed. How each environment is brought up to date (Helm {OLDEST_HELM} or later):"),
            origin,
        );
        for (name, namespace, origin) in &self.environments {
            let terraform = if self.has_terraform { " --values terraform.json" } else { "" };
            lines.push("", *origin);
            lines.push(
                format!(
                    "  helm upgrade --install {chart} . --namespace {namespace} --create-namespace --take-ownership \\"
                ),
                *origin,
            );
            lines.push(format!("    --values values-{name}.yaml{terraform}"), *origin);
            if self.has_test {
                lines.push(format!("  helm test {chart} --namespace {namespace}"), *origin);
            }
        }
        lines.0
    }

    /// `.helmignore`: what no package of the chart needs.
    pub(crate) fn ignored(&self) -> Vec<Line> {
        let mut lines = Lines::default();
        for pattern in [
            "# Not part of the packaged chart.",
            ".git/",
            ".DS_Store",
            "*.swp",
            "*.bak",
            "*.tmp",
            "*.tgz",
            "secrets-*.sh",
            "terraform.json",
        ] {
            lines.push(pattern, self.origin());
        }
        lines.0
    }
}

#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn push(&mut self, text: impl Into<Str>, origin: OriginId) {
        self.0.push(Line { text: text.into(), origin });
    }
}
