//! A line of a schema file. Its grammar, without blanks but where one is shown:
//!
//! ```text
//! line  = key ' ' body
//! key   = type-name | 'data.' type-name | 'provider'
//! body  = ( entry ( ' ' entry )* )?
//! entry = name ( '!' | '?' | '^' ) type            an attribute: required, optional, computed
//!       | name ':' mode '+'? '1'? '{' body '}'     a block: '+' at least one, '1' at most one
//! mode  = '1' | 'L' | 'S' | 'M'                    single, list, set, map
//! type  = 's' | 'n' | 'b' | 'd'                    string, number, bool, dynamic
//!       | ( 'L' | 'S' | 'M' ) type
//!       | '(' ( name ':' type ( ' ' name ':' type )* )? ')'
//!       | 'N' mode '{' body '}'
//! ```

use super::types::{Argument, Mode, Nested, Schema, Setting, Type};

/// How deep schemas nest at most; the deepest of all providers has eleven levels.
const DEPTH: usize = 64;

/// The body of a line. `None` for what is not of the grammar.
pub(super) fn schema(text: &'static str) -> Option<Schema> {
    let mut reader = Reader { rest: text };
    let schema = reader.body(0)?;
    reader.rest.is_empty().then_some(schema)
}

struct Reader {
    rest: &'static str,
}

impl Reader {
    fn eat(&mut self, sign: &str) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.rest.chars().next()?;
        self.rest = self.rest.get(sign.len_utf8()..)?;
        Some(sign)
    }

    fn name(&mut self) -> Option<&'static str> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, rest) = self.rest.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
        self.rest = rest;
        Some(name)
    }

    fn body(&mut self, depth: usize) -> Option<Schema> {
        let mut schema = Schema::default();
        if depth > DEPTH || self.rest.is_empty() || self.rest.starts_with('}') {
            return (depth <= DEPTH).then_some(schema);
        }
        loop {
            let name = self.name()?;
            let setting = match self.next()? {
                '!' => Setting::Required,
                '?' => Setting::Optional,
                '^' => Setting::Computed,
                ':' => {
                    schema.blocks.insert(name, self.nested(depth)?);
                    if self.eat(" ") {
                        continue;
                    }
                    return Some(schema);
                }
                _ => return None,
            };
            let ty = self.ty(depth)?;
            schema.attributes.insert(name, Argument { setting, ty });
            if !self.eat(" ") {
                return Some(schema);
            }
        }
    }

    fn nested(&mut self, depth: usize) -> Option<Nested> {
        let mode = self.mode()?;
        let required = self.eat("+");
        let single = self.eat("1") || mode == Mode::Single;
        Some(Nested { mode, required, single, schema: self.braces(depth)? })
    }

    fn braces(&mut self, depth: usize) -> Option<Schema> {
        if !self.eat("{") {
            return None;
        }
        let schema = self.body(depth + 1)?;
        self.eat("}").then_some(schema)
    }

    fn mode(&mut self) -> Option<Mode> {
        Some(match self.next()? {
            '1' => Mode::Single,
            'L' => Mode::List,
            'S' => Mode::Set,
            'M' => Mode::Map,
            _ => return None,
        })
    }

    fn ty(&mut self, depth: usize) -> Option<Type> {
        if depth > DEPTH {
            return None;
        }
        Some(match self.next()? {
            's' => Type::String,
            'n' => Type::Number,
            'b' => Type::Bool,
            'd' => Type::Any,
            'L' => Type::List(Box::new(self.ty(depth + 1)?)),
            'S' => Type::Set(Box::new(self.ty(depth + 1)?)),
            'M' => Type::Map(Box::new(self.ty(depth + 1)?)),
            'N' => {
                let mode = self.mode()?;
                Type::Nested(mode, Box::new(self.braces(depth)?))
            }
            '(' => {
                let mut fields = std::collections::BTreeMap::new();
                while !self.eat(")") {
                    let name = self.name()?;
                    if !self.eat(":") {
                        return None;
                    }
                    fields.insert(name, self.ty(depth + 1)?);
                    self.eat(" ");
                }
                Type::Object(fields)
            }
            _ => return None,
        })
    }
}
