//! Projects as one string, checked: what all tests of this crate go through.

use infrac_diagnostics::{Diagnostic, Severity};
use infrac_model::{Analyzed, Import, ModuleInput};
use infrac_source::{Source, Sources, Str};
use infrac_syntax::{Parsed, ast};

/// A checked project and its texts.
pub struct Checked {
    pub analyzed: Analyzed,
    pub sources: Sources,
    /// What the parser said of the project's files.
    pub syntax: Vec<Diagnostic>,
}

/// The least that a project has: tests add to it.
pub const BASE: &str = "project shop { domain = \"shop.example\" }\nenvironment dev { runtime = compose }\n";

/// Checks a project. A line `// file: dir/name.infra` starts another file; a module is a folder.
pub fn check(text: &str) -> Checked {
    let mut files: Vec<(String, String)> = vec![("main.infra".to_owned(), String::new())];
    for line in text.lines() {
        match line.strip_prefix("// file: ") {
            Some(path) => files.push((path.trim().to_owned(), String::new())),
            None => {
                let (_, file) = files.last_mut().expect("a file was started");
                file.push_str(line);
                file.push('\n');
            }
        }
    }
    let mut sources = Sources::default();
    let std: Vec<Parsed> = infrac_stdlib::FILES.iter().map(|(path, text)| parse(&mut sources, path, text)).collect();
    let mut folders: Vec<(String, Vec<Parsed>)> = vec![(String::new(), Vec::new())];
    for (path, text) in &files {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let parsed = parse(&mut sources, path, text);
        match folders.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, files)) => files.push(parsed),
            None => folders.push((folder, vec![parsed])),
        }
    }
    for parsed in &std {
        assert!(parsed.diagnostics.0.is_empty(), "the standard library does not parse: {:#?}", parsed.diagnostics);
    }
    let syntax = folders.iter().flat_map(|(_, files)| files).flat_map(|file| file.diagnostics.0.clone()).collect();
    let mut modules = vec![ModuleInput {
        path: Str::from("std"),
        files: std.iter().map(|it| &it.file).collect(),
        imports: Vec::new(),
        partial: false,
    }];
    for (folder, files) in &folders {
        let imports = files.iter().map(|file| imports(&file.file, folder, &folders)).collect();
        modules.push(ModuleInput {
            path: folder.as_str().into(),
            files: files.iter().map(|it| &it.file).collect(),
            imports,
            partial: false,
        });
    }
    let analyzed = infrac_model::analyze(&modules);
    Checked { analyzed, sources, syntax }
}

fn parse(sources: &mut Sources, path: &str, text: &str) -> Parsed {
    infrac_syntax::parse(&sources.add(|id| Source::new(id, path, text)))
}

/// What the imports of a file lead to: folders are found by their last name.
fn imports(file: &ast::File, _folder: &str, folders: &[(String, Vec<Parsed>)]) -> Vec<Import> {
    file.imports
        .iter()
        .map(|import| match &import.target {
            ast::ImportTarget::Folder(name) => {
                let wanted = name.text.trim_start_matches("../").trim_start_matches("./");
                let wanted = if wanted == ".." { "" } else { wanted };
                match folders.iter().position(|(folder, _)| folder == wanted) {
                    Some(at) => Import::Module(at + 1),
                    None => Import::Missing { near: None },
                }
            }
            ast::ImportTarget::Std(_) => Import::Module(0),
        })
        .collect()
}

impl Checked {
    /// All findings, one a line: code, message, and each label with the text that it points at.
    pub fn report(&self) -> String {
        let mut out = String::new();
        for diagnostic in self.syntax.iter().chain(&self.analyzed.diagnostics.0) {
            out.push_str(&format!("{}: {}\n", diagnostic.code.as_str(), diagnostic.message));
            for label in &diagnostic.labels {
                let source =
                    self.sources.get(label.span.file).map(|source| source.path().to_string()).unwrap_or_default();
                let text = self.sources.slice(label.span);
                let shown: String = text.chars().take(60).collect();
                out.push_str(&format!("    {source} `{}`: {}\n", shown.replace('\n', "⏎"), label.text));
            }
        }
        out
    }

    /// The codes of all errors.
    pub fn codes(&self) -> Vec<&'static str> {
        let all = self.syntax.iter().chain(&self.analyzed.diagnostics.0);
        all.filter(|it| it.severity == Severity::Error).map(|it| it.code.as_str()).collect()
    }
}
