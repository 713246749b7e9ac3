//! Patches of Terraform. They change the arguments of a block before those are held against the provider's schema, so that what a patch sets is
//! checked like what the block itself says, and may be late. All paths are resolved before anything is changed, and no two changes of one
//! block may meet.

use crate::lowering::Lowering;
use infrac_diagnostics::codes::e08::{
    e0801_matches_nothing as e0801, e0802_path_missing as e0802, e0803_patch_type as e0803, e0804_match_count as e0804,
    e0805_patch_conflict as e0805, e0807_path_syntax as e0807,
};
use infrac_diagnostics::did_you_mean;
use infrac_plan::kinds::{Patch, Select};
use infrac_plan::{At, Block, Fields, Header, OriginId, RawBlock, Val, Value};
use infrac_source::Str;
use infrac_target::{Step, parse_path};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name by which patches call this target.
const TARGET: &str = "terraform";

/// How many blocks a message lists.
const LISTED: usize = 8;

/// The blocks of an environment as patches leave them.
pub(crate) struct Patched<'p> {
    pub resources: Vec<Cow<'p, Block<RawBlock>>>,
    pub data: Vec<Cow<'p, Block<RawBlock>>>,
}

/// What a patch does at a path.
#[derive(Clone)]
enum Action {
    Set(Val),
    Remove,
    Append(Vec<Val>),
}

/// A change whose path is there.
struct Change {
    path: Vec<Str>,
    action: Action,
    origin: OriginId,
}

/// Applies the patches of the plan.
pub(crate) fn patched<'p>(lowering: &mut Lowering<'p>) -> Patched<'p> {
    let blocks = lowering.plan.blocks();
    let all: Vec<&'p Block<RawBlock>> = blocks.resources.iter().chain(&blocks.data).collect();
    let mut changes: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
    for patch in blocks.patches.iter().filter(|patch| patch.header.type_label.as_deref() == Some(TARGET)) {
        resolve(lowering, patch, &all, &mut changes);
    }
    let mut result: Vec<Cow<'p, Block<RawBlock>>> = all.into_iter().map(Cow::Borrowed).collect();
    for (index, mut changes) in changes {
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        conflicts(lowering, &changes);
        if let Some(block) = result.get_mut(index) {
            apply(&mut block.to_mut().value.attributes, changes);
        }
    }
    let data = result.split_off(blocks.resources.len());
    Patched { resources: result, data }
}

/// Whether the selection speaks of the block.
fn is_selected(lowering: &Lowering<'_>, select: &Select, header: &Header) -> bool {
    let Select { of, kind, name } = select;
    let made_by =
        |block: &At<infrac_plan::BlockId>| lowering.plan.owners(header.id).any(|owner| owner.id == block.value);
    let address = header.terraform_address().unwrap_or_default();
    let behind = address.rsplit('.').next().unwrap_or_default();
    of.as_ref().is_none_or(made_by)
        && kind.as_ref().is_none_or(|kind| header.type_label.as_ref() == Some(&kind.value))
        && name.as_ref().is_none_or(|name| name.value == address || name.value == behind)
}

