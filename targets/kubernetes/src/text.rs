use crate::cluster::Cluster;
use infrac_plan::{EndpointId, LateRef, Part, SecretRef, Sensitive, SensitivePart, Text};
use infrac_source::Str;

/// A piece of a text once hosts are known: in a cluster a service is reached by its own name.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Piece {
    Lit(Str),
    Late(LateRef),
    Secret(SecretRef),
}

/// How deep hosts may refer to hosts.
const DEPTH: usize = 128;

impl Cluster<'_> {
    /// The pieces of a text; literals that adjoin are one.
    pub(crate) fn pieces(&self, text: &Text) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.add_text(text, &mut pieces, DEPTH);
        pieces
    }

    /// The pieces of a secret text.
    pub(crate) fn sensitive_pieces(&self, text: &Sensitive) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in text.parts() {
            match part {
                SensitivePart::Lit(text) => push_literal(&mut pieces, text),
                SensitivePart::Late(late) => self.add_late(late, &mut pieces, DEPTH),
                SensitivePart::Secret(secret) => pieces.push(Piece::Secret(secret.clone())),
            }
        }
        pieces
    }

    fn add_text(&self, text: &Text, pieces: &mut Vec<Piece>, depth: usize) {
        for part in text.parts() {
            match part {
                Part::Lit(text) => push_literal(pieces, text),
                Part::Late(late) => self.add_late(late, pieces, depth),
            }
        }
    }

    fn add_late(&self, late: &LateRef, pieces: &mut Vec<Piece>, depth: usize) {
        match late {
            LateRef::Host(endpoint) => self.add_host(*endpoint, pieces, depth),
            LateRef::Param(_) | LateRef::Attr(..) => pieces.push(Piece::Late(late.clone())),
        }
    }

    /// Where an endpoint answers: what it says itself, else the Service of its owner, by the short name that the cluster's DNS
    /// completes within the namespace.
    fn add_host(&self, id: EndpointId, pieces: &mut Vec<Piece>, depth: usize) {
        let Some(endpoint) = self.plan.endpoint(id) else { return };
        match (&endpoint.host, endpoint.owner.and_then(|owner| self.plan.header(owner))) {
            (Some(host), _) if depth > 0 => self.add_text(host, pieces, depth - 1),
            (_, Some(owner)) => push_literal(pieces, &self.name(owner)),
            (_, None) => {}
        }
    }
}

fn push_literal(pieces: &mut Vec<Piece>, text: &Str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Lit(before)) => *before = [before.as_str(), text].concat().into(),
        _ => pieces.push(Piece::Lit(text.clone())),
    }
}

/// The text, if all of it is known.
pub(crate) fn known(pieces: &[Piece]) -> Option<Str> {
    match pieces {
        [] => Some(Str::default()),
        [Piece::Lit(text)] => Some(text.clone()),
        _ => None,
    }
}
