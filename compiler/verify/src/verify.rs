//! All tools, one after the other or side by side, and their words as diagnostics.

use crate::advice::{Advice, Located};
use crate::finding::{Finding, Weight};
use crate::process::Trouble;
use crate::program::{Presence, Program};
use crate::report::{Report, Standing, ToolReport};
use crate::stage::Stage;
use crate::tools::{Bench, Judgement, TOOLS, Tool};
use infrac_diagnostics::codes::e07::e0790_tool_refuses as e0790;
use infrac_diagnostics::codes::e07::e0793_tool_failed as e0793;
use infrac_diagnostics::codes::e07::w0792_tool_absent as w0792;
use infrac_diagnostics::{Diagnostics, Severity};
use infrac_driver::Compiled;
use rayon::prelude::*;
use std::ffi::OsString;
use std::io;
use std::time::Duration;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Options {
    /// Only these tools; empty: all.
    pub tools: Vec<String>,
    /// Tools whose absence is an error.
    pub required: Vec<String>,
    /// The absence of any tool is an error, and so is what a tool advises against.
    pub strict: bool,
    /// Rules, by the tools' names for them, that are not spoken of.
    pub skipped: Vec<String>,
    /// How long one run of a tool may take.
    pub timeout: Duration,
    /// Where tools are looked for, in the form of `PATH`; they find what they start themselves there too.
    pub search: OsString,
}

/// Runs the tools that are there on the documents of a build. An error: the documents could not be written to a temporary folder.
pub fn verify(compiled: &Compiled, options: &Options) -> io::Result<Report> {
    let stage = Stage::new(compiled)?;
    let wanted = |tool: &&&dyn Tool| options.tools.is_empty() || options.tools.iter().any(|name| name == tool.name());
    let asked: Vec<&dyn Tool> = TOOLS.iter().filter(wanted).copied().collect();
    let judged: Vec<(ToolReport, Diagnostics)> =
        asked.par_iter().filter_map(|tool| judged(*tool, &stage, options)).collect();
    let (tools, found): (Vec<ToolReport>, Vec<Diagnostics>) = judged.into_iter().unzip();
    let mut diagnostics = Diagnostics::default();
    found.into_iter().for_each(|found| diagnostics.extend(found));
    Ok(Report { diagnostics: diagnostics.joined(), tools })
}

/// One tool. `None` if it has nothing to judge.
fn judged(tool: &dyn Tool, stage: &Stage<'_>, options: &Options) -> Option<(ToolReport, Diagnostics)> {
    let files = tool.documents(stage).len();
    if files == 0 {
        return None;
    }
    let must = options.strict || options.required.iter().any(|name| name == tool.name());
    let mut diagnostics = Diagnostics::default();
    let standing = match Program::find(tool.ways(), &options.search, stage.scratch(), options.timeout) {
        Presence::Absent => {
            let severity = if must { Severity::Error } else { Severity::Info };
            diagnostics.push(w0792::absent(severity, tool.name(), tool.judges()));
            Standing::Absent
        }
        Presence::Broken(why) => {
            let why = stage.cleaned(&why);
            diagnostics.push(e0793::failed(tool.name(), &why));
            Standing::Failed(why)
        }
        Presence::There(program) => {
            let judgement =
                tool.judge(&Bench { stage, program: &program, timeout: options.timeout, search: &options.search });
            told(tool, stage, options, must, program.version, judgement, &mut diagnostics)
        }
    };
    Some((ToolReport { name: tool.name(), judges: tool.judges(), files, standing }, diagnostics))
}

/// A judgement as diagnostics.
fn told(
    tool: &dyn Tool,
    stage: &Stage<'_>,
    options: &Options,
    must: bool,
    version: String,
    judgement: Judgement,
    diagnostics: &mut Diagnostics,
) -> Standing {
    let is_skipped = |finding: &&Finding| finding.rule.as_ref().is_some_and(|rule| options.skipped.contains(rule));
    let (mut refused, mut advice) = (0, Advice::default());
    for finding in judgement.findings.iter().filter(|finding| !is_skipped(finding)) {
        let said = Located::of(stage, finding);
        match finding.weight {
            Weight::Refused => {
                refused += 1;
                diagnostics.push(said.labelled(e0790::refused(said.told(tool.name()))));
            }
            Weight::Advised if said.is_allowed() => {}
            Weight::Advised => advice.add(said),
        }
    }
    let mut advice = advice.diagnostics(tool.name());
    if options.strict {
        advice.iter_mut().for_each(|found| found.severity = Severity::Error);
    }
    let advised = advice.len();
    advice.into_iter().for_each(|found| diagnostics.push(found));
    let mut standing = Standing::Judged { version, refused, advised };
    for trouble in judgement.troubles {
        match trouble {
            Trouble::Failed(why) => {
                let why = stage.cleaned(&why);
                diagnostics.push(e0793::failed(tool.name(), &why));
                standing = Standing::Failed(why);
            }
            Trouble::Unable(why) => {
                let why = stage.cleaned(&why);
                let severity = if must { Severity::Error } else { Severity::Info };
                diagnostics.push(w0792::unable(severity, tool.name(), tool.judges(), &why));
                if !matches!(standing, Standing::Failed(_)) {
                    standing = Standing::Unable(why);
                }
            }
        }
    }
    standing
}
