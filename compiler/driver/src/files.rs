//! What `file("…")` reads.

use crate::world::{World, normalize};
use camino::Utf8Path;
use infrac_diagnostics::did_you_mean;
use infrac_plan::{FileProblem, FileReader, MAX_FILE_BYTES};
use infrac_source::{FileId, Sources, Str};

/// Reads files of the project through a world.
pub(crate) struct Files<'a> {
    pub world: &'a dyn World,
    pub sources: &'a Sources,
}

impl FileReader for Files<'_> {
    fn read(&self, from: FileId, path: &str) -> Result<Str, FileProblem> {
        let folder = self.sources.get(from).and_then(|source| source.path().parent()).unwrap_or(Utf8Path::new(""));
        if Utf8Path::new(path).is_absolute() {
            return Err(FileProblem::Outside);
        }
        let wanted = normalize(&folder.join(path));
        let bytes = self.world.read(&wanted).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => FileProblem::Absent { near: self.near(&wanted) },
            std::io::ErrorKind::PermissionDenied => FileProblem::Outside,
            _ => FileProblem::Refused(error.to_string()),
        })?;
        if bytes.len() > MAX_FILE_BYTES {
            return Err(FileProblem::TooLarge);
        }
        std::str::from_utf8(&bytes).map(Str::from).map_err(|_| FileProblem::NotText)
    }
}

impl Files<'_> {
    /// A file of the same folder that may have been meant.
    fn near(&self, wanted: &Utf8Path) -> Option<String> {
        let names = self.world.names(wanted.parent()?).ok()?;
        did_you_mean(wanted.file_name()?, names.iter().map(String::as_str)).map(str::to_owned)
    }
}
