//! From folders to parsed modules: the root, and whatever it imports.

use crate::cache::ParseCache;
use crate::world::{World, normalize};
use camino::{Utf8Path, Utf8PathBuf};
use infrac_diagnostics::{Diagnostics, did_you_mean};
use infrac_model::{Import, ModuleInput};
use infrac_source::{MAX_FILE_BYTES, Source, Sources, Str};
use infrac_syntax::Parsed;
use infrac_syntax::ast::ImportTarget;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// All files of a run, read and parsed. Texts and trees are shared, so a clone costs a few bytes a file.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Their texts.
    pub sources: Sources,
    /// The modules: the standard library first, then the root, then what is imported, in the order of first import.
    pub modules: Vec<LoadedModule>,
    /// What was wrong with the texts.
    pub diagnostics: Diagnostics,
}

/// A folder, read and parsed.
#[derive(Clone, Debug)]
pub struct LoadedModule {
    /// Relative to the root; empty for the root, `std` for the standard library.
    pub path: Str,
    /// Its files, in byte order of their paths.
    pub files: Vec<LoadedFile>,
}

/// A file, read and parsed.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// Its text.
    pub source: Arc<Source>,
    /// Its tree.
    pub parsed: Arc<Parsed>,
    /// What each of its imports leads to.
    pub imports: Vec<Import>,
}

/// Why nothing could be read.
#[derive(Debug)]
pub enum LoadError {
    /// The folder holds no `*.infra` file.
    Empty(Utf8PathBuf),
    /// A file is larger than the language allows.
    TooLarge(Utf8PathBuf, usize),
    /// The lock cannot be read: the line, and what is wrong with it.
    Lock(usize, String),
    /// The disk said no.
    Io(Utf8PathBuf, std::io::Error),
}

/// Reads the root module and whatever it imports. Each folder is read once; cycles of imports are left to the checker, which draws them.
pub fn load(world: &dyn World) -> Result<Loaded, LoadError> {
    load_again(world, &mut ParseCache::default())
}

/// [`load`], which parses only what was not the same in the run before.
pub fn load_again(world: &dyn World, cache: &mut ParseCache) -> Result<Loaded, LoadError> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let std_files = infrac_stdlib::FILES.iter();
    let std_files: Vec<Arc<Source>> =
        std_files.map(|(path, text)| cache.source(&mut sources, (*path).into(), text.as_bytes())).collect();
    let mut modules = vec![module("std".into(), std_files, cache, &mut diagnostics)];
    let mut numbers = BTreeMap::from([(Utf8PathBuf::new(), 1)]);
    let mut waiting = VecDeque::from([Utf8PathBuf::new()]);
    while let Some(folder) = waiting.pop_front() {
        let files = read_folder(world, &folder, cache, &mut sources)?;
        if files.is_empty() {
            return Err(LoadError::Empty(folder));
        }
        let mut module = module(folder.as_str().into(), files, cache, &mut diagnostics);
        for file in &mut module.files {
            let targets = file.parsed.file.imports.iter().map(|import| match &import.target {
                ImportTarget::Std(_) => Import::Module(0),
                ImportTarget::Folder(name) => {
                    let wanted = normalize(&folder.join(name.text.as_str()));
                    match number_of(world, &wanted, &mut numbers, &mut waiting) {
                        Some(number) => Import::Module(number),
                        None => Import::Missing { near: near(world, &wanted, &name.text) },
                    }
                }
            });
            file.imports = targets.collect();
        }
        modules.push(module);
    }
    cache.end(&sources);
    Ok(Loaded { sources, modules, diagnostics })
}

/// The number of a folder's module: known, or the next one if there is something in it.
fn number_of(
    world: &dyn World,
    wanted: &Utf8Path,
    numbers: &mut BTreeMap<Utf8PathBuf, usize>,
    waiting: &mut VecDeque<Utf8PathBuf>,
) -> Option<usize> {
    if let Some(&known) = numbers.get(wanted) {
        return Some(known);
    }
    if world.infra_files(wanted).ok()?.is_empty() {
        return None;
    }
    let number = numbers.len() + 1;
    numbers.insert(wanted.to_owned(), number);
    waiting.push_back(wanted.to_owned());
    Some(number)
}

/// A folder beside the wanted one that may have been meant, as the import would name it.
fn near(world: &dyn World, wanted: &Utf8Path, written: &str) -> Option<Str> {
    let names = world.names(wanted.parent()?).ok()?;
    let name = did_you_mean(wanted.file_name()?, names.iter().map(String::as_str))?;
    Some(Utf8Path::new(written).with_file_name(name).as_str().into())
}

/// The modules as the checker takes them.
pub(crate) fn inputs<'a>(modules: &'a [LoadedModule]) -> Vec<ModuleInput<'a>> {
    let input = |module: &'a LoadedModule| ModuleInput {
        path: module.path.clone(),
        files: module.files.iter().map(|file| &file.parsed.file).collect(),
        imports: module.files.iter().map(|file| file.imports.clone()).collect(),
    };
    modules.iter().map(input).collect()
}

fn read_folder(
    world: &dyn World,
    folder: &Utf8Path,
    cache: &ParseCache,
    sources: &mut Sources,
) -> Result<Vec<Arc<Source>>, LoadError> {
    let names = world.infra_files(folder).map_err(|error| LoadError::Io(folder.to_owned(), error))?;
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let length = world.length(&name).map_err(|error| LoadError::Io(name.clone(), error))?;
        if length > MAX_FILE_BYTES as u64 {
            return Err(LoadError::TooLarge(name, usize::try_from(length).unwrap_or(usize::MAX)));
        }
        let bytes = world.read(&name).map_err(|error| LoadError::Io(name.clone(), error))?;
        files.push(cache.source(sources, name, &bytes));
    }
    Ok(files)
}

fn module(path: Str, sources: Vec<Arc<Source>>, cache: &mut ParseCache, diagnostics: &mut Diagnostics) -> LoadedModule {
    let files = sources.into_iter().map(|source| {
        let parsed = cache.parsed(&source);
        diagnostics.extend(parsed.diagnostics.clone());
        LoadedFile { source, parsed, imports: Vec::new() }
    });
    LoadedModule { path, files: files.collect() }
}
