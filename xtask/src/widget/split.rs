//! Cuts the compiler's module: what first results need, the rest, and what explains results.
//!
//! The crate `wasm_split_helpers` marks in the source where (`app/src/more.rs`, `debug.rs`); the
//! linker's relocations say what hangs on what. All parts share memory, stack and table of
//! functions.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use walrus::{DataKind, Module};
use wasm_split_cli_support::{Options, transform};

use crate::progress::step;
use crate::widget::exports::export;
use crate::widget::glue::read;

/// The names of the parts besides the first, as the source marks them.
pub(super) const LATER: [&str; 2] = ["more", "debug"];

/// The parts.
pub(super) struct Parts {
    /// To be bound to JavaScript.
    pub(super) first: PathBuf,
    /// Import nothing but what they share with the first. In the order of [`LATER`].
    pub(super) later: [PathBuf; 2],
}

/// Writes the parts of a module into a folder.
///
/// What both later parts use and the first does not, the splitter makes into modules of their own.
/// The functions among it are a few words long: they go into the first part, and the data into the
/// second half, which is linked before the third module.
pub(super) fn split(module: &Path, folder: &Path) -> Result<Parts> {
    step("cut it apart", "a moment", || {
        let bytes =
            fs::read(module).with_context(|| format!("{} could not be read", module.display()))?;
        let (mut parts, mut shared) = cut(&bytes, folder)?;
        let functions: HashSet<String> = shared.iter().flat_map(names_of_functions).collect();
        if !functions.is_empty() {
            (parts, shared) = cut(&export(&bytes, &functions)?, folder)?;
        }
        for shared in shared {
            adopt(&shared, &parts.later[0])?;
        }
        Ok(parts)
    })
}

/// Returns the parts, and what the splitter has made besides.
fn cut(bytes: &[u8], folder: &Path) -> Result<(Parts, Vec<Module>)> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let first = folder.join("first.wasm");
    let mut options = Options::new(bytes);
    options.output_dir = folder;
    options.main_out_path = &first;
    let split = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let later = LATER.map(|name| folder.join(format!("split_{name}.wasm")));
    let others = split.split_modules.iter().filter(|path| !later.contains(path));
    let shared = others.map(|path| read(path)).collect::<Result<_>>()?;
    Ok((Parts { first, later }, shared))
}

fn names_of_functions(module: &Module) -> Vec<String> {
    module.funcs.iter_local().filter_map(|(id, _)| module.funcs.get(id).name.clone()).collect()
}

/// Gives a part the data of another one.
fn adopt(shared: &Module, part: &Path) -> Result<()> {
    let functions = names_of_functions(shared);
    if !functions.is_empty() {
        bail!("{LATER:?} still have functions in common: {functions:#?}");
    }
    let mut module = read(part)?;
    let memory = module.get_memory_id()?;
    for data in shared.data.iter().filter(|data| !data.value.is_empty()) {
        let DataKind::Active { offset, .. } = &data.kind else { bail!("data without a place") };
        let kind = DataKind::Active { memory, offset: offset.clone() };
        module.data.add(kind, data.value.clone());
    }
    module.emit_wasm_file(part)
}
