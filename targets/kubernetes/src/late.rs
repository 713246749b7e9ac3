//! What is known only when deploying: a piece of a text that knows where a chart has it in its values. Plain manifests hold a stand-in
//! for it; `params.env` holds the values, and Kustomize's `replacements` carry them to their places. Kustomize replaces a whole value,
//! or the piece of it between two delimiters, and nothing else (Kustomize documentation, "replacements", fields `delimiter` and `index`).

use crate::cluster::{Carrier, Cluster};
use crate::text::{Piece, known};
use infrac_diagnostics::codes::e07;
use infrac_plan::{LateRef, OriginId, PathStep};
use infrac_source::Str;
use infrac_target::VariableName;
use infrac_tree::data::{Grammar, Phrase, Piece as TreePiece};

/// A value of `params.env`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Parameter {
    /// What it is for, or where it comes from.
    pub(crate) doc: Str,
    /// What it is if nobody says.
    pub(crate) default: Option<Str>,
    /// Where a chart has it, below `.Values`.
    pub(crate) values: Str,
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

/// A key of a map as a step of a Kustomize path: in brackets where it holds a dot, and only there.
pub(crate) fn step(key: &str) -> String {
    if key.contains('.') { format!("[{key}]") } else { key.to_owned() }
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
                let values = format!("params.{name}").into();
                (VariableName::of(name).as_str().clone(), Parameter { doc, default, values, origin })
            }
            LateRef::Attr(block, path) => {
                let header = self.plan.header(*block);
                let address = header.map_or_else(Str::default, |header| {
                    let kind = header.type_label.clone().unwrap_or_default();
                    format!("{kind}.{}", header.label).into()
                });
                let text = format!("{address}{}", steps(path));
                let origin = header.map_or(OriginId::NONE, |header| header.origin);
                let wire = self.plan.wire(*block, path).map_or(text.as_str(), |wire| &wire.name);
                let values = format!("terraform.{wire}").into();
                let doc = format!("Terraform's `{text}`.").into();
                (VariableName::of(wire).as_str().clone(), Parameter { doc, default: None, values, origin })
            }
            // Hosts are known in a cluster.
            LateRef::Host(_) => (
                Str::default(),
                Parameter { doc: Str::default(), default: None, values: Str::default(), origin: OriginId::NONE },
            ),
        };
        let stand_in = parameter.default.clone().unwrap_or_else(|| stand_in(&variable));
        self.parameters.borrow_mut().entry(variable.clone()).or_insert(parameter);
        (variable, stand_in)
    }

    /// A text for a field in which nothing else can put late pieces together. For Kustomize the replacements are recorded. The last piece
    /// is replaced first, so that what a value holds cannot shift the pieces before it.
    pub(crate) fn place_late(&self, pieces: &[Piece], origin: OriginId, place: &Place, grammar: Grammar) -> Phrase {
        if let Some(text) = known(pieces) {
            return Phrase::literal(text, grammar);
        }
        let signs: Vec<Sign> = (0..pieces.len()).map(|at| sign(pieces, at)).collect();
        let texts: Vec<Str> = pieces.iter().zip(&signs).map(|(piece, sign)| self.printed(piece, *sign)).collect();
        match self.carrier {
            Carrier::Kustomize => self.replace(pieces, &signs, &texts, origin, place),
            Carrier::Chart => {}
        }
        let piece = |(piece, text): (&Piece, Str)| match piece {
            Piece::Late(late) => self.late_piece(late, text),
            Piece::Lit(_) | Piece::Secret(_) => TreePiece::Lit(text),
        };
        Phrase::mixed(pieces.iter().zip(texts).map(piece).collect(), grammar)
    }

    /// A late value as a piece of a document's text.
    pub(crate) fn late_piece(&self, late: &LateRef, stand_in: Str) -> TreePiece {
        let variable = self.parameter(late).0;
        let values = self.parameters.borrow().get(&variable).map(|parameter| parameter.values.clone());
        TreePiece::Late { values: values.unwrap_or_default(), stand_in }
    }

    fn replace(&self, pieces: &[Piece], signs: &[Sign], texts: &[Str], origin: OriginId, place: &Place) {
        for (at, (piece, sign)) in pieces.iter().zip(signs).enumerate().rev() {
            let Piece::Late(late) = piece else { continue };
            let variable = self.parameter(late).0;
            let before = texts.get(..at).unwrap_or_default();
            let piece = match sign {
                Sign::Whole => None,
                Sign::Both(sign) => Some((*sign, before.iter().map(|text| text.matches(*sign).count()).sum())),
                Sign::None => {
                    let (left, right) = (at.checked_sub(1).and_then(|at| texts.get(at)), texts.get(at + 1));
                    self.report_at(origin, |span| {
                        let ends = (left.map_or("", Str::as_str), right.map_or("", Str::as_str));
                        Some(e07::e0720_late_in_text::late_in_text(span, &variable, ends.0, ends.1))
                    });
                    continue;
                }
            };
            self.replacements.borrow_mut().push(Replacement { variable, place: place.clone(), piece, origin });
        }
    }

    /// What stands in the manifests for a piece: the literal itself; for a late one its default, unless the sign that marks its ends is in
    /// there, else a text that says where the value is to be set.
    fn printed(&self, piece: &Piece, sign: Sign) -> Str {
        match piece {
            Piece::Lit(text) => text.clone(),
            Piece::Secret(_) => Str::default(),
            Piece::Late(late) => {
                let (variable, default) = self.parameter(late);
                let clean = |text: &Str| !matches!(sign, Sign::Both(sign) if text.contains(sign));
                [default, stand_in(&variable)].into_iter().find(clean).unwrap_or(variable)
            }
        }
    }
}

