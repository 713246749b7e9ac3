//! Writing on a real disk, where things go wrong: interruptions, links, files in the place of folders.

#![allow(clippy::unwrap_used, reason = "a test's own files")]

use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Content, Disk, MANIFEST, Manifest, World, WritePlan};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn root(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.0.path()).unwrap().canonicalize_utf8().unwrap()
    }

    fn plan(&self, files: &[(&str, &str)]) -> WritePlan {
        self.plan_covering(files, |_| true)
    }

    fn plan_covering(&self, files: &[(&str, &str)], covers: impl Fn(&str) -> bool) -> WritePlan {
        let files = files.iter().map(|(path, text)| ((*path).into(), Content::Text((*text).into()))).collect();
        WritePlan::new(&self.root(), &self.root().join("out"), files, covers).unwrap()
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }

    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.root().join(path)).ok()
    }

    /// A folder at the path of the document named `blocker` makes `apply` fail there, after the documents before it.
    fn interrupted(&self, files: &[(&str, &str)], blocker: &str) {
        let plan = self.plan(files);
        std::fs::create_dir_all(self.root().join("out").join(blocker).join("in the way")).unwrap();
        assert!(plan.apply().is_err());
        std::fs::remove_dir_all(self.root().join("out").join(blocker)).unwrap();
    }
}

#[test]
fn an_interrupted_build_recovers_even_if_the_source_changes_before_the_next() {
    let folder = Folder::new();
    folder.plan(&[("a", "1")]).apply().unwrap();
    folder.interrupted(&[("a", "2"), ("b", "2"), ("z", "2")], "z");
    assert_eq!((folder.read("out/a").as_deref(), folder.read("out/b").as_deref()), (Some("2"), Some("2")));
    // Another source now: both files are infrac's own, and nobody edited them.
    let plan = folder.plan(&[("a", "3"), ("b", "3")]);
    assert_eq!(plan.edited(), Vec::<String>::new());
    plan.apply().unwrap();
    assert_eq!((folder.read("out/a").as_deref(), folder.read("out/b").as_deref()), (Some("3"), Some("3")));
    assert!(!folder.read("out/infrac.manifest.json").unwrap().contains("unfinished"));
}

#[test]
fn what_an_interrupted_build_made_and_nobody_wants_is_removed() {
    let folder = Folder::new();
    folder.interrupted(&[("a", "1"), ("z", "1")], "z");
    let plan = folder.plan(&[("c", "1")]);
    assert_eq!(plan.orphaned(), ["out/a"]);
    plan.apply().unwrap();
    assert_eq!(folder.read("out/a"), None);
}

#[test]
fn a_build_of_another_environment_keeps_what_an_interrupted_one_knows() {
    let folder = Folder::new();
    folder.interrupted(&[("dev/a", "1"), ("z", "1")], "z");
    folder.plan_covering(&[("live/a", "1")], |path| path.starts_with("live/")).apply().unwrap();
    let plan = folder.plan(&[("dev/a", "2"), ("live/a", "1")]);
    assert_eq!((plan.edited(), plan.stale()), (Vec::new(), vec!["out/dev/a".to_owned()]));
}

#[test]
fn an_edit_after_an_interruption_is_still_an_edit() {
    let folder = Folder::new();
    folder.interrupted(&[("a", "1"), ("z", "1")], "z");
    folder.put("out/a", "by hand");
    let plan = folder.plan(&[("a", "2")]);
    assert_eq!(plan.edited(), ["out/a"]);
    plan.apply().unwrap();
    assert_eq!(folder.read("out/a").as_deref(), Some("by hand"));
}

