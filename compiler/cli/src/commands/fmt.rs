use crate::args::Fmt;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use camino::Utf8PathBuf;
use infrac_diagnostics::Diagnostics;
use infrac_driver::{Formatted, format_text, infra_files_below, write_file};
use infrac_source::Sources;
use std::io::Read;

/// `infrac fmt`, `infrac fmt --check`, `infrac fmt --diff`, `infrac fmt -`. A file with syntax errors is reported and left as it is.
pub fn run(args: &Fmt, output: &Output) -> Result<Exit, Failure> {
    if args.paths.iter().any(|path| path == "-") {
        return standard_input(args, output);
    }
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let mut changed: Vec<Utf8PathBuf> = Vec::new();
    for path in &args.paths {
        let files =
            infra_files_below(path).map_err(|error| Failure::io(format_args!("cannot read `{path}`"), error))?;
        for file in files {
            let bytes =
                std::fs::read(&file).map_err(|error| Failure::io(format_args!("cannot read `{file}`"), error))?;
            let formatted = format_text(&mut sources, file.clone(), &bytes);
            let diff = if args.diff { formatted.diff(file.as_str()) } else { None };
            let Formatted { text, diagnostics: found, .. } = formatted;
            diagnostics.extend(found);
            let Some(text) = text.filter(|text| text.as_bytes() != bytes) else { continue };
            if let Some(diff) = diff {
                output.result(&diff);
            } else if !args.check {
                write_file(&file, text.as_bytes())
                    .map_err(|error| Failure::io(format_args!("cannot write `{file}`"), error))?;
            }
            changed.push(file);
        }
    }
    finish(args, output, &sources, &diagnostics, &changed)
}

fn finish(
    args: &Fmt,
    output: &Output,
    sources: &Sources,
    diagnostics: &Diagnostics,
    changed: &[Utf8PathBuf],
) -> Result<Exit, Failure> {
    if args.diff {
        output.findings_beside(diagnostics, sources);
    } else {
        output.findings(diagnostics, sources);
    }
    let writes = !args.check && !args.diff;
    let verb = if writes { "laid out" } else { "would lay out" };
    for file in changed {
        output.summary(&format!("{verb} {file}"));
    }
    if diagnostics.has_errors() {
        output.summary(&format!("{}; those files are left as they are", counted(diagnostics)));
        return Ok(Exit::Errors);
    }
    Ok(if !writes && !changed.is_empty() { Exit::Stale } else { Exit::Fine })
}

fn standard_input(args: &Fmt, output: &Output) -> Result<Exit, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::io("cannot read standard input", error))?;
    let mut sources = Sources::default();
    let formatted = format_text(&mut sources, "standard input", &bytes);
    let diff = formatted.diff("standard input");
    let Formatted { text, diagnostics, .. } = formatted;
    if args.check {
        output.findings(&diagnostics, &sources);
    } else {
        output.findings_beside(&diagnostics, &sources);
    }
    let Some(text) = text else {
        if !args.check && !args.diff {
            // Whoever pipes a file through gets it back byte by byte, so that nothing is lost.
            output.bytes(&bytes);
        }
        return Ok(Exit::Errors);
    };
    if args.diff {
        diff.iter().for_each(|diff| output.result(diff));
    } else if !args.check {
        output.result(&text);
        return Ok(Exit::Fine);
    }
    Ok(if text.as_bytes() == bytes { Exit::Fine } else { Exit::Stale })
}
