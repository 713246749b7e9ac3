//! An evaluator of exactly the actions that charts of infrac hold (`infrac_tree::template`), over the text of the templates, so that the law
//! of charts can be tried on hundreds of projects without starting a process for each. What it does not know it refuses: a template that
//! says more than it should fails the test. That Helm's own engine agrees is shown by the tests that run both.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A chart's files that rendering reads.
#[derive(Debug, Default)]
pub struct Chart {
    /// Templates by path, without `_helpers.tpl` and `NOTES.txt`.
    pub templates: BTreeMap<String, String>,
    /// The text of `_helpers.tpl`.
    pub helpers: String,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Action(String),
}

/// Merges as Helm does: maps deeply, anything else replaces.
pub fn merge(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over.clone(),
    }
}

impl Chart {
    /// All templates with these values, as the text of YAML documents.
    ///
    /// # Errors
    /// What Helm would refuse, and whatever is beyond the subset.
    pub fn render(&self, values: &Value) -> Result<String, String> {
        let mut engine = Engine { values, helpers: BTreeMap::new() };
        engine.define(&self.helpers)?;
        let mut out = String::new();
        for (path, text) in &self.templates {
            let rendered = engine.template(text).map_err(|error| format!("{path}: {error}"))?;
            out.push_str("---\n");
            out.push_str(&rendered);
            out.push('\n');
        }
        Ok(out)
    }
}

struct Engine<'v> {
    values: &'v Value,
    helpers: BTreeMap<String, String>,
}

/// Text and actions; `{{-` and `-}}` take the blanks beside them away.
fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut trim = false;
    loop {
        let found = rest.find("{{");
        let (before, after) = rest.split_at(found.unwrap_or(rest.len()));
        let before = if trim { before.trim_start() } else { before };
        let Some(inner) = after.strip_prefix("{{") else {
            tokens.push(Token::Text(before.to_owned()));
            return Ok(tokens);
        };
        let (inner, trims) = match inner.strip_prefix("- ") {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        tokens.push(Token::Text(if trims { before.trim_end() } else { before }.to_owned()));
        if let Some(comment) = inner.strip_prefix("/*") {
            let (_, after) = comment.split_once("*/}}").ok_or("a comment that does not end")?;
            (rest, trim) = (after, false);
            continue;
        }
        let end = action_end(inner).ok_or_else(|| format!("an action that does not end: {inner:.40}"))?;
        let (action, after) = inner.split_at(end);
        rest = after.get(2..).unwrap_or_default();
        trim = action.ends_with(" -");
        tokens.push(Token::Action(action.strip_suffix(" -").unwrap_or(action).trim().to_owned()));
    }
}

/// Where `}}` stands outside of a string.
fn action_end(text: &str) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    let mut quoted = false;
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if quoted => drop(characters.next()),
            '"' => quoted = !quoted,
            '}' if !quoted && text.get(at..)?.starts_with("}}") => return Some(at),
            _ => {}
        }
    }
    None
}

