//! Words and conditions as GitHub's expressions (GitHub documentation, "Contexts reference" and "Evaluate expressions in workflows and
//! actions").

use crate::model::graph::{Ci, Condition, Word, Words};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Absent, Grammar, Node, Phrase, Piece};

/// Data, as it stands.
pub(crate) fn text(text: impl Into<Str>, origin: OriginId) -> Node {
    Node::phrase(Phrase::literal(text, Grammar::GitHub), origin)
}

/// An expression and nothing else.
pub(crate) fn expression(expression: impl Into<Str>, origin: OriginId) -> Node {
    let pieces = vec![Piece::Variable { name: expression.into(), absent: Absent::Unsaid }];
    Node::phrase(Phrase::mixed(pieces, Grammar::GitHub), origin)
}

/// Words, with an expression for each value that GitHub knows.
pub(crate) fn words(words: &Words, origin: OriginId) -> Node {
    Node::phrase(Phrase::mixed(pieces(words), Grammar::GitHub), origin)
}

/// The same as pieces.
pub(crate) fn pieces(words: &Words) -> Vec<Piece> {
    let piece = |word: &Word| match word {
        Word::Lit(text) => Piece::Lit(text.clone()),
        Word::Ci(value) => Piece::Variable { name: value_of(value), absent: Absent::Unsaid },
    };
    words.0.iter().map(piece).collect()
}

fn value_of(value: &Ci) -> Str {
    match value {
        Ci::Commit => "github.sha".into(),
        Ci::Base => "github.event.pull_request.base.sha || github.event.before".into(),
        Ci::Branch => "github.head_ref || (github.ref_type == 'branch' && github.ref_name || '')".into(),
        Ci::Tag => "github.ref_type == 'tag' && github.ref_name || ''".into(),
        Ci::Release => "github.ref_type == 'tag' && github.ref_name || github.sha".into(),
        Ci::Setting(name) => format!("vars.{name}").into(),
        Ci::SettingOr(name, default) => format!("vars.{name} || {}", quoted(default)).into(),
        Ci::Secret(name) => format!("secrets.{name}").into(),
        Ci::Matrix(name) => format!("matrix.{name}").into(),
        Ci::Actor => "github.actor".into(),
        Ci::Token => "secrets.GITHUB_TOKEN".into(),
        Ci::RunUrl => "format('{0}/{1}/actions/runs/{2}', github.server_url, github.repository, github.run_id)".into(),
    }
}

/// A string of an expression; a single quote is doubled.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A condition as an expression; `None` where it always holds.
pub(crate) fn condition(condition: &Condition) -> Option<String> {
    Some(match condition {
        Condition::Always => return None,
        Condition::Request => "github.event_name == 'pull_request'".to_owned(),
        Condition::NotRequest => "github.event_name != 'pull_request'".to_owned(),
        Condition::NotTag => "github.ref_type != 'tag'".to_owned(),
        Condition::Branch(name) => {
            format!("github.event_name == 'push' && github.ref == {}", quoted(&format!("refs/heads/{name}")))
        }
        Condition::Tag(prefix) if prefix.is_empty() => {
            "github.event_name == 'push' && github.ref_type == 'tag'".to_owned()
        }
        Condition::Tag(prefix) => {
            format!("github.event_name == 'push' && startsWith(github.ref, {})", quoted(&format!("refs/tags/{prefix}")))
        }
        Condition::Schedule => "github.event_name == 'schedule'".to_owned(),
        Condition::Manual => "github.event_name == 'workflow_dispatch'".to_owned(),
        Condition::Chosen(environment) => {
            format!("github.event_name == 'workflow_dispatch' && inputs.environment == {}", quoted(environment))
        }
        Condition::Any(any) => {
            let any: Vec<String> = any.iter().filter_map(self::condition).map(|one| format!("({one})")).collect();
            any.join(" || ")
        }
        Condition::Failed => "failure()".to_owned(),
        Condition::StepFailed(step) => format!("failure() && steps.{step}.outcome == 'failure'"),
    })
}
