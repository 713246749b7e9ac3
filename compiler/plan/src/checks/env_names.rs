//! Environment variables whose names differ in case only.

use super::finder::Finder;
use super::workload::workloads;
use crate::kinds::EnvValue;
use crate::{At, Header};
use indexmap::IndexMap;
use infrac_diagnostics::codes::e06::w0672_env_differs_in_case::env_differs_in_case;
use infrac_source::Str;
use std::collections::BTreeMap;

pub(super) fn find(finder: &mut Finder<'_>) {
    let jobs = finder.plan.blocks().jobs.iter().map(|block| (&block.header, &block.value.env));
    let all = workloads(finder.plan).map(|workload| (workload.header, workload.env)).chain(jobs);
    for (header, env) in all {
        compare(finder, header, &env.value);
    }
}

fn compare(finder: &mut Finder<'_>, header: &Header, env: &IndexMap<Str, At<EnvValue>>) {
    let mut seen: BTreeMap<String, (&Str, &At<EnvValue>)> = BTreeMap::new();
    for (name, value) in env {
        let folded = name.to_ascii_lowercase();
        // Programs do read both forms of the variables for proxies.
        if folded.ends_with("_proxy") {
            continue;
        }
        let Some(&(earlier, at)) = seen.get(&folded) else {
            seen.insert(folded, (name, value));
            continue;
        };
        let Some(place) = finder.place(value.origin, header) else { continue };
        let set = finder.span(at.origin, header);
        let diagnostic = env_differs_in_case(place.span, &finder.name(header), name, earlier, set);
        finder.report(header, &place, diagnostic);
    }
}
