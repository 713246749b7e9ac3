//! Edits tried out before they are offered: the project is checked with them in it.

use crate::snapshot::{SharedWorld, Snapshot};
use infrac_diagnostics::{Edit, Severity};
use infrac_driver::{World, normalize};
use infrac_source::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Snapshot {
    /// The project with edits in it, which are sorted and do not overlap; `None` if it can no longer be read.
    pub(crate) fn edited(&self, edits: &[Edit]) -> Option<Self> {
        let mut texts: BTreeMap<Utf8PathBuf, String> = BTreeMap::new();
        for edit in edits.iter().rev() {
            let Some(source) = self.source(edit.span.file) else { continue };
            let text = texts.entry(source.path().to_owned()).or_insert_with(|| source.text().to_owned());
            if text.is_char_boundary(edit.span.start as usize) && text.is_char_boundary(edit.span.end as usize) {
                text.replace_range(edit.span.range(), &edit.text);
            }
        }
        let world: SharedWorld = Arc::new(Overlaid { below: self.world(), texts });
        Self::new(world).ok()
    }

    /// The first error that an edited project has and this one has not. Plans are made too where they had been made before, since a missing key
    /// is found only there.
    pub(crate) fn worsened(&self, edited: &Self) -> Option<String> {
        let before = self.diagnostics_so_far();
        if !self.plans().is_empty() {
            edited.plan();
        }
        let after = edited.diagnostics_so_far();
        let is_error = |found: &&infrac_diagnostics::Diagnostic| found.severity == Severity::Error;
        let count = |all: &infrac_diagnostics::Diagnostics, code: &str| {
            all.0.iter().filter(|found| found.code.as_str() == code).count()
        };
        let worse = after.0.iter().filter(is_error).find(|found| {
            let code = found.code.as_str();
            count(&after, code) > count(&before, code)
        });
        worse.map(|found| found.message.clone())
    }
}

/// Files with other texts laid over them.
struct Overlaid {
    below: SharedWorld,
    texts: BTreeMap<Utf8PathBuf, String>,
}

impl World for Overlaid {
    fn read(&self, path: &Utf8Path) -> std::io::Result<Vec<u8>> {
        match self.texts.get(&normalize(path)) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.below.read(path),
        }
    }

    fn infra_files(&self, folder: &Utf8Path) -> std::io::Result<Vec<Utf8PathBuf>> {
        self.below.infra_files(folder)
    }

    fn names(&self, folder: &Utf8Path) -> std::io::Result<Vec<String>> {
        self.below.names(folder)
    }
}
