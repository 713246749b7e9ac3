use super::open;
use crate::args::Why;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use camino::{Utf8Path, Utf8PathBuf};
use infrac_diagnostics::did_you_mean;
use infrac_driver::{Answer, Compiled, LineSource, Request, TARGETS, compile, why};
use std::fmt::Write;

/// `infrac why out/compose/dev/compose.yaml:12`.
pub fn run(args: &Why, output: &Output) -> Result<Exit, Failure> {
    let (file, line) = place(&args.place)?;
    let disk = open(&args.project)?;
    let text =
        std::fs::read_to_string(&file).map_err(|error| Failure::io(format_args!("cannot read `{file}`"), error))?;
    let placed = file.canonicalize_utf8().ok().and_then(|file| infrac_driver::document_at(&disk, &file));
    let path = match placed {
        Some(path) => path,
        None => below_output(&file, &disk.project().join(&args.out))?,
    };
    let mut compiled = compile(&disk, &Request::default())?;
    // A target that writes only where it is asked to: `build --target kubernetes` where a chart is the rule.
    if let Some(target) = asked_for(&path, &compiled) {
        compiled = compile(&disk, &Request { targets: vec![target], ..Request::default() })?;
    }
    if compiled.diagnostics.has_errors() {
        output.findings(&compiled.diagnostics, &compiled.sources);
        output.summary(&counted(&compiled.diagnostics));
        return Ok(Exit::Errors);
    }
    let Some(answers) = why(&compiled, &path, &text) else {
        let near = did_you_mean(&path, compiled.documents.iter().map(|document| document.path.as_str()));
        let help = near.map_or_else(
            || "it may be left from an earlier build: `infrac build --check`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Failure::usage(format!("the project does not generate `{path}`"), help));
    };
    match line {
        None => output.result(&answers.iter().map(|answer| told(answer, &compiled)).collect::<String>()),
        Some(line) => match answers.iter().find(|answer| answer.line == line) {
            Some(answer) => output.result(&told(answer, &compiled)),
            None => return Err(Failure::usage(format!("`{file}` has {} lines", answers.len()), "name one of them")),
        },
    }
    Ok(Exit::Fine)
}

/// The target that a document belongs to by its path, if it is not among those that were made without being asked for.
fn asked_for(path: &str, compiled: &Compiled) -> Option<String> {
    let is_made = compiled.documents.iter().any(|document| document.path == path);
    let target = path.split('/').next().filter(|id| TARGETS.iter().any(|target| target.id() == *id))?;
    (!is_made && !compiled.diagnostics.has_errors()).then(|| target.to_owned())
}

/// `FILE:LINE` or `FILE`.
fn place(text: &str) -> Result<(Utf8PathBuf, Option<usize>), Failure> {
    match text.rsplit_once(':') {
        Some((file, line)) => match line.parse() {
            Ok(number) if number > 0 => Ok((file.into(), Some(number))),
            _ => Err(Failure::usage(format!("`{line}` is no line number"), "write FILE:LINE, lines count from 1")),
        },
        None => Ok((text.into(), None)),
    }
}

/// The document's path: the file's, relative to the output directory.
fn below_output(file: &Utf8Path, out: &Utf8Path) -> Result<String, Failure> {
    let absolute = |path: &Utf8Path| {
        path.canonicalize_utf8().map_err(|error| Failure::io(format_args!("cannot open `{path}`"), error))
    };
    let (file, out) = (absolute(file)?, absolute(out)?);
    match file.strip_prefix(&out) {
        Ok(path) => Ok(path.as_str().to_owned()),
        Err(_) => Err(Failure::usage(
            format!("`{file}` does not lie below the output directory `{out}`"),
            "say where the output is: `--out DIR`",
        )),
    }
}

fn told(answer: &Answer, compiled: &Compiled) -> String {
    let mut text = format!("{:>5} | {}\n", answer.line, answer.text);
    match &answer.source {
        LineSource::Structure => text.push_str("      = written by infrac itself\n"),
        LineSource::Edited => {
            text.push_str("      = not generated: somebody edited the file; a `patch` block would keep it\n")
        }
        LineSource::Generated(steps) => {
            for step in steps {
                let Some(source) = compiled.sources.get(step.span.file) else { continue };
                let at = source.line_column(step.span.start);
                let line = source.lines().start_of(at.line - 1).map_or(0, |start| start as usize);
                let excerpt = source.text().get(line..).and_then(|rest| rest.lines().next()).unwrap_or("").trim();
                let by = if step.what.is_empty() { String::new() } else { format!("by {}, ", step.what) };
                let _ = writeln!(text, "      = {by}{}:{}:{}: {excerpt}", source.path(), at.line, at.column);
            }
        }
    }
    text
}
