//! Text with late and secret parts as phrases of Compose interpolation.

use crate::lowering::{Lowering, Variable};
use infrac_plan::kinds::Secret;
use infrac_plan::{EndpointId, LateRef, OriginId, Part, PathStep, SecretRef, Sensitive, SensitivePart, Text};
use infrac_source::Str;
use infrac_target::VariableName;
use infrac_tree::data::{Absent, Grammar, Phrase, Piece};

/// How deep hosts may refer to hosts.
const DEPTH: usize = 128;

impl Lowering<'_> {
    /// A text that may have late parts.
    pub(crate) fn phrase(&mut self, text: &Text) -> Phrase {
        let mut pieces = Vec::new();
        self.add_text(text, &mut pieces, DEPTH);
        Phrase::mixed(joined(pieces), Grammar::Compose)
    }

    /// A text with secret parts: each is the name of a variable, never a value.
    pub(crate) fn sensitive(&mut self, text: &Sensitive) -> Phrase {
        let mut pieces = Vec::new();
        for part in text.parts() {
            match part {
                SensitivePart::Lit(text) => pieces.push(Piece::Lit(text.clone())),
                SensitivePart::Late(late) => self.add_late(late, &mut pieces, DEPTH),
                SensitivePart::Secret(secret) => {
                    let name = self.secret_variable(secret);
                    pieces.push(self.reference(name));
                }
            }
        }
        Phrase::mixed(joined(pieces), Grammar::Compose)
    }

    /// The text, where all of it is known before the deployment.
    pub(crate) fn known(&mut self, text: &Text) -> Option<Str> {
        self.phrase(text).pieces.known()
    }

    /// The variable that a secret's value is taken from; remembered for `.env.example`.
    pub(crate) fn secret_variable(&mut self, secret: &SecretRef) -> Str {
        let name = VariableName::of_secret(self.plan, secret).as_str().clone();
        let block = self.index.secret(secret.secret);
        let description = block.map(|block| {
            // The name and the keys make the variables' names; a `.env` file is filled in by hand, so neither source nor rotation has a place.
            let Secret { name: _, description, rotate: _, keys: _, source: _ } = &block.value;
            description.value.clone()
        });
        let description = description.filter(|text| !text.is_empty());
        let doc = description.or_else(|| block.and_then(|block| block.header.doc.clone())).unwrap_or_default();
        let doc = match (&secret.key, doc.is_empty()) {
            (Some(key), false) => format!("{doc} ({key})").into(),
            (_, _) => doc,
        };
        let origin = block.map_or(OriginId::NONE, |block| block.header.origin);
        self.variables.entry(name.clone()).or_insert(Variable { doc, default: None, origin });
        name
    }

    fn add_text(&mut self, text: &Text, pieces: &mut Vec<Piece>, depth: usize) {
        for part in text.parts() {
            match part {
                Part::Lit(text) => pieces.push(Piece::Lit(text.clone())),
                Part::Late(late) => self.add_late(late, pieces, depth),
            }
        }
    }

    fn add_late(&mut self, late: &LateRef, pieces: &mut Vec<Piece>, depth: usize) {
        match late {
            LateRef::Param(name) => {
                let param = self.plan.params().iter().find(|param| param.name == *name);
                let variable = Variable {
                    doc: param.and_then(|param| param.doc.clone()).unwrap_or_default(),
                    default: param.and_then(|param| param.default.clone()),
                    origin: param.map_or(OriginId::NONE, |param| param.origin),
                };
                let name = VariableName::of(name).as_str().clone();
                self.variables.entry(name.clone()).or_insert(variable);
                pieces.push(self.reference(name));
            }
            LateRef::Attr(block, path) => {
                let header = self.plan.header(*block);
                let address = header.map_or_else(String::new, |header| {
                    format!("{}.{}", header.type_label.as_deref().unwrap_or(&header.kind), header.label)
                });
                let text = format!("{address}{}", path.iter().map(step).collect::<String>());
                let wire = self.plan.wire(*block, path).map_or(text.as_str(), |wire| &wire.name);
                let name = VariableName::of(wire).as_str().clone();
                let origin = header.map_or(OriginId::NONE, |header| header.origin);
                let doc = format!("Terraform's `{text}`").into();
                self.variables.entry(name.clone()).or_insert(Variable { doc, default: None, origin });
                pieces.push(self.reference(name));
            }
            LateRef::Host(endpoint) => self.add_host(*endpoint, pieces, depth),
        }
    }

    /// Where an endpoint answers: what it says itself, else the name of its owner's container.
    fn add_host(&mut self, id: EndpointId, pieces: &mut Vec<Piece>, depth: usize) {
        let Some(endpoint) = self.plan.endpoint(id) else { return };
        match (&endpoint.host, endpoint.owner) {
            (Some(host), _) if depth > 0 => self.add_text(host, pieces, depth - 1),
            (_, Some(owner)) => pieces.push(Piece::Lit(self.name(owner))),
            (_, None) => {}
        }
    }

    fn reference(&self, name: Str) -> Piece {
        let absent = match self.variables.get(&name) {
            Some(Variable { default: Some(default), .. }) => Absent::Default(default.clone()),
            Some(Variable { doc, .. }) => match doc.lines().next() {
                Some(line) if !line.is_empty() => Absent::Fail(line.into()),
                _ => Absent::Fail("set it in .env".into()),
            },
            None => Absent::Unsaid,
        };
        Piece::Variable { name, absent }
    }
}

fn step(step: &PathStep) -> String {
    match step {
        PathStep::Field(name) => format!(".{name}"),
        PathStep::Index(index) => format!("[{index}]"),
    }
}

/// Literals that adjoin become one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (joined.last_mut(), piece) {
            (_, Piece::Lit(text)) if text.is_empty() => {}
            (Some(Piece::Lit(before)), Piece::Lit(text)) => *before = format!("{before}{text}").into(),
            (_, piece) => joined.push(piece),
        }
    }
    joined
}
