//! `generate N FOLDER`: writes a project of N services.

use camino::Utf8PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let services = arguments.next().and_then(|number| number.parse().ok());
    let (Some(services), Some(folder)) = (services, arguments.next().map(Utf8PathBuf::from)) else {
        eprintln!("usage: generate N FOLDER");
        return ExitCode::from(2);
    };
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("project.infra"), infrac_bench::project(services)));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(4)
        }
    }
}
