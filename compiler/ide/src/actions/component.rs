//! Makes a component of blocks: a declaration with them in its body, and an instance in their place.
//!
//! What others see of the blocks must stay: the instance has the label of the one block that is read from outside, so its identity, with it all
//! generated names, and all references stay what they are. A block of a kind becomes a component that *is* that kind; an instance of a component,
//! which no component can be, stands in it as `this`, and what is read of it becomes an output. What lies around a block within a component
//! becomes a parameter; names of the module are seen from everywhere in it and stay.

use super::inline::lines;
use super::{Action, ActionKind, Place};
use crate::node::Node;
use crate::path::NodePath;
use crate::table::{FieldOf, Symbol};
use crate::types::MemberKind;
use infrac_diagnostics::Edit;
use infrac_model::{Head, Model, Type};
use infrac_plan::in_library;
use infrac_source::{Span, Str};
use infrac_syntax::ast::{Block, Decl, DeclKind, Entry, EntryKind, Expr, ExprKind, Notes};
use infrac_syntax::{Kind, Word};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A block that was chosen.
#[derive(Clone, Copy)]
struct Piece<'a> {
    block: &'a Block,
    notes: &'a Notes,
    /// With its notes.
    whole: Span,
    head: Head,
    /// In a component's body.
    inner: bool,
}

/// What the component needs of its surroundings, and gives to them: names with their types.
type Named = BTreeMap<Str, String>;

/// For the block whose head is under the cursor (or a part of it is selected), or for the blocks that are selected.
pub(super) fn offer(place: &Place<'_, '_>) -> Option<Action> {
    let pieces = chosen(place)?;
    let main = *main(place, &pieces)?;
    let others: Vec<&Piece<'_>> = pieces.iter().filter(|piece| !std::ptr::eq(piece.block, main.block)).collect();
    let params = if main.inner { params(place, &main)? } else { Named::new() };
    let outputs = if is_kind(main.head) { Named::new() } else { outputs(place, &pieces, &main)? };
    let view = place.view;
    let label = main.block.labels.first()?;
    let owner = NodePath::at(view, main.block.head.span.start).decl()?;
    let name = place.free_name(&wanted_name(&main, owner));
    let body = body(place, &main, &others, &outputs);
    let listed: Vec<String> = params.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    let base = match main.head {
        Head::Kind(kind) => format!(": {}", place.snapshot.model().kind(kind).name),
        Head::Component(_) => String::new(),
    };
    let declared = format!("component {name}({}){base} {body}\n\n", listed.join(", "));
    let given: Vec<String> = params.keys().map(|name| format!("{name} = {name}")).collect();
    let given = if given.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", given.join(", ")) };
    let alive = place.snapshot.slice(view.span(label.span.end, main.block.body.span.start)).trim();
    let alive = if alive.is_empty() { String::new() } else { format!(" {alive}") };
    // What moves into an instance stood at the top before: the lock finds it by that.
    let was = if others.is_empty() { "" } else { "@was(\"\")\n" };
    let label = place.snapshot.slice(label.span);
    let instance = format!("{was}{name} {label}{alive} {given}");
    let mut edits = vec![
        place.insert(view.line_start(owner.span.start), declared),
        Edit { span: main.block.head.span.to(main.block.body.span), text: instance },
    ];
    edits.extend(others.iter().map(|other| Edit { span: lines(view, other.whole), text: String::new() }));
    let action = Action::new(ActionKind::Extract, format!("extract a component: `{name}`"), edits);
    // Without these nothing changes its scope, and nothing can go wrong.
    if !(params.is_empty() && outputs.is_empty() && others.is_empty()) {
        let edited = place.snapshot.edited(&action.edits)?;
        if place.snapshot.worsened(&edited).is_some() {
            return None;
        }
    }
    Some(action)
}

fn is_kind(head: Head) -> bool {
    matches!(head, Head::Kind(_))
}

