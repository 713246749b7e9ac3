//! From folders to parsed modules: the root, and whatever it imports.

use crate::cache::ParseCache;
use crate::demand::Demand;
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
    demand: Demand,
}

impl Loaded {
    /// Whether all files of the standard library were read, and not only those that the project speaks of.
    pub fn has_whole_library(&self) -> bool {
        self.demand.is_whole()
    }

    /// Reads the rest of the standard library: what may have been meant can be anywhere in it.
    pub fn complete_library(&mut self) {
        let files: Vec<Arc<Source>> = self.sources.iter().take(infrac_stdlib::FILES.len()).cloned().collect();
        if let Some(library) = self.modules.first_mut() {
            let mut read = std::mem::take(&mut library.files).into_iter().peekable();
            let cache = &mut ParseCache::default();
            for source in files {
                let known = read.next_if(|file| file.source.id() == source.id());
                library.files.push(known.unwrap_or_else(|| file(source, cache, &mut self.diagnostics)));
            }
        }
        self.demand = Demand::whole();
    }
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

/// Reads the root module and whatever it imports, and of the standard library what they speak of. Each folder is read once; cycles of imports are
/// left to the checker, which draws them.
pub fn load(world: &dyn World) -> Result<Loaded, LoadError> {
    read(world, &mut ParseCache::default(), Demand::of)
}

/// [`load`], which parses only what was not the same in the run before, and reads the whole standard library: who asks again and again asks for what
/// nobody has spoken of yet.
pub fn load_again(world: &dyn World, cache: &mut ParseCache) -> Result<Loaded, LoadError> {
    read(world, cache, |_| Demand::whole())
}

fn read(
    world: &dyn World,
    cache: &mut ParseCache,
    demand: impl FnOnce(&[LoadedModule]) -> Demand,
) -> Result<Loaded, LoadError> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let library = library_sources(&mut sources, cache);
    let mut modules = vec![LoadedModule { path: "std".into(), files: Vec::new() }];
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
    let demand = demand(&modules);
    if let Some(std) = modules.first_mut() {
        *std = library_module(library, &demand, cache, &mut diagnostics);
    }
    cache.end(&sources);
    Ok(Loaded { sources, modules, diagnostics, demand })
}

/// A part of the standard library alone.
#[cfg(test)]
pub(crate) fn load_library(demand: Demand) -> Loaded {
    let (mut sources, mut diagnostics, mut cache) = (Sources::default(), Diagnostics::default(), ParseCache::default());
    let library = library_sources(&mut sources, &cache);
    let modules = vec![library_module(library, &demand, &mut cache, &mut diagnostics)];
    Loaded { sources, modules, diagnostics, demand }
}

/// The texts of the standard library, which are numbered first whether they are read or not: a file's number says whether it is the user's.
fn library_sources(sources: &mut Sources, cache: &ParseCache) -> Vec<Arc<Source>> {
    let files = infrac_stdlib::FILES.iter();
    files.map(|(path, text)| cache.source(sources, (*path).into(), text.as_bytes())).collect()
}

fn library_module(
    files: Vec<Arc<Source>>,
    demand: &Demand,
    cache: &mut ParseCache,
    diagnostics: &mut Diagnostics,
) -> LoadedModule {
    let wanted = files.into_iter().enumerate().filter(|(at, _)| demand.wants(*at)).map(|(_, source)| source);
    module("std".into(), wanted.collect(), cache, diagnostics)
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
pub(crate) fn inputs(loaded: &Loaded) -> Vec<ModuleInput<'_>> {
    let modules = loaded.modules.iter().enumerate();
    let input = modules.map(|(at, module)| ModuleInput {
        path: module.path.clone(),
        files: module.files.iter().map(|file| &file.parsed.file).collect(),
        imports: module.files.iter().map(|file| file.imports.clone()).collect(),
        partial: at == 0 && !loaded.has_whole_library(),
    });
    input.collect()
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
    let files = sources.into_iter().map(|source| file(source, cache, diagnostics)).collect();
    LoadedModule { path, files }
}

fn file(source: Arc<Source>, cache: &mut ParseCache, diagnostics: &mut Diagnostics) -> LoadedFile {
    let parsed = cache.parsed(&source);
    diagnostics.extend(parsed.diagnostics.clone());
    LoadedFile { source, parsed, imports: Vec::new() }
}
