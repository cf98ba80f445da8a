//! The JavaScript between page and module: bundled, and cut down to what is used.
//!
//! wasm-bindgen writes for every caller that there may be, and names each import at length and at
//! random. Here the bundler leaves what the module still imports after wasm-opt and what the loader
//! calls, and the names between the two become short.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walrus::{ElementItems, FunctionId, Module, ModuleConfig};

use crate::process;
use crate::tools::npm::Npm;

/// The one name that stands for all JavaScript modules that the WebAssembly imports from.
const IMPORTS: &str = "a";

/// Nothing of the module waits for the garbage collector: the loader's `destroy` ends it, and
/// Rust ends each closure. `Symbol.dispose` is for callers that say `using`; there are none.
const BUNDLE: [&str; 7] = [
    "--bundle",
    "--minify-syntax",
    "--format=esm",
    "--target=es2020",
    "--define:FinalizationRegistry=undefined",
    "--define:Symbol.dispose=undefined",
    "--log-level=warning",
];

/// Names that begin with an underscore are wasm-bindgen's and meet nobody else's.
const MINIFY: [&str; 4] =
    ["--minify", "--legal-comments=none", "--mangle-props=^_", "--reserve-props=^__proto__$"];

/// Sections that tell tools what no browser asks.
const SECTIONS: [&str; 2] = ["__wasm_split_unstable", "target_features"];

/// The glue of a bound module, as `wasm-bindgen` wrote it for bundlers.
pub(super) struct Glue<'t> {
    npm: &'t Npm,
    folder: PathBuf,
}

/// An import of the module, by the names that it had when it was bound.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Origin {
    file: String,
    name: String,
}

/// Where each short name of an import comes from.
pub(super) struct Origins(BTreeMap<String, Origin>);

impl<'t> Glue<'t> {
    /// The glue in this folder; `start` is the script that starts the module.
    pub(super) fn new(npm: &'t Npm, folder: PathBuf, start: &Path) -> Result<Self> {
        fs::copy(start, folder.join("start.js"))
            .with_context(|| format!("{} could not be copied", start.display()))?;
        Ok(Self { npm, folder })
    }

    /// Shortens the names between the first module, the later ones and the glue. Returns what those
    /// of the first one's imports stand for.
    pub(super) fn shorten_names(
        &self,
        [from, to]: [&Path; 2],
        later: &[PathBuf; 2],
        to_later: &[PathBuf; 2],
    ) -> Result<Origins> {
        let mut module = read(from)?;
        let mut origins = Origins(BTreeMap::new());
        for (at, import) in module.imports.iter_mut().enumerate() {
            let short = short_name(at);
            let file = mem::replace(&mut import.module, IMPORTS.to_owned());
            let name = mem::replace(&mut import.name, short.clone());
            origins.0.insert(short, Origin { file, name });
        }
        self.minify(&origins, &self.folder.join("trial.js"))?;
        let mut short = self.mangled()?;
        let mut made = 0;
        for (from, to) in later.iter().zip(to_later) {
            let mut part = read(from)?;
            for import in part.imports.iter_mut() {
                // What begins otherwise keeps its name; those that esbuild makes up begin with a
                // letter.
                if import.name.starts_with('_') {
                    let name = short.entry(import.name.clone()).or_insert_with(|| {
                        made += 1;
                        made.to_string()
                    });
                    import.name.clone_from(name);
                }
                if let Some(shared) = short.get(&import.module) {
                    import.module.clone_from(shared);
                }
            }
            part.emit_wasm_file(to)?;
        }
        let mut unused = Vec::new();
        for export in module.exports.iter_mut() {
            match short.get(&export.name) {
                Some(name) => export.name.clone_from(name),
                None if export.name.starts_with('_') => unused.push(export.id()),
                None => {}
            }
        }
        // wasm-opt then takes out what they kept.
        unused.into_iter().for_each(|export| module.exports.delete(export));
        unlist_entrances(&mut module);
        for section in SECTIONS {
            module.customs.remove_raw(section);
        }
        module.emit_wasm_file(to)?;
        Ok(origins)
    }

