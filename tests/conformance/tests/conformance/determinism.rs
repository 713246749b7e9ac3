//! The same input gives the same bytes.

use camino::Utf8Path;
use infrac_conformance::built::{documents, examples};
use infrac_conformance::tools::root;

#[test]
fn building_twice_gives_the_same_bytes() {
    for name in examples() {
        let folder = root().join("examples").join(&name);
        let (first, second) = (documents(&folder), documents(&folder));
        assert!(first.len() > 1, "{name} generates {} files", first.len());
        assert_eq!(first, second, "{name}");
    }
}

#[test]
fn the_folder_does_not_matter() {
    for name in examples() {
        let folder = root().join("examples").join(&name);
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let elsewhere = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8").join("copy");
        copy(&folder, &elsewhere);
        assert_eq!(documents(&folder), documents(&elsewhere), "{name}");
    }
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in from.read_dir_utf8().expect("a folder").filter_map(Result::ok) {
        let target = to.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if entry.file_name() != "out" {
                copy(entry.path(), &target);
            }
        } else {
            std::fs::copy(entry.path(), target).expect("a file");
        }
    }
}
