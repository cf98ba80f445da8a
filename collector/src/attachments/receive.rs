//! A message with files, as `multipart/form-data`: `docent_protocol::Attachment` says in which
//! parts. Files go to the disk as they arrive; none of them is ever whole in memory.

use std::io;
use std::time::Duration;

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field, multipart::MultipartError},
    http::{HeaderMap, StatusCode, header},
};
use docent_protocol::{ATTACHMENTS_MB_MAX, Attachment, MEGABYTE, Message, Problem};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

use super::kind::{HEAD, Refused, kind_of};
use super::{Arrived, Attachments};
use crate::body::{MESSAGE_BODY_MAX, message_of};
use crate::refusal::Refusal;

/// The most bytes of a message with its files and what stands between them.
pub(crate) const BODY_MAX: usize =
    (ATTACHMENTS_MB_MAX * MEGABYTE) as usize + MESSAGE_BODY_MAX + 64 * 1024;

/// How long such a request may take. On a slow line, files take their time.
pub(crate) const REQUEST_TIME: Duration = Duration::from_secs(15 * 60);

/// How long a client may be silent in between.
const SILENCE: Duration = Duration::from_secs(30);

/// Name of the part that says what the others are.
const MESSAGE: &str = "message";

/// Whether a request has parts.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    sent.is_some_and(|sent| {
        let essence = sent.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("multipart/form-data")
    })
}

/// A message with the files that came with it, which are not kept yet.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) message: Message,
    pub(crate) arrived: Vec<Arrived>,
}

/// Reads a message and its files, each as what it was found to be.
pub(crate) async fn receive(
    request: Request,
    attachments: &Attachments,
) -> Result<Received, Refusal> {
    let parts = Multipart::from_request(request, &()).await;
    let mut parts = parts.map_err(|_| {
        malformed("The parts of the body have no boundary; a browser's `FormData` has one.")
    })?;
    let first = next(&mut parts).await?.ok_or_else(|| malformed("The body has no parts."))?;
    if first.name() != Some(MESSAGE) {
        return Err(malformed("The first part must be the JSON of the message, named `message`."));
    }
    let mut message = message_of(&text(first).await?)?;
    let mut arrived: Vec<Arrived> = Vec::new();
    while let Some(part) = next(&mut parts).await? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_new = arrived.iter().all(|known| known.attachment.id != name);
        let named = message.attachments.iter_mut().find(|one| one.id == name && !one.lost);
        let Some(attachment) = named.filter(|_| is_new) else {
            let what = "names every part but the first by its id, once";
            return Err(wrong("unknown-part", what));
        };
        let file = write(part, attachment, attachments).await?;
        arrived.push(Arrived { file, attachment: attachment.clone() });
    }
    require_all(&message, arrived.len())?;
    Ok(Received { message, arrived })
}

/// That every file that a message names came with it.
pub(crate) fn require_all(message: &Message, arrived: usize) -> Result<(), Refusal> {
    let named = message.attachments.iter().filter(|one| !one.lost).count();
    if named == arrived {
        return Ok(());
    }
    let what = "names files that did not come with the message; mark what is gone as `lost`";
    Err(wrong("missing-part", what))
}

/// Writes a part to the disk, and says of its attachment what it is.
async fn write(
    mut part: Field<'_>,
    attachment: &mut Attachment,
    attachments: &Attachments,
) -> Result<TempPath, Refusal> {
    let kept = attachments.arriving().and_then(|file| Ok((file.reopen()?, file)));
    let (open, kept): (_, NamedTempFile) = kept.map_err(|error| unavailable(&error))?;
    let mut file = tokio::fs::File::from_std(open);
    let (mut head, mut size) = (Vec::new(), 0);
    while let Some(bytes) = patiently(part.chunk()).await? {
        size += bytes.len() as u64;
        if size > attachment.size {
            break;
        }
        let missing = HEAD.saturating_sub(head.len());
        head.extend_from_slice(&bytes[..missing.min(bytes.len())]);
        file.write_all(&bytes).await.map_err(|error| unavailable(&error))?;
    }
    if size != attachment.size {
        return Err(wrong("wrong-size", "names another size than a file has"));
    }
    let name = &attachment.name;
    attachment.kind = match kind_of(&head, &attachment.kind) {
        Ok(kind) => kind.to_owned(),
        Err(Refused::Program) => {
            return Err(refused("attachment-is-a-program", format!("`{name}` is a program.")));
        }
        Err(Refused::NoPicture) => {
            return Err(refused("attachment-is-no-picture", format!("`{name}` is no picture.")));
        }
    };
    file.sync_all().await.map_err(|error| unavailable(&error))?;
    Ok(kept.into_temp_path())
}

/// The text of a part that must be short.
async fn text(mut part: Field<'_>) -> Result<Vec<u8>, Refusal> {
    let mut text = Vec::new();
    while let Some(bytes) = patiently(part.chunk()).await? {
        text.extend_from_slice(&bytes);
        if text.len() > MESSAGE_BODY_MAX {
            return Err(Refusal::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                format!("The part `message` may have at most {MESSAGE_BODY_MAX} bytes."),
            ));
        }
    }
    Ok(text)
}

async fn next(parts: &mut Multipart) -> Result<Option<Field<'_>>, Refusal> {
    patiently(parts.next_field()).await
}

/// Waits for more of the body, but not for ever.
async fn patiently<T>(more: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Refusal> {
    let answer = tokio::time::timeout(SILENCE, more).await.map_err(|_| Refusal::too_slow())?;
    answer.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("A message and its files may have at most {ATTACHMENTS_MB_MAX} MB."),
        ),
        _ => malformed("The body is broken or ended before it was complete. Send it again."),
    })
}

fn malformed(what: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "malformed-parts", what)
}

fn refused(code: &str, what: String) -> Refusal {
    Refusal::unprocessable(Problem::new(code, what))
}

fn wrong(code: &str, what: &str) -> Refusal {
    Refusal::unprocessable(Problem::of_field(code, "attachments", what))
}

/// Keeps the files of a message that may be stored.
pub(crate) async fn keep_files(
    attachments: &Attachments,
    arrived: Vec<Arrived>,
) -> Result<(), Refusal> {
    attachments.settle(arrived).await.map_err(|error| unavailable(&error))
}

/// The disk may be full now and not later.
fn unavailable(error: &io::Error) -> Refusal {
    tracing::error!("an attachment cannot be kept: {error}");
    Refusal::unavailable()
}
