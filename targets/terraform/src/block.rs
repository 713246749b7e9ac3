//! A `resource` or `data` block of the plan to one of Terraform, held against the provider's schema on the way.

use crate::lowering::Lowering;
use crate::provider;
use crate::schema::{Family, Nested, Schema, Setting, Type, names};
use infrac_diagnostics::codes::e08;
use infrac_diagnostics::did_you_mean;
use infrac_plan::{Block, Fields, Header, OriginId, RawBlock, Val, Value};
use infrac_source::Str;
use infrac_tree::hcl;
use std::sync::Arc;

/// What stands in a body: its attributes come first, then its blocks, each in the order of the source.
#[derive(Default)]
struct Parts {
    attributes: Vec<(Str, hcl::Expr)>,
    blocks: Vec<hcl::Block>,
}

impl Parts {
    fn body(self) -> hcl::Body {
        let mut body = hcl::Body::new();
        for (key, value) in self.attributes {
            body.set(key, value);
        }
        for block in self.blocks {
            body.block(block);
        }
        body
    }
}

/// Where a body stands: the block that it is part of, for messages and places, and what it is called.
#[derive(Clone)]
pub(crate) struct Site<'a> {
    pub header: &'a Header,
    /// `aws_security_group`, and for nested blocks the way to them: `aws_security_group.ingress`.
    pub path: Str,
}

impl Site<'_> {
    pub fn inside(&self, name: &str) -> Self {
        Self { header: self.header, path: format!("{}.{name}", self.path).into() }
    }
}

