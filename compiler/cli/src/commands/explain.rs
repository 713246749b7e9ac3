use crate::args::Explain;
use crate::failure::{Exit, Failure};
use crate::output::Output;
use infrac_diagnostics::{codes, did_you_mean};

/// `infrac explain E0301`, `infrac explain --list`.
pub fn run(args: &Explain, output: &Output) -> Result<Exit, Failure> {
    let Some(wanted) = args.code.as_deref().filter(|_| !args.list) else {
        let lines = codes::all().map(|info| format!("{}  {}\n", info.code, info.name.replace('-', " ")));
        output.result(&lines.collect::<String>());
        return Ok(Exit::Fine);
    };
    let Some(info) = codes::find(wanted) else {
        let upper = wanted.to_uppercase();
        let help = match did_you_mean(&upper, codes::all().map(|info| info.code)) {
            Some(near) => format!("did you mean `{near}`? `infrac explain --list` names all codes"),
            None => "`infrac explain --list` names all codes".to_owned(),
        };
        return Err(Failure::usage(format!("there is no code `{wanted}`"), help));
    };
    output.result(info.page);
    Ok(Exit::Fine)
}
