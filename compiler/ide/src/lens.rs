//! Lines above a declaration: how often it is used, what was generated of it, what an objective allows.

use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::BlockDeclId;
use infrac_plan::kinds::Slo;
use infrac_quantity::{Nanos, Ratio};
use infrac_source::{FileId, Span, Str};
use infrac_syntax::ast::{Body, DeclKind, EntryKind};
use std::collections::BTreeSet;

/// A line above a declaration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// The declaration's name.
    pub span: Span,
    /// What is said.
    pub title: String,
    /// What it is about.
    pub kind: LensKind,
}

/// What a line above a declaration is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LensKind {
    /// How many uses there are.
    References(usize),
    /// The generated files that hold lines of it.
    Generated(Vec<Str>),
    /// For each environment, how many minutes of its window may be bad.
    ErrorBudget(Vec<(Str, String)>),
}

/// The lines above the declarations of a file, in the order of places. Files and budgets only once they are known.
pub fn lenses(snapshot: &Snapshot, file: FileId) -> Vec<Lens> {
    let Some(view) = snapshot.file(file).filter(|view| !view.in_library()) else { return Vec::new() };
    let mut found = Vec::new();
    for decl in &view.tree().declarations {
        let name = match &decl.kind {
            DeclKind::Let(node) => node.name.span,
            DeclKind::Param(node) => node.name.span,
            DeclKind::Fn(node) => node.name.span,
            DeclKind::Type(node) => node.name.span,
            DeclKind::Component(node) => node.name.span,
            DeclKind::Block(node) => node.labels.last().map_or(node.head.span, |label| label.span),
            _ => continue,
        };
        let count = snapshot.use_count(name);
        let title = if count == 1 { "1 reference".to_owned() } else { format!("{count} references") };
        found.push(Lens { span: name, title, kind: LensKind::References(count) });
        if let DeclKind::Block(node) = &decl.kind {
            if snapshot.is_indexed() {
                found.extend(generated(snapshot, name, decl.span));
            }
            budgets(snapshot, &node.body, &mut found);
        }
    }
    found
}

/// The files that hold lines of a block.
fn generated(snapshot: &Snapshot, name: Span, whole: Span) -> Option<Lens> {
    let files: BTreeSet<Str> = snapshot.generated_from(whole).into_iter().map(|lines| lines.path).collect();
    if files.is_empty() {
        return None;
    }
    let count = files.len();
    let title = if count == 1 { "1 generated file".to_owned() } else { format!("{count} generated files") };
    Some(Lens { span: name, title, kind: LensKind::Generated(files.into_iter().collect()) })
}

/// The objectives among a block's children.
fn budgets(snapshot: &Snapshot, body: &Body, found: &mut Vec<Lens>) {
    for entry in &body.entries {
        let EntryKind::Block(node) = &entry.kind else { continue };
        let Some(label) = node.labels.last() else { continue };
        if let Some(Symbol::Block(decl)) = snapshot.table().at(label.span) {
            found.extend(budget(snapshot, decl, label.span));
        }
    }
}

fn budget(snapshot: &Snapshot, decl: BlockDeclId, span: Span) -> Option<Lens> {
    let mut budgets: Vec<(Str, String)> = Vec::new();
    for (plan, block) in snapshot.instances(decl) {
        let slo = plan.blocks().slos.iter().find(|slo| slo.header.id == block)?;
        let text = minutes(&slo.value)?;
        budgets.push((plan.environment_name().clone(), text));
    }
    let (_, first) = budgets.first()?;
    let title = if budgets.iter().all(|(_, text)| text == first) {
        format!("error budget: {first}")
    } else {
        let each: Vec<String> = budgets.iter().map(|(environment, text)| format!("{environment} {text}")).collect();
        format!("error budget: {}", each.join(", "))
    };
    Some(Lens { span, title, kind: LensKind::ErrorBudget(budgets) })
}

/// The part of the window in which everything may be bad: window × (1 − objective) ("The Site Reliability Workbook", chapter 2, "Error budgets"),
/// in minutes, to a tenth.
fn minutes(slo: &Slo) -> Option<String> {
    let bad = slo.objective.value.complement()?.0;
    let minutes = Ratio::new(slo.window.value.0, Nanos::MINUTE.0)?.checked_mul(bad)?;
    let tenths = minutes.checked_mul(Ratio::from_int(10))?;
    // Rounded to the nearest: both are positive.
    let rounded = (tenths.numerator().checked_mul(2)?.checked_add(tenths.denominator())?)
        / tenths.denominator().checked_mul(2)?;
    let days = Ratio::new(slo.window.value.0, Nanos::DAY.0)?;
    let window = if days.denominator() == 1 { format!("{}d", days.numerator()) } else { "its window".to_owned() };
    Some(format!("{}.{} minutes in {window}", rounded / 10, rounded % 10))
}

#[cfg(test)]
mod tests {
    use super::lenses;
    use crate::testing::case;

    #[test]
    fn uses_files_and_budgets_are_counted() {
        let case = case(
            "service a {
  image   = \"a:1\"
  ports   = { http = 80, metrics = 90 }
  metrics = { port = \"metrics\" }
  slo up { objective = 99.9%, window = 30d, indicator = http_success }
}
service b { image = \"b:1\", env = { A = a.http.url } }
",
        )
        .built();
        let titles: Vec<String> = lenses(&case.snapshot, case.file).into_iter().map(|lens| lens.title).collect();
        assert!(titles.contains(&"1 reference".to_owned()), "{titles:?}");
        assert!(titles.contains(&"error budget: 43.2 minutes in 30d".to_owned()), "{titles:?}");
        assert!(titles.iter().any(|title| title.ends_with("generated files")), "{titles:?}");
    }
}
