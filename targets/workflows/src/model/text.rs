//! Values of the plan as words of a pipeline.

use super::graph::{Ci, Variable, Word, Words};
use super::survey::Survey;
use indexmap::IndexMap;
use infrac_plan::kinds::EnvValue;
use infrac_plan::{At, LateRef, Part, Plan, Sensitive, SensitivePart, Text};
use infrac_source::Str;
use infrac_target::VariableName;

/// A text whose late parts are params. What Terraform or the cluster makes is not there yet; the language refuses it where this is used.
pub(crate) fn words(survey: &Survey<'_>, plan: &Plan, text: &Text) -> Words {
    let part = |part: &Part| match part {
        Part::Lit(text) => Some(Word::Lit(text.clone())),
        Part::Late(late) => value(survey, plan, late).map(Word::Ci),
    };
    Words(text.parts().iter().filter_map(part).collect())
}

/// A text with secret parts: each is the name of a secret of the pipeline's host, never a value.
pub(crate) fn sensitive(survey: &Survey<'_>, plan: &Plan, text: &Sensitive) -> Words {
    let part = |part: &SensitivePart| match part {
        SensitivePart::Lit(text) => Some(Word::Lit(text.clone())),
        SensitivePart::Late(late) => value(survey, plan, late).map(Word::Ci),
        SensitivePart::Secret(secret) => {
            Some(Word::Ci(Ci::Secret(VariableName::of_secret(plan, secret).as_str().clone())))
        }
    };
    Words(text.parts().iter().filter_map(part).collect())
}

/// What a param is in a pipeline: the name of the build where it tags images, else a variable that people set.
pub(crate) fn param(survey: &Survey<'_>, plan: &Plan, name: &Str) -> Ci {
    if survey.releases.contains(name) {
        return Ci::Release;
    }
    let variable = VariableName::of(name).as_str().clone();
    let default = plan.params().iter().find(|param| param.name == *name).and_then(|param| param.default.clone());
    match default {
        Some(default) => Ci::SettingOr(variable, default),
        None => Ci::Setting(variable),
    }
}

fn value(survey: &Survey<'_>, plan: &Plan, late: &LateRef) -> Option<Ci> {
    match late {
        LateRef::Param(name) => Some(param(survey, plan, name)),
        LateRef::Attr(..) | LateRef::Host(_) => None,
    }
}

/// Variables of a block, in its order.
pub(crate) fn variables(survey: &Survey<'_>, plan: &Plan, env: &IndexMap<Str, At<EnvValue>>) -> Vec<Variable> {
    let variable = |(name, value): (&Str, &At<EnvValue>)| {
        let words = match &value.value {
            EnvValue::Text(text) => words(survey, plan, text),
            EnvValue::Secret(text) => sensitive(survey, plan, text),
            EnvValue::Int(value) => Words::lit(value.to_string()),
            EnvValue::Bool(value) => Words::lit(value.to_string()),
        };
        Variable::new(name.clone(), words, value.origin)
    };
    env.iter().map(variable).collect()
}
