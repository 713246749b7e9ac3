use super::open;
use crate::args::Env;
use crate::failure::{Exit, Failure};
use crate::output::{Output, counted};
use infrac_diagnostics::did_you_mean;
use infrac_driver::{Compiled, Request, Row, compile, values};
use std::fmt::Write;

/// `infrac env`, `infrac env booking.replicas`. One line an attribute where it is the same everywhere, else one an environment.
pub fn run(args: &Env, output: &Output) -> Result<Exit, Failure> {
    let disk = open(&args.project)?;
    let compiled = compile(&disk, &Request::default())?;
    if compiled.diagnostics.has_errors() {
        output.findings(&compiled.diagnostics, &compiled.sources);
        output.summary(&counted(&compiled.diagnostics));
        return Ok(Exit::Errors);
    }
    let rows = values(&compiled, args.what.as_deref());
    if let (Some(wanted), true) = (&args.what, rows.is_empty()) {
        return Err(unknown(wanted, &compiled));
    }
    let text = if output.for_machines() { as_json(&rows, &compiled) } else { as_text(&rows, &compiled) };
    output.result(&text);
    Ok(Exit::Fine)
}

fn unknown(wanted: &str, compiled: &Compiled) -> Failure {
    let all = values(compiled, None);
    let owners = all.iter().filter_map(|row| row.name.rsplit_once('.')).map(|(owner, _)| owner);
    let help = match did_you_mean(wanted, owners.chain(all.iter().map(|row| row.name.as_str()))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`infrac env` without a name lists all".to_owned(),
    };
    Failure::usage(format!("no block or attribute is called `{wanted}`"), help)
}

fn as_text(rows: &[Row], compiled: &Compiled) -> String {
    let mut text = String::new();
    for row in rows {
        let first = row.values.first().cloned().flatten();
        if row.values.iter().all(|value| *value == first) {
            let _ = writeln!(text, "{} = {}", row.name, first.unwrap_or_default());
            continue;
        }
        let _ = writeln!(text, "{}", row.name);
        let width = compiled.environments.iter().map(|name| name.len()).max().unwrap_or(0);
        for (environment, value) in compiled.environments.iter().zip(&row.values) {
            let value = value.as_deref().unwrap_or("(not there)");
            let _ = writeln!(text, "  {environment:width$} = {value}");
        }
    }
    text
}

fn as_json(rows: &[Row], compiled: &Compiled) -> String {
    let mut all = serde_json::Map::new();
    for row in rows {
        let cells = compiled.environments.iter().zip(&row.values);
        let cells = cells.map(|(environment, value)| (environment.to_string(), value.clone().into()));
        all.insert(row.name.clone(), serde_json::Value::Object(cells.collect()));
    }
    format!("{:#}\n", serde_json::Value::Object(all))
}