#[cfg(unix)]
#[test]
fn an_orphan_behind_a_link_is_not_removed() {
    let (folder, outside) = (Folder::new(), Folder::new());
    folder.plan(&[("sub/precious", "data")]).apply().unwrap();
    // The folder was replaced by a link to one outside, which holds a file of the same name and bytes.
    std::fs::remove_dir_all(folder.root().join("out/sub")).unwrap();
    outside.put("precious", "data");
    std::os::unix::fs::symlink(outside.root(), folder.root().join("out/sub")).unwrap();
    let plan = folder.plan(&[]);
    assert_eq!(plan.orphaned(), Vec::<String>::new());
    plan.apply().unwrap();
    assert_eq!(outside.read("precious").as_deref(), Some("data"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_file_is_never_written_through() {
    let (folder, outside) = (Folder::new(), Folder::new());
    outside.put("secret", "theirs");
    std::fs::create_dir_all(folder.root().join("out")).unwrap();
    std::os::unix::fs::symlink(outside.root().join("secret"), folder.root().join("out/f")).unwrap();
    let files = vec![("f".into(), Content::Text("1".into()))];
    let planned = WritePlan::new(&folder.root(), &folder.root().join("out"), files, |_| true);
    assert!(planned.is_err());
    assert_eq!(outside.read("secret").as_deref(), Some("theirs"));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let folder = Folder::new();
    folder.plan(&[("a", "1"), ("b/c", "1")]).apply().unwrap();
    let plan = folder.plan(&[("a/x", "1"), ("b", "1")]);
    assert_eq!((plan.missing().len(), plan.orphaned().len()), (2, 2));
    plan.apply().unwrap();
    assert_eq!((folder.read("out/a/x").as_deref(), folder.read("out/b").as_deref()), (Some("1"), Some("1")));
}

#[test]
fn a_folder_that_holds_a_persons_file_is_not_replaced() {
    let folder = Folder::new();
    folder.put("out/f/mine", "mine");
    let plan = folder.plan(&[("f", "1")]);
    assert_eq!(plan.edited(), ["out/f"]);
    plan.apply().unwrap();
    assert_eq!(folder.read("out/f/mine").as_deref(), Some("mine"));
}

#[test]
fn a_damaged_manifest_makes_nothing_infracs_own() {
    let folder = Folder::new();
    folder.plan(&[("f", "1")]).apply().unwrap();
    for damage in ["", "{", "[]", "{\"version\":9,\"files\":{}}", "\u{0}"] {
        folder.put(&format!("out/{MANIFEST}"), damage);
        let plan = folder.plan(&[("f", "2")]);
        assert_eq!(plan.edited(), ["out/f"], "{damage:?}");
        assert_eq!(Manifest::parse(damage.as_bytes()), Manifest::default());
    }
}

#[test]
fn nothing_is_touched_when_nothing_changes() {
    let folder = Folder::new();
    folder.plan(&[("a/f", "1")]).apply().unwrap();
    let time = |path: &str| std::fs::metadata(folder.root().join(path)).unwrap().modified().unwrap();
    let before = (time("out/a/f"), time("out/infrac.manifest.json"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    folder.plan(&[("a/f", "1")]).apply().unwrap();
    assert_eq!(before, (time("out/a/f"), time("out/infrac.manifest.json")));
}

#[cfg(unix)]
#[test]
fn generated_files_can_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.plan(&[("f", "1")]).apply().unwrap();
    let mode = |path: &str| std::fs::metadata(folder.root().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("out/f"), mode("out/infrac.manifest.json")), (0o644, 0o644));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_socket_is_no_source_file() {
    let folder = Folder::new();
    folder.put("a.infra", "");
    let _socket = std::os::unix::net::UnixListener::bind(folder.root().join("b.infra")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.root().join("c.infra")).unwrap();
    let disk = Disk::open(&folder.root()).unwrap();
    assert_eq!(
        disk.infra_files(Utf8Path::new("")).unwrap(),
        ["a.infra", "c.infra"],
        "a broken link is an error to report"
    );
}

/// A file beside the output directory, as a pipeline's host wants it.
const PLACED: &str = "@repository/.github/workflows/shop.yml";

#[test]
fn a_file_in_the_repository_is_as_safe_as_one_below_the_output() {
    let folder = Folder::new();
    let place = ".github/workflows/shop.yml";
    folder.plan(&[(PLACED, "1"), ("a", "1")]).apply().unwrap();
    assert_eq!(folder.read(place).as_deref(), Some("1"));
    let plan = folder.plan(&[(PLACED, "2"), ("a", "1")]);
    assert_eq!(plan.stale(), [place]);
    plan.apply().unwrap();
    // What a person changed stays, whether it is still generated or not.
    folder.put(place, "by hand");
    for files in [&[(PLACED, "3"), ("a", "1")][..], &[("a", "1")]] {
        let plan = folder.plan(files);
        assert_eq!(plan.edited(), [place]);
        plan.apply().unwrap();
        assert_eq!(folder.read(place).as_deref(), Some("by hand"));
    }
}

#[test]
fn what_is_no_longer_placed_goes_with_its_empty_folders_and_nothing_else() {
    let folder = Folder::new();
    folder.put(".github/dependabot.yml", "mine");
    folder.put(".github/workflows/release.yml", "mine");
    folder.plan(&[(PLACED, "1"), ("a", "1")]).apply().unwrap();
    folder.plan(&[("a", "1")]).apply().unwrap();
    assert_eq!(folder.read(".github/workflows/shop.yml"), None);
    assert_eq!(folder.read(".github/workflows/release.yml").as_deref(), Some("mine"));
    std::fs::remove_file(folder.root().join(".github/workflows/release.yml")).unwrap();
    folder.plan(&[(PLACED, "1"), ("a", "1")]).apply().unwrap();
    folder.plan(&[("a", "1")]).apply().unwrap();
    assert!(!folder.root().join(".github/workflows").exists());
    assert_eq!(folder.read(".github/dependabot.yml").as_deref(), Some("mine"));
}

#[test]
fn a_file_that_somebody_placed_before_is_left_alone() {
    let folder = Folder::new();
    folder.put(".github/workflows/shop.yml", "mine");
    let plan = folder.plan(&[(PLACED, "1")]);
    assert_eq!(plan.edited(), [".github/workflows/shop.yml"]);
    plan.apply().unwrap();
    assert_eq!(folder.read(".github/workflows/shop.yml").as_deref(), Some("mine"));
}
