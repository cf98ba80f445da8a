//! A bucket of a storage that speaks S3: Amazon's, MinIO, Garage, Ceph, Cloudflare's R2 and others.
//!
//! Requests are signed in their address (Signature Version 4, query parameters), which every such
//! storage takes, so the file itself need not be read before it is sent. An address is therefore
//! as good as a password for a while, and is never written anywhere.

use std::{fmt, fs, io, thread, time::Duration};

use docent_protocol::{ATTACHMENTS_MB_MAX, Attachment, MEGABYTE};
use rusty_s3::{Bucket as Target, Credentials, S3Action, UrlStyle};
use ureq::{Body, http::Response};

use super::{Arrived, name};
use crate::outbound;

/// How the name of a bucket begins.
pub(super) const SCHEME: &str = "s3://";

const KEY: &str = "AWS_ACCESS_KEY_ID";
const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
const SECRET_FILE: &str = "AWS_SECRET_ACCESS_KEY_FILE";
const TOKEN: &str = "AWS_SESSION_TOKEN";
const REGIONS: [&str; 2] = ["AWS_REGION", "AWS_DEFAULT_REGION"];
const ENDPOINTS: [&str; 2] = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];

/// The region where none is named: what storages of one place call theirs.
const REGION: &str = "us-east-1";

/// How long the storage may take for one file, and how long the address for it is good.
const ANSWER_TIME: Duration = Duration::from_secs(5 * 60);

/// How long it may take to remove one, which is tried again.
const REMOVAL_TIME: Duration = Duration::from_secs(5);

/// What is written and removed to see whether that is allowed.
const PROBE: &str = "docent-check";

/// Pauses before a file that could not be removed is tried again: nobody comes back for it.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(1)];

/// Why a bucket cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BucketError {
    /// The name is none.
    #[error("`{0}` is no bucket; write `s3://name-of-the-bucket` or `s3://name/folder`")]
    Name(String),
    /// Who is asking is not said.
    #[error(
        "the environment variable `{0}` is not set; a bucket needs `AWS_ACCESS_KEY_ID` and \
         `AWS_SECRET_ACCESS_KEY` (or `AWS_SECRET_ACCESS_KEY_FILE`, the path of a file with it)"
    )]
    Variable(&'static str),
    /// The file with the secret cannot be read.
    #[error("the file {path} that `AWS_SECRET_ACCESS_KEY_FILE` names cannot be read ({source})")]
    SecretFile {
        /// Its path.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The storage has no address.
    #[error(
        "`{variable}` is `{found}`, which is no address of a storage ({why}); write for example \
         `https://s3.example.com`"
    )]
    Endpoint {
        /// What names it.
        variable: &'static str,
        /// What it names.
        found: String,
        /// What is wrong with it.
        why: String,
    },
}

/// A part of a bucket.
pub(super) struct Bucket {
    target: Target,
    credentials: Credentials,
    /// What every key begins with: empty, or with a slash at its end.
    prefix: String,
    agent: ureq::Agent,
}

impl Bucket {
    /// A bucket by its name, with the rest from variables of the environment.
    pub(super) fn new(
        place: &str,
        var: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, BucketError> {
        let var = |name: &str| var(name).filter(|value| !value.trim().is_empty());
        let first = |names: &[&'static str]| {
            names.iter().find_map(|name| var(name).map(|value| (*name, value)))
        };
        let wrong_name = || BucketError::Name(place.to_owned());
        let rest = place.strip_prefix(SCHEME).ok_or_else(wrong_name)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        // Names of buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        if bucket.len() < 3 || !bucket.chars().all(is_name) {
            return Err(wrong_name());
        }
        let prefix = prefix.trim_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };

