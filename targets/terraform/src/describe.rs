//! Words for what was given where something else is wanted, and what to write instead.

use crate::lowering::family;
use crate::schema::{Family, Type};
use infrac_plan::{Plan, Value};

/// A value in words.
pub(crate) fn given(plan: &Plan, value: &Value) -> String {
    match value {
        Value::Poison | Value::Null => "nothing".to_owned(),
        Value::Bool(_) => "a Bool".to_owned(),
        Value::Int(_) | Value::Decimal(_) => "a number".to_owned(),
        Value::Duration(_) => "a duration".to_owned(),
        Value::Bytes(_) => "a size in bytes".to_owned(),
        Value::Cpu(_) => "an amount of cpu".to_owned(),
        Value::Percent(_) => "a percentage".to_owned(),
        Value::Rate(_) => "a rate".to_owned(),
        Value::Text(text) => match text.known() {
            Some(known) => format!("the text `{known}`"),
            None => "text".to_owned(),
        },
        Value::Secret(_) => "a secret".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
        Value::Tag(name, _) => format!("the tag `{name}`"),
        Value::Range(_) => "a range".to_owned(),
        Value::Ref(block) => plan.header(*block).map_or_else(
            || "a block".to_owned(),
            |header| format!("the block {}", header.terraform_address().unwrap_or_else(|| header.identity.clone())),
        ),
        Value::Endpoint(_) => "an endpoint".to_owned(),
        Value::Signal(_) | Value::Condition(_) => "what is observed".to_owned(),
        Value::Environment(_) => "an environment".to_owned(),
    }
}

/// What to write instead.
pub(crate) fn help(plan: &Plan, value: &Value, wanted: &Type) -> Option<String> {
    let is_list = matches!(wanted, Type::List(_) | Type::Set(_));
    match value {
        Value::Duration(_) => {
            Some("say which unit: `seconds(x)`, `minutes(x)`, `days(x)`; for text `\"${seconds(x)}s\"`".to_owned())
        }
        Value::Bytes(_) => Some("say which unit: `gib(x)`, `mib(x)`, `bytes(x)`".to_owned()),
        Value::Cpu(_) => Some("say which unit: `millicores(x)`".to_owned()),
        Value::Percent(_) => Some("as a number: `fraction(x) * 100`".to_owned()),
        Value::Ref(block) => {
            let header = plan.header(*block)?;
            match family(header) {
                Some(Family::Resource | Family::Data) => {
                    let name = format!("{}.{}", header.type_label.as_deref()?, header.label);
                    Some(format!("name the attribute that is meant: `{name}.id`, `{name}.arn`"))
                }
                None => Some("name the attribute that is meant".to_owned()),
            }
        }
        Value::Endpoint(_) => Some("name a part of it: `.host`, `.port`, `.address`, `.url`".to_owned()),
        Value::Text(_) | Value::Int(_) | Value::Bool(_) | Value::Decimal(_) if is_list => {
            Some("put it into brackets: `[x]`".to_owned())
        }
        Value::Environment(_) => Some("its name is `env.name`".to_owned()),
        _ => None,
    }
}
