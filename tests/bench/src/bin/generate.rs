//! `generate N FOLDER [--environments K]`: writes a project of N services in K environments (2 unless said).

use camino::Utf8PathBuf;
use infrac_bench::{Size, project};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (services, folder, environments) = match words.as_slice() {
        [services, folder] => (*services, *folder, "2"),
        [services, folder, "--environments", environments] => (*services, *folder, *environments),
        _ => return usage(),
    };
    let (Ok(services), Ok(environments)) = (services.parse(), environments.parse()) else { return usage() };
    let folder = Utf8PathBuf::from(folder);
    let text = project(Size { services, environments });
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("project.infra"), text));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(4)
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: generate N FOLDER [--environments K]");
    ExitCode::from(2)
}
