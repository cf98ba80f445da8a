//! Messages by mail: to the people who answer, and a copy to the customer who wants one.

use std::{sync::Arc, time::Duration};

use docent_protocol::{Attachment, Message};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{
        Attachment as Part, Mailbox, Message as Letter, MessageBuilder, MultiPart, SinglePart,
        header::{self, ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::authentication::Credentials,
};

use super::{Failure, copy, letter};
use crate::{
    Attachments,
    settings::{MailSettings, SettingsError},
    store::{StoredMessage, Target},
};

/// How long the server may take for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// The most bytes of files in one mail. Many servers take 25 MB at most, and a file grows by a
/// third on its way.
const FILES_MAX: u64 = 15 * 1024 * 1024;

pub(super) struct Mail {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    to: Arc<[Mailbox]>,
    copies: bool,
    attachments: Attachments,
}

// By hand, because the transport knows the password.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("to", &self.to).finish_non_exhaustive()
    }
}

impl Mail {
    pub(super) fn new(
        settings: &MailSettings,
        attachments: Attachments,
    ) -> Result<Self, SettingsError> {
        let MailSettings { server, password, from, to, copies } = settings;
        if to.is_empty() && !copies {
            let what = "nobody gets any mail: name somebody, or set `copies = true`";
            return Err(SettingsError::value("mail.to", what));
        }
        let to = to.iter().map(|to| mailbox("mail.to", to)).collect::<Result<_, _>>()?;
        let password = password.as_ref().map(|password| password.read());
        let password = password
            .transpose()
            .map_err(|source| SettingsError::Secret { name: "mail.password".into(), source })?;
        Ok(Self {
            server: transport(server, password)?,
            from: mailbox("mail.from", from)?,
            to,
            copies: *copies,
            attachments,
        })
    }

    /// Which mails a message leads to.
    pub(super) fn targets(&self, message: &Message) -> impl Iterator<Item = Target> + use<> {
        let team = (!self.to.is_empty()).then_some(Target::Team);
        let copy = (self.copies && message.copy).then_some(Target::Copy);
        team.into_iter().chain(copy)
    }

    pub(super) async fn to_team(&self, stored: &StoredMessage) -> Result<(), Failure> {
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(letter::body(stored)));
        let mut room = FILES_MAX;
        for attachment in stored.message.attachments.iter().filter(|one| !one.lost) {
            // The letter names those that do not fit.
            let Some(left) = room.checked_sub(attachment.size) else { continue };
            room = left;
            parts = parts.singlepart(self.file(attachment).await?);
        }
        let mut builder = self.builder(stored, "team").subject(letter::subject(stored));
        for to in self.to.iter() {
            builder = builder.to(to.clone());
        }
        // Whoever answers the mail answers the customer. An address of other letters would make a
        // mail that not every server takes; the letter has it too.
        let email = Some(&stored.message.email).filter(|email| email.is_ascii());
        if let Some(address) = email.and_then(|email| email.parse().ok()) {
            let name = Some(stored.message.name.clone()).filter(|name| !name.is_empty());
            builder = builder.reply_to(Mailbox::new(name, address));
        }
        // Whatever the server has against it can be mended: the team's own address is at fault.
        let posted = self.post(builder.multipart(parts)).await;
        posted.map_err(|failure| Failure { lasting: false, ..failure })
    }

    pub(super) async fn copy(&self, stored: &StoredMessage) -> Result<(), Failure> {
        let address = stored.message.email.parse().map_err(|error| Failure {
            error: format!("the customer's address cannot be written to: {error}"),
            lasting: true,
        })?;
        let copy::Copy { subject, body } = copy::of(stored);
        let builder = self
            .builder(stored, "copy")
            // Without the name, which whoever filled in the form made up.
            .to(Mailbox::new(None, address))
            .subject(subject);
        self.post(builder.header(ContentType::TEXT_PLAIN).body(body)).await
    }

    /// What all mails of a message have: an id that stays the same however often it is sent, and
    /// the mark of a mail that no machine should answer (RFC 3834).
    fn builder(&self, stored: &StoredMessage, kind: &str) -> MessageBuilder {
        let domain = self.from.email.domain();
        Letter::builder()
            .from(self.from.clone())
            .message_id(Some(format!("<{}.{kind}@{domain}>", stored.message.id)))
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(header::MIME_VERSION_1_0)
    }

    async fn file(&self, attachment: &Attachment) -> Result<SinglePart, Failure> {
        let bytes = self.attachments.read(attachment).await.map_err(|error| {
            let place = self.attachments.place(attachment);
            Failure::passing(format!("the file {} cannot be read: {error}", place.display()))
        })?;
        // What it is called and what it is said to be come from a stranger; lettre encodes both.
        let kind = ContentType::parse("application/octet-stream").expect("a media type");
        Ok(Part::new(attachment.name.clone()).body(bytes, kind))
    }

    async fn post(&self, letter: Result<Letter, lettre::error::Error>) -> Result<(), Failure> {
        let letter = letter.map_err(|error| Failure { error: error.to_string(), lasting: true })?;
        match self.server.send(letter).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let lasting = error.is_permanent();
                Err(Failure { error: with_causes(&error), lasting })
            }
        }
    }
}