/// The blocks that are meant; `None` if anything else is selected with them, or one of them cannot stand in a component.
fn chosen<'a>(place: &Place<'_, 'a>) -> Option<Vec<Piece<'a>>> {
    let text = place.view.text().get(place.range.range())?;
    if let Some((block, Node::Decl(Decl { notes, span, .. }) | Node::Entry(Entry { notes, span, .. }))) =
        place.path.block()
        && block.head.span.start <= place.range.start
        && place.range.end <= block.body.span.start
    {
        return piece(place, block, notes, *span).map(|piece| vec![piece]);
    }
    if text.trim().is_empty() {
        return None;
    }
    let start = place.range.start + (text.len() - text.trim_start().len()) as u32;
    let end = place.range.end - (text.len() - text.trim_end().len()) as u32;
    let selected = place.view.span(start, end);
    let within = |span: Span| span.start < selected.end && selected.start < span.end;
    let around = NodePath::at(place.view, start);
    let holder = around.nodes.iter().rev().find_map(|node| match node {
        Node::Body(body) if body.span.start < start && end < body.span.end => Some(*body),
        _ => None,
    });
    let pieces: Option<Vec<Piece<'a>>> = match holder {
        Some(body) => body
            .entries
            .iter()
            .filter(|entry| within(entry.span))
            .map(|entry| match &entry.kind {
                EntryKind::Block(block) => piece(place, block, &entry.notes, entry.span),
                _ => None,
            })
            .collect(),
        None => place
            .view
            .tree()
            .declarations
            .iter()
            .filter(|decl| within(decl.span))
            .map(|decl| match &decl.kind {
                DeclKind::Block(block) => piece(place, block, &decl.notes, decl.span),
                _ => None,
            })
            .collect(),
    };
    let covered = |piece: &Piece<'_>| start <= piece.block.head.span.start && piece.block.body.span.end <= end;
    pieces.filter(|pieces| !pieces.is_empty() && pieces.iter().all(covered))
}

fn piece<'a>(place: &Place<'_, 'a>, block: &'a Block, notes: &'a Notes, whole: Span) -> Option<Piece<'a>> {
    let model = place.snapshot.model();
    let declared = model.block(place.snapshot.decl_of(block)?);
    let inner = match declared.owner {
        infrac_model::hir::Owner::Module(_) => false,
        infrac_model::hir::Owner::Component(_) => true,
        infrac_model::hir::Owner::Block(_) => return None,
    };
    let takes = match declared.head {
        Head::Kind(kind) => {
            let kind = model.kind(kind);
            let stands_at_the_top = matches!(kind.name.as_str(), "environment" | "project");
            !(kind.raw || kind.patch || kind.once || kind.unlabelled || stands_at_the_top)
        }
        Head::Component(_) => !inner,
    };
    let whole_block = block.labels.len() == 1 && block.parent.is_none() && !block.body.damaged;
    (takes && whole_block).then_some(Piece { block, notes, whole, head: declared.head, inner })
}

/// The block that gives the instance its label: the only one that is read from outside, or the last. Where blocks move with it, the lock has to
/// find them again, which it can at the root alone.
fn main<'p, 'a>(place: &Place<'_, 'a>, pieces: &'p [Piece<'a>]) -> Option<&'p Piece<'a>> {
    if let [only] = pieces {
        return Some(only);
    }
    let is_root = place.view.module.index() == 1;
    let was = |piece: &Piece<'_>| piece.notes.attributes.iter().any(|note| note.name.text == "was");
    if !is_root || pieces.iter().any(|piece| piece.inner || was(piece)) {
        return None;
    }
    let mut read = pieces.iter().filter(|piece| !read_outside(place, pieces, piece).is_empty());
    match (read.next(), read.next()) {
        (Some(one), None) => Some(one),
        (None, _) => pieces.last(),
        _ => None,
    }
}

/// Where a block is named outside of all that was chosen.
fn read_outside(place: &Place<'_, '_>, pieces: &[Piece<'_>], piece: &Piece<'_>) -> Vec<Span> {
    let Some(label) = piece.block.labels.first() else { return Vec::new() };
    let holds = |of: &Piece<'_>, span: Span| {
        of.whole.file == span.file && of.whole.start <= span.start && span.end <= of.whole.end
    };
    let all = place.snapshot.uses().all();
    let used = place.snapshot.table().uses_of(label.span).iter().filter_map(|&at| all.get(at as usize));
    used.map(|(span, _)| *span).filter(|span| !pieces.iter().any(|piece| holds(piece, *span))).collect()
}

/// What a block within a component reads of what lies around it there. `None` if it reads something that cannot be handed in.
fn params(place: &Place<'_, '_>, main: &Piece<'_>) -> Option<Named> {
    let own = main.block.body.span;
    let owner = NodePath::at(place.view, main.whole.start).decl()?.span;
    let label = main.block.labels.first()?;
    let tokens = place.view.tokens();
    let first = tokens.partition_point(|token| token.start < own.start);
    let speaks_of_its_instance =
        (first..tokens.len()).map_while(|at| Some((at, tokens.get(at)?))).any(|(at, token)| {
            let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.kind);
            let is_word = token.start < own.end && token.kind == Kind::Lower;
            let is_value = !matches!(kind(at.checked_sub(1)), Some(Kind::Dot | Kind::QuestionDot))
                && kind(at.checked_add(1)) != Some(Kind::Eq);
            // `name` is the label of the instance around: of `this` it is the same in the new component.
            let other = token.word == Word::This || (token.word == Word::Name && label.text != "this");
            is_word && is_value && other
        });
    if speaks_of_its_instance {
        return None;
    }
    let model = place.snapshot.model();
    let all = place.snapshot.uses().all();
    let first = all.partition_point(|(at, _)| *at < own.at_start());
    let mut found = Named::new();
    for (_, definition) in all.iter().skip(first).take_while(|(at, _)| at.file == own.file && at.start < own.end) {
        let at = definition.span;
        let around = at.file == owner.file && owner.start <= at.start && at.end <= owner.end;
        let inside = own.start <= at.start && at.end <= own.end;
        if !around || inside || in_library(at) {
            continue;
        }
        let symbol = place.snapshot.table().at(at)?;
        let ty = match symbol {
            Symbol::Field(FieldOf::Component(_), _) => symbol.field(model)?.ty.clone(),
            Symbol::Local(id) => model.local(id).ty.clone(),
            Symbol::Block(id) => Type::Ref(Arc::new([model.block(id).head])),
            _ => return None,
        };
        found.insert(symbol.name(model), written(model, &ty)?);
    }
    Some(found)
}