        let key = var(KEY).ok_or(BucketError::Variable(KEY))?;
        let secret = match (var(SECRET), var(SECRET_FILE)) {
            (Some(secret), _) => secret,
            (None, Some(path)) => match fs::read_to_string(&path) {
                Ok(text) => text.trim_end().to_owned(),
                Err(source) => return Err(BucketError::SecretFile { path, source }),
            },
            (None, None) => return Err(BucketError::Variable(SECRET)),
        };
        let credentials = match var(TOKEN) {
            Some(token) => Credentials::new_with_token(key, secret, token),
            None => Credentials::new(key, secret),
        };
        let region = first(&REGIONS).map_or_else(|| REGION.to_owned(), |(_, region)| region);
        let (variable, endpoint, style) = match first(&ENDPOINTS) {
            Some((variable, endpoint)) => (variable, endpoint, UrlStyle::Path),
            // A name with dots would be no host that Amazon's certificate is for.
            None => {
                let style =
                    if bucket.contains('.') { UrlStyle::Path } else { UrlStyle::VirtualHost };
                (REGIONS[0], format!("https://s3.{region}.amazonaws.com"), style)
            }
        };
        let wrong = |why: String| BucketError::Endpoint { variable, found: endpoint.clone(), why };
        let url = endpoint.parse().map_err(|error| wrong(format!("{error}")))?;
        let target = Target::new(url, style, bucket.to_owned(), region)
            .map_err(|error| wrong(error.to_string()))?;
        Ok(Self { target, credentials, prefix, agent: outbound::agent(ANSWER_TIME) })
    }

    /// Where a file is, as programs for S3 write it.
    pub(super) fn place(&self, attachment: &Attachment) -> String {
        format!("{SCHEME}{}/{}", self.target.name(), self.key(attachment))
    }

    /// Keeps a file, if it is not there already.
    pub(super) fn keep(&self, arrived: &Arrived) -> io::Result<()> {
        let key = self.key(&arrived.attachment);
        let head = self.target.head_object(Some(&self.credentials), &key).sign(ANSWER_TIME);
        // Who may not list a bucket is not told what is missing in it, either: then it is sent.
        if self.agent.head(head.as_str()).call().is_ok_and(|answer| answer.status().is_success()) {
            return Ok(());
        }
        let url = self.target.put_object(Some(&self.credentials), &key).sign(ANSWER_TIME);
        let request = self.agent.put(url.as_str()).content_type(&arrived.attachment.kind);
        succeeded(request.send(fs::File::open(&arrived.file)?)).map(drop)
    }

    pub(super) fn read(&self, attachment: &Attachment) -> io::Result<Vec<u8>> {
        let key = self.key(attachment);
        let url = self.target.get_object(Some(&self.credentials), &key).sign(ANSWER_TIME);
        let mut answer = succeeded(self.agent.get(url.as_str()).call())?;
        let most = ATTACHMENTS_MB_MAX * MEGABYTE;
        answer.body_mut().with_config().limit(most).read_to_vec().map_err(io::Error::other)
    }

    pub(super) fn remove(&self, attachment: &Attachment) -> io::Result<()> {
        let key = self.key(attachment);
        for pause in PAUSES {
            if self.delete(&key).is_ok() {
                return Ok(());
            }
            thread::sleep(pause);
        }
        self.delete(&key)
    }

    /// Writes something and removes it again.
    pub(super) fn check(&self) -> io::Result<()> {
        let key = format!("{}{PROBE}", self.prefix);
        let url = self.target.put_object(Some(&self.credentials), &key).sign(ANSWER_TIME);
        succeeded(self.agent.put(url.as_str()).send("Docent may write here.\n"))?;
        self.delete(&key)
    }

    fn delete(&self, key: &str) -> io::Result<()> {
        let url = self.target.delete_object(Some(&self.credentials), key).sign(ANSWER_TIME);
        let request = self.agent.delete(url.as_str()).config();
        let request = request.timeout_global(Some(REMOVAL_TIME)).build();
        match succeeded(request.call()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn key(&self, attachment: &Attachment) -> String {
        format!("{}{}", self.prefix, name(attachment))
    }
}

// By hand, because of the secret.
impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket({SCHEME}{}/{})", self.target.name(), self.prefix)
    }
}

