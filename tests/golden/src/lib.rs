//! The stages of the compiler, written down for people: what each gives for a case of the corpus.
//!
//! In: the folder of a case. Out: golden files by name: `1-tokens.txt`, `2-layout.infra`, `3-model.txt`, `4-plan-ENV.txt`, `5-diagnostics.txt` and
//! `out/…` as a build would write it. A difference reads like a review of what a change does.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_diagnostics::render;
use infrac_driver::{Compiled, Disk, Request, TARGETS, World, compile, load};
use infrac_model::Model;
use infrac_plan::Plan;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Golden files: name below the case's `golden` folder, and text.
pub type Goldens = BTreeMap<Utf8PathBuf, String>;

/// The folder of all cases.
pub fn corpus() -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

/// The names of all cases, in order.
pub fn cases() -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in corpus().read_dir_utf8()? {
        let entry = entry?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// What every stage gives for a case.
pub fn goldens(case: &str) -> Result<Goldens, String> {
    let disk = Disk::open(&corpus().join(case)).map_err(|error| error.to_string())?;
    let mut goldens = syntax(&disk)?;
    let compiled = compile(&disk, &everything()).map_err(|error| format!("{error:?}"))?;
    goldens.insert("3-model.txt".into(), model(&compiled.model));
    for plan in &compiled.plans {
        goldens.insert(format!("4-plan-{}.txt", plan.environment_name()).into(), self::plan(plan));
    }
    goldens.insert("5-diagnostics.txt".into(), render::short(&compiled.diagnostics, &compiled.sources));
    goldens.extend(documents(&compiled));
    Ok(goldens)
}

fn documents(compiled: &Compiled) -> impl Iterator<Item = (Utf8PathBuf, String)> {
    let printed = |document| (Utf8Path::new("out").join(path(document)), infrac_tree::print(document).text);
    compiled.documents.iter().map(printed)
}

fn path(document: &infrac_tree::Document) -> &str {
    document.path.as_str()
}

/// Tokens and canonical layout of each file of the case's own folder.
fn syntax(disk: &Disk) -> Result<Goldens, String> {
    let loaded = load(disk).map_err(|error| format!("{error:?}"))?;
    let names = disk.infra_files(Utf8Path::new("")).map_err(|error| error.to_string())?;
    let (mut tokens, mut layout) = (String::new(), String::new());
    for file in loaded.modules.iter().flat_map(|module| &module.files) {
        if !names.iter().any(|name| name == file.source.path()) {
            continue;
        }
        let _ = writeln!(tokens, "// {}", file.source.path());
        let lines = file.source.lines();
        let mut line = None;
        for token in &file.parsed.tokens {
            let at = lines.line_of(token.start);
            let text = file.source.text().get(token.start as usize..token.end as usize).unwrap_or("");
            let separator = match line {
                Some(before) if before == at => " ",
                Some(_) => "\n",
                None => "",
            };
            let _ = write!(tokens, "{separator}{:?}", text);
            line = Some(at);
        }
        tokens.push('\n');
        let _ = writeln!(layout, "// {}", file.source.path());
        layout.push_str(
            &infrac_format::format(&file.source, &file.parsed).unwrap_or_else(|| "(has syntax errors)\n".into()),
        );
    }
    Ok(Goldens::from([("1-tokens.txt".into(), tokens), ("2-layout.infra".into(), layout)]))
}

/// What the project itself declares, with the types that the checker found.
fn model(model: &Model) -> String {
    let mut text = String::new();
    for module in model.modules().iter().skip(1) {
        let name = if module.path.is_empty() { "root" } else { &module.path };
        let _ = writeln!(text, "module {name}");
        for &id in &module.blocks {
            let block = model.block(id);
            let _ = writeln!(text, "  {} {}", model.head_name(block.head), block.label);
        }
    }
    for environment in model.environments() {
        let parent =
            environment.parent.map(|parent| format!(": {}", model.environment(parent).name)).unwrap_or_default();
        let note = if environment.is_abstract { " (abstract)" } else { "" };
        let _ = writeln!(text, "environment {}{parent}{note}", environment.name);
    }
    for component in model.components().iter().filter(|component| component.module.0 > 0) {
        let _ = writeln!(text, "component {}", component.name);
        for param in component.params.values() {
            let _ = writeln!(text, "  param {}: {}", param.name, model.type_text(&param.ty));
        }
        for (name, output) in &component.outputs {
            let _ = writeln!(text, "  output {name}: {}", model.type_text(&output.ty));
        }
    }
    for definition in model.types().iter().filter(|definition| definition.module.0 > 0 && !definition.name.is_empty()) {
        let _ = writeln!(text, "type {}", definition.name);
    }
    text
}

/// Blocks with their values, edges and the order of starting.
fn plan(plan: &Plan) -> String {
    let mut text = String::new();
    for header in plan.headers() {
        let what = header.component.as_ref().unwrap_or(&header.kind);
        let _ = writeln!(text, "{what} {} (name {})", header.identity, header.name);
        for (attribute, value) in plan.values(header.id).into_iter().flatten() {
            let _ = writeln!(text, "  {attribute} = {}", plan.display(value));
        }
    }
    let identity = |id| plan.header(id).map_or("?", |header| header.identity.as_str());
    for edge in plan.edges() {
        let port = edge.port.as_ref().map(|port| format!(":{port}")).unwrap_or_default();
        let nature = format!("{:?} {:?}", edge.strength, edge.nature).to_lowercase();
        let _ = writeln!(text, "{} -> {}{port} ({nature})", identity(edge.from), identity(edge.to));
    }
    let order: Vec<&str> = plan.start_order().iter().map(|&id| identity(id)).collect();
    let _ = writeln!(text, "start order: {}", order.join(", "));
    text
}

/// Every target that can carry an environment, whether it does so by default or not.
fn everything() -> Request {
    Request { targets: TARGETS.iter().map(|target| target.id().to_owned()).collect(), ..Request::default() }
}
