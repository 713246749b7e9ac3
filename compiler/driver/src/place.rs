//! Where a project lies, for whoever is handed a file instead of a folder.

use crate::cache::ParseCache;
use crate::world::World;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_source::{MAX_FILE_BYTES, Sources};
use infrac_syntax::ast::DeclKind;

/// The absolute path without links, also of what does not exist yet: as much of it as exists is resolved.
pub fn real_path(path: &Utf8Path) -> Utf8PathBuf {
    for above in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (above.canonicalize_utf8(), path.strip_prefix(above)) {
            return if rest.as_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path.to_owned()
}

/// Whether the world's folder holds a project's root: a `project` block in one of its files, however much else in them is wrong.
pub fn declares_project(world: &dyn World) -> bool {
    let Ok(names) = world.infra_files(Utf8Path::new("")) else { return false };
    let mut sources = Sources::default();
    let mut cache = ParseCache::default();
    names.into_iter().any(|name| {
        if world.length(&name).map_or(true, |length| length > MAX_FILE_BYTES as u64) {
            return false;
        }
        let Ok(bytes) = world.read(&name) else { return false };
        let source = cache.source(&mut sources, name, &bytes);
        let parsed = cache.parsed(&source);
        parsed.file.declarations.iter().any(|declaration| match &declaration.kind {
            DeclKind::Block(block) => {
                matches!(block.head.segments.as_slice(), [name] if name.text == "project")
            }
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{declares_project, real_path};
    use crate::world::Memory;
    use camino::Utf8Path;

    #[test]
    fn a_project_is_found_by_its_block_even_if_half_of_it_is_typed() {
        assert!(declares_project(&Memory::new([
            ("a.infra", "let a = 1"),
            ("b.infra", "project shop {\n  language = ")
        ])));
        assert!(!declares_project(&Memory::new([
            ("a.infra", "// project shop {}\nservice a {}"),
            ("sub/b.infra", "project b {}")
        ])));
    }

    #[test]
    fn what_does_not_exist_keeps_its_name() {
        let place = Utf8Path::new("/no/such/folder/a.infra");
        assert_eq!(real_path(place), place);
    }
}
