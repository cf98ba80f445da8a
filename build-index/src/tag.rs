//! `docent tag`: the script tag of a built help centre, pinned or not, and the policy it needs.
//!
//! It reads the finished folder, because a pin counts for the bytes that lie there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use docent_protocol::{Catalog, Site};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha384};

use crate::emit::CATALOG;
use crate::render::print;

const LOADER: &str = "docent.js";

/// Options of `docent tag`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder that `docent build` wrote
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Where the folder is on the web, such as /help/ or https://help.example.com/; after the name
    /// of the folder if left out
    #[arg(long, value_name = "URL")]
    address: Option<String>,
}

/// Runs the subcommand.
///
/// # Errors
///
/// If the folder cannot be read or holds no widget, or if the address is none.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match Tag::read(&args.site, args.address.as_deref())? {
        Some(tag) => print(&tag.text()),
        None => bail!("`{}` holds no widget; build it without `--no-widget`", args.site.display()),
    }
    Ok(ExitCode::SUCCESS)
}

/// What a site puts on its pages.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Address of the loader.
    src: String,
    /// For the attribute `integrity`.
    integrity: String,
    /// For the header `Content-Security-Policy`.
    policy: Vec<String>,
}

impl Tag {
    /// Reads a built folder; nothing comes of one without a widget.
    ///
    /// # Errors
    ///
    /// If its files cannot be read, or if the address is none.
    pub(crate) fn read(folder: &Path, address: Option<&str>) -> Result<Option<Self>> {
        let catalog: Catalog = read_json(&folder.join(CATALOG))?;
        if catalog.widget.is_none() {
            return Ok(None);
        }
        let address = match address {
            Some(address) => whole(address)?,
            None => beside(folder),
        };
        let path = folder.join(LOADER);
        let loader =
            fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let mut connects = BTreeSet::new();
        for files in &catalog.languages {
            let site: Site = read_json(&folder.join(&files.site))?;
            let endpoints = [site.contact.endpoint, site.events].into_iter().flatten();
            connects.extend(endpoints.filter_map(|url| origin(&url).map(str::to_owned)));
        }
        let home = origin(&address).unwrap_or("'self'");
        connects.remove(home);
        Ok(Some(Self {
            integrity: integrity(&loader),
            policy: policy(home, &connects),
            src: address + LOADER,
        }))
    }

    /// The tag that takes whatever build lies there.
    fn open(&self) -> String {
        format!("<script async src=\"{}\"></script>", self.src)
    }

    /// The tag for this build alone.
    pub(crate) fn pinned(&self) -> String {
        let Self { src, integrity, .. } = self;
        format!("<script async src=\"{src}\" integrity=\"{integrity}\" crossorigin></script>")
    }

    /// The policy in one line.
    pub(crate) fn policy(&self) -> String {
        self.policy.join("; ")
    }

    fn text(&self) -> String {
        format!(
            "\
The tag for your pages, which takes every later build as well:

{}

Or pinned to this build: browsers refuse any other {LOADER}, so replace it after each build:

{}

What a content security policy must allow:

{};
",
            self.open(),
            self.pinned(),
            self.policy.join(";\n"),
        )
    }
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read(path).with_context(|| {
        format!("cannot read `{}`; is this a folder that `docent build` wrote?", path.display())
    })?;
    serde_json::from_slice(&text)
        .with_context(|| format!("`{}` is not of this version; build it again", path.display()))
}

/// An address that can stand in an attribute, with a slash at its end.
fn whole(address: &str) -> Result<String> {
    let is_address = address.starts_with('/') || origin(address).is_some();
    if !is_address || address.contains(|c: char| c.is_whitespace() || "?#\"<>;".contains(c)) {
        bail!(
            "`--address {address}` is no address of a folder; write for example `/help/` or \
             `https://help.example.com/`"
        );
    }
    Ok(format!("{}/", address.trim_end_matches('/')))
}

/// `/help/` for `public/help`.
fn beside(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let plain = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    format!("/{}/", plain.to_string().replace("%2D", "-").replace("%5F", "_").replace("%2E", "."))
}

/// Scheme, host and port; nothing of an address within a site.
fn origin(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (!host.is_empty()).then(|| &url[..url.len() - rest.len() + host.len()])
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

fn policy(home: &str, connects: &BTreeSet<String>) -> Vec<String> {
    let more: String = connects.iter().map(|origin| format!(" {origin}")).collect();
    vec![
        format!("script-src {home} 'wasm-unsafe-eval'"),
        format!("style-src {home}"),
        format!("connect-src {home}{more}"),
        format!("img-src {home}"),
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types docent".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_the_sha_384_of_the_bytes() {
        // The hash of nothing.
        let known = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), known);
    }

    #[test]
    fn addresses_are_those_of_folders() {
        assert_eq!(whole("/help").unwrap_or_default(), "/help/");
        assert_eq!(
            whole("https://help.example.com").unwrap_or_default(),
            "https://help.example.com/"
        );
        for bad in ["help", "/a b/", "https://", "/help/?x", "/\"><script>"] {
            assert!(whole(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_policy_names_the_hosts_of_endpoints() {
        let connects = BTreeSet::from(["https://api.example.com:8443".to_owned()]);
        let policy = policy("'self'", &connects);
        assert_eq!(policy[2], "connect-src 'self' https://api.example.com:8443");
        assert_eq!(
            origin("https://api.example.com:8443/v1?x"),
            Some("https://api.example.com:8443")
        );
        assert_eq!(origin("/v1/messages"), None);
    }
}
