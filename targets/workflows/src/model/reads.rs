//! Which params the workloads of an environment read: those that a chart or a kustomization asks for.

use infrac_plan::{Header, LateRef, Part, Plan, SensitivePart, Val, Value};
use infrac_source::Str;
use std::collections::BTreeSet;

/// How deep values and hosts may nest.
const DEPTH: usize = 128;

/// Kinds whose values stand in no manifest of a cluster.
const ELSEWHERE: [&str; 8] = ["project", "environment", "pipeline", "job", "images", "deploy", "resource", "data"];

/// The params that blocks of the cluster read, in declaration order.
pub(crate) fn params_of_cluster(plan: &Plan) -> Vec<Str> {
    let mut read = BTreeSet::new();
    let in_cluster = |header: &&Header| !header.kind.is_empty() && !ELSEWHERE.contains(&header.kind.as_str());
    for header in plan.headers().iter().filter(in_cluster) {
        for value in plan.values(header.id).into_iter().flat_map(|fields| fields.values()) {
            of_value(plan, value, &mut read, DEPTH);
        }
    }
    plan.params().iter().map(|param| param.name.clone()).filter(|name| read.contains(name)).collect()
}

fn of_value(plan: &Plan, value: &Val, read: &mut BTreeSet<Str>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match &value.value {
        Value::Text(text) => text.parts().iter().for_each(|part| {
            if let Part::Late(late) = part {
                of_late(plan, late, read, depth);
            }
        }),
        Value::Secret(text) => text.parts().iter().for_each(|part| {
            if let SensitivePart::Late(late) = part {
                of_late(plan, late, read, depth);
            }
        }),
        Value::List(items) => items.iter().for_each(|item| of_value(plan, item, read, depth)),
        Value::Map(fields) | Value::Tag(_, fields) => {
            fields.values().for_each(|field| of_value(plan, field, read, depth));
        }
        Value::Endpoint(id) => of_late(plan, &LateRef::Host(*id), read, depth),
        _ => {}
    }
}

fn of_late(plan: &Plan, late: &LateRef, read: &mut BTreeSet<Str>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match late {
        LateRef::Param(name) => {
            read.insert(name.clone());
        }
        LateRef::Attr(..) => {}
        LateRef::Host(id) => {
            let host = plan.endpoint(*id).and_then(|endpoint| endpoint.host.as_ref());
            for part in host.into_iter().flat_map(|host| host.parts()) {
                if let Part::Late(late) = part {
                    of_late(plan, late, read, depth);
                }
            }
        }
    }
}
