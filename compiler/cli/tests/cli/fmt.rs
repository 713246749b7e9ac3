//! `fmt`.

use crate::project::Project;

const WILD: &str = "project shop { }\nservice   web {image=\"a/b:1\"}\n";
const TIDY: &str = "project shop {}\nservice web { image = \"a/b:1\" }\n";
const BROKEN: &str = "service   web { image = \"a/b:1 }\n";

#[test]
fn files_are_laid_out_in_place_and_only_if_they_need_it() {
    let folder = Project::new(&[("a.infra", WILD), ("b.infra", TIDY), ("sub/c.infra", WILD), ("d.txt", WILD)]);
    let before = folder.files("")["b.infra"].1;
    let said = folder.run(&["fmt"]);
    said.exits(0).err("laid out ").err("a.infra").err("c.infra");
    assert!(!said.err.contains("b.infra"), "{}", said.err);
    assert_eq!((folder.read("a.infra"), folder.read("sub/c.infra")), (TIDY.to_owned(), TIDY.to_owned()));
    assert_eq!((folder.read("d.txt").as_str(), folder.files("")["b.infra"].1), (WILD, before));
    folder.run(&["fmt", "--check"]).exits(0).silent();
}

#[test]
fn check_names_the_files_and_touches_none() {
    let folder = Project::new(&[("a.infra", WILD), ("b.infra", TIDY)]);
    folder.run(&["fmt", "--check", "a.infra"]).exits(3).err("would lay out a.infra");
    folder.run(&["fmt", "--check", "b.infra"]).exits(0);
    folder.run(&["fmt", "--check"]).exits(3).err("a.infra");
    assert_eq!(folder.read("a.infra"), WILD);
}

#[test]
fn diff_shows_what_would_change_and_touches_nothing() {
    let folder = Project::new(&[("a.infra", WILD), ("b.infra", TIDY)]);
    let said = folder.run(&["fmt", "--diff"]);
    said.exits(3).err("would lay out ");
    for line in ["--- a/", "+++ b/", "-service   web {image=\"a/b:1\"}", "+service web { image = \"a/b:1\" }"] {
        assert!(said.out.contains(line), "{line} in {}", said.out);
    }
    assert_eq!(folder.read("a.infra"), WILD);
    folder.run(&["fmt", "--diff", "b.infra"]).exits(0).silent();
    folder.run_with(&["fmt", "--diff", "-"], WILD).exits(3);
}

#[test]
fn a_broken_file_is_reported_and_left_while_the_others_are_laid_out() {
    let folder = Project::new(&[("a.infra", BROKEN), ("b.infra", WILD)]);
    folder.run(&["fmt"]).exits(1).err("error[E0103]").err("those files are left as they are");
    assert_eq!((folder.read("a.infra").as_str(), folder.read("b.infra").as_str()), (BROKEN, TIDY));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Project::new(&[]);
    let said = folder.run_with(&["fmt", "-"], WILD);
    said.exits(0);
    assert_eq!((said.out.as_str(), said.err.as_str()), (TIDY, ""));
    folder.run_with(&["fmt", "-", "--check"], WILD).exits(3);
    folder.run_with(&["fmt", "-", "--check"], TIDY).exits(0).silent();
}

#[test]
fn broken_standard_input_comes_back_unchanged() {
    for format in ["human", "json", "short"] {
        let said = Project::new(&[]).run_with(&["fmt", "-", "--format", format], BROKEN);
        said.exits(1).err("E0103");
        assert_eq!(said.out, BROKEN, "{format}");
    }
    let said = Project::new(&[]).run_with(&["fmt", "-", "--check"], BROKEN);
    said.exits(1).err("E0103");
}
