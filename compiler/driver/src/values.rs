//! The values of all blocks in every environment, as a table.

use crate::pipeline::Compiled;
use indexmap::IndexMap;
use infrac_source::Str;

/// An attribute of a block: its text in each environment, `None` where the block is not alive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// `booking.replicas`.
    pub name: String,
    /// One cell an environment, in their order.
    pub values: Vec<Option<String>>,
}

/// The rows whose name is `wanted` or begins with it and a dot; without it all. Blocks in declaration order, attributes in the kind's.
pub fn values(compiled: &Compiled, wanted: Option<&str>) -> Vec<Row> {
    let mut rows: IndexMap<String, Vec<Option<String>>> = IndexMap::new();
    for (at, plan) in compiled.plans.iter().enumerate() {
        for header in plan.headers() {
            let Some(fields) = plan.values(header.id) else { continue };
            let owner: &Str = if header.kind == "environment" { &header.kind } else { &header.identity };
            for (attribute, val) in fields {
                let name = format!("{owner}.{attribute}");
                if wanted.is_some_and(|wanted| !speaks_of(wanted, &name)) {
                    continue;
                }
                let row = rows.entry(name).or_insert_with(|| vec![None; compiled.plans.len()]);
                if let Some(cell) = row.get_mut(at) {
                    *cell = Some(plan.display(val));
                }
            }
        }
    }
    rows.into_iter().map(|(name, values)| Row { name, values }).collect()
}

fn speaks_of(wanted: &str, name: &str) -> bool {
    name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