/// The answer, if it is one of success. What is wrong otherwise, in the storage's words.
fn succeeded(answer: Result<Response<Body>, ureq::Error>) -> io::Result<Response<Body>> {
    let mut answer = answer.map_err(|error| io::Error::other(error.to_string()))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let said = answer.body_mut().with_config().limit(64 * 1024).read_to_string();
    let said = said.unwrap_or_default();
    let kind = if status.as_u16() == 404 && element(&said, "Code") != Some("NoSuchBucket") {
        io::ErrorKind::NotFound
    } else {
        io::ErrorKind::Other
    };
    let mut text = format!("the storage answers {status}");
    for name in ["Code", "Message"] {
        if let Some(words) = element(&said, name) {
            text.push_str(&format!(": {words}"));
        }
    }
    Err(io::Error::new(kind, text))
}

/// What an element of an error says. Errors of S3 have no nested elements and no attributes:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split_once("</").map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(place: &str, vars: &[(&str, &str)]) -> Result<Bucket, BucketError> {
        let find = |name: &str| vars.iter().find(|(known, _)| *known == name);
        Bucket::new(place, |name| find(name).map(|(_, value)| (*value).to_owned()))
    }

    const WHO: [(&str, &str); 2] = [(KEY, "AKIA"), (SECRET, "geheim")];

    #[test]
    fn a_bucket_lies_at_amazon_or_where_the_environment_says() {
        let file = Attachment {
            id: "018F6A3E-7C1B-7D2E-9F00-0123456789AB".into(),
            kind: "image/png".into(),
            ..Attachment::default()
        };
        for (place, more, url, shown) in [
            (
                "s3://kestrel",
                vec![(REGIONS[1], "eu-central-1")],
                "https://kestrel.s3.eu-central-1.amazonaws.com/",
                "s3://kestrel/018f6a3e-7c1b-7d2e-9f00-0123456789ab.png",
            ),
            (
                "s3://kestrel.help/docent/files/",
                vec![],
                "https://s3.us-east-1.amazonaws.com/kestrel.help/",
                "s3://kestrel.help/docent/files/018f6a3e-7c1b-7d2e-9f00-0123456789ab.png",
            ),
            (
                "s3://kestrel/files",
                vec![(ENDPOINTS[1], "http://127.0.0.1:9000"), (REGIONS[0], "garage")],
                "http://127.0.0.1:9000/kestrel/",
                "s3://kestrel/files/018f6a3e-7c1b-7d2e-9f00-0123456789ab.png",
            ),
        ] {
            let bucket = bucket(place, &[WHO.as_slice(), &more].concat()).unwrap();
            assert_eq!(bucket.target.base_url().as_str(), url);
            assert_eq!(bucket.place(&file), shown);
            assert!(!format!("{bucket:?}").contains("geheim"));
        }
    }

    #[test]
    fn what_is_missing_or_wrong_is_said() {
        let nowhere = (ENDPOINTS[0], "s3.example.com");
        let no_file = [(KEY, "AKIA"), (SECRET_FILE, "/nowhere/secret")];
        for (place, vars, says) in [
            ("s3://", WHO.to_vec(), "is no bucket"),
            ("s3://a b c/d", WHO.to_vec(), "is no bucket"),
            ("s3://kestrel", vec![], "`AWS_ACCESS_KEY_ID` is not set"),
            ("s3://kestrel", vec![WHO[0], (SECRET, " ")], "`AWS_SECRET_ACCESS_KEY` is not set"),
            ("s3://kestrel", no_file.to_vec(), "/nowhere/secret"),
            ("s3://kestrel", [WHO.as_slice(), &[nowhere]].concat(), "`AWS_ENDPOINT_URL_S3` is"),
        ] {
            let error = bucket(place, &vars).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn errors_are_told_in_the_words_of_the_storage() {
        let xml = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code>\
                   <Message>Access Denied</Message></Error>";
        assert_eq!(element(xml, "Code"), Some("AccessDenied"));
        assert_eq!(element(xml, "Message"), Some("Access Denied"));
        assert_eq!(element("<html>", "Code"), None);
    }
}
