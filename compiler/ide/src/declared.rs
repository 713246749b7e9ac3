//! The declaration of a symbol as `.infra` writes it, in a line or a few: what hover and completion show.

use crate::snapshot::Snapshot;
use crate::table::{FieldOf, OutputOf, Symbol};
use infrac_model::{BlockDeclId, ComponentId, FieldDef, Model, Shape, Type, TypeId};

/// The declaration of a symbol in one line, as `.infra` writes it.
pub(crate) fn signature(snapshot: &Snapshot, symbol: Symbol) -> String {
    let model = snapshot.model();
    let name = symbol.name(model);
    match symbol {
        Symbol::Kind(_) => format!("kind {name}"),
        Symbol::Component(id) => component(snapshot, id),
        Symbol::Type(id) => type_def(snapshot, id),
        Symbol::Tag(id, _) => tag(snapshot, symbol, id),
        Symbol::Let(id) => {
            let value = &model.let_def(id).value;
            let written = Some(snapshot.slice(value.span)).filter(|text| text.len() <= 80 && !text.contains('\n'));
            let written = written.filter(|text| !text.is_empty()).map(|text| format!(" = {text}")).unwrap_or_default();
            format!("let {name}: {}{written}", model.type_text(&value.ty))
        }
        Symbol::Param(id) => format!("param {name}: {}", model.type_text(&model.param(id).ty)),
        Symbol::Function(id) => {
            let function = model.function(id);
            format!("fn {name}({}): {}", fields_text(snapshot, &function.params), model.type_text(&function.result))
        }
        Symbol::Environment(id) => {
            let parent = model.environment(id).parent.map(|parent| format!(": {}", model.environment(parent).name));
            format!("environment {name}{}", parent.unwrap_or_default())
        }
        Symbol::Block(id) => block(model, id),
        Symbol::Local(id) => format!("let {name}: {}", model.type_text(&model.local(id).ty)),
        Symbol::Field(of, _) => {
            let owner = owner_of_field(model, of);
            symbol.field(model).map(|field| format!("{owner}{}", field_text(snapshot, field))).unwrap_or_default()
        }
        Symbol::Output(of, _) => output(snapshot, symbol, of),
    }
}

fn component(snapshot: &Snapshot, id: ComponentId) -> String {
    let model = snapshot.model();
    let component = model.component(id);
    let base = component.base.map(|kind| format!(": {}", model.kind(kind).name)).unwrap_or_default();
    format!("component {}({}){base}", component.name, fields_text(snapshot, component.params.values()))
}

fn type_def(snapshot: &Snapshot, id: TypeId) -> String {
    let model = snapshot.model();
    let def = model.type_def(id);
    let name = &def.name;
    match &def.shape {
        Shape::Alias(ty) => format!("type {name} = {}", model.type_text(ty)),
        Shape::Record(fields) => {
            let fields: Vec<String> = fields.iter().map(|field| format!("  {}", field_text(snapshot, field))).collect();
            format!("type {name} = {{\n{}\n}}", fields.join("\n"))
        }
        Shape::Tags(tags) => {
            let tags: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
            format!("type {name} = {}", tags.join(" | "))
        }
    }
}

fn tag(snapshot: &Snapshot, symbol: Symbol, id: TypeId) -> String {
    let model = snapshot.model();
    let tag = symbol.tag(model);
    let fields = fields_text(snapshot, tag.into_iter().flat_map(|tag| &tag.fields));
    let payload = match tag {
        Some(_) if fields.is_empty() => String::new(),
        Some(tag) if tag.positional => format!("({fields})"),
        Some(_) => format!(" {{ {fields} }}"),
        None => String::new(),
    };
    format!("{}{payload}: {}", symbol.name(model), type_name(model, id))
}

fn block(model: &Model, id: BlockDeclId) -> String {
    let block = model.block(id);
    let first = block.type_label.as_ref().map(|(label, _)| format!(" {label}")).unwrap_or_default();
    format!("{}{first} {}", model.head_name(block.head), Symbol::Block(id).name(model)).trim_end().to_owned()
}

/// `service.`: whose field it is; empty for a record without a name.
fn owner_of_field(model: &Model, of: FieldOf) -> String {
    match of {
        FieldOf::Kind(id) => format!("{}.", model.kind(id).name),
        FieldOf::Component(id) => format!("{}.", model.component(id).name),
        FieldOf::Record(id) | FieldOf::Tag(id, _) if !model.type_def(id).name.is_empty() => {
            format!("{}.", model.type_def(id).name)
        }
        _ => String::new(),
    }
}

fn output(snapshot: &Snapshot, symbol: Symbol, of: OutputOf) -> String {
    let model = snapshot.model();
    let owner = match of {
        OutputOf::Kind(id) => &model.kind(id).name,
        OutputOf::Component(id) => &model.component(id).name,
    };
    symbol.output(model).map_or_else(String::new, |output| {
        let params = fields_text(snapshot, &output.params);
        let params = if params.is_empty() { params } else { format!("({params})") };
        format!("output {owner}.{}{params}: {}", symbol.name(model), model.type_text(&output.ty))
    })
}

fn type_name(model: &Model, id: TypeId) -> String {
    model.type_text(&Type::Named(id))
}

fn fields_text<'f>(snapshot: &Snapshot, fields: impl IntoIterator<Item = &'f FieldDef>) -> String {
    let fields: Vec<String> = fields.into_iter().map(|field| field_text(snapshot, field)).collect();
    fields.join(", ")
}

/// `name: Type = default`, the default as it was written.
pub(crate) fn field_text(snapshot: &Snapshot, field: &FieldDef) -> String {
    let default = field.default.as_ref().map(|default| snapshot.slice(default.span));
    let default = default.filter(|text| !text.is_empty() && text.len() <= 60 && !text.contains('\n'));
    let default = default.map(|text| format!(" = {text}")).unwrap_or_default();
    format!("{}: {}{default}", field.name, snapshot.model().type_text(&field.ty))
}
