//! Values: tags and references of the expected type first, then everything else that is seen.

use super::{Completion, CompletionKind, escaped, value_snippet};
use crate::expect::reference;
use crate::files::FileView;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use crate::visible::{Seen, Visible};
use infrac_model::{TagDef, Type};
use infrac_quantity::{Dimension, UNITS};
use infrac_source::{Span, Str};
use infrac_syntax::ast::Expr;

/// What fits, and what is only seen.
const FITS: u8 = 2;
const SEEN: u8 = 6;

pub(super) fn offer(
    snapshot: &Snapshot,
    view: FileView<'_>,
    path: &NodePath<'_>,
    ty: Option<&Type>,
    replace: Span,
) -> Vec<Completion> {
    let model = snapshot.model();
    let mut found: Vec<Completion> = Vec::new();
    if let Some(ty) = ty {
        found.extend(snapshot.tags_of(ty).into_iter().map(|one| tag(snapshot, one, replace).rank(0)));
        if snapshot.form(ty, |form| matches!(form, Type::Bool)).is_some() {
            found.extend(["true", "false"].map(|name| word(name, replace).rank(0)));
        }
        if snapshot.form(ty, |form| matches!(form, Type::Environment)).is_some() {
            found.extend(environments(snapshot, replace));
        }
        found.extend(shape_text(snapshot, ty, replace));
    }
    let visible = snapshot.visible(view, path);
    if ty.is_some_and(|ty| snapshot.form(ty, |form| matches!(form, Type::Endpoint)).is_some()) {
        found.extend(visible.iter().flat_map(|visible| endpoints(snapshot, visible, replace)));
    }
    found.extend(visible.iter().filter_map(|visible| name(snapshot, visible, ty, replace)));
    found.push(word("env", replace).detail("the environment that is built").rank(4));
    found.push(word("project", replace).detail("the project's block").rank(SEEN));
    found.push(word("self", replace).detail("the block around").rank(SEEN));
    found.push(by_environment(snapshot, ty, replace));
    found.push(
        Completion::new("if", CompletionKind::Snippet, replace)
            .insert("if ${1:condition} then ${2:value} else ${3:other}")
            .rank(8),
    );
    if ty.is_some_and(|ty| matches!(model.base(ty), Type::Optional(_))) {
        found.push(word("null", replace).rank(7));
    }
    found
}

/// What a name that is seen is offered as; `None` for what is no value here.
pub(super) fn name(snapshot: &Snapshot, visible: &Visible, ty: Option<&Type>, replace: Span) -> Option<Completion> {
    let model = snapshot.model();
    let symbol = match visible.what {
        Seen::Symbol(symbol) => symbol,
        Seen::Module(_) => {
            return Some(Completion::new(visible.name.clone(), CompletionKind::Module, replace).rank(7));
        }
        Seen::TypeLabel => return Some(Completion::new(visible.name.clone(), CompletionKind::Block, replace).rank(7)),
    };
    let kind = match symbol {
        Symbol::Block(_) => CompletionKind::Block,
        Symbol::Param(_) => CompletionKind::Param,
        Symbol::Function(_) => CompletionKind::Function,
        Symbol::Output(..) => CompletionKind::Output,
        _ => CompletionKind::Local,
    };
    let own = match symbol {
        Symbol::Block(id) => Some(reference(model.block(id).head)),
        symbol => snapshot.type_of(symbol),
    };
    let fits = match (&own, ty) {
        (Some(own), Some(ty)) => snapshot.suits(own, ty),
        _ => false,
    };
    let rank = match kind {
        _ if fits && kind != CompletionKind::Function => FITS,
        CompletionKind::Function if fits => 4,
        CompletionKind::Local | CompletionKind::Output => 4,
        CompletionKind::Function => 7,
        _ => SEEN,
    };
    let detail = match symbol {
        Symbol::Block(id) => model.head_name(model.block(id).head).to_string(),
        _ => own.map(|ty| model.type_text(&ty)).unwrap_or_default(),
    };
    let called = match symbol {
        Symbol::Function(id) => model.function(id).params.len(),
        Symbol::Output(..) => symbol.output(model).map_or(0, |output| output.params.len()),
        _ => 0,
    };
    let insert = if called > 0 || matches!(symbol, Symbol::Function(_)) {
        format!("{}($1)$0", visible.name)
    } else {
        escaped(&visible.name)
    };
    let completion = Completion::new(visible.name.clone(), kind, replace).insert(insert);
    Some(completion.detail(detail).rank(rank).declared(visible.span))
}

