use infrac_source::{FileId, Str};

/// The largest file that `file("…")` reads.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// Reads files of the project for `file("…")`. The driver implements it: it knows paths and holds the disk.
pub trait FileReader: Sync {
    /// The text of the file at `path`, relative to the folder of the file `from` that asks for it; paths never lead out of the repository.
    fn read(&self, from: FileId, path: &str) -> Result<Str, FileProblem>;
}

/// Why a file was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileProblem {
    /// There is none of that name; with a name that is near, if there is one.
    Absent {
        /// A file that may be meant.
        near: Option<String>,
    },
    /// The path leads out of the repository, or is absolute.
    Outside,
    /// It is not UTF-8.
    NotText,
    /// It has more than [`MAX_FILE_BYTES`].
    TooLarge,
    /// The system refuses, and says why.
    Refused(String),
}

/// A reader for projects that have no files beside their source.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl FileReader for NoFiles {
    fn read(&self, _: FileId, _: &str) -> Result<Str, FileProblem> {
        Err(FileProblem::Absent { near: None })
    }
}