/// What others read of an instance, member by member. `None` if they take it as a whole, or call a member.
fn outputs(place: &Place<'_, '_>, pieces: &[Piece<'_>], main: &Piece<'_>) -> Option<Named> {
    let snapshot = place.snapshot;
    let id = snapshot.decl_of(main.block)?;
    let members = snapshot.members(&Type::Ref(Arc::new([main.head])), Some(id));
    let mut found = Named::new();
    for span in read_outside(place, pieces, main) {
        let path = NodePath::at(snapshot.file(span.file)?, span.start);
        let at = path.nodes.iter().rposition(|node| matches!(node, Node::Expr(expr) if expr.span == span))?;
        let holder = |up: usize| at.checked_sub(up).and_then(|at| path.nodes.get(at));
        let Some(Node::Expr(Expr { kind: ExprKind::Member { name, .. }, .. })) = holder(1) else { return None };
        if let Some(Node::Expr(Expr { kind: ExprKind::Call { callee, .. }, .. })) = holder(2)
            && callee.span.start == span.start
        {
            return None;
        }
        let member = members.iter().find(|member| member.name == name.text && member.what != MemberKind::Children)?;
        found.insert(name.text.clone(), written(snapshot.model(), &member.ty)?);
    }
    Some(found)
}

/// A type as a text that can be read back.
fn written(model: &Model, ty: &Type) -> Option<String> {
    let text = model.type_text(ty);
    let can_be_read = !matches!(ty, Type::Error | Type::Never | Type::Raw) && !text.contains(['{', '…']);
    can_be_read.then_some(text)
}

/// After the label; for `this` after the component around and the kind.
fn wanted_name(main: &Piece<'_>, owner: &Decl) -> String {
    let label = main.block.labels.first().map(|label| label.text.as_str()).unwrap_or_default();
    match &owner.kind {
        DeclKind::Component(component) if label == "this" => {
            let head = main.block.head.segments.last().map(|head| head.text.as_str()).unwrap_or_default();
            format!("{}_{head}", component.name.text)
        }
        DeclKind::Component(component) => format!("{}_{label}", component.name.text),
        _ => format!("{label}_base"),
    }
}

/// The body of the component.
fn body(place: &Place<'_, '_>, main: &Piece<'_>, others: &[&Piece<'_>], outputs: &Named) -> String {
    let own = place.snapshot.slice(main.block.body.span);
    let indent = place.view.indentation(main.block.head.span.start);
    let own = shifted(own, indent, "");
    let moved: String =
        others.iter().map(|other| format!("  {}\n\n", shifted(place.snapshot.slice(other.whole), "", "  "))).collect();
    if is_kind(main.head) {
        if moved.is_empty() {
            return own;
        }
        let inner = own.trim_start_matches('{').trim_end_matches('}');
        let inner = inner.trim_matches(['\n', ' ', '\t']);
        let inner = if inner.is_empty() { String::new() } else { format!("  {inner}\n") };
        return format!("{{\n{moved}{inner}}}");
    }
    let head = place.snapshot.slice(main.block.head.span);
    // Of the instance and of `this`: what is generated is of both, and says what it is.
    let doc = main.notes.doc.as_ref();
    let doc = doc.map(|doc| format!("  {}\n", shifted(place.snapshot.slice(doc.span), indent, "  ")));
    let doc = doc.unwrap_or_default();
    let outputs: String = outputs.iter().map(|(name, ty)| format!("  output {name}: {ty} = this.{name}\n")).collect();
    format!("{{\n{moved}{doc}  {head} this {}\n{outputs}}}", shifted(&own, "", "  "))
}

/// The text with another indentation of all lines but the first. Texts of several lines are read without the indentation that all of their
/// lines share, so they stay what they are.
fn shifted(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            let line = line.strip_prefix(from).unwrap_or(line);
            if !line.trim().is_empty() {
                out.push_str(to);
            }
            out.push_str(line);
        } else {
            out.push_str(line);
        }
    }
    out
}