    /// Writes the glue for what a trimmed module still imports.
    pub(super) fn write(&self, module: &Path, Origins(mut all): Origins, to: &Path) -> Result<()> {
        let left: Vec<String> =
            read(module)?.imports.iter().map(|import| import.name.clone()).collect();
        all.retain(|name, _| left.contains(name));
        self.minify(&Origins(all), to)
    }

    /// The short names of the exports and of the glue's own members, the same on every call.
    fn mangled(&self) -> Result<BTreeMap<String, String>> {
        let text = fs::read_to_string(self.folder.join("names.json"))?;
        let names: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text)?;
        Ok(names
            .into_iter()
            .filter_map(|(long, short)| Some((long, short.as_str()?.to_owned())))
            .collect())
    }

    fn minify(&self, origins: &Origins, to: &Path) -> Result<()> {
        let names = format!("--mangle-cache={}", self.folder.join("names.json").display());
        if !self.folder.join("names.json").exists() {
            fs::write(self.folder.join("names.json"), "{}")?;
        }
        let flags = BUNDLE.iter().chain(&MINIFY).copied().chain([names.as_str()]);
        let glue = self.bundle(origins, &flags.collect::<Vec<_>>())?;
        fs::write(to, glue).with_context(|| format!("{} could not be written", to.display()))
    }

    fn bundle(&self, origins: &Origins, flags: &[&str]) -> Result<String> {
        let entry = self.folder.join("entry.js");
        fs::write(&entry, origins.entry())?;
        let mut command = self.npm.esbuild();
        command.arg(&entry).args(flags);
        process::capture(&mut command).context("the glue could not be bundled")
    }
}

impl Origins {
    /// The script that imports what the module wants, and exports what the loader wants.
    fn entry(&self) -> String {
        let mut script = String::new();
        let mut members = Vec::new();
        for (at, (short, Origin { file, name })) in self.0.iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = writeln!(script, "import {{ {name} as import{at} }} from {file:?};");
            members.push(format!("{short}: import{at}"));
        }
        let members = members.join(", ");
        let _ = writeln!(
            script,
            r#"import {{ start }} from "./start.js";
import {{ __wbg_set_wasm }} from "./widget_bg.js";
export {{ mount }} from "./widget_bg.js";
const imports = {{ {members} }};
export default ({{ module_or_path }}) =>
  start({{ {IMPORTS}: imports }}, __wbg_set_wasm, module_or_path);"#
        );
        script
    }
}

/// A module, with the names of its functions until wasm-opt takes them away.
pub(super) fn read(path: &Path) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false).generate_name_section(true);
    Module::from_file_with_config(path, &config)
        .with_context(|| format!("{} is no WebAssembly", path.display()))
}

/// Takes the entrances of closures out of the table of functions.
///
/// For each kind of closure that any crate could hand to JavaScript, wasm-bindgen lists a function
/// there, so as to find those that it has to export. Afterwards nobody looks, but what is listed
/// counts as used: five kilobytes of functions, for typed arrays, promises and sets.
fn unlist_entrances(module: &mut Module) {
    let is_entrance =
        |name: &str| name.contains("wasm_bindgen7convert8closures") && name.contains("6invoke");
    let entrances: HashSet<FunctionId> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(is_entrance))
        .map(|function| function.id())
        .collect();
    for element in module.elements.iter_mut() {
        let ElementItems::Functions(listed) = &mut element.items else { continue };
        // Places in the table stay: others' are known by their numbers.
        let Some(other) = listed.iter().copied().find(|id| !entrances.contains(id)) else {
            continue;
        };
        for id in listed.iter_mut().filter(|id| entrances.contains(id)) {
            *id = other;
        }
    }
}

/// `a` to `z`, then `aa` and so on.
fn short_name(at: usize) -> String {
    let (rest, letter) = (at / 26, (b'a' + (at % 26) as u8) as char);
    let mut name = if rest == 0 { String::new() } else { short_name(rest - 1) };
    name.push(letter);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_all_different_names() {
        let names: Vec<_> = (0..1_000).map(short_name).collect();
        assert_eq!(
            (names[0].as_str(), names[26].as_str(), names[702].as_str()),
            ("a", "aa", "aaa")
        );
        let different: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len());
    }
}
