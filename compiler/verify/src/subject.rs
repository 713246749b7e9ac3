//! What is judged: the documents of a build, and what its charts hold.

use infrac_diagnostics::Severity;
use infrac_driver::{Compiled, LoadError, Request, World, compile};

/// The target whose documents are what the templates of a chart render to.
const MANIFESTS: &str = "kubernetes";
/// The target whose documents are charts.
const CHARTS: &str = "helm";

/// Compiles a project for [`verify`](crate::verify()). In: as for [`compile`]. Out: its documents, and besides, where the request makes a chart, the
/// manifests that the chart renders to in each wanted environment: tools that judge manifests cannot read templates. That a chart renders to
/// exactly those is a law that the tests of this repository hold `infrac-helm` to, with the real Helm.
pub fn compile_for(world: &dyn World, request: &Request) -> Result<Compiled, LoadError> {
    let mut compiled = compile(world, request)?;
    let has_chart = compiled.carried.iter().any(|carried| carried.target == CHARTS);
    if compiled.diagnostics.has_errors() || !has_chart {
        return Ok(compiled);
    }
    // What is lost on the way was told of the chart.
    let manifests = Request { targets: vec![MANIFESTS.to_owned()], strict: false, ..request.clone() };
    let mut manifests = compile(world, &manifests)?;
    manifests.diagnostics.0.retain(|found| found.severity == Severity::Error);
    compiled.diagnostics.extend(manifests.diagnostics);
    manifests
        .documents
        .retain(|document| compiled.documents.binary_search_by(|there| there.path.cmp(&document.path)).is_err());
    compiled.documents.extend(manifests.documents);
    compiled.documents.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(compiled)
}

/// Whether a document is one that a build does not write: the chart of its environment holds it as a template.
pub(crate) fn is_of_chart(compiled: &Compiled, path: &str) -> bool {
    let mut parts = path.split('/');
    let (Some(MANIFESTS), Some(environment)) = (parts.next(), parts.next()) else { return false };
    let writes = |target: &str| {
        let mut carried = compiled.carried.iter().filter(|carried| carried.target == target);
        carried.any(|carried| carried.environments.iter().any(|name| name == environment))
    };
    !writes(MANIFESTS)
}
