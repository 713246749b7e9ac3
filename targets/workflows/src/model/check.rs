//! The job that holds the project against itself: its text, and what was generated from it.

use super::graph::{Ci, Job, Step, Variable, Words};
use super::survey::Survey;
use crate::model::graph::Act;

/// Its id, which no block of the language can have.
pub(crate) const ID: &str = "infrac";

/// Checks the project, and that the generated files are those that it gives now. infrac itself is built from the repository and at the
/// revision that two variables of the host name, so that a run tomorrow uses the compiler of today.
pub(crate) fn job(survey: &Survey<'_>, minutes: (i64, infrac_plan::OriginId)) -> Job {
    let origin = survey.origin;
    let install = vec![
        "set -euo pipefail".into(),
        r#": "${INFRAC_REPOSITORY:?set the variable INFRAC_REPOSITORY to the Git address of infrac}""#.into(),
        r#": "${INFRAC_REVISION:?set the variable INFRAC_REVISION to the commit of infrac that generated these files}""#
            .into(),
        r#"cargo install --locked --git "$INFRAC_REPOSITORY" --rev "$INFRAC_REVISION" infrac-cli"#.into(),
    ];
    let source = vec![
        Variable::new("INFRAC_REPOSITORY", Words::ci(Ci::Setting("INFRAC_REPOSITORY".into())), origin),
        Variable::new("INFRAC_REVISION", Words::ci(Ci::Setting("INFRAC_REVISION".into())), origin),
    ];
    let mut job = Job::new(ID, "Check the model and what it generates", minutes, origin);
    job.steps = vec![
        Step::new("Check out", Act::Checkout { all_history: false }, origin),
        Step::run("Install infrac", install, source, origin),
        Step::run("Check the model", vec!["infrac check".into()], Vec::new(), origin),
        Step::run("Are the generated files up to date?", vec!["infrac build --check".into()], Vec::new(), origin),
    ];
    job
}
