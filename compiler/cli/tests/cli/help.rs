//! What the command says of itself.

use crate::project::{Project, command};
use std::process::Stdio;

const COMMANDS: [&str; 12] =
    ["init", "check", "build", "fmt", "test", "verify", "explain", "why", "graph", "env", "lsp", "completions"];

#[test]
fn every_command_is_listed_and_shows_an_example_of_itself() {
    let folder = Project::new(&[]);
    let top = folder.run(&["--help"]);
    top.exits(0).out("Exit codes: 0 fine, 1 errors in the input, 2 wrong usage, 3 generated files out of date, 4 ");
    for name in COMMANDS {
        top.out(&format!("\n  {name} "));
        let said = folder.run(&[name, "--help"]);
        said.exits(0);
        let examples = said.out.split_once("Example").map_or("", |(_, examples)| examples);
        assert!(examples.contains(&format!("infrac {name}")), "{name} has no example:\n{}", said.out);
    }
    let listed = top.out.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    assert_eq!(listed.count(), COMMANDS.len() + 1, "and `help`:\n{}", top.out);
}

#[test]
fn codes_are_explained_and_listed() {
    let folder = Project::new(&[]);
    folder.run(&["explain", "E0301"]).exits(0).out("# E0301: type mismatch").out("## Wrong").out("## Right");
    folder.run(&["explain", "e0301"]).exits(0).out("# E0301: type mismatch");
    let list = folder.run(&["explain", "--list"]);
    list.exits(0).out("E0301  type mismatch\n").out("W0701  ").out("E0801  ");
    assert!(list.out.lines().count() > 100, "{}", list.out);
    let said = folder.run(&["explain", "W0310"]);
    said.exits(2).err("there is no code `W0310`").err("`infrac explain --list` names all codes");
    assert_eq!(said.out, "");
}

#[test]
fn completions_name_the_commands() {
    let said = Project::new(&[]).run(&["completions", "bash"]);
    said.exits(0).out("complete -F _infrac");
    for name in COMMANDS {
        said.out(name);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    for args in [&["explain", "--list"][..], &["completions", "bash"], &["check", "--format", "json"]] {
        let folder = Project::shop();
        let mut child = command(args)
            .current_dir(folder.root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""), "{args:?}");
    }
}
