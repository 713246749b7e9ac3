//! Environment variables. Kubernetes expands `$(NAME)` in a value from the entries *before* it (API reference, EnvVar `value`), so
//! the secrets and late values that a composed value is made of are entries of their own, ahead of all others.

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::secrets::secret_key;
use crate::text::{Piece, known};
use crate::workload::Workload;
use indexmap::IndexMap;
use infrac_plan::kinds::EnvValue;
use infrac_plan::{At, LateRef, OriginId, SecretRef, Text};
use infrac_source::Str;
use infrac_target::VariableName;
use infrac_tree::data::{Absent, Grammar, Node, Phrase, Piece as TreePiece};

/// The environment of one container, while it is being made.
pub(crate) struct Env<'c, 'p> {
    cluster: &'c Cluster<'p>,
    workload: &'c Workload<'p>,
    /// What composed values are made of, by variable.
    ingredients: IndexMap<Str, Node>,
    /// Which variable holds a secret or a late value.
    holders: IndexMap<Ingredient, Str>,
    entries: Vec<Node>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Ingredient {
    Secret(SecretRef),
    Late(Str),
}

impl<'c, 'p> Env<'c, 'p> {
    /// All variables that the block declares.
    pub(crate) fn new(cluster: &'c Cluster<'p>, workload: &'c Workload<'p>) -> Self {
        let mut env =
            Self { cluster, workload, ingredients: IndexMap::new(), holders: IndexMap::new(), entries: Vec::new() };
        for value in workload.env.value.values() {
            env.prepare(value);
        }
        for (name, value) in &workload.env.value {
            env.declare(name, value);
        }
        env
    }

    /// A command or argument: late values come in by variables.
    pub(crate) fn argument(&mut self, text: &At<Text>) -> Node {
        let pieces = self.cluster.pieces(&text.value);
        Node::phrase(self.phrase(&pieces, text.origin), text.origin)
    }

    /// The entries, what others are made of first.
    pub(crate) fn into_nodes(self) -> Vec<Node> {
        self.ingredients.into_values().chain(self.entries).collect()
    }

    /// Puts the secrets of composed values ahead, before anything is declared.
    fn prepare(&mut self, value: &At<EnvValue>) {
        if let EnvValue::Secret(text) = &value.value
            && text.whole().is_none()
        {
            for secret in text.secrets() {
                self.secret_variable(secret, value.origin);
            }
        }
    }

    fn declare(&mut self, name: &Str, value: &At<EnvValue>) {
        let origin = value.origin;
        match &value.value {
            EnvValue::Int(number) => self.entries.push(plain(name, &number.to_string(), origin)),
            EnvValue::Bool(bool) => self.entries.push(plain(name, if *bool { "true" } else { "false" }, origin)),
            EnvValue::Text(text) => {
                let pieces = self.cluster.pieces(text);
                match pieces.as_slice() {
                    [Piece::Late(late)] => {
                        let entry = self.late_entry(name, late, origin);
                        self.entries.push(entry);
                    }
                    pieces => self.compose(name, pieces, origin),
                }
            }
            EnvValue::Secret(text) => match text.whole() {
                Some(secret) => {
                    let ingredient = Ingredient::Secret(secret.clone());
                    let ahead = self.holders.get(&ingredient).is_some_and(|holder| holder == name);
                    if !ahead {
                        self.entries.push(self.secret_entry(name, secret, origin));
                    }
                }
                None => {
                    let pieces = self.cluster.sensitive_pieces(text);
                    self.compose(name, &pieces, origin);
                }
            },
        }
    }

    fn compose(&mut self, name: &Str, pieces: &[Piece], origin: OriginId) {
        let phrase = self.phrase(pieces, origin);
        self.entries
            .push(Entries::new(origin).text("name", name.clone()).node("value", Node::phrase(phrase, origin)).build());
    }

    fn phrase(&mut self, pieces: &[Piece], origin: OriginId) -> Phrase {
        if let Some(text) = known(pieces) {
            return Phrase::literal(text, Grammar::KubernetesEnv);
        }
        let pieces = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Lit(text) => TreePiece::Lit(text.clone()),
                Piece::Late(late) => {
                    TreePiece::Variable { name: self.late_variable(late, origin), absent: Absent::Unsaid }
                }
                Piece::Secret(secret) => {
                    TreePiece::Variable { name: self.secret_variable(secret, origin), absent: Absent::Unsaid }
                }
            })
            .collect();
        Phrase::mixed(pieces, Grammar::KubernetesEnv)
    }

    /// The variable that holds a late value.
    fn late_variable(&mut self, late: &LateRef, origin: OriginId) -> Str {
        let (wanted, _) = self.cluster.parameter(late);
        let ingredient = Ingredient::Late(wanted.clone());
        if let Some(holder) = self.holders.get(&ingredient) {
            return holder.clone();
        }
        let name = self.free_name(wanted);
        let entry = self.late_entry(&name, late, origin);
        self.ingredients.insert(name.clone(), entry);
        self.holders.insert(ingredient, name.clone());
        name
    }

    /// The variable that holds a secret: one that the block declares itself, else one named after the secret.
    fn secret_variable(&mut self, secret: &SecretRef, origin: OriginId) -> Str {
        let ingredient = Ingredient::Secret(secret.clone());
        if let Some(holder) = self.holders.get(&ingredient) {
            return holder.clone();
        }
        let own = self.workload.env.value.iter().find(|(_, value)| is_secret(&value.value, secret));
        let (name, origin) = match own {
            Some((name, value)) => (name.clone(), value.origin),
            None => {
                let wanted = VariableName::of_secret(self.cluster.plan, secret);
                (self.free_name(wanted.as_str().clone()), origin)
            }
        };
        let entry = self.secret_entry(&name, secret, origin);
        self.ingredients.insert(name.clone(), entry);
        self.holders.insert(ingredient, name.clone());
        name
    }

    /// A name that neither the block nor another ingredient has.
    fn free_name(&self, wanted: Str) -> Str {
        let taken = |name: &str| self.workload.env.value.contains_key(name) || self.ingredients.contains_key(name);
        if !taken(&wanted) {
            return wanted;
        }
        (2..).map(|n| Str::from(format!("{wanted}_{n}"))).find(|name| !taken(name)).unwrap_or(wanted)
    }

    fn secret_entry(&self, name: &Str, secret: &SecretRef, origin: OriginId) -> Node {
        let (object, key) = secret_key(self.cluster, secret);
        let reference = Entries::new(origin).text("name", object).text("key", key);
        let from = Entries::new(origin).map("secretKeyRef", reference);
        Entries::new(origin).text("name", name.clone()).map("valueFrom", from).build()
    }

    fn late_entry(&self, name: &Str, late: &LateRef, origin: OriginId) -> Node {
        let place = self.workload.container_place(&format!("env.[name=^{name}$].value"));
        let pieces = [Piece::Late(late.clone())];
        let value = self.cluster.place_late(&pieces, origin, &place, Grammar::KubernetesEnv);
        entry(name, value, origin)
    }
}

fn plain(name: &Str, value: &str, origin: OriginId) -> Node {
    entry(name, Phrase::literal(value, Grammar::KubernetesEnv), origin)
}

fn entry(name: &Str, value: Phrase, origin: OriginId) -> Node {
    Entries::new(origin).text("name", name.clone()).node("value", Node::phrase(value, origin)).build()
}

fn is_secret(value: &EnvValue, secret: &SecretRef) -> bool {
    matches!(value, EnvValue::Secret(text) if text.whole() == Some(secret))
}