impl Engine<'_> {
    /// `{{- define "x" -}} … {{- end }}`, where the body is that of a late value.
    fn define(&mut self, text: &str) -> Result<(), String> {
        let mut tokens =
            tokens(text)?.into_iter().filter(|token| !matches!(token, Token::Text(text) if text.trim().is_empty()));
        while let Some(token) = tokens.next() {
            let Token::Action(action) = token else { return Err(format!("text between helpers: {token:?}")) };
            let name = action.strip_prefix("define ").ok_or(format!("no definition: {action}"))?;
            let mut action = || match tokens.next() {
                Some(Token::Action(action)) => Ok(action),
                other => Err(format!("in a helper: {other:?}")),
            };
            let assigned = action()?;
            let value = assigned.strip_prefix("$value := ").ok_or(format!("no value: {assigned}"))?.to_owned();
            for expected in ["if kindIs \"string\" $value", "$value", "else", "toJson $value", "end", "end"] {
                let found = action()?;
                if found != expected {
                    return Err(format!("a helper says {found}, not {expected}"));
                }
            }
            self.helpers.insert(words(name)?.first().cloned().unwrap_or_default(), value);
        }
        Ok(())
    }

    fn template(&self, text: &str) -> Result<String, String> {
        let mut out = String::new();
        // Of each open `if`: whether its branch is taken, whether one was taken before.
        let mut open: Vec<(bool, bool)> = Vec::new();
        for token in tokens(text)? {
            let live = open.iter().all(|(live, _)| *live);
            match token {
                Token::Text(text) if live => out.push_str(&text),
                Token::Text(_) => {}
                Token::Action(action) => {
                    if let Some(condition) = action.strip_prefix("if ") {
                        let taken = live && self.condition(condition)?;
                        open.push((taken, taken));
                    } else if let Some(condition) = action.strip_prefix("else if ") {
                        let (_, before) = open.pop().ok_or("`else` without `if`")?;
                        let taken = !before && open.iter().all(|(live, _)| *live) && self.condition(condition)?;
                        open.push((taken, before || taken));
                    } else if action == "end" {
                        open.pop().ok_or("`end` without `if`")?;
                    } else if live {
                        out.push_str(&self.pipeline(&action)?);
                    }
                }
            }
        }
        if open.is_empty() { Ok(out) } else { Err("an `if` without `end`".to_owned()) }
    }

    fn condition(&self, text: &str) -> Result<bool, String> {
        let words = words(text)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["hasKey", map, key] => {
                Ok(self.get(map)?.as_object().ok_or(format!("{map} is no map"))?.contains_key(*key))
            }
            ["eq", value, text] => Ok(self.get(value)?.as_str() == Some(text)),
            ["has", value, "(list", names @ ..] => {
                let value = self.get(value)?.as_str().unwrap_or_default();
                Ok(names.iter().any(|name| name.trim_end_matches(')') == value))
            }
            [flag] => self.get(flag)?.as_bool().ok_or(format!("{flag} is no flag")),
            other => Err(format!("unknown condition {other:?}")),
        }
    }

    fn get(&self, path: &str) -> Result<&Value, String> {
        let path = path.strip_prefix(".Values").ok_or(format!("{path} is no value"))?;
        path.split('.')
            .filter(|segment| !segment.is_empty())
            .try_fold(self.values, |value, segment| value.get(segment).ok_or(format!("nothing at .Values{path}")))
    }

    fn include(&self, name: &str) -> Result<String, String> {
        let value = self.helpers.get(name).ok_or(format!("no helper {name}"))?;
        let words = words(value)?;
        let found = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["required", message, path] => self.get(path).map_err(|_| (*message).to_owned())?,
            [path] => self.get(path)?,
            other => return Err(format!("unknown helper {other:?}")),
        };
        Ok(found.as_str().map_or_else(|| found.to_string(), str::to_owned))
    }

    fn pipeline(&self, text: &str) -> Result<String, String> {
        if let Some(rest) = text.strip_prefix("printf ") {
            return self.printf(rest.strip_suffix(" | quote").ok_or("printf without quote")?);
        }
        let words = words(text)?;
        let json = |value: &Value| serde_json::to_string(value).map_err(|error| error.to_string());
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [literal] if text.starts_with('"') => Ok((*literal).to_owned()),
            ["include", name, "."] => self.include(name),
            ["include", name, ".", "|", "replace", "$", "$$"] => Ok(self.include(name)?.replace('$', "$$")),
            ["include", name, ".", "|", "quote"] => json(&Value::String(self.include(name)?)),
            ["include", name, ".", "|", "replace", "$", "$$", "|", "quote"] => {
                json(&Value::String(self.include(name)?.replace('$', "$$")))
            }
            ["tpl", path, ".", "|", "quote"] => {
                let text = self.get(path)?.as_str().ok_or(format!("{path} is no text"))?;
                json(&Value::String(self.template(text)?))
            }
            ["toYaml", path, "|", "nindent", _] => Ok(format!(" {}", json(self.get(path)?)?)),
            [path, "|", "quote"] => match self.get(path)? {
                text @ Value::String(_) => json(text),
                other => Err(format!("{path} is {other}, not text")),
            },
            [path, "|", "int64"] => {
                self.get(path)?.as_i64().map(|n| n.to_string()).ok_or(format!("{path} is no number"))
            }
            [path, "|", "toJson"] => json(self.get(path)?),
            other => Err(format!("unknown action {other:?}")),
        }
    }

    /// A format of `%s` and `%%`, and an `include` in parentheses for each `%s`.
    fn printf(&self, text: &str) -> Result<String, String> {
        let words = words(text)?;
        let mut arguments = Vec::new();
        let mut rest = words.get(1..).unwrap_or_default();
        while let Some((first, after)) = rest.split_first() {
            if first != "(include" {
                return Err(format!("unknown argument {first}"));
            }
            let plain = matches!(after, [_, dot, ..] if dot == ".)");
            let value = self.include(after.first().ok_or("no helper")?)?;
            arguments.push(if plain { value } else { value.replace('$', "$$") });
            rest = after.get(if plain { 2 } else { 6 }..).unwrap_or_default();
        }
        let mut out = String::new();
        let mut arguments = arguments.into_iter();
        let mut letters = words.first().ok_or("no format")?.chars();
        while let Some(letter) = letters.next() {
            match (letter, if letter == '%' { letters.next() } else { None }) {
                ('%', Some('s')) => out.push_str(&arguments.next().ok_or("too few arguments")?),
                ('%', Some('%')) => out.push('%'),
                ('%', other) => return Err(format!("unknown verb {other:?}")),
                (letter, _) => out.push(letter),
            }
        }
        serde_json::to_string(&out).map_err(|error| error.to_string())
    }
}

/// The words of an action; strings without their quotes.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(first) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        if first != '"' {
            word.push(first);
            while let Some(next) = characters.next_if(|c| !c.is_whitespace()) {
                word.push(next);
            }
            words.push(word);
            continue;
        }
        loop {
            match characters.next().ok_or("a string that does not end")? {
                '"' => break,
                '\\' => word.push(escape(&mut characters)?),
                character => word.push(character),
            }
        }
        // A closing parenthesis may follow.
        while let Some(next) = characters.next_if(|c| !c.is_whitespace()) {
            word.push(next);
        }
        words.push(word);
    }
    Ok(words)
}

fn escape(characters: &mut impl Iterator<Item = char>) -> Result<char, String> {
    Ok(match characters.next() {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('x') => {
            let digits: String = characters.take(2).collect();
            u8::from_str_radix(&digits, 16).map(char::from).map_err(|error| error.to_string())?
        }
        Some(other @ ('"' | '\\')) => other,
        other => return Err(format!("unknown escape {other:?}")),
    })
}

/// The objects of YAML documents by kind and name; what `helm test` makes is left out, and nothing else.
///
/// # Errors
/// If two objects have one kind and name.
pub fn by_name(documents: impl IntoIterator<Item = Value>) -> Result<Map<String, Value>, String> {
    let mut objects = Map::new();
    for object in documents.into_iter().filter(|object| !object.is_null()) {
        if object["metadata"]["annotations"]["helm.sh/hook"] == "test" {
            continue;
        }
        let title = crate::objects::title(&object);
        if objects.insert(title.clone(), object).is_some() {
            return Err(format!("{title} twice"));
        }
    }
    Ok(objects)
}
