//! The options of the script tag, from their one definition: the names that the widget knows, the
//! type in `docent.d.ts`, the tables of the manual.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::workspace::Workspace;

/// The definition.
pub(crate) const DEFINITION: &str = "public/options.json";

const TYPES: &str = "public/docent.d.ts";
/// The manual's article in each language, and the beginning of the table's first line.
const ARTICLES: [(&str, &str); 2] = [
    ("content/en/embedding/options.md", "| Option"),
    ("content/es/embedding/options.md", "| Opción"),
];
const TYPES_BEGIN: &str = "  // Made from options.json.\n";
const TYPES_END: &str = "  // End of what is made.\n";

/// One option. The texts are what it can be, and what holds where it is not given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    name: String,
    r#type: String,
    since: String,
    example: String,
    en: [String; 2],
    es: [String; 2],
}

fn definitions(workspace: &Workspace) -> Result<Vec<Definition>> {
    let text = fs::read_to_string(workspace.path(DEFINITION))
        .with_context(|| format!("{DEFINITION} could not be read"))?;
    serde_json::from_str(&text).with_context(|| format!("{DEFINITION} is malformed"))
}

/// A JavaScript module with the names.
pub(crate) fn names_module(workspace: &Workspace) -> Result<String> {
    let names: Vec<_> = definitions(workspace)?.into_iter().map(|one| one.name).collect();
    Ok(format!("export default {};\n", serde_json::to_string(&names)?))
}

/// Writes what follows from the definition, or says where it is not so.
pub(crate) fn apply(workspace: &Workspace, write: bool) -> Result<()> {
    let definitions = definitions(workspace)?;
    let mut stale = Vec::new();
    let mut settle = |path: &str, change: &dyn Fn(&str) -> Option<String>| -> Result<()> {
        let place = workspace.path(path);
        let text = fs::read_to_string(&place).with_context(|| format!("{path} cannot be read"))?;
        let changed = change(&text).with_context(|| {
            format!("{path} has no place for the options; see xtask/src/options.rs")
        })?;
        if changed != text {
            if write {
                fs::write(&place, changed)?;
            }
            stale.push(path.to_owned());
        }
        Ok(())
    };
    settle(TYPES, &|text| types(text, &definitions))?;
    for (at, (path, header)) in ARTICLES.into_iter().enumerate() {
        settle(path, &|text| table(text, header, &definitions, at))?;
    }
    if !write && !stale.is_empty() {
        bail!("{} do not match {DEFINITION}; run `cargo xtask options`", stale.join(", "));
    }
    Ok(())
}

fn types(text: &str, definitions: &[Definition]) -> Option<String> {
    let (before, rest) = text.split_once(TYPES_BEGIN)?;
    let (_, after) = rest.split_once(TYPES_END)?;
    let members: String = definitions
        .iter()
        .map(|one| {
            let Definition { name, r#type, since, example, en: [what, default], .. } = one;
            let [what, default] = [what, default].map(|text| without_links(text));
            format!(
                "  /** {what}. Without it: {default}.\n   * @example \"{example}\"\n   * @since {since} */\n  {name}?: {};\n",
                r#type
            )
        })
        .collect();
    Some([before, TYPES_BEGIN, &members, TYPES_END, after].concat())
}

fn table(text: &str, header: &str, definitions: &[Definition], lang: usize) -> Option<String> {
    let start = text.find(header)?;
    let lines: Vec<_> = text[start..].split_inclusive('\n').collect();
    let old: usize =
        lines.iter().take_while(|line| line.starts_with('|')).map(|line| line.len()).sum();
    let mut table = lines.iter().take(2).copied().collect::<String>();
    for one in definitions {
        let [what, default] = [&one.en, &one.es][lang];
        table.push_str(&format!("| `data-{}` | {what} | {default} |\n", one.name));
    }
    Some([&text[..start], &table, &text[start + old..]].concat())
}

/// `[text](address)` as its text.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    for (at, piece) in text.split("](").enumerate() {
        let piece =
            if at == 0 { piece } else { piece.split_once(')').map_or("", |(_, rest)| rest) };
        plain.push_str(&piece.replace('[', ""));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Vec<Definition> {
        vec![Definition {
            name: "label".into(),
            r#type: "string".into(),
            since: "0.1.0".into(),
            example: "Ask".into(),
            en: ["Words of [the button](x.md#b), always".into(), "Help".into()],
            es: ["Palabras".into(), "Ayuda".into()],
        }]
    }

    #[test]
    fn a_table_takes_the_place_of_the_old_one() {
        let text = "# Options\n\n| Option | Values |\n| --- | --- |\n| old | x |\n| older | y |\n\nMore.\n";
        let expected = "# Options\n\n| Option | Values |\n| --- | --- |\n| `data-label` | Words of [the button](x.md#b), always | Help |\n\nMore.\n";
        assert_eq!(table(text, "| Option", &one(), 0).as_deref(), Some(expected));
        assert_eq!(table(expected, "| Option", &one(), 0).as_deref(), Some(expected));
        assert_eq!(table("no table", "| Option", &one(), 0), None);
    }

    #[test]
    fn types_stand_between_their_marks() {
        let text = format!("a {{\n{TYPES_BEGIN}  old\n{TYPES_END}}}\n");
        let made = types(&text, &one()).unwrap();
        assert!(made.contains("/** Words of the button, always. Without it: Help."), "{made}");
        assert!(made.contains("label?: string;") && !made.contains("old"), "{made}");
        assert_eq!(types(&made, &one()).as_deref(), Some(made.as_str()));
    }
}
