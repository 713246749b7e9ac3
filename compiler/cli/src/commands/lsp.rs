use crate::args::Lsp;
use crate::failure::{Exit, Failure};
use camino::Utf8PathBuf;
use infrac_lsp::{End, Options};
use std::env;

/// `infrac lsp`: serves an editor until it says `exit` or goes away. As the protocol has it, the command succeeds only after `shutdown`.
pub fn run(args: &Lsp) -> Result<Exit, Failure> {
    let options = Options { cache: args.cache.clone().or_else(cache) };
    match infrac_lsp::stdio(&options) {
        Ok(End::Orderly) => Ok(Exit::Fine),
        Ok(End::Abrupt) => Ok(Exit::Errors),
        Err(error) => Err(Failure::io("cannot speak with the editor", error)),
    }
}

/// The user's folder for files that can be made again, where the system has its: by the XDG Base Directory Specification, Apple's File System
/// Programming Guide (`Library/Caches`), and Windows' known folder `FOLDERID_LocalAppData`.
fn cache() -> Option<Utf8PathBuf> {
    let folder = |name: &str| {
        let path = Utf8PathBuf::from(env::var(name).ok()?);
        path.is_absolute().then_some(path)
    };
    if cfg!(windows) {
        folder("LOCALAPPDATA").map(|local| local.join("infrac").join("cache"))
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library").join("Caches").join("infrac"))
    } else {
        let base = folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")));
        base.map(|base| base.join("infrac"))
    }
}