/// How Kustomize finds a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    /// It is the whole value.
    Whole,
    /// By the character on both its sides, or on the one where text is.
    Both(char),
    /// Not at all.
    None,
}

fn sign(pieces: &[Piece], at: usize) -> Sign {
    let left = at.checked_sub(1).and_then(|at| pieces.get(at));
    let right = pieces.get(at + 1);
    let (left, right) = match (left, right) {
        (Some(Piece::Late(_) | Piece::Secret(_)), _) | (_, Some(Piece::Late(_) | Piece::Secret(_))) => {
            return Sign::None;
        }
        (Some(Piece::Lit(left)), Some(Piece::Lit(right))) => (left.chars().next_back(), right.chars().next()),
        (Some(Piece::Lit(left)), None) => (left.chars().next_back(), None),
        (None, Some(Piece::Lit(right))) => (None, right.chars().next()),
        (None, None) => return Sign::Whole,
    };
    match (left, right) {
        (Some(left), Some(right)) if left != right => Sign::None,
        (Some(sign), _) | (None, Some(sign)) => Sign::Both(sign),
        (None, None) => Sign::Whole,
    }
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
    use super::{Sign, sign};
    use crate::text::Piece;
    use infrac_plan::LateRef;

    fn late() -> Piece {
        Piece::Late(LateRef::Param("x".into()))
    }

    fn literal(text: &str) -> Piece {
        Piece::Lit(text.into())
    }

    #[test]
    fn a_piece_is_found_by_the_sign_on_both_sides() {
        assert_eq!(sign(&[late()], 0), Sign::Whole);
        assert_eq!(sign(&[literal("ghcr.io:5000/a/b:"), late()], 1), Sign::Both(':'));
        assert_eq!(sign(&[literal("https://h/"), late(), literal("/a.js")], 1), Sign::Both('/'));
        assert_eq!(sign(&[late(), literal("/a")], 0), Sign::Both('/'));
        assert_eq!(sign(&[literal("app:"), late(), literal("-alpine")], 1), Sign::None);
        assert_eq!(sign(&[late(), late()], 0), Sign::None);
    }
}
