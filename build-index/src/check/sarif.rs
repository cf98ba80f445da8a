//! `--format sarif`: SARIF 2.1.0, which code scanning services read.
//!
//! Only what findings have is written. The standard is at
//! docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; section numbers below are its.

use anyhow::Result;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde::Serialize;

use super::json::severity;
use super::location::Root;
use crate::diagnostic::Diagnostic;
use crate::library::IN_PATH;
use crate::lint::{Level, Levels, RULES};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A colon in a path could be taken for the end of a scheme.
const IN_URI: &AsciiSet = &IN_PATH.add(b':');

/// A whole file (3.13).
#[derive(Debug, Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

/// What one program found (3.14).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    /// How columns are counted.
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

/// A rule (3.49).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<'static>,
    default_configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Text<'a> {
    text: &'a str,
}

/// A finding (3.27).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region<'a>>,
}

#[derive(Debug, Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Characters of a line (3.30).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_column: usize,
    snippet: Text<'a>,
}

/// All findings.
///
/// # Errors
///
/// None that could be caused from outside.
pub(super) fn log(diagnostics: &[Diagnostic], root: &Root, levels: &Levels) -> Result<String> {
    let rules = RULES.iter().map(|rule| {
        let level = rule.level.map_or(Level::Error, |_| levels.of(rule.name));
        Descriptor {
            id: rule.name,
            short_description: Text { text: rule.finds },
            default_configuration: Configuration {
                enabled: level != Level::Off,
                level: if level == Level::Error { "error" } else { "warning" },
            },
        }
    });
    let driver =
        Driver { name: "docent", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(|found| finding(found, root)).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn finding<'a>(found: &'a Diagnostic, root: &Root) -> Finding<'a> {
    let place = &found.place;
    let region = (place.line > 0).then(|| Region {
        start_line: place.line,
        start_column: place.column,
        end_column: place.end_column(),
        snippet: Text { text: &place.excerpt },
    });
    let uri = utf8_percent_encode(&root.path(&place.file), IN_URI).to_string();
    let help = found.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    Finding {
        rule_id: found.code,
        rule_index: RULES.iter().position(|rule| rule.name == found.code),
        level: severity(found.severity),
        message: Message { text: format!("{}{help}", found.message) },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri },
                region,
            },
        }],
    }
}
