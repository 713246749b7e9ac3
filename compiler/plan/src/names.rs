//! Names that targets give to two blocks.

use crate::Header;
use crate::eval::Evaluator;
use infrac_diagnostics::codes::e04;
use infrac_source::Str;
use rustc_hash::FxHashMap;

/// Kinds whose blocks share one space of names with others: what runs is a service of Compose, whatever it is here.
fn space(kind: &str) -> &str {
    match kind {
        "service" | "task" | "gateway" | "backup" => "workload",
        other => other,
    }
}

/// Reports every block that has the name of one before it. Children have the space of names of their parent.
pub(crate) fn report_clashes(ev: &mut Evaluator<'_>, headers: &[Header]) {
    type Place<'a> = (&'a str, Option<&'a Str>, Option<crate::BlockId>, &'a Str);
    let mut taken: FxHashMap<Place<'_>, &Header> = FxHashMap::default();
    for header in headers.iter().filter(|header| !header.kind.is_empty() && header.kind != "environment") {
        let parent = header.parent.filter(|&parent| is_child(ev, headers, header, parent));
        let place = (space(&header.kind), header.type_label.as_ref(), parent, &header.name);
        let Some(first) = taken.insert(place, header) else { continue };
        let (span, other) = (ev.value_place(header.origin), ev.value_place(first.origin));
        if let (Some(span), Some(other)) = (span, other) {
            let report =
                e04::e0450_name_clash::name_clash(span, &header.name, &header.identity, other, &first.identity);
            ev.report(report);
        }
    }
}

/// Whether a block is a child of its parent, rather than an inner block of a component.
fn is_child(ev: &Evaluator<'_>, headers: &[Header], header: &Header, parent: crate::BlockId) -> bool {
    let above = headers.get(parent.0 as usize).map(|above| above.kind.as_str());
    let kind = above.and_then(|kind| ev.model.kind_named(kind)).map(|kind| ev.model.kind(kind));
    kind.is_some_and(|kind| kind.children.contains_key(&header.kind))
}
