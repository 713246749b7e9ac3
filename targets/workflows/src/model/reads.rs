//! Which params are read where: those that a chart or a kustomization asks for, and those that are variables of Terraform.

use infrac_plan::{Header, LateRef, Part, Plan, SensitivePart, Val, Value};
use infrac_source::Str;
use std::collections::BTreeSet;

/// How deep values and hosts may nest.
const DEPTH: usize = 128;

/// Kinds whose values stand in no manifest of a cluster.
const ELSEWHERE: [&str; 8] = ["project", "environment", "pipeline", "job", "images", "deploy", "resource", "data"];

/// Kinds whose values stand in a root module of Terraform: the environment says how its secrets are encrypted.
const IN_TERRAFORM: [&str; 4] = ["environment", "resource", "data", "patch"];

/// The params that blocks of the cluster read, in declaration order.
pub(crate) fn params_of_cluster(plan: &Plan) -> Vec<Str> {
    params_of(plan, |kind| !kind.is_empty() && !ELSEWHERE.contains(&kind))
}

/// The params that Terraform's blocks read, in declaration order.
pub(crate) fn params_of_terraform(plan: &Plan) -> Vec<Str> {
    params_of(plan, |kind| IN_TERRAFORM.contains(&kind))
}

fn params_of(plan: &Plan, is_wanted: impl Fn(&str) -> bool) -> Vec<Str> {
    let mut read = BTreeSet::new();
    for header in plan.headers().iter().filter(|header: &&Header| is_wanted(&header.kind)) {
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
