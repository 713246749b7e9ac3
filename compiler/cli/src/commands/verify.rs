use super::{known, open};
use crate::args::Verify;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use infrac_diagnostics::codes::e07::w0792_tool_absent as w0792;
use infrac_diagnostics::{Diagnostics, Severity};
use infrac_driver::Request;
use infrac_verify::{Options, Standing, ToolReport, compile_for, verify};
use std::time::Duration;

/// `infrac verify`: the real tools on the output, made in memory; the output directory is not touched.
pub fn run(args: &Verify, output: &Output) -> Result<Exit, Failure> {
    known("tool", &args.tool, infrac_verify::names())?;
    known("tool", &args.require, infrac_verify::names())?;
    let disk = open(&args.path)?;
    let request = Request { environments: args.env.clone(), targets: args.target.clone(), strict: args.strict };
    let compiled = compile_for(&disk, &request)?;
    if compiled.diagnostics.has_errors() {
        output.findings(&compiled.diagnostics, &compiled.sources);
        output.summary(&format!("{}; nothing was verified", counted(&compiled.diagnostics)));
        return Ok(Exit::Errors);
    }
    known("environment", &args.env, compiled.environments.iter().map(infrac_source::Str::as_str))?;
    let options = Options {
        tools: args.tool.clone(),
        required: args.require.clone(),
        strict: args.strict,
        skipped: args.skip.clone(),
        timeout: Duration::from_secs(args.timeout),
        search: std::env::var_os("PATH").unwrap_or_default(),
    };
    let report =
        verify(&compiled, &options).map_err(|error| Failure::io("cannot write to a temporary folder", error))?;
    let mut findings = compiled.diagnostics.clone();
    findings.extend(report.diagnostics);
    let exit = if findings.has_errors() { Exit::Errors } else { Exit::Fine };
    output.findings(&shown(findings, output), &compiled.sources);
    for tool in &report.tools {
        output.summary(&told(tool));
    }
    Ok(exit)
}

/// People read in the closing lines which tools were not there; machines, as findings.
fn shown(mut findings: Diagnostics, output: &Output) -> Diagnostics {
    if !output.for_machines() {
        findings.0.retain(|found| found.code != w0792::CODE || found.severity == Severity::Error);
    }
    findings
}

/// One line a tool.
fn told(tool: &ToolReport) -> String {
    let files = if tool.files == 1 { "1 file".to_owned() } else { format!("{} files", tool.files) };
    let (name, judges) = (tool.name, tool.judges);
    match &tool.standing {
        Standing::Judged { version, refused, advised } => {
            let parts = [(*refused, "error"), (*advised, "warning")].into_iter().filter(|(count, _)| *count > 0);
            let parts: Vec<String> =
                parts.map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" })).collect();
            let verdict = if parts.is_empty() { "fine".to_owned() } else { parts.join(", ") };
            let version = if version.is_empty() { String::new() } else { format!(" {version}") };
            format!("{name}{version}: {files}, {verdict}")
        }
        Standing::Absent => format!("{name}: absent; it would have judged {judges} ({files})"),
        Standing::Unable(why) => {
            format!("{name}: not all of {files} judged: {}", why.lines().next().unwrap_or_default())
        }
        Standing::Failed(why) => format!("{name}: failed: {}", why.lines().next().unwrap_or_default()),
    }
}