/// An exposed key of a block as it is written: `api.http`, and `api["http-admin"]` where the key is no name of the language.
pub(crate) fn exposed(block: &str, key: &str) -> String {
    if is_name(key) { format!("{block}.{key}") } else { format!("{block}[\"{key}\"]") }
}

/// Whether a key can stand behind a dot.
pub(super) fn is_name(key: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && key.chars().all(letters)
}

/// The ports of a block, where something that answers on a port is wanted.
fn endpoints(snapshot: &Snapshot, visible: &Visible, replace: Span) -> Vec<Completion> {
    let Seen::Symbol(Symbol::Block(decl)) = visible.what else { return Vec::new() };
    let ports = snapshot.exposed(decl).into_iter().filter(|member| member.ty == Type::Endpoint);
    ports
        .map(|member| {
            Completion::new(exposed(&visible.name, &member.name), CompletionKind::Exposed, replace)
                .detail("Endpoint")
                .rank(1)
                .declared(visible.span)
        })
        .collect()
}

/// A tag with its payload to fill in: what it must have.
pub(super) fn tag(snapshot: &Snapshot, tag: &TagDef, replace: Span) -> Completion {
    let mut next = 0;
    let mut place = |ty: &Type| {
        next += 1;
        value_snippet(snapshot, ty, next, 0)
    };
    let insert = if tag.fields.is_empty() {
        tag.name.to_string()
    } else if tag.positional {
        let places: Vec<String> =
            tag.fields.iter().filter(|field| field.required()).map(|field| place(&field.ty)).collect();
        format!("{}({})", tag.name, places.join(", "))
    } else {
        let fields = tag.fields.iter().filter(|field| field.required());
        let fields: Vec<String> = fields.map(|field| format!("{} = {}", field.name, place(&field.ty))).collect();
        let inner = if fields.is_empty() { "$1".to_owned() } else { fields.join(", ") };
        format!("{} {{ {inner} }}", tag.name)
    };
    Completion::new(tag.name.clone(), CompletionKind::Tag, replace)
        .insert(insert)
        .rank(0)
        .declared(Some(tag.span).filter(|span| !span.is_empty()))
}

/// All environments, in declaration order.
pub(super) fn environments(snapshot: &Snapshot, replace: Span) -> Vec<Completion> {
    let environments = snapshot.model().environments().iter();
    environments
        .map(|environment| {
            Completion::new(environment.name.clone(), CompletionKind::Environment, replace)
                .rank(1)
                .declared(environment.span)
        })
        .collect()
}

/// What the arms of a match do not have yet.
pub(super) fn patterns(
    snapshot: &Snapshot,
    view: FileView<'_>,
    scrutinee: &Expr,
    taken: &[Str],
    replace: Span,
) -> Vec<Completion> {
    let ty = snapshot.type_of_expr(scrutinee).or_else(|| {
        let end = view.tokens().partition_point(|token| token.end <= scrutinee.span.end);
        super::members::chain(snapshot, view, end)?.ty
    });
    let mut found: Vec<Completion> = match ty.as_ref().map(|ty| snapshot.model().base(ty)) {
        Some(Type::Environment) => environments(snapshot, replace),
        Some(Type::Bool) => ["true", "false"].map(|name| word(name, replace)).to_vec(),
        Some(ty) => {
            let tags = snapshot.tags_of(ty).into_iter();
            let bare = |tag: &TagDef| {
                Completion::new(tag.name.clone(), CompletionKind::Tag, replace).declared(tag.span).rank(1)
            };
            let null = matches!(ty, Type::Optional(_)).then(|| word("null", replace));
            tags.map(bare).chain(null).collect()
        }
        None => Vec::new(),
    };
    found.retain(|completion| !taken.contains(&completion.name));
    found.push(word("_", replace).detail("all others").rank(7));
    for completion in &mut found {
        completion.insert = format!("{} => $0", completion.insert);
    }
    found
}