fn transport(
    server: &str,
    password: Option<String>,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, SettingsError> {
    let wrong = |what: String| SettingsError::value("mail.server", what);
    // The user is written in the URL, the password never.
    let (scheme, rest) = server.split_once("://").unwrap_or_default();
    if !matches!(scheme, "smtp" | "smtps") || rest.is_empty() {
        let advice = "write `smtps://user@mail.example.com`, or \
                      `smtp://user@mail.example.com:587?tls=required`";
        return Err(wrong(format!("`{server}` is no mail server; {advice}")));
    }
    let (user, host) =
        rest.rsplit_once('@').map_or((None, rest), |(user, host)| (Some(user), host));
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&format!("{scheme}://{host}"))
        .map_err(|error| wrong(format!("`{server}` is no mail server: {error}")))?
        .timeout(Some(ANSWER_TIME));
    let builder = match (user, password) {
        (Some(user), Some(password)) => {
            let user = percent_encoding::percent_decode_str(user).decode_utf8_lossy().into_owned();
            builder.credentials(Credentials::new(user, password))
        }
        (None, None) => builder,
        (Some(_), None) => {
            return Err(SettingsError::value(
                "mail.password",
                "it is missing, and `mail.server` names a user: write \
                 `password = { file = \"/run/secrets/smtp\" }`",
            ));
        }
        (None, Some(_)) => {
            return Err(wrong(
                "it names no user for the password: write `smtps://user@host`".into(),
            ));
        }
    };
    Ok(builder.build())
}

fn mailbox(name: &str, text: &str) -> Result<Mailbox, SettingsError> {
    text.parse().map_err(|error| {
        let advice = "write `help@example.com` or `Help <help@example.com>`";
        SettingsError::value(name, format!("`{text}` is no mail address ({error}); {advice}"))
    })
}

/// An error with all that led to it, which mail libraries keep to themselves otherwise.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AttachmentFolder;

    #[test]
    fn servers_are_written_as_addresses_with_the_user_and_without_the_password() {
        let password = || Some("geheim".to_owned());
        for (server, password) in [
            ("smtp://localhost:25", None),
            ("smtps://help%40example.com@mail.example.com", password()),
            ("smtp://me@mail.example.com:587?tls=required", password()),
        ] {
            transport(server, password).unwrap_or_else(|error| panic!("{server}: {error}"));
        }
        for (server, password, says) in [
            ("mail.example.com", None, "smtps://user@mail.example.com"),
            ("https://mail.example.com", None, "is no mail server"),
            ("smtp://", None, "is no mail server"),
            ("smtps://me@mail.example.com", None, "`mail.password`"),
            ("smtps://mail.example.com", password(), "smtps://user@host"),
        ] {
            let error = transport(server, password).expect_err(server).to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn addresses_that_cannot_be_written_to_are_said_with_their_place() {
        let settings = |from: &str, to: &[&str], copies| MailSettings {
            server: "smtp://localhost".into(),
            password: None,
            from: from.into(),
            to: to.iter().map(|to| (*to).into()).collect(),
            copies,
        };
        let refusal = |settings| {
            let files = AttachmentFolder::new("files".into()).into();
            Mail::new(&settings, files).map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(refusal(settings("Help <help@example.com>", &[], true)), Ok(()));
        for (wrong, says) in [
            (settings("help", &["a@b.c"], false), "`mail.from`"),
            (settings("help@example.com", &["a@b.c", "nobody"], false), "`mail.to`"),
            (settings("help@example.com", &[], false), "copies = true"),
        ] {
            let error = refusal(wrong).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
