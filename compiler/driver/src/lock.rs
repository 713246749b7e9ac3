//! `infrac.lock`: read before planning, written with the output.

use crate::load::LoadError;
use crate::world::World;
use camino::Utf8Path;
use infrac_diagnostics::Diagnostics;
use infrac_model::Model;
use infrac_plan::Plan;
use infrac_plan::lock::{Lock, updated};
use std::io;

/// Its name, in the project's folder.
pub const LOCK: &str = "infrac.lock";

/// The lock of the last build; an empty one before the first.
pub(crate) fn read(world: &dyn World) -> Result<Lock, LoadError> {
    let bytes = match world.read(Utf8Path::new(LOCK)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Lock::default()),
        Err(error) => return Err(LoadError::Io(LOCK.into(), error)),
    };
    Lock::parse(&String::from_utf8_lossy(&bytes)).map_err(|fault| LoadError::Lock(fault.line, fault.message))
}

/// The lock after this build. Where the source has errors blocks may be missing for that reason alone, so nothing counts as vanished.
pub(crate) fn update(model: &Model, plans: &[Plan], old: &Lock, broken: bool) -> (Lock, Diagnostics) {
    match model.project() {
        Some(project) if !broken => updated(plans, old, model.block(project).name_span),
        _ => (old.clone(), Diagnostics::default()),
    }
}
