//! What goes wrong without a place in the source: files that cannot be read or written, wrong usage.

use infrac_driver::{LoadError, WriteError};
use miette::Diagnostic;
use std::fmt;

/// How the command ended; the numbers are its exit codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Nothing is wrong.
    Fine = 0,
    /// The input has errors.
    Errors = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Generated files (or, for `fmt --check`, layouts) are out of date.
    Stale = 3,
    /// Something could not be read or written.
    Io = 4,
}

/// A failure that has no place in the source.
#[derive(Debug)]
pub struct Failure {
    message: String,
    help: Option<String>,
    exit: Exit,
}

impl Failure {
    /// Wrong usage, and what to do instead.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()), exit: Exit::Usage }
    }

    /// Something could not be read or written.
    pub fn io(doing: impl fmt::Display, error: impl fmt::Display) -> Self {
        Self { message: format!("{doing}: {error}"), help: None, exit: Exit::Io }
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        self.exit
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Empty(folder) => Self {
                message: match folder.as_str() {
                    "" => "there is no `.infra` file here".to_owned(),
                    folder => format!("there is no `.infra` file in `{folder}`"),
                },
                help: Some("name the project's folder, or make a project: `infrac init NAME`".to_owned()),
                exit: Exit::Errors,
            },
            LoadError::TooLarge(path, bytes) => Self {
                message: format!("`{path}` has {bytes} bytes; a file may have 64 MiB"),
                help: Some("is it really source? split it if it is".to_owned()),
                exit: Exit::Errors,
            },
            LoadError::Lock(line, fault) => Self {
                message: format!("`infrac.lock`, line {line}: {fault}"),
                help: Some("take the file's last good version from Git; it keeps the names of what runs".to_owned()),
                exit: Exit::Errors,
            },
            LoadError::Io(path, error) => Self::io(format_args!("cannot read `{path}`"), error),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        if error.is_wrong_folder() {
            return Self::usage(
                error.to_string(),
                "name a folder of the repository, relative to the project: `--out generated`",
            );
        }
        Self { message: error.to_string(), help: None, exit: Exit::Io }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }
}
