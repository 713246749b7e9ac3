//! The parameters of the call under the cursor.

use crate::declared::field_text;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_model::FieldDef;
use infrac_source::{FileId, Str};
use infrac_syntax::Kind;

/// What a call takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignatureHelp {
    /// All of it: `slug(text: String): String`.
    pub label: String,
    /// The documentation.
    pub doc: Option<Str>,
    /// Each parameter: its text, which occurs in the label, and its documentation.
    pub parameters: Vec<(String, Option<Str>)>,
    /// The parameter under the cursor; `None` behind the last one.
    pub active: Option<usize>,
}

/// The innermost call around the cursor whose callee is known: a function, an output, a tag with fields, a component's head.
pub fn signature_help(snapshot: &Snapshot, file: FileId, offset: u32) -> Option<SignatureHelp> {
    let view = snapshot.file(file)?;
    let offset = view.clamp(offset);
    let tokens = view.tokens();
    let mut at = view.tokens_before(offset);
    let (mut depth, mut commas) = (0u32, 0usize);
    // Backwards to the parenthesis that is open here; a call is never longer than this.
    for _ in 0..10_000 {
        at = at.checked_sub(1)?;
        let token = tokens.get(at)?;
        match token.kind {
            // A closer that ends behind the cursor is not behind us.
            kind if kind.is_closer() && token.end <= offset => depth += 1,
            kind if kind.is_opener() && depth > 0 => depth -= 1,
            Kind::LParen => {
                if let Some(found) = called(snapshot, view, at) {
                    return Some(help(snapshot, view, found, (at, offset), commas));
                }
                commas = 0;
            }
            kind if kind.is_opener() => commas = 0,
            Kind::Comma if depth == 0 => commas += 1,
            _ => {}
        }
    }
    None
}

/// What is called: its name, its parameters, its result and its documentation.
struct Called {
    name: String,
    params: Vec<FieldDef>,
    result: String,
    doc: Option<Str>,
}

fn called(snapshot: &Snapshot, view: crate::FileView<'_>, paren: usize) -> Option<Called> {
    let callee = view.tokens().get(paren.checked_sub(1)?)?;
    if !matches!(callee.kind, Kind::Lower) {
        return None;
    }
    let (name, span) = (view.token_text(callee), callee.span(view.id()));
    let model = snapshot.model();
    if let Some(params) = snapshot.called(name, span) {
        let used = snapshot.uses().at(span.file, span.start).filter(|(at, _)| *at == span);
        let symbol = used.and_then(|(_, definition)| snapshot.table().at(definition.span)).or_else(|| {
            let function = model.functions().iter().find(|function| function.name == name)?;
            snapshot.table().at(function.span)
        });
        let result = symbol.and_then(|symbol| snapshot.type_of(symbol)).map(|ty| model.type_text(&ty));
        let doc = symbol.and_then(|symbol| symbol.doc(model));
        return Some(Called { name: name.to_owned(), params, result: result.unwrap_or_default(), doc });
    }
    // A tag whose arguments are not written yet has no use: the expected type knows it.
    let path = NodePath::at(view, span.start);
    let before = view.tokens().get(paren.checked_sub(2)?)?;
    let around = NodePath::at(view, before.start);
    let types = [&path, &around].map(|path| snapshot.expected(view.module, path).ty);
    let ty = types.into_iter().flatten().find(|ty| snapshot.tags_of(ty).iter().any(|tag| tag.name == name))?;
    let tag = snapshot.tags_of(&ty).into_iter().find(|tag| tag.name == name)?;
    let (params, doc) = (tag.fields.clone(), tag.doc.clone());
    Some(Called { name: name.to_owned(), params, result: model.type_text(&ty), doc })
}

fn help(
    snapshot: &Snapshot,
    view: crate::FileView<'_>,
    called: Called,
    (paren, offset): (usize, u32),
    commas: usize,
) -> SignatureHelp {
    let parameters: Vec<(String, Option<Str>)> =
        called.params.iter().map(|param| (field_text(snapshot, param), param.doc.clone())).collect();
    let texts: Vec<&str> = parameters.iter().map(|(text, _)| text.as_str()).collect();
    let result = if called.result.is_empty() { String::new() } else { format!(": {}", called.result) };
    let label = format!("{}({}){result}", called.name, texts.join(", "));
    // A named argument says itself which one it is.
    let inside = view.tokens().get(paren + 1..view.tokens_before(offset)).unwrap_or_default();
    let named = inside.windows(2).rev().find_map(|pair| match pair {
        [name, eq] if eq.kind == Kind::Eq => Some(view.token_text(name)),
        _ => None,
    });
    let last_comma = inside.iter().rposition(|token| token.kind == Kind::Comma);
    let last_eq = inside.iter().rposition(|token| token.kind == Kind::Eq);
    let by_name = named.filter(|_| last_eq > last_comma);
    let active = match by_name.and_then(|name| called.params.iter().position(|param| param.name == name)) {
        Some(at) => Some(at),
        None => (commas < parameters.len()).then_some(commas),
    };
    SignatureHelp { label, doc: called.doc, parameters, active }
}

#[cfg(test)]
mod tests {
    use super::signature_help;
    use crate::testing::case;

    fn help(text: &str) -> Option<(String, Option<usize>)> {
        let case = case(text);
        signature_help(&case.snapshot, case.file, case.offset).map(|help| (help.label, help.active))
    }

    #[test]
    fn the_call_under_the_cursor_is_shown() {
        let text = "fn pair(first: String, second: Int = 2): String = \"${first}-${second}\"\n";
        let label = || "pair(first: String, second: Int = 2): String".to_owned();
        assert_eq!(help(&format!("{text}let a = pair(\"x\", $0)\n")), Some((label(), Some(1))));
        assert_eq!(help(&format!("{text}let a = pair($0\n")), Some((label(), Some(0))));
        assert_eq!(help(&format!("{text}let a = pair(second = 3$0)\n")), Some((label(), Some(1))));
        assert_eq!(help(&format!("{text}let a = [1, $0]\n")), None);
    }

    #[test]
    fn a_tag_shows_its_fields() {
        let found = help("service a {\n  slo x {\n    indicator = http_faster_than($0)\n  }\n}");
        assert_eq!(found, Some(("http_faster_than(limit: Duration): Indicator".to_owned(), Some(0))));
    }
}
