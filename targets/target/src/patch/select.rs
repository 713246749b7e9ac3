//! Which objects a patch speaks of.

use crate::Object;
use infrac_diagnostics::did_you_mean;
use infrac_plan::Plan;
use infrac_plan::kinds::Select;
use infrac_source::Str;

/// How many objects a message lists.
const LISTED: usize = 8;

/// The numbers of the objects that are selected: of that block or of what it made, of that kind, of that name.
pub(super) fn matching(plan: &Plan, select: &Select, objects: &[&Object]) -> Vec<usize> {
    let matches = |(index, object): (usize, &&Object)| is_selected(plan, select, object).then_some(index);
    objects.iter().enumerate().filter_map(matches).collect()
}

fn is_selected(plan: &Plan, select: &Select, object: &Object) -> bool {
    let Select { of, kind, name } = select;
    let made_by = |block| object.of.is_some_and(|own| plan.owners(own).any(|owner| owner.id == block));
    of.as_ref().is_none_or(|of| made_by(of.value))
        && kind.as_ref().is_none_or(|kind| kind.value == object.kind)
        && name.as_ref().is_none_or(|name| name.value == object.name)
}

/// What could have been meant: the same selection with another kind or name.
pub(super) fn near_misses(plan: &Plan, select: &Select, objects: &[&Object]) -> Vec<String> {
    let mut near = Vec::new();
    let mut add = |looser: Select, typed: &Str, what: &str, value: fn(&Object) -> &Str| {
        let candidates = objects.iter().filter(|object| is_selected(plan, &looser, object)).map(|object| value(object));
        if let Some(meant) = did_you_mean(typed, candidates.map(Str::as_str)) {
            near.push(format!("did you mean `{what} = \"{meant}\"`?"));
        }
    };
    if let Some(kind) = &select.kind {
        add(Select { kind: None, ..select.clone() }, &kind.value, "kind", |object| &object.kind);
    }
    if let Some(name) = &select.name {
        add(Select { name: None, ..select.clone() }, &name.value, "name", |object| &object.name);
    }
    if near.is_empty() {
        let of = Select { kind: None, name: None, ..select.clone() };
        let of_block = listed(objects.iter().copied().filter(|object| is_selected(plan, &of, object)));
        near.push(match of_block.as_str() {
            "" => "no object was made for that block here".to_owned(),
            objects => format!("there are: {objects}"),
        });
    }
    near
}

/// Objects by kind and name.
pub(super) fn listed<'o>(objects: impl Iterator<Item = &'o Object>) -> String {
    let mut names: Vec<String> =
        objects.take(LISTED + 1).map(|object| format!("{} `{}`", object.kind, object.name)).collect();
    if names.len() > LISTED {
        names.truncate(LISTED);
        names.push("more".to_owned());
    }
    names.join(", ")
}