fn resolve(
    lowering: &mut Lowering<'_>,
    patch: &Block<Patch>,
    blocks: &[&Block<RawBlock>],
    changes: &mut BTreeMap<usize, Vec<Change>>,
) {
    let Patch { select, set, remove, append, count } = &patch.value;
    let selected = |(index, block): (usize, &&Block<RawBlock>)| {
        is_selected(lowering, &select.value, &block.header).then_some(index)
    };
    let matching: Vec<usize> = blocks.iter().enumerate().filter_map(selected).collect();
    let label = &patch.header.label;
    if matching.is_empty() {
        let near = near_misses(lowering, &select.value, blocks);
        let at = select.origin;
        return lowering.report(at, &patch.header, |span| e0801::matches_nothing(span, label, TARGET, &near));
    }
    if let Some(count) = count.as_ref().filter(|count| usize::try_from(count.value) != Ok(matching.len())) {
        let names = listed(matching.iter().filter_map(|index| blocks.get(*index).copied()));
        let found = matching.len();
        return lowering
            .report(count.origin, &patch.header, |span| e0804::match_count(span, label, count.value, found, &names));
    }
    let set = set.value.iter().map(|(path, val)| (path, val.origin, Action::Set(val.value.clone())));
    let remove = remove.value.iter().map(|path| (&path.value, path.origin, Action::Remove));
    let append = append.value.iter().map(|(path, val)| {
        let items = match &val.value.value {
            Value::List(items) => items.to_vec(),
            _ => vec![val.value.clone()],
        };
        (path, val.origin, Action::Append(items))
    });
    let wanted: Vec<(&Str, OriginId, Action)> = set.chain(remove).chain(append).collect();
    for index in matching {
        let Some(block) = blocks.get(index) else { continue };
        for (text, origin, action) in &wanted {
            if let Some(path) = path(lowering, patch, block, text, *origin, action) {
                changes.entry(index).or_default().push(Change { path, action: action.clone(), origin: *origin });
            }
        }
    }
}

/// The path as keys and numbers, if it leads somewhere: a new argument needs only what it stands in.
fn path(
    lowering: &mut Lowering<'_>,
    patch: &Block<Patch>,
    block: &Block<RawBlock>,
    text: &Str,
    origin: OriginId,
    action: &Action,
) -> Option<Vec<Str>> {
    let steps = match parse_path(text) {
        Ok(steps) => steps,
        Err(why) => {
            lowering.report(origin, &patch.header, |span| e0807::path_syntax(span, text, why));
            return None;
        }
    };
    let keys: Vec<Str> = steps.into_iter().map(|(Step::Key(key) | Step::Bracket(key))| key).collect();
    let (last, parents) = keys.split_last()?;
    let attributes = &block.value.attributes;
    let mut here: Option<&Val> = None;
    for (at, key) in keys.iter().enumerate() {
        let next = match here {
            None => attributes.get(key),
            Some(val) => below(val, key),
        };
        let is_new = at == parents.len()
            && matches!(action, Action::Set(_))
            && here.is_none_or(|val| matches!(val.value, Value::Map(_)));
        if next.is_none() && is_new {
            return Some(keys);
        }
        if next.is_none() {
            let there = here.map_or_else(|| attributes.keys().cloned().collect(), keys_of);
            let near = did_you_mean(key, there.iter().map(Str::as_str)).map(str::to_owned);
            let there = there.iter().map(Str::as_str).collect::<Vec<_>>().join(", ");
            let address = format!("`{}`", block.header.terraform_address().unwrap_or_default());
            lowering.report(origin, &patch.header, |span| {
                e0802::path_missing(span, text, key, &address, near.as_deref(), &there)
            });
            return None;
        }
        here = next;
    }
    let holds = here.map(|val| &val.value);
    if matches!(action, Action::Append(_)) && !matches!(holds, Some(Value::List(_))) {
        lowering.report(origin, &patch.header, |span| e0803::patch_type(span, last, "a list", "a single value"));
        return None;
    }
    Some(keys)
}

