//! Text that may have late parts, and text that may have secret ones: two types, with no way from one into the other.

use crate::{BlockId, EndpointId};
use infrac_source::Str;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Text of type `late String`. It is known iff all its parts are literal. It has no `Display`: every target lowers the late parts in its
/// own way, and the printers alone escape the literal ones.
#[derive(Clone, Debug, Default)]
pub struct Text(Parts);

/// Most texts are one literal, and a plan has thousands: those have nothing of their own on the heap.
#[derive(Clone, Debug, Default)]
enum Parts {
    #[default]
    None,
    One(Part),
    Several(Arc<[Part]>),
}

/// A part of a [`Text`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// As it stands. Never empty, never beside another literal.
    Lit(Str),
    /// Known only later.
    Late(LateRef),
}

/// A value that its producer makes after the build. The order of producers is ci < image < terraform < cluster.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum LateRef {
    /// A `param`, by name: said when deploying.
    Param(Str),
    /// An attribute of a raw resource or data source: known after `terraform apply`.
    Attr(BlockId, Arc<[PathStep]>),
    /// The name under which an endpoint's owner is reached: each runtime has its own.
    Host(EndpointId),
}

/// A step into a resource's attributes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum PathStep {
    /// `.name`
    Field(Str),
    /// `[n]`
    Index(i64),
}

impl Text {
    /// Joins parts: literals that adjoin become one, empty ones vanish.
    pub fn new(parts: impl IntoIterator<Item = Part>) -> Self {
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (_, Part::Lit(text)) if text.is_empty() => {}
                (Some(Part::Lit(before)), Part::Lit(text)) => *before = [before.as_str(), &text].concat().into(),
                (_, part) => joined.push(part),
            }
        }
        match (joined.pop(), joined.is_empty()) {
            (None, _) => Self(Parts::None),
            (Some(only), true) => Self(Parts::One(only)),
            (Some(last), false) => {
                joined.push(last);
                Self(Parts::Several(joined.into()))
            }
        }
    }

    /// Text that is known.
    pub fn literal(text: impl Into<Str>) -> Self {
        let text = text.into();
        Self(if text.is_empty() { Parts::None } else { Parts::One(Part::Lit(text)) })
    }

    /// The parts, in order.
    pub fn parts(&self) -> &[Part] {
        match &self.0 {
            Parts::None => &[],
            Parts::One(part) => std::slice::from_ref(part),
            Parts::Several(parts) => parts,
        }
    }

    /// The whole text, if all of it is known.
    pub fn known(&self) -> Option<Str> {
        match self.parts() {
            [] => Some(Str::default()),
            [Part::Lit(text)] => Some(text.clone()),
            _ => None,
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

/// Text of type `Secret`: at least one part is a secret's. Holds names only; no type of infrac can hold a secret's value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Sensitive(Arc<[SensitivePart]>);

/// A part of a [`Sensitive`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum SensitivePart {
    /// As it stands; not secret by itself.
    Lit(Str),
    /// Known only later; not secret by itself.
    Late(LateRef),
    /// A secret, or one of its keys.
    Secret(SecretRef),
}

/// Which secret is meant.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SecretRef {
    /// The secret block.
    pub secret: BlockId,
    /// One of its `keys`.
    pub key: Option<Str>,
}

impl Sensitive {
    /// Joins parts: literals that adjoin become one, empty ones vanish.
    pub fn new(parts: impl IntoIterator<Item = SensitivePart>) -> Self {
        let mut joined: Vec<SensitivePart> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (_, SensitivePart::Lit(text)) if text.is_empty() => {}
                (Some(SensitivePart::Lit(before)), SensitivePart::Lit(text)) => {
                    *before = format!("{before}{text}").into();
                }
                (_, part) => joined.push(part),
            }
        }
        Self(joined.into())
    }

    /// The parts, in order.
    pub fn parts(&self) -> &[SensitivePart] {
        &self.0
    }

    /// The secret that it is, if it is one and nothing else.
    pub fn whole(&self) -> Option<&SecretRef> {
        match self.parts() {
            [SensitivePart::Secret(secret)] => Some(secret),
            _ => None,
        }
    }

    /// The secrets in it, in order, each once.
    pub fn secrets(&self) -> Vec<&SecretRef> {
        let mut secrets: Vec<&SecretRef> = Vec::new();
        for part in self.parts() {
            if let SensitivePart::Secret(secret) = part
                && !secrets.contains(&secret)
            {
                secrets.push(secret);
            }
        }
        secrets
    }
}
