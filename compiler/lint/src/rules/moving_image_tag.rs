use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0101_moving_image_tag::{INFO, moving_image_tag};
use infrac_plan::{At, Header, Plan, Text};

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let services = plan.blocks().services.iter().map(|block| (&block.header, block.value.image.as_ref()));
        let tasks = plan.blocks().tasks.iter().map(|block| (&block.header, block.value.image.as_ref()));
        let backups = plan.blocks().backups.iter().map(|block| (&block.header, Some(&block.value.image)));
        for (header, image) in services.chain(tasks).chain(backups) {
            findings.extend(image.and_then(|image| finding(at, plan, header, image)));
        }
    }
    findings
}

/// The last path component decides: what follows its `:` is the tag (OCI distribution specification, "Pulling manifests").
fn finding(at: usize, plan: &Plan, header: &Header, image: &At<Text>) -> Option<Finding> {
    let known = image.value.known()?;
    if known.contains('@') {
        return None;
    }
    let tag = known.rsplit('/').next().and_then(|last| last.split_once(':')).map(|(_, tag)| tag);
    if tag.is_some_and(|tag| !matches!(tag, "latest" | "main" | "master" | "edge" | "nightly" | "stable")) {
        return None;
    }
    let span = view::place(plan, image.origin, header.id)?;
    let diagnostic = moving_image_tag(span, &header.label, tag, plan.environment_name());
    Some(Finding { plan: at, block: header.id, diagnostic })
}
