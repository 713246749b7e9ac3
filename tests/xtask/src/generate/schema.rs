//! The kinds and types as a JSON schema (draft 2020-12): for tools that want to know what the language can say, in a form that
//! they read already. Quantities are strings as written in the language.

use crate::library::{Library, attributes, doc_lines, has_note, payload_fields};
use infrac_syntax::ast::{Field, Notes, Type, TypeKind};
use serde_json::{Map, Value, json};

/// The document's text.
pub fn document(library: &Library) -> String {
    let mut definitions = Map::new();
    for (kind, notes) in library.kinds() {
        let fields: Vec<&Field> = attributes(kind).collect();
        let mut object = record(library, &fields, notes);
        if has_note(notes, "raw") {
            object.insert("additionalProperties".to_owned(), json!(true));
        }
        object.insert("x-infrac-kind".to_owned(), json!(true));
        let targets: Vec<String> = library.notes(notes, "targets").into_iter().flatten().collect();
        if !targets.is_empty() {
            object.insert("x-infrac-targets".to_owned(), json!(targets));
        }
        definitions.insert(kind.name.text.to_string(), Value::Object(object));
    }
    for (named, notes) in library.types() {
        let mut schema = of_type(library, &named.ty);
        describe(&mut schema, notes);
        definitions.insert(named.name.text.to_string(), schema);
    }
    let document = json!({
        "$comment": "Generated from stdlib/*.infra by `cargo xtask gen`. Do not edit.",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kinds and types of infrac",
        "$defs": definitions,
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn record(library: &Library, fields: &[&Field], notes: &Notes) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        let mut schema = of_type(library, &field.ty);
        describe(&mut schema, &field.notes);
        if let (Some(default), Some(object)) = (&field.default, schema.as_object_mut()) {
            object.insert("x-infrac-default".to_owned(), json!(library.text(default.span)));
        }
        if field.default.is_none() && !matches!(field.ty.kind, TypeKind::Optional(_)) {
            required.push(field.name.text.to_string());
        }
        properties.insert(field.name.text.to_string(), schema);
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema.as_object_mut().map(|object| object.insert("required".to_owned(), json!(required)));
    }
    describe(&mut schema, notes);
    match schema {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn describe(schema: &mut Value, notes: &Notes) {
    let text = doc_lines(notes).join(" ");
    if let (false, Some(object)) = (text.is_empty(), schema.as_object_mut()) {
        object.insert("description".to_owned(), json!(text));
    }
}

fn of_type(library: &Library, ty: &Type) -> Value {
    match &ty.kind {
        TypeKind::Late(inner) | TypeKind::Optional(inner) => of_type(library, inner),
        TypeKind::Record(fields) => {
            Value::Object(record(library, &fields.iter().collect::<Vec<_>>(), &Notes::default()))
        }
        TypeKind::Union(members) => {
            json!({ "anyOf": members.iter().map(|member| of_type(library, member)).collect::<Vec<_>>() })
        }
        TypeKind::Tag { notes, name, payload } => {
            let fields = payload_fields(payload);
            let mut schema = if fields.is_empty() {
                json!({ "const": name.text.as_str() })
            } else {
                let payload = record(library, &fields.iter().collect::<Vec<_>>(), &Notes::default());
                json!({ "type": "object", "properties": { name.text.as_str(): payload }, "required": [name.text.as_str()], "additionalProperties": false })
            };
            describe(&mut schema, notes);
            schema
        }
        TypeKind::Named { path, args } => {
            let name = path.segments.last().map_or("", |segment| segment.text.as_str());
            let argument = |at: usize| args.get(at).map_or(json!({}), |ty| of_type(library, ty));
            match name {
                "Bool" => json!({ "type": "boolean" }),
                "Int" => json!({ "type": "integer" }),
                "Decimal" => json!({ "type": "number" }),
                "String" | "Duration" | "Bytes" | "Cpu" | "Percent" | "Rate" | "Secret" | "Endpoint" | "Signal"
                | "Condition" => {
                    json!({ "type": "string", "x-infrac-type": name })
                }
                "Ref" => json!({ "type": "string", "x-infrac-type": library.text(ty.span) }),
                "Raw" => json!({}),
                "List" => json!({ "type": "array", "items": argument(0) }),
                "Map" => json!({ "type": "object", "additionalProperties": argument(1) }),
                "Range" => {
                    json!({ "anyOf": [argument(0), { "type": "object", "properties": { "min": argument(0), "max": argument(0) }, "required": ["min"] }] })
                }
                _ => json!({ "$ref": format!("#/$defs/{name}") }),
            }
        }
        TypeKind::Error => json!({}),
    }
}