/// The units of the expected type; of all types where nobody knows.
pub(super) fn units(ty: Option<&Type>, replace: Span) -> Vec<Completion> {
    fn dimension(ty: &Type) -> Option<Dimension> {
        match ty {
            Type::Duration => Some(Dimension::Duration),
            Type::Bytes => Some(Dimension::Bytes),
            Type::Cpu => Some(Dimension::Cpu),
            Type::Percent => Some(Dimension::Percent),
            Type::Rate => Some(Dimension::Rate),
            Type::Optional(inner) | Type::Late(inner) | Type::Range(inner) | Type::Signal(inner) => dimension(inner),
            _ => None,
        }
    }
    let wanted = ty.and_then(dimension);
    let units = UNITS.iter().filter(|unit| wanted.is_none_or(|wanted| unit.dimension == wanted));
    units
        .map(|unit| {
            let detail = match unit.dimension {
                Dimension::Duration => "Duration",
                Dimension::Bytes => "Bytes",
                Dimension::Cpu => "Cpu",
                Dimension::Percent => "Percent",
                Dimension::Rate => "Rate",
            };
            Completion::new(unit.suffix, CompletionKind::Unit, replace).detail(detail)
        })
        .collect()
}

/// `{ … }` or `[ … ]`, where a record, a map or a list is wanted.
fn shape_text(snapshot: &Snapshot, ty: &Type, replace: Span) -> Option<Completion> {
    let form = snapshot.form(ty, |form| {
        matches!(form, Type::List(_) | Type::Map(..)) || snapshot.model().record_fields(form).is_some()
    })?;
    let (name, insert) = match &form {
        Type::List(_) => ("[ … ]", "[$1]".to_owned()),
        Type::Map(..) => ("{ … }", "{ $1 }".to_owned()),
        _ => {
            let fields = snapshot.model().record_fields(&form).unwrap_or_default();
            let required: Vec<String> = fields
                .iter()
                .filter(|field| field.required())
                .zip(1..)
                .map(|(field, at)| format!("{} = {}", field.name, value_snippet(snapshot, &field.ty, at, 0)))
                .collect();
            let inner = if required.is_empty() { "$1".to_owned() } else { required.join(", ") };
            ("{ … }", format!("{{ {inner} }}"))
        }
    };
    Some(
        Completion::new(name, CompletionKind::Snippet, replace)
            .insert(insert)
            .detail(snapshot.model().type_text(&form))
            .rank(3),
    )
}

/// `match env { … }` with an arm for each environment.
fn by_environment(snapshot: &Snapshot, ty: Option<&Type>, replace: Span) -> Completion {
    let model = snapshot.model();
    let names = model.concrete_environments().map(|id| model.environment(id).name.clone());
    let arms: Vec<String> = names
        .zip(1..)
        .map(|(name, at)| {
            let value = ty.map_or_else(|| format!("${at}"), |ty| value_snippet(snapshot, ty, at, 0));
            format!("{name} => {value}")
        })
        .collect();
    Completion::new("match env", CompletionKind::Snippet, replace)
        .insert(format!("match env {{ {} }}", arms.join(", ")))
        .detail("a value for each environment")
        .rank(7)
}

fn word(name: &str, replace: Span) -> Completion {
    Completion::new(name, CompletionKind::Word, replace)
}
