use infrac_plan::{Plan, SecretRef};
use infrac_source::Str;

/// The name of an environment variable (POSIX, chapter 8: capital letters, digits and `_`, no digit first). `db.password` and `db-password` are
/// both `DB_PASSWORD`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct VariableName(Str);

/// Variables that shells set or that change how any program runs (POSIX.1-2024, Base Definitions, 8.1, without those of single utilities, and
/// `HOSTNAME`, which bash and Docker set). What comes under such a name would be taken from the shell of whoever runs Compose, or change the program
/// that it is handed to.
const OF_SHELLS: [&str; 20] = [
    "COLUMNS", "EDITOR", "ENV", "HOME", "HOSTNAME", "IFS", "LANG", "LINES", "LOGNAME", "MAIL", "NLSPATH", "OLDPWD",
    "PAGER", "PATH", "PWD", "SHELL", "TERM", "TMPDIR", "TZ", "USER",
];

/// Families of them: locales (POSIX), the dynamic linker (ld.so(8)), Docker's and Compose's own (Docker documentation, "Pre-defined environment
/// variables").
const FAMILIES: [&str; 4] = ["LC_", "LD_", "COMPOSE_", "DOCKER_"];

impl VariableName {
    /// Any name in the form of a variable; `_VALUE` is added to one that means something to shells and tools.
    pub fn of(name: &str) -> Self {
        let upper = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
        let name: String = name.chars().map(upper).collect();
        if OF_SHELLS.contains(&name.as_str()) || FAMILIES.iter().any(|family| name.starts_with(family)) {
            return Self(format!("{name}_VALUE").into());
        }
        let starts_with_digit = name.starts_with(|c: char| c.is_ascii_digit());
        Self(if starts_with_digit || name.is_empty() { format!("_{name}").into() } else { name.into() })
    }

    /// Under which name a secret (or one of its keys) is interpolated from the environment: the secret's name, then the key's.
    pub fn of_secret(plan: &Plan, secret: &SecretRef) -> Self {
        let name = plan.header(secret.secret).map_or("", |header| header.name.as_str());
        match &secret.key {
            Some(key) => Self::of(&format!("{name}_{key}")),
            None => Self::of(name),
        }
    }

    /// As text.
    pub fn as_str(&self) -> &Str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::VariableName;

    #[test]
    fn names_of_shells_are_left_to_them() {
        for (name, variable) in [("path", "PATH_VALUE"), ("docker.host", "DOCKER_HOST_VALUE"), ("paths", "PATHS")] {
            assert_eq!(VariableName::of(name).as_str(), variable);
        }
    }

    #[test]
    fn names_become_variables() {
        for (name, variable) in
            [("jwt", "JWT"), ("db.password", "DB_PASSWORD"), ("smtp-relay", "SMTP_RELAY"), ("3x", "_3X")]
        {
            assert_eq!(VariableName::of(name).as_str(), variable);
        }
    }
}