impl Lowering<'_> {
    /// The block; `None` where its type is not known, which has been reported.
    pub fn block(&mut self, block: &Block<RawBlock>, family: Family) -> Option<hcl::Block> {
        let header = &block.header;
        let kind = header.type_label.clone()?;
        let schema = self.known_schema(header, family, &kind)?;
        let site = Site { header, path: kind.clone() };
        let (meta, fields) = self.split_meta(&block.value.attributes);
        let mut parts = self.body(&fields, &schema, &site, header.origin);
        let mut body = std::mem::take(&mut parts).body();
        self.meta(&meta, &schema, &site, family, &mut body);
        let keyword = match family {
            Family::Resource => "resource",
            Family::Data => "data",
        };
        let printed = hcl::Block::new(keyword, [kind, header.terraform_name()], body, header.origin);
        Some(match &header.doc {
            Some(doc) => printed.commented(doc.clone()),
            None => printed,
        })
    }

    fn known_schema(&mut self, header: &Header, family: Family, kind: &Str) -> Option<Arc<Schema>> {
        let Some(provider) = provider::of_type(kind) else {
            let known: Vec<&str> = provider::PROVIDERS.iter().map(|provider| provider.name).collect();
            self.report(header.origin, header, |span| {
                e08::e0810_unknown_provider::unknown_provider(span, kind, &known)
            });
            return None;
        };
        self.providers.insert(provider.name);
        if let Some(schema) = self.schema(family, kind) {
            return Some(schema);
        }
        let other = match family {
            Family::Resource => Family::Data,
            Family::Data => Family::Resource,
        };
        let swapped = self.schema(other, kind).is_some();
        let near = did_you_mean(kind, names(provider, family));
        let is_data = family == Family::Data;
        self.report(header.origin, header, |span| {
            e08::e0811_unknown_resource_type::unknown_type(
                span,
                kind,
                is_data,
                swapped,
                near,
                (provider.name, provider.version),
            )
        });
        None
    }

    fn body(&mut self, fields: &Fields, schema: &Schema, site: &Site<'_>, origin: OriginId) -> Parts {
        let mut parts = Parts::default();
        let mut misspelt = Vec::new();
        for (key, val) in fields {
            if val.value == Value::Null {
                continue;
            }
            if let Some(argument) = schema.attributes.get(key.as_str()) {
                if argument.setting == Setting::Computed {
                    self.report(val.origin, site.header, |span| e08::e0814_read_only::read_only(span, &site.path, key));
                } else if let Some(object) = written_as_blocks(&argument.ty, val) {
                    self.blocks(key, val, &object, site, &mut parts.blocks);
                } else {
                    let value = self.value(val, &argument.ty, &site.inside(key));
                    parts.attributes.push((key.clone(), value));
                }
            } else if let Some(nested) = schema.blocks.get(key.as_str()) {
                self.blocks(key, val, nested, site, &mut parts.blocks);
            } else {
                self.unknown_argument(key, val, schema, site);
                misspelt.push(key.as_str());
            }
        }
        self.missing(fields, schema, site, origin, &misspelt);
        parts
    }

    /// Reports an argument that the schema does not have.
    pub fn unknown_argument(&mut self, key: &str, val: &Val, schema: &Schema, site: &Site<'_>) {
        let settable = schema.attributes.iter().filter(|(_, argument)| argument.setting != Setting::Computed);
        let known: Vec<&str> = settable.map(|(name, _)| *name).chain(schema.blocks.keys().copied()).collect();
        self.report(val.origin, site.header, |span| {
            e08::e0812_unknown_argument::unknown_argument(span, &site.path, key, &known)
        });
    }

    /// Reports what is required and not there; what is there under a name that is nearly the right one has been reported.
    fn missing(&mut self, fields: &Fields, schema: &Schema, site: &Site<'_>, origin: OriginId, misspelt: &[&str]) {
        let absent = |name: &str| fields.get(name).is_none_or(|val| val.value == Value::Null);
        let attributes = schema.attributes.iter().filter(|(_, argument)| argument.setting == Setting::Required);
        let blocks = schema.blocks.iter().filter(|(_, nested)| nested.required);
        let names = attributes.map(|(name, _)| *name).chain(blocks.map(|(name, _)| *name));
        let meant = |name: &str| misspelt.iter().any(|typed| did_you_mean(typed, [name]).is_some());
        let missing: Vec<&str> = names.filter(|name| absent(name) && !meant(name)).collect();
        if !missing.is_empty() {
            self.report(origin, site.header, |span| {
                e08::e0813_missing_argument::missing_argument(span, &site.path, &missing)
            });
        }
    }

    /// `key { … }`, or `key = [{ … }, …]` for several.
    fn blocks(&mut self, key: &Str, val: &Val, nested: &Nested, site: &Site<'_>, out: &mut Vec<hcl::Block>) {
        let inside = site.inside(key);
        let bodies: Vec<&Val> = match &val.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![val],
        };
        if nested.single && bodies.len() > 1 || nested.required && bodies.is_empty() {
            self.report(val.origin, site.header, |span| {
                e08::e0816_block_count::block_count(span, &site.path, key, bodies.len(), nested.single)
            });
            return;
        }
        for body in bodies {
            match &body.value {
                Value::Map(fields) => {
                    let inner = self.body(fields, &nested.schema, &inside, body.origin).body();
                    out.push(hcl::Block::new(key.clone(), [], inner, body.origin));
                }
                Value::Null | Value::Poison => {}
                _ => self.report(body.origin, site.header, |span| {
                    e08::e0815_argument_type::not_a_block(span, &site.path, key, nested.single)
                }),
            }
        }
    }
}

/// A list of objects is written as blocks, as everybody does (Terraform, "Attributes as Blocks Mode"): what a block leaves out is null, whereas an
/// object would have to name all. An empty list stays an attribute: it says that there is none.
fn written_as_blocks(ty: &Type, val: &Val) -> Option<Nested> {
    let (Type::List(element) | Type::Set(element)) = ty else { return None };
    let Type::Object(fields) = &**element else { return None };
    let holds_bodies = match &val.value {
        Value::List(items) => !items.is_empty() && items.iter().all(|item| matches!(item.value, Value::Map(_))),
        Value::Map(_) => true,
        _ => false,
    };
    let argument = |ty: &Type| crate::schema::Argument { setting: Setting::Optional, ty: ty.clone() };
    holds_bodies.then(|| Nested {
        mode: crate::schema::Mode::List,
        required: false,
        single: false,
        schema: Schema {
            attributes: fields.iter().map(|(name, ty)| (*name, argument(ty))).collect(),
            blocks: std::collections::BTreeMap::default(),
        },
    })
}
