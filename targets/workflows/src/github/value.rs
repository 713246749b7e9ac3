//! Words and conditions as GitHub's expressions (GitHub documentation, "Contexts reference" and "Evaluate expressions in workflows and
//! actions").

use crate::model::graph::{Ci, Condition, Word, Words};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Absent, Grammar, Node, Phrase, Piece};
use infrac_tree::github::Expression;

/// Data, as it stands.
pub(crate) fn text(text: impl Into<Str>, origin: OriginId) -> Node {
    Node::phrase(Phrase::literal(text, Grammar::GitHub), origin)
}

/// An expression and nothing else.
pub(crate) fn expression(expression: &Expression, origin: OriginId) -> Node {
    Node::phrase(Phrase::mixed(vec![piece(expression)], Grammar::GitHub), origin)
}

/// An expression in text.
pub(crate) fn piece(expression: &Expression) -> Piece {
    Piece::Variable { name: expression.to_string().into(), absent: Absent::Unsaid }
}

/// Words, with an expression for each value that GitHub knows.
pub(crate) fn words(words: &Words, origin: OriginId) -> Node {
    Node::phrase(Phrase::mixed(pieces(words), Grammar::GitHub), origin)
}

/// The same as pieces.
pub(crate) fn pieces(words: &Words) -> Vec<Piece> {
    let piece = |word: &Word| match word {
        Word::Lit(text) => Piece::Lit(text.clone()),
        Word::Ci(value) => self::piece(&expression_of(value)),
    };
    words.0.iter().map(piece).collect()
}

/// A value that GitHub knows.
fn expression_of(value: &Ci) -> Expression {
    let context = |path: &'static str| Expression::context(path);
    let tag = || Expression::All(vec![Expression::is("github.ref_type", "tag"), context("github.ref_name")]);
    match value {
        Ci::Commit => context("github.sha"),
        Ci::Base => {
            Expression::Any(vec![context("github.event.pull_request.base.sha"), context("github.event.before")])
        }
        Ci::Branch => {
            let branch = Expression::All(vec![Expression::is("github.ref_type", "branch"), context("github.ref_name")]);
            Expression::Any(vec![context("github.head_ref"), branch, Expression::text("")])
        }
        Ci::Tag => Expression::Any(vec![tag(), Expression::text("")]),
        Ci::Release => Expression::Any(vec![tag(), context("github.sha")]),
        Ci::Setting(name) => Expression::context(format!("vars.{name}")),
        Ci::SettingOr(name, default) => {
            Expression::Any(vec![Expression::context(format!("vars.{name}")), Expression::text(default.clone())])
        }
        Ci::Secret(name) => Expression::context(format!("secrets.{name}")),
        Ci::Matrix(name) => Expression::context(format!("matrix.{name}")),
        Ci::Actor => context("github.actor"),
        Ci::Token => context("secrets.GITHUB_TOKEN"),
        Ci::RunUrl => formatted(
            "{0}/{1}/actions/runs/{2}",
            ["github.server_url", "github.repository", "github.run_id"].map(Expression::context),
        ),
    }
}

/// `format('{0}-{1}', a, b)`.
pub(crate) fn formatted(pattern: &'static str, values: impl IntoIterator<Item = Expression>) -> Expression {
    Expression::Call("format", std::iter::once(Expression::text(pattern)).chain(values).collect())
}

/// A condition as an expression; `None` where it always holds.
pub(crate) fn condition(condition: &Condition) -> Option<Expression> {
    let pushed = |more: Expression| Expression::All(vec![Expression::is("github.event_name", "push"), more]);
    let failure = || Expression::Call("failure", Vec::new());
    Some(match condition {
        Condition::Always => return None,
        Condition::Request => Expression::is("github.event_name", "pull_request"),
        Condition::NotRequest => Expression::is_not("github.event_name", "pull_request"),
        Condition::NotTag => Expression::is_not("github.ref_type", "tag"),
        Condition::Branch(name) => pushed(Expression::is("github.ref", format!("refs/heads/{name}"))),
        Condition::Tag(prefix) if prefix.is_empty() => pushed(Expression::is("github.ref_type", "tag")),
        Condition::Tag(prefix) => {
            let parts = vec![Expression::context("github.ref"), Expression::text(format!("refs/tags/{prefix}"))];
            pushed(Expression::Call("startsWith", parts))
        }
        Condition::Schedule => Expression::is("github.event_name", "schedule"),
        Condition::Manual => Expression::is("github.event_name", "workflow_dispatch"),
        Condition::Chosen(environment) => Expression::All(vec![
            Expression::is("github.event_name", "workflow_dispatch"),
            Expression::is("inputs.environment", environment.clone()),
        ]),
        Condition::Any(any) => Expression::Any(any.iter().filter_map(self::condition).collect()),
        Condition::Failed => failure(),
        Condition::StepFailed(step) => {
            Expression::All(vec![failure(), Expression::is(format!("steps.{step}.outcome"), "failure")])
        }
    })
}
