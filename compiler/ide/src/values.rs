//! The effective values of what is under the cursor, environment by environment, from the plans.

use crate::snapshot::Snapshot;
use infrac_model::BlockDeclId;
use infrac_plan::value::{Fields, Val, Value};
use infrac_plan::{BlockId, Plan};
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;

/// Which blocks of the plans a declaration became.
#[derive(Debug, Default)]
pub(crate) struct Instances {
    /// By the place of a block's header: the plan, as an index, and the block.
    by_header: FxHashMap<Span, Vec<(usize, BlockId)>>,
}

impl Instances {
    pub fn of(plans: &[Plan]) -> Self {
        let mut instances = Self::default();
        for (at, plan) in plans.iter().enumerate() {
            for header in plan.headers() {
                if let Some(span) = plan.origins().span(header.origin) {
                    instances.by_header.entry(span).or_default().push((at, header.id));
                }
            }
        }
        instances
    }

    fn get(&self, header: Span) -> &[(usize, BlockId)] {
        self.by_header.get(&header).map_or(&[], Vec::as_slice)
    }
}

/// What a value is in an environment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InEnvironment {
    /// The environment's name.
    pub environment: Str,
    /// The value as `.infra` writes it; `None` where the block is not alive.
    pub text: Option<String>,
    /// Where it was said; `None` where nothing says so.
    pub said: Option<Span>,
}

impl Snapshot {
    /// The blocks of the plans that a declaration became: in each environment one, or several where a component or a loop makes them.
    pub(crate) fn instances(&self, decl: BlockDeclId) -> Vec<(&Plan, BlockId)> {
        let plans = self.plans();
        let found = self.instance_table().get(self.model().block(decl).header_span);
        found.iter().filter_map(|&(plan, block)| Some((plans.get(plan)?, block))).collect()
    }

    /// The value at a path of keys below a declared block, in each environment. Empty before the plans are made, and where a block stands for
    /// several of one environment.
    pub(crate) fn effective(&self, decl: BlockDeclId, keys: &[Str]) -> Vec<InEnvironment> {
        let instances = self.instances(decl);
        let values = self.plans().iter().map(|plan| {
            let environment = plan.environment_name().clone();
            let mut own =
                instances.iter().filter(|(of, _)| std::ptr::eq(*of, plan)).map(|(_, block)| plan.values(*block));
            let first = own.next();
            if own.next().is_some() {
                return None;
            }
            let found = first.flatten().and_then(|fields| value_at(fields, keys));
            Some(InEnvironment {
                environment,
                text: found.map(|val| plan.display(val)),
                said: found.and_then(|val| plan.origins().span(val.origin)),
            })
        });
        let values: Option<Vec<InEnvironment>> = values.collect();
        values.filter(|values| values.iter().any(|value| value.text.is_some())).unwrap_or_default()
    }

    /// The value at a path of keys of an environment's own block.
    pub(crate) fn of_environment(&self, environment: &str, keys: &[Str]) -> Vec<InEnvironment> {
        let plans = self.plans().iter().filter(|plan| plan.environment_name() == environment);
        let values = plans.filter_map(|plan| {
            let block = plan.headers().iter().find(|header| header.kind == "environment")?;
            let found = value_at(plan.values(block.id)?, keys)?;
            Some(InEnvironment {
                environment: plan.environment_name().clone(),
                text: Some(plan.display(found)),
                said: plan.origins().span(found.origin),
            })
        });
        values.collect()
    }
}

/// The value at a path of keys.
pub(crate) fn value_at<'f>(fields: &'f Fields, keys: &[Str]) -> Option<&'f Val> {
    let (first, rest) = keys.split_first()?;
    let mut val = fields.get(first)?;
    for key in rest {
        val = match &val.value {
            Value::Map(fields) | Value::Tag(_, fields) => fields.get(key)?,
            _ => return None,
        };
    }
    Some(val)
}
