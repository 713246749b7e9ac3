//! Meta-arguments: what Terraform itself reads in a block, whatever its type (Terraform language, "Meta-Arguments").

use crate::block::Site;
use crate::lowering::{Lowering, family};
use crate::schema::{Family, Schema, Type};
use infrac_diagnostics::codes::e08;
use infrac_plan::{Fields, LateRef, Part, Val, Value};
use infrac_source::Str;
use infrac_tree::hcl::{self, Expr, ExprKind, Item, Step};

/// All of them. Those that this crate does not carry are refused with what to do instead.
const META: [&str; 7] = ["lifecycle", "depends_on", "count", "for_each", "provider", "provisioner", "connection"];

/// The settings of `lifecycle`.
const LIFECYCLE: [&str; 4] = ["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"];

impl Lowering<'_> {
    /// A block's meta-arguments, and its arguments proper.
    pub fn split_meta(&self, fields: &Fields) -> (Fields, Fields) {
        let (meta, rest): (Vec<_>, Vec<_>) = fields
            .iter()
            .map(|(key, val)| (key.clone(), val.clone()))
            .partition(|(key, _)| META.contains(&key.as_str()));
        (meta.into_iter().collect(), rest.into_iter().collect())
    }

    /// Writes them at the end of the block.
    pub fn meta(&mut self, meta: &Fields, schema: &Schema, site: &Site<'_>, family: Family, body: &mut hcl::Body) {
        for (key, val) in meta.iter().filter(|(_, val)| val.value != Value::Null) {
            match (key.as_str(), &val.value) {
                ("lifecycle", Value::Map(fields)) if family == Family::Resource => {
                    let inner = self.lifecycle(fields, schema, &site.inside(key));
                    body.block(hcl::Block::new("lifecycle", [], inner, val.origin));
                }
                ("lifecycle", Value::Map(_))
                | ("count" | "for_each" | "provider" | "provisioner" | "connection", _) => {
                    self.report(val.origin, site.header, |span| {
                        e08::e0818_meta_argument::refused(span, &site.path, key)
                    });
                }
                ("depends_on", Value::List(items)) => {
                    let on: Vec<Expr> = items.iter().filter_map(|item| self.dependency(item, site)).collect();
                    if !body.items.is_empty() {
                        body.items.push(Item::Gap);
                    }
                    body.set("depends_on", Expr::list(on, val.origin));
                }
                _ => {
                    let (wanted, given) = match key.as_str() {
                        "lifecycle" => ("a block: `lifecycle { … }`", crate::describe::given(self.plan, &val.value)),
                        _ => ("a list of blocks: `[aws_vpc.main]`", crate::describe::given(self.plan, &val.value)),
                    };
                    let path = format!("{}.{key}", site.path);
                    self.report(val.origin, site.header, |span| {
                        e08::e0815_argument_type::argument_type(span, &path, wanted, &given, None)
                    });
                }
            }
        }
    }

    fn dependency(&mut self, item: &Val, site: &Site<'_>) -> Option<Expr> {
        if let Value::Ref(block) = item.value
            && let Some(header) = self.plan.header(block)
            && family(header).is_some()
        {
            return Some(self.address(block, std::iter::empty(), item.origin));
        }
        let given = crate::describe::given(self.plan, &item.value);
        let path = format!("{}.depends_on", site.path);
        self.report(item.origin, site.header, |span| {
            e08::e0815_argument_type::argument_type(span, &path, "a `resource` or `data` block", &given, None)
        });
        None
    }

    fn lifecycle(&mut self, fields: &Fields, schema: &Schema, site: &Site<'_>) -> hcl::Body {
        let mut body = hcl::Body::new();
        for (key, val) in fields {
            let value = match key.as_str() {
                "create_before_destroy" | "prevent_destroy" => self.value(val, &Type::Bool, &site.inside(key)),
                "ignore_changes" => self.ignored(val, schema, &site.inside(key)),
                "replace_triggered_by" => self.triggers(val, &site.inside(key)),
                "precondition" | "postcondition" => {
                    self.report(val.origin, site.header, |span| {
                        e08::e0818_meta_argument::condition(span, &site.path, key)
                    });
                    continue;
                }
                _ => {
                    self.report(val.origin, site.header, |span| {
                        e08::e0812_unknown_argument::unknown_argument(span, &site.path, key, &LIFECYCLE)
                    });
                    continue;
                }
            };
            body.set(key.clone(), value);
        }
        body
    }

    /// `"all"`, or names of arguments, with a key of a map where one is meant: `["tags", "tags[\"CreatedAt\"]"]`.
    fn ignored(&mut self, val: &Val, schema: &Schema, site: &Site<'_>) -> Expr {
        let items = match &val.value {
            Value::Text(text) if text.known().as_deref() == Some("all") => return Expr::path("all", [], val.origin),
            Value::List(items) => items,
            _ => return self.value(val, &Type::List(Box::new(Type::String)), site),
        };
        let mut names = Vec::new();
        for item in items.iter() {
            let Value::Text(text) = &item.value else {
                self.value(item, &Type::String, site);
                continue;
            };
            let known = text.known().unwrap_or_default();
            let (root, rest) = path_of(&known);
            if schema.attributes.contains_key(root.as_str()) || schema.blocks.contains_key(root.as_str()) {
                names.push(Expr::path(root, rest, item.origin));
            } else {
                let all: Vec<&str> = schema.attributes.keys().chain(schema.blocks.keys()).copied().collect();
                let kind = site.header.type_label.clone().unwrap_or_default();
                self.report(item.origin, site.header, |span| {
                    e08::e0817_no_such_attribute::unknown(span, &kind, &root, &all)
                });
            }
        }
        Expr::list(names, val.origin)
    }

    /// Blocks and attributes whose change replaces this one.
    fn triggers(&mut self, val: &Val, site: &Site<'_>) -> Expr {
        let Value::List(items) = &val.value else {
            return self.value(val, &Type::List(Box::new(Type::String)), site);
        };
        let mut on = Vec::new();
        for item in items.iter() {
            match &item.value {
                Value::Text(text) if matches!(text.parts(), [Part::Late(LateRef::Attr(..))]) => {
                    if let [Part::Late(late)] = text.parts() {
                        on.push(self.late(late, None, item.origin, site));
                    }
                }
                _ => on.extend(self.dependency(item, site)),
            }
        }
        Expr::new(ExprKind::List(on), val.origin)
    }
}

/// `tags["a"].b[0]` as a root and steps.
fn path_of(text: &str) -> (Str, Vec<Step>) {
    let mut pieces = text.split(['.', '[']).map(|piece| piece.trim_end_matches(']'));
    let root = pieces.next().unwrap_or_default().into();
    let rest = pieces.map(|piece| match piece.parse::<i64>() {
        Ok(index) => Step::Index(index),
        Err(_) => Step::Attr(piece.trim_matches('"').into()),
    });
    (root, rest.collect())
}
