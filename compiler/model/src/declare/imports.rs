//! `import`: aliases of other modules, and that they form no cycle.

use super::{Declared, Entry, Value, folder_name};
use crate::uses::DefinitionKind;
use crate::{Import, ModuleId, ModuleInput, cycles};
use infrac_diagnostics::codes::e02;
use infrac_source::{Span, Str};
use infrac_syntax::ast;

/// Gives each import its name in the importing module.
pub(super) fn resolve<'a>(declared: &mut Declared<'a>, modules: &[ModuleInput<'a>]) {
    let mut edges: Vec<(u32, u32, Span)> = Vec::new();
    for (at, input) in modules.iter().enumerate() {
        let module = ModuleId(at as u32);
        for (file, targets) in input.files.iter().zip(&input.imports) {
            for (import, target) in file.imports.iter().zip(targets) {
                if let Some(target) = one(declared, module, import, target) {
                    edges.push((module.0, target.0, import.span));
                }
            }
        }
    }
    for cycle in cycles::find(modules.len(), &edges) {
        let names = |at: u32| match modules.get(at as usize).map(|module| module.path.as_str()) {
            Some("") | None => "the root".to_owned(),
            Some(path) => format!("`{path}`"),
        };
        let steps = cycle.told(|from, to| format!("{} imports {}", names(from), names(to)));
        declared.diagnostics.push(e02::e0212_import_cycle::import_cycle(&steps));
    }
}

fn one(declared: &mut Declared<'_>, module: ModuleId, import: &ast::Import, target: &Import) -> Option<ModuleId> {
    let (written, span, default) = match &import.target {
        ast::ImportTarget::Folder(folder) => (folder.text.clone(), folder.span, folder_name(&folder.text)),
        ast::ImportTarget::Std(path) => {
            let names: Vec<&str> = path.segments.iter().map(|segment| segment.text.as_str()).collect();
            (names.join(".").into(), path.span, path.segments.last().map(|segment| segment.text.clone()))
        }
    };
    let is_std = |path: &ast::Path| path.segments.first().is_some_and(|first| first.text == "std");
    let target = match target {
        Import::Module(_) if matches!(&import.target, ast::ImportTarget::Std(path) if !is_std(path)) => {
            declared.diagnostics.push(e02::e0211_unresolved_import::without_quotes(span, &written));
            if let Some(alias) = import.alias.as_ref().map(|alias| alias.text.clone()).or(default) {
                declared.broken_import(module, alias, span);
            }
            return None;
        }
        Import::Module(target) => ModuleId(*target as u32),
        Import::Missing { near } => {
            let near = near.as_deref();
            declared.diagnostics.push(e02::e0211_unresolved_import::unresolved_import(span, &written, near));
            if let Some(alias) = import.alias.as_ref().map(|alias| alias.text.clone()).or(default) {
                declared.broken_import(module, alias, span);
            }
            return None;
        }
    };
    let alias = match (&import.alias, default) {
        (Some(alias), _) => alias.clone(),
        (None, Some(text)) => ast::Ident { text, span },
        (None, None) => {
            declared.diagnostics.push(e02::e0211_unresolved_import::no_name(import.span, &written));
            return Some(target);
        }
    };
    // Two files of one module may both import a third under the same name: that is one name, not two.
    let known = declared.scope(module).values.get(&alias.text).map(|entry| entry.item);
    if known != Some(Value::Module(target)) {
        declared.value(module, &alias, Value::Module(target), false);
    }
    declared.uses(alias.span, DefinitionKind::Module, alias.span);
    Some(target)
}

impl Declared<'_> {
    /// The name of a module that is not there: what it would hold is not asked for again.
    fn broken_import(&mut self, module: ModuleId, alias: Str, span: Span) {
        let entry = Entry { item: Value::Broken, span, public: false };
        self.scope_mut(module).values.entry(alias).or_insert(entry);
    }
}
