//! From a name to where it is declared, and to where else it stands.

use crate::name::Name;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::{DefinitionKind, Head, Import, Type};
use infrac_source::{FileId, Span};

/// A place to go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// What was pointed at.
    pub from: Span,
    /// The name there.
    pub name: Span,
    /// All of the declaration.
    pub whole: Span,
}

/// A place where a name stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Reference {
    /// Where.
    pub span: Span,
    /// Whether it is declared there.
    pub is_definition: bool,
}

/// Where the name under the cursor is declared. Several places for `this`, which may stand for several blocks.
pub fn definition(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Target> {
    if let Some(target) = import_target(snapshot, file, offset) {
        return vec![target];
    }
    let Some(name) = snapshot.name_at(file, offset) else { return Vec::new() };
    let all = snapshot.uses().all();
    let first = all.partition_point(|(span, _)| *span < name.span);
    let mut places: Vec<Span> = all
        .iter()
        .skip(first)
        .take_while(|(span, _)| *span == name.span)
        .map(|(_, definition)| definition.span)
        .collect();
    if places.is_empty() {
        places.push(name.definition);
    }
    let target = |place: Span| Target { from: name.span, name: place, whole: snapshot.whole(place) };
    places.into_iter().map(target).collect()
}

/// Where the type of what is under the cursor is declared: of a block its kind or component, of a value its named type.
pub fn type_definition(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Target> {
    let Some(name) = snapshot.name_at(file, offset) else { return Vec::new() };
    let Some(ty) = name.symbol.and_then(|symbol| snapshot.type_of(symbol)) else { return Vec::new() };
    let mut places = Vec::new();
    snapshot.places_of(&ty, &mut places, 0);
    places.dedup();
    let target = |place: Span| Target { from: name.span, name: place, whole: snapshot.whole(place) };
    places.into_iter().map(target).collect()
}

/// Everywhere the name under the cursor stands, in the order of places; the declaration too.
pub fn references(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Reference> {
    let Some(name) = snapshot.name_at(file, offset) else { return Vec::new() };
    snapshot.references_of(&name)
}

/// Where else in the file the name under the cursor stands.
pub fn highlights(snapshot: &Snapshot, file: FileId, offset: u32) -> Vec<Reference> {
    references(snapshot, file, offset).into_iter().filter(|reference| reference.span.file == file).collect()
}

impl Snapshot {
    /// The uses of a name and its declaration, in the order of places.
    pub(crate) fn references_of(&self, name: &Name) -> Vec<Reference> {
        let all = self.uses().all();
        let used = self.table().uses_of(name.definition).iter().filter_map(|&at| all.get(at as usize));
        let mut found: Vec<Reference> =
            used.map(|(span, _)| Reference { span: *span, is_definition: *span == name.definition }).collect();
        if name.kind != DefinitionKind::Module || !name.definition.is_empty() {
            found.push(Reference { span: name.definition, is_definition: true });
        }
        found.sort_unstable();
        found.dedup_by_key(|reference| reference.span);
        found
    }

    /// How often what is declared at a place is used elsewhere.
    pub(crate) fn use_count(&self, definition: Span) -> usize {
        let all = self.uses().all();
        let used = self.table().uses_of(definition).iter().filter_map(|&at| all.get(at as usize));
        used.filter(|(span, _)| *span != definition).count()
    }

    /// All of the declaration whose name stands at a place; the name itself where nobody knows more.
    pub(crate) fn whole(&self, name: Span) -> Span {
        if let Some(Symbol::Block(id)) = self.table().at(name) {
            return self.model().block(id).span;
        }
        let Some(view) = self.file(name.file) else { return name };
        let path = crate::NodePath::at(view, name.start);
        let holder = path.nodes.iter().rev().find(|node| {
            matches!(
                node,
                crate::Node::Decl(_) | crate::Node::Entry(_) | crate::Node::Field(_) | crate::Node::Output(_)
            )
        });
        holder.map_or(name, |node| node.span())
    }

    fn places_of(&self, ty: &Type, places: &mut Vec<Span>, depth: u32) {
        if depth > 16 {
            return;
        }
        let model = self.model();
        match ty {
            Type::Named(id) => places.push(model.type_def(*id).span),
            Type::Ref(heads) => places.extend(heads.iter().map(|head| match head {
                Head::Kind(kind) => model.kind(*kind).span,
                Head::Component(component) => model.component(*component).span,
            })),
            Type::Secret => places.extend(model.kind_named("secret").map(|kind| model.kind(kind).span)),
            Type::Environment => places.extend(model.environment_kind().map(|kind| model.kind(kind).span)),
            Type::Optional(inner) | Type::Late(inner) | Type::List(inner) | Type::Range(inner) => {
                self.places_of(inner, places, depth + 1);
            }
            Type::Map(_, value) => self.places_of(value, places, depth + 1),
            Type::Union(members) => members.iter().for_each(|member| self.places_of(member, places, depth + 1)),
            _ => {}
        }
    }
}

/// The first file of the folder that an import under the cursor names.
fn import_target(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<Target> {
    let view = snapshot.file(file)?;
    let (import, lead) = view.tree().imports.iter().zip(view.imports()).find(|(import, _)| {
        let named = match &import.target {
            infrac_syntax::ast::ImportTarget::Folder(name) => name.span,
            infrac_syntax::ast::ImportTarget::Std(path) => path.span,
        };
        named.start <= offset && offset <= named.end
    })?;
    let Import::Module(module) = lead else { return None };
    let first = snapshot.analysis().modules.get(*module)?.files.first()?;
    let place = Span::new(first.source.id(), 0, 0);
    Some(Target { from: import.span, name: place, whole: place })
}

#[cfg(test)]
mod tests {
    use crate::navigate::{definition, highlights, references, type_definition};
    use crate::testing::case;

    const TEXT: &str = "service a { image = \"a:1\", ports = { http = 80 } }
service b { image = \"b:1\", env = { A = a.http.url, B = a.http.host } }
component pair(port: Port) { service one { image = \"o:1\", ports = { http = port } } }
pair two { port = 81 }
";

    #[test]
    fn definitions_are_found() {
        let found = |from: &str, to: &str| {
            let case = case(&TEXT.replacen(from, to, 1));
            let targets = definition(&case.snapshot, case.file, case.offset);
            targets.into_iter().map(|target| case.place(target.name)).collect::<Vec<_>>()
        };
        assert_eq!(found("A = a", "A = $0a"), ["main.infra:1: a"]);
        assert_eq!(found("pair two", "pa$0ir two"), ["main.infra:3: pair"]);
        assert_eq!(found("{ port =", "{ po$0rt ="), ["main.infra:3: port"]);
        assert_eq!(found("= port }", "= po$0rt }"), ["main.infra:3: port"]);
        assert_eq!(found("service a", "serv$0ice a"), ["std/service.infra:3: service"]);
    }

    #[test]
    fn a_child_is_found_by_its_label() {
        let text = "service a { image = \"a:1\" }
pipeline p {
  on = [push(\"main\")]
  job test { run = [\"make\"] }
  job build { run = [\"make\"], needs = [p.job.te$0st] }
}
";
        let case = case(text);
        let targets = definition(&case.snapshot, case.file, case.offset);
        let places: Vec<String> = targets.into_iter().map(|target| case.place(target.name)).collect();
        assert_eq!(places, ["main.infra:4: test"]);
    }

    #[test]
    fn the_type_of_a_block_is_its_kind() {
        let case = case(&TEXT.replacen("A = a", "A = $0a", 1));
        let targets = type_definition(&case.snapshot, case.file, case.offset);
        let places: Vec<String> = targets.into_iter().map(|target| case.place(target.name)).collect();
        assert_eq!(places, ["std/service.infra:3: service"]);
    }

    #[test]
    fn references_are_found_from_a_use_and_from_the_declaration() {
        for text in [TEXT.replacen("B = a", "B = $0a", 1), TEXT.replacen("service a", "service $0a", 1)] {
            let case = case(&text);
            let found = references(&case.snapshot, case.file, case.offset);
            let places: Vec<(String, bool)> =
                found.iter().map(|found| (case.place(found.span), found.is_definition)).collect();
            let wanted = [("main.infra:1: a", true), ("main.infra:2: a", false), ("main.infra:2: a", false)];
            assert_eq!(places, wanted.map(|(place, is)| (place.to_owned(), is)));
            assert_eq!(highlights(&case.snapshot, case.file, case.offset), found);
        }
    }
}
