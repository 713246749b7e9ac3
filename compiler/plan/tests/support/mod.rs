//! Projects as one string, planned: what all tests of this crate go through.
#![allow(dead_code, reason = "each test file uses its part")]

use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_model::{Analyzed, Import, ModuleInput};
use infrac_plan::lock::Lock;
use infrac_plan::{FileProblem, FileReader, Header, Plan, Val};
use infrac_source::{FileId, Source, Sources, Str};
use infrac_syntax::{Parsed, ast};

/// The least that a project has: tests add to it.
pub const BASE: &str = "project shop { domain = \"shop.example\" }\nenvironment dev { runtime = compose }\n";

/// A planned project and its texts.
pub struct Planned {
    pub analyzed: Analyzed,
    pub sources: Sources,
    pub plans: Vec<Plan>,
    pub diagnostics: Diagnostics,
}

/// Files for `file("…")`: by path.
pub struct Files(pub &'static [(&'static str, &'static str)]);

impl FileReader for Files {
    fn read(&self, _: FileId, path: &str) -> Result<Str, FileProblem> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| Str::from(*text)).ok_or(FileProblem::Absent { near: None })
    }
}

fn parse(sources: &mut Sources, path: &str, text: &str) -> Parsed {
    infrac_syntax::parse(&sources.add(|id| Source::new(id, path, text)))
}

/// The files of a project: a line `// file: dir/name.infra` starts another; a module is a folder.
fn split(text: &str) -> Vec<(String, String)> {
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
    files
}

fn imports(file: &ast::File, folders: &[(String, Vec<Parsed>)]) -> Vec<Import> {
    let target = |import: &ast::Import| match &import.target {
        ast::ImportTarget::Folder(name) => {
            let wanted = name.text.trim_start_matches("../").trim_start_matches("./");
            match folders.iter().position(|(folder, _)| folder == wanted) {
                Some(at) => Import::Module(at + 1),
                None => Import::Missing { near: None },
            }
        }
        ast::ImportTarget::Std(_) => Import::Module(0),
    };
    file.imports.iter().map(target).collect()
}

/// Checks a project.
pub fn analyze(text: &str) -> (Analyzed, Sources) {
    let mut sources = Sources::default();
    let std: Vec<Parsed> = infrac_stdlib::FILES.iter().map(|(path, text)| parse(&mut sources, path, text)).collect();
    let mut folders: Vec<(String, Vec<Parsed>)> = vec![(String::new(), Vec::new())];
    for (path, text) in split(text) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let parsed = parse(&mut sources, &path, &text);
        assert!(parsed.diagnostics.0.is_empty(), "{path} does not parse: {:#?}", parsed.diagnostics);
        match folders.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, files)) => files.push(parsed),
            None => folders.push((folder, vec![parsed])),
        }
    }
    let files = std.iter().map(|it| &it.file).collect();
    let mut modules = vec![ModuleInput { path: Str::from("std"), files, imports: Vec::new(), partial: false }];
    for (folder, files) in &folders {
        let imports = files.iter().map(|file| imports(&file.file, &folders)).collect();
        let files = files.iter().map(|it| &it.file).collect();
        modules.push(ModuleInput { path: folder.as_str().into(), files, imports, partial: false });
    }
    (infrac_model::analyze(&modules), sources)
}

/// Plans a project in all its environments.
pub fn plan_with(text: &str, lock: &Lock, files: &dyn FileReader) -> Planned {
    let (analyzed, sources) = analyze(text);
    let (plans, mut diagnostics) = infrac_plan::plan_all(&analyzed.model, lock, files);
    let mut all = analyzed.diagnostics.clone();
    all.extend(std::mem::take(&mut diagnostics));
    Planned { plans: plans.into_iter().map(|(_, plan)| plan).collect(), analyzed, sources, diagnostics: all }
}

/// Plans what is added to [`BASE`].
pub fn plan(added: &str) -> Planned {
    plan_with(&format!("{BASE}{added}"), &Lock::default(), &infrac_plan::NoFiles)
}

/// Plans a whole project.
pub fn plan_all(text: &str) -> Planned {
    plan_with(text, &Lock::default(), &infrac_plan::NoFiles)
}

impl Planned {
    /// Fails the test if anything is wrong.
    pub fn clean(self) -> Self {
        let errors: Vec<&Diagnostic> = self.diagnostics.0.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}", self.report());
        for plan in &self.plans {
            for header in plan.headers() {
                for (name, val) in plan.values(header.id).expect("every block has values") {
                    let shown = plan.display(val);
                    assert!(!has_poison(&val.value), "{} {name} failed in silence: {shown}", header.identity);
                }
            }
        }
        self
    }

    /// The plan of an environment.
    pub fn env(&self, name: &str) -> &Plan {
        self.plans.iter().find(|plan| plan.environment_name() == name).expect("the environment is planned")
    }

    /// A value as `.infra` writes it, in the environment `dev`: `booking.replicas`.
    pub fn show(&self, identity: &str, attribute: &str) -> String {
        show(self.env("dev"), identity, attribute)
    }

    /// The codes of all errors.
    pub fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.0.iter().filter(|it| it.severity == Severity::Error).map(|it| it.code.as_str()).collect()
    }

    /// All findings, one a line: code, message, environments, and each label with the text that it points at.
    pub fn report(&self) -> String {
        let mut out = String::new();
        for diagnostic in &self.diagnostics.0 {
            let environments = diagnostic.environments.join(", ");
            out.push_str(&format!("{}: {} [{environments}]\n", diagnostic.code.as_str(), diagnostic.message));
            for label in &diagnostic.labels {
                let source = self.sources.get(label.span.file).map(|it| it.path().to_string()).unwrap_or_default();
                let shown: String = self.sources.slice(label.span).chars().take(60).collect();
                out.push_str(&format!("    {source} `{}`: {}\n", shown.replace('\n', "⏎"), label.text));
            }
        }
        out
    }
}

/// The header of a block of a kind.
pub fn header<'a>(plan: &'a Plan, identity: &str) -> &'a Header {
    let known = || plan.headers().iter().map(|header| header.identity.as_str()).collect::<Vec<_>>();
    let found = plan.headers().iter().filter(|header| header.identity == identity);
    found.max_by_key(|header| !header.kind.is_empty()).unwrap_or_else(|| panic!("no {identity} among {:?}", known()))
}

/// A value of a block.
pub fn value<'a>(plan: &'a Plan, identity: &str, attribute: &str) -> &'a Val {
    let values = plan.values(header(plan, identity).id).expect("it has values");
    values.get(attribute).unwrap_or_else(|| panic!("no {attribute} among {:?}", values.keys().collect::<Vec<_>>()))
}

/// A value as `.infra` writes it.
pub fn show(plan: &Plan, identity: &str, attribute: &str) -> String {
    plan.display(value(plan, identity, attribute))
}

fn has_poison(value: &infrac_plan::Value) -> bool {
    use infrac_plan::Value;
    match value {
        Value::Poison => true,
        Value::List(items) => items.iter().any(|item| has_poison(&item.value)),
        Value::Map(fields) | Value::Tag(_, fields) => fields.values().any(|field| has_poison(&field.value)),
        _ => false,
    }
}
