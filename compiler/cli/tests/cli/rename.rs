//! Renaming keeps what targets call a block: `infrac.lock` and `@was`.

use crate::project::{Project, SHOP};

/// The shop with both blocks renamed.
fn renamed() -> String {
    SHOP.replace("service web {", "@was(web)\nservice site {")
        .replace("web.http", "site.http")
        .replace("postgres db {", "@was(db)\npostgres store {")
        .replace("db.url(", "store.url(")
}

/// The generated files. Descriptions for people follow the source, so they speak of the new name; nothing else may.
fn texts(folder: &Project) -> std::collections::BTreeMap<String, String> {
    let plain = |text: String| text.replace("PostgreSQL store", "PostgreSQL db");
    folder.texts().into_iter().map(|(path, text)| (path, plain(text))).collect()
}

#[test]
fn a_rename_with_was_changes_no_name_in_generated_files() {
    let folder = Project::built();
    let (files, lock) = (texts(&folder), folder.read("infrac.lock"));
    folder.put("shop.infra", &renamed());
    folder.run(&["build"]).exits(0);
    assert_eq!(texts(&folder), files);
    let moved = folder.read("infrac.lock");
    assert!(lock.contains("\nweb service web\n"), "{lock}");
    assert!(moved.contains("\nsite service web\n"), "{moved}");
    assert!(moved.contains("\nstore postgres db\n"), "{moved}");
    assert!(!moved.lines().any(|line| line.starts_with("web ") || line.starts_with("db ") || line.starts_with("db.")));
    // The note may go once the lock has moved.
    folder.put("shop.infra", &renamed().replace("@was(web)\n", "").replace("@was(db)\n", ""));
    folder.run(&["build"]).exits(0);
    assert_eq!((texts(&folder), folder.read("infrac.lock")), (files, moved));
}

#[test]
fn a_stateless_block_may_vanish_and_data_may_not() {
    let folder = Project::built();
    let before = folder.files("");
    folder.put("shop.infra", &renamed().replace("@was(db)\n", ""));
    let said = folder.run(&["build"]);
    said.exits(1).err("error[E0451]").err("`db`").err("@was(db)");
    let mut after = folder.files("");
    after.insert("shop.infra".into(), before["shop.infra"].clone());
    assert_eq!(after, before, "nothing was written");
    folder.put("shop.infra", &renamed().replace("@was(web)\n", ""));
    folder.run(&["build"]).exits(0).err("removed out/kubernetes/live/web.yaml");
    assert!(folder.texts().contains_key("out/kubernetes/live/site.yaml"));
}

#[test]
fn marks_of_a_merge_in_the_lock_are_named() {
    let folder = Project::built();
    let lock = folder.read("infrac.lock");
    folder.put("infrac.lock", &format!("<<<<<<< HEAD\n{lock}=======\n{lock}>>>>>>> other\n"));
    let before = folder.files("");
    for command in ["check", "build"] {
        folder.run(&[command]).exits(1).err("`infrac.lock`, line 1: ").err("merge").err("help: ");
    }
    assert_eq!(folder.files(""), before);
}