fn below<'v>(val: &'v Val, key: &Str) -> Option<&'v Val> {
    match &val.value {
        Value::Map(fields) => fields.get(key),
        Value::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

fn keys_of(val: &Val) -> Vec<Str> {
    match &val.value {
        Value::Map(fields) => fields.keys().cloned().collect(),
        Value::List(items) => (0..items.len()).map(|index| index.to_string().into()).collect(),
        _ => Vec::new(),
    }
}

/// What could have been meant: the same selection with another type or name, or all that it could choose from.
fn near_misses(lowering: &Lowering<'_>, select: &Select, blocks: &[&Block<RawBlock>]) -> Vec<String> {
    let fitting = |looser: &Select| -> Vec<&Block<RawBlock>> {
        blocks.iter().copied().filter(|block| is_selected(lowering, looser, &block.header)).collect()
    };
    let mut near = Vec::new();
    if let Some(kind) = &select.kind {
        let found = fitting(&Select { kind: None, ..select.clone() });
        let kinds = found.iter().filter_map(|block| block.header.type_label.as_deref());
        near.extend(did_you_mean(&kind.value, kinds).map(|meant| format!("did you mean `kind = \"{meant}\"`?")));
    }
    if let Some(name) = &select.name {
        let found = fitting(&Select { name: None, ..select.clone() });
        let addresses: Vec<Str> = found.iter().filter_map(|block| block.header.terraform_address()).collect();
        let names =
            addresses.iter().flat_map(|address| [address.as_str(), address.rsplit('.').next().unwrap_or_default()]);
        near.extend(did_you_mean(&name.value, names).map(|meant| format!("did you mean `name = \"{meant}\"`?")));
    }
    if near.is_empty() {
        let found = fitting(&Select { kind: None, name: None, ..select.clone() });
        near.push(match listed(found.into_iter()).as_str() {
            "" => "Terraform makes nothing for that block here".to_owned(),
            there => format!("there are: {there}"),
        });
    }
    near
}

/// Blocks by their addresses.
fn listed<'b>(blocks: impl Iterator<Item = &'b Block<RawBlock>>) -> String {
    let mut names: Vec<String> =
        blocks.take(LISTED + 1).filter_map(|block| Some(format!("`{}`", block.header.terraform_address()?))).collect();
    if names.len() > LISTED {
        names.truncate(LISTED);
        names.push("more".to_owned());
    }
    names.join(", ")
}

/// Changes at equal paths, or one below another. They are sorted, so what lies below a path follows it.
fn conflicts(lowering: &mut Lowering<'_>, changes: &[Change]) {
    let plan = lowering.plan;
    let mut root: Option<&Change> = None;
    for change in changes {
        match root {
            Some(before) if change.path.starts_with(&before.path) => {
                let span = |origin| plan.origins().span(origin);
                if let (Some(first), Some(second)) = (span(before.origin), span(change.origin)) {
                    let found = e0805::patch_conflict(second, &change.path.join("."), first, &before.path.join("."));
                    lowering.found.push(found.in_environment(plan.environment_name().clone()));
                }
            }
            _ => root = Some(change),
        }
    }
}

/// Sets and appends first, since they move nothing; then removals, from the end, so that no number moves before it is used.
fn apply(attributes: &mut Fields, changes: Vec<Change>) {
    let (removals, others): (Vec<Change>, Vec<Change>) =
        changes.into_iter().partition(|change| matches!(change.action, Action::Remove));
    for Change { path, action, origin } in others.into_iter().chain(removals.into_iter().rev()) {
        in_fields(attributes, &path, action, origin);
    }
}

fn in_fields(fields: &mut Fields, path: &[Str], action: Action, origin: OriginId) {
    match (path, action) {
        ([], _) => {}
        ([key], Action::Set(mut val)) => {
            val.origin = origin;
            fields.insert(key.clone(), val);
        }
        ([key], Action::Remove) => {
            fields.shift_remove(key);
        }
        ([key, rest @ ..], action) => {
            if let Some(val) = fields.get_mut(key) {
                in_value(val, rest, action, origin);
            }
        }
    }
}

fn in_value(val: &mut Val, path: &[Str], action: Action, origin: OriginId) {
    match &mut val.value {
        Value::Map(fields) => in_fields(Arc::make_mut(fields), path, action, origin),
        Value::List(items) => {
            let mut list = items.to_vec();
            match (path, action) {
                ([], Action::Append(new)) => list.extend(new),
                ([], _) => {}
                ([index, rest @ ..], action) => {
                    let Some(index) = index.parse::<usize>().ok().filter(|index| *index < list.len()) else { return };
                    match (rest, action) {
                        ([], Action::Remove) => {
                            list.remove(index);
                        }
                        ([], Action::Set(new)) => list.splice(index..=index, [Val { origin, ..new }]).for_each(drop),
                        (rest, action) => {
                            if let Some(item) = list.get_mut(index) {
                                in_value(item, rest, action, origin);
                            }
                        }
                    }
                }
            }
            *items = list.into();
        }
        _ => {}
    }
}
