use crate::args::Init;
use crate::failure::{Exit, Failure};
use crate::output::Output;

/// The project that `init` writes; `NAME` stands for its name, `HOST` for its name in a domain's.
const TEMPLATE: &str = include_str!("init.infra");

/// `infrac init shop`: a project that builds. A folder that holds `.infra` files is left alone.
pub fn run(args: &Init, output: &Output) -> Result<Exit, Failure> {
    let folder = &args.path;
    std::fs::create_dir_all(folder).map_err(|error| Failure::io(format_args!("cannot make `{folder}`"), error))?;
    let absolute =
        folder.canonicalize_utf8().map_err(|error| Failure::io(format_args!("cannot open `{folder}`"), error))?;
    let entries =
        absolute.read_dir_utf8().map_err(|error| Failure::io(format_args!("cannot read `{folder}`"), error))?;
    if entries.flatten().any(|entry| entry.path().extension() == Some("infra")) {
        return Err(Failure::usage(
            format!("`{folder}` holds `.infra` files already"),
            "name another folder: `infrac init NAME`",
        ));
    }
    let name = project_name(absolute.file_name().unwrap_or("project"));
    let path = absolute.join(format!("{name}.infra"));
    // A host's name holds no `_` (RFC 1123, section 2.1).
    let text = TEMPLATE.replace("NAME", &name).replace("HOST", &name.replace('_', "-"));
    std::fs::write(&path, text).map_err(|error| Failure::io(format_args!("cannot write `{path}`"), error))?;
    let change_folder = if folder == "." { String::new() } else { format!("cd {folder} && ") };
    output.summary(&format!("wrote {name}.infra; next: {change_folder}infrac build"));
    Ok(Exit::Fine)
}

/// A folder's name as a name of the language: small letters, digits and `_`, beginning with a letter.
fn project_name(folder: &str) -> String {
    let clean: String =
        folder.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let trimmed = clean.trim_matches('_');
    match trimmed.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => trimmed.to_owned(),
        _ => format!("project_{trimmed}").trim_end_matches('_').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::project_name;

    #[test]
    fn folders_become_names() {
        assert_eq!(project_name("My Shop"), "my_shop");
        assert_eq!(project_name("2024"), "project_2024");
        assert_eq!(project_name("--"), "project");
    }
}
