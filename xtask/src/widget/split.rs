//! Cuts the compiler's module: what first results need, the rest, and what explains results.
//!
//! The crate `wasm_split_helpers` marks in the source where (`app/src/more.rs`, `debug.rs`); the
//! linker's relocations say what hangs on what. All parts share memory, stack and table of
//! functions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use walrus::DataKind;
use wasm_split_cli_support::{Options, transform};

use crate::progress::step;
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
pub(super) fn split(module: &Path, folder: &Path) -> Result<Parts> {
    step("cut it apart", "a moment", || {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let bytes =
            fs::read(module).with_context(|| format!("{} could not be read", module.display()))?;
        let first = folder.join("first.wasm");
        let mut options = Options::new(&bytes);
        options.output_dir = folder;
        options.main_out_path = &first;
        let split = transform(options).map_err(|error| anyhow!("{error:#}"))?;
        let later = LATER.map(|name| folder.join(format!("split_{name}.wasm")));
        for path in split.split_modules.iter().filter(|path| !later.contains(path)) {
            adopt(path, &later[0])?;
        }
        Ok(Parts { first, later })
    })
}

/// Gives the second half what both it and the third module use, which is linked after it. The
/// splitter makes a module of its own of that.
fn adopt(shared: &Path, second: &Path) -> Result<()> {
    let shared = read(shared)?;
    let functions: Vec<_> =
        shared.funcs.iter_local().filter_map(|(id, _)| shared.funcs.get(id).name.clone()).collect();
    ensure!(
        functions.is_empty(),
        "only {LATER:?} have these functions in common, and the first part has not: use them there, \
         or do without them in one of the others: {functions:#?}"
    );
    let mut module = read(second)?;
    let memory = module.get_memory_id()?;
    for data in shared.data.iter().filter(|data| !data.value.is_empty()) {
        let DataKind::Active { offset, .. } = &data.kind else { bail!("data without a place") };
        let kind = DataKind::Active { memory, offset: offset.clone() };
        module.data.add(kind, data.value.clone());
    }
    module.emit_wasm_file(second)
}
