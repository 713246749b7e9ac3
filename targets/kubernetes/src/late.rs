//! What is known only when deploying. Plain manifests hold a stand-in for it; `params.env` holds the values, and Kustomize's
//! `replacements` carry them to their places. Kustomize replaces a whole value, or the piece of it between two delimiters, and
//! nothing else (Kustomize documentation, "replacements", fields `delimiter` and `index`).

use crate::cluster::Cluster;
use crate::text::Piece;
use infrac_diagnostics::codes::e07;
use infrac_plan::{LateRef, OriginId, PathStep};
use infrac_source::Str;
use infrac_target::VariableName;

/// A value of `params.env`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Parameter {
    /// What it is for, or where it comes from.
    pub(crate) doc: Str,
    /// What it is if nobody says.
    pub(crate) default: Option<Str>,
    pub(crate) origin: OriginId,
}

/// A place that a parameter's value is written to.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Replacement {
    pub(crate) variable: Str,
    pub(crate) place: Place,
    /// Between which delimiters it stands, and how many pieces are before it; `None`: it is the whole value.
    pub(crate) piece: Option<(char, usize)>,
    pub(crate) origin: OriginId,
}

/// A field of an object.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Place {
    pub(crate) kind: Str,
    pub(crate) name: Str,
    /// In Kustomize's form: `spec.template.spec.containers.[name=booking].image`.
    pub(crate) path: String,
}

impl Cluster<'_> {
    /// The variable of a late value, and what stands in the manifests for it.
    pub(crate) fn parameter(&self, late: &LateRef) -> (Str, Str) {
        let (variable, parameter) = match late {
            LateRef::Param(name) => {
                let declared = self.plan.params().iter().find(|param| param.name == *name);
                let doc = declared
                    .and_then(|param| param.doc.clone())
                    .unwrap_or_else(|| format!("The param `{name}`.").into());
                let origin = declared.map_or(OriginId::NONE, |param| param.origin);
                let default = declared.and_then(|param| param.default.clone());
                (VariableName::of(name).as_str().clone(), Parameter { doc, default, origin })
            }
            LateRef::Attr(block, path) => {
                let header = self.plan.header(*block);
                let address = header.map_or_else(Str::default, |header| {
                    let kind = header.type_label.clone().unwrap_or_default();
                    format!("{kind}.{}", header.label).into()
                });
                let text = format!("{address}{}", steps(path));
                let origin = header.map_or(OriginId::NONE, |header| header.origin);
                (
                    VariableName::of(&text).as_str().clone(),
                    Parameter { doc: format!("Terraform's `{text}`.").into(), default: None, origin },
                )
            }
            LateRef::Host(_) => {
                (Str::default(), Parameter { doc: Str::default(), default: None, origin: OriginId::NONE })
            }
        };
        let stand_in = parameter.default.clone().unwrap_or_else(|| stand_in(&variable));
        self.parameters.borrow_mut().entry(variable.clone()).or_insert(parameter);
        (variable, stand_in)
    }

    /// A text for a field in which nothing else can put late pieces together: its stand-in, with the replacements recorded. The last
    /// piece is replaced first, so that what a value holds cannot shift the pieces before it.
    pub(crate) fn place_late(&self, pieces: &[Piece], origin: OriginId, place: &Place) -> Str {
        let stand_ins: Vec<Str> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Lit(text) => text.clone(),
                Piece::Late(late) => self.parameter(late).1,
                Piece::Secret(_) => Str::default(),
            })
            .collect();
        for (at, piece) in pieces.iter().enumerate().rev() {
            let Piece::Late(late) = piece else { continue };
            let before: String = stand_ins.iter().take(at).map(Str::as_str).collect();
            let after: String = stand_ins.iter().skip(at + 1).map(Str::as_str).collect();
            let own = stand_ins.get(at).map_or("", Str::as_str);
            match delimiter(&before, own, &after) {
                Some(piece) => self.replacements.borrow_mut().push(Replacement {
                    variable: self.parameter(late).0,
                    place: place.clone(),
                    piece,
                    origin,
                }),
                None => self.report_at(origin, |span| {
                    let variable = self.parameter(late).0;
                    Some(e07::e0720_late_in_text::late_in_text(span, &variable, &before, &after))
                }),
            }
        }
        stand_ins.iter().map(Str::as_str).collect()
    }
}

/// How Kustomize finds a piece: not at all by delimiter if it is the whole text; else by the character that adjoins it on both
/// sides (or on the one side where text is), which must not occur in the piece itself.
#[allow(clippy::option_option, reason = "none, whole, and piece are three answers")]
fn delimiter(before: &str, own: &str, after: &str) -> Option<Option<(char, usize)>> {
    let sign = match (before.chars().next_back(), after.chars().next()) {
        (None, None) => return Some(None),
        (Some(left), Some(right)) if left != right => return None,
        (Some(sign), _) | (None, Some(sign)) => sign,
    };
    if own.contains(sign) { None } else { Some(Some((sign, before.matches(sign).count()))) }
}

pub(crate) fn stand_in(variable: &str) -> Str {
    format!("set-{variable}-in-params.env").into()
}

fn steps(path: &[PathStep]) -> String {
    path.iter()
        .map(|step| match step {
            PathStep::Field(name) => format!(".{name}"),
            PathStep::Index(index) => format!("[{index}]"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::delimiter;

    #[test]
    fn a_piece_is_found_by_the_sign_on_both_sides() {
        assert_eq!(delimiter("", "x", ""), Some(None));
        assert_eq!(delimiter("ghcr.io:5000/a/b:", "x", ""), Some(Some((':', 2))));
        assert_eq!(delimiter("https://h/", "x", "/a.js"), Some(Some(('/', 3))));
        assert_eq!(delimiter("", "x", "/a"), Some(Some(('/', 0))));
        assert_eq!(delimiter("app:", "x", "-alpine"), None);
        assert_eq!(delimiter("a-", "set-X", ""), None);
    }
}
