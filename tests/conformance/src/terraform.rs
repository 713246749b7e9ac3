//! Terraform roots, judged by terraform itself against the real schemas of the providers (`tests/tools/terraform/check`).

use crate::tools::{Answer, root, run, tool};
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Disk, Request, compile};
use infrac_tree::print;

/// Whether terraform is on PATH. If it is not, says so loudly.
///
/// # Panics
/// Where `CI=true`: there a skip is a failure.
pub fn terraform_is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|folder| folder.join("terraform").is_file()) {
        return true;
    }
    let message = "SKIPPED: no terraform on PATH";
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}, and CI=true allows no skip");
    eprintln!("{message}");
    false
}

/// What terraform says of a root; with `before`, of moving there from that root. `None` if it cannot be asked.
pub fn check(folder: &Utf8Path, before: Option<&Utf8Path>) -> Option<Answer> {
    let python = tool("bin/terraform-schema-python")?;
    if !terraform_is_there() {
        return None;
    }
    let script = root().join("tests/tools/terraform/check");
    let mut arguments = vec![script.as_str()];
    if let Some(before) = before {
        arguments.extend(["--from", before.as_str()]);
    }
    arguments.push(folder.as_str());
    Some(run(folder, &python, &arguments))
}

/// A folder that stays until the system clears it, for whoever looks into a failure.
///
/// # Panics
/// If it cannot be made.
pub fn work_folder() -> Utf8PathBuf {
    let temporary = tempfile::Builder::new().prefix("infrac-terraform-").tempdir().expect("a temporary folder");
    Utf8PathBuf::from_path_buf(temporary.keep()).expect("a path that is UTF-8")
}

/// Builds the project in `folder` into `target`, and writes its lock: what `infrac build` does.
///
/// # Panics
/// If the project has errors.
pub fn build(folder: &Utf8Path, target: &Utf8Path) {
    let disk = Disk::open(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let compiled = compile(&disk, &Request::default()).unwrap_or_else(|error| panic!("{folder}: {error:?}"));
    let errors: Vec<&str> = compiled.diagnostics.0.iter().map(|found| found.message.as_str()).collect();
    assert!(!compiled.diagnostics.has_errors(), "{folder}: {errors:?}");
    for document in &compiled.documents {
        let place = target.join(document.path.as_str());
        std::fs::create_dir_all(place.parent().unwrap_or(target)).expect("a folder");
        std::fs::write(&place, print(document).text).expect("a file");
    }
    std::fs::write(folder.join("infrac.lock"), compiled.lock.print()).expect("a lock");
}

/// The roots below a folder that [`build`] has filled: environment and path.
pub fn roots(target: &Utf8Path) -> Vec<(String, Utf8PathBuf)> {
    let entries = target.join("terraform").read_dir_utf8().into_iter().flatten().filter_map(Result::ok);
    let mut roots: Vec<_> = entries.map(|entry| (entry.file_name().to_owned(), entry.path().to_owned())).collect();
    roots.sort();
    roots
}

/// Copies the `.infra` files of a project, so that building it leaves no lock there.
///
/// # Panics
/// If a file cannot be copied.
pub fn copy(folder: &Utf8Path) -> Utf8PathBuf {
    let target = work_folder();
    copy_into(folder, &target);
    target
}

fn copy_into(folder: &Utf8Path, target: &Utf8Path) {
    for entry in folder.read_dir_utf8().into_iter().flatten().filter_map(Result::ok) {
        let (from, to) = (entry.path(), target.join(entry.file_name()));
        if from.is_dir() && !matches!(entry.file_name(), "golden" | "out") {
            std::fs::create_dir_all(&to).expect("a folder");
            copy_into(from, &to);
        } else if from.is_file() {
            std::fs::copy(from, &to).expect("a copy");
        }
    }
}
