//! Generated files are what `cargo xtask gen` would write.

#[test]
fn generated_files_are_current() {
    let stale = xtask::generate::run(&infrac_tidy::root(), true).expect("the generators run");
    assert!(stale.is_empty(), "not current; run `cargo xtask gen`:\n  {}", stale.join("\n  "));
}

#[test]
fn every_file_of_the_standard_library_is_embedded() {
    let embedded: Vec<&str> = infrac_stdlib::FILES.iter().map(|(path, _)| *path).collect();
    let mut present: Vec<String> = infrac_tidy::text_files("stdlib")
        .iter()
        .filter(|file| file.path.extension() == Some("infra"))
        .map(|file| format!("std/{}", file.path.file_name().unwrap_or_default()))
        .collect();
    present.sort();
    assert_eq!(embedded, present, "stdlib/src/lib.rs lists the files in order of their paths");
}
