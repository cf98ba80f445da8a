//! A message from a customer to the people behind the site.

use serde::{Deserialize, Serialize};

use crate::form::is_false;
use crate::{Agreement, Answers, Attachment, Problem};

/// The most characters of a name.
pub const NAME_MAX: usize = 200;

/// The most characters of a mail address (RFC 5321, section 4.5.3.1.3).
pub const EMAIL_MAX: usize = 254;

/// The most characters of a topic.
pub const TOPIC_MAX: usize = 200;

/// The most characters of a message.
pub const MESSAGE_MAX: usize = 20_000;

/// The most searches, and the most articles, that go along besides the last.
pub const EARLIER_MAX: usize = 20;

/// Body of a `POST` to the contact endpoint. Sending it twice stores it once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// UUID, version 7, in the usual text form.
    pub id: String,
    /// When it was sent by the visitor's clock, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// BCP 47 tag of the help centre's language.
    pub lang: String,
    /// Name of the customer; may be empty.
    #[serde(default)]
    pub name: String,
    /// Mail address to answer to.
    pub email: String,
    /// One of the site's topics; empty where it has none.
    #[serde(default)]
    pub topic: String,
    /// What the customer wrote.
    pub message: String,
    /// Answers to the site's own questions, as far as there are any.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub fields: Answers,
    /// Files that come with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What the customer agreed to; nothing where the site asks for no consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Agreement>,
    /// Whether the customer calls it a complaint.
    #[serde(default, skip_serializing_if = "is_false")]
    pub complaint: bool,
    /// Whether the customer wants a copy by mail.
    #[serde(default, skip_serializing_if = "is_false")]
    pub copy: bool,
    /// What goes along, as far as the customer left it in.
    #[serde(default)]
    pub context: MessageContext,
}

/// Where the customer was. Every part is shown in the form and can be left out there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageContext {
    /// What was searched for last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Slug of the article that was read last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// What was searched for before that on this visit, the last first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<String>,
    /// Slugs of articles that were read before the last on this visit, the last first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Address of the page that the widget is on, without query and fragment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

impl Message {
    /// Checks what types alone do not promise.
    ///
    /// # Errors
    ///
    /// The first member that is missing, too long or malformed, as a [`Problem`] that names it.
    pub fn check(&self) -> Result<(), Problem> {
        Problem::require_id("id", &self.id)?;
        Problem::require_line("lang", &self.lang, 35)?;
        Problem::limit_line("name", &self.name, NAME_MAX)?;
        Problem::require("email", &self.email, EMAIL_MAX)?;
        if !Self::is_email(&self.email) {
            return Err(Problem::of_field("invalid-email", "email", "is not a mail address"));
        }
        Problem::limit_line("topic", &self.topic, TOPIC_MAX)?;
        Problem::require("message", &self.message, MESSAGE_MAX)?;
        self.fields.check()?;
        Attachment::check_all(&self.attachments)?;
        self.consent.as_ref().map_or(Ok(()), Agreement::check)?;
        self.context.check()
    }

    /// Whether a text can be a mail address: one `@` with something before it, a dot inside what
    /// follows, and neither blanks nor control characters, which could forge mail headers.
    /// Stricter rules refuse addresses that work.
    #[must_use]
    pub fn is_email(text: &str) -> bool {
        let Some((local, domain)) = text.rsplit_once('@') else { return false };
        !local.is_empty()
            && !local.contains('@')
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
            && domain.split('.').count() > 1
            && domain.split('.').all(|label| !label.is_empty())
    }
}

impl MessageContext {
    fn check(&self) -> Result<(), Problem> {
        let Self { search, article, searches, articles, page } = self;
        for (field, values) in [("searches", searches), ("articles", articles)] {
            if values.len() > EARLIER_MAX {
                let what = format!("may have at most {EARLIER_MAX} members");
                return Err(Problem::of_field("too-many", field, &what));
            }
        }
        let one = [("search", search), ("article", article), ("page", page)];
        let one = one.iter().filter_map(|(field, value)| Some((*field, value.as_ref()?)));
        let earlier = searches.iter().map(|value| ("searches", value));
        let read = articles.iter().map(|value| ("articles", value));
        one.chain(earlier)
            .chain(read)
            .try_for_each(|(field, value)| Problem::limit_line(field, value, 2_048))
    }
}

/// Answer to a [`Message`] once it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The message's own id.
    pub id: String,
    /// Short reference that a person can read out; the same for a repeated message.
    pub reference: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            id: "018f6a3e-7c1b-7d2e-9f00-0123456789ab".into(),
            lang: "en".into(),
            email: "mia@example.com".into(),
            message: "My invoice is wrong.".into(),
            ..Message::default()
        }
    }

    #[test]
    fn a_plain_message_passes() {
        assert_eq!(message().check(), Ok(()));
    }

    #[test]
    fn each_fault_names_its_field() {
        type Spoil = fn(&mut Message);
        let cases: [(&str, Spoil); 12] = [
            ("id", |m| m.id = "7".into()),
            ("email", |m| m.email.clear()),
            ("email", |m| m.email = "mia@example.com\r\nBcc: all@example.com".into()),
            ("message", |m| m.message = "  \n".into()),
            ("name", |m| m.name = "x".repeat(NAME_MAX + 1)),
            ("name", |m| m.name = "Mia\r\nBcc: all@example.com".into()),
            ("topic", |m| m.topic = "Billing\nX-Spam: no".into()),
            ("searches", |m| m.context.searches = vec![String::new(); EARLIER_MAX + 1]),
            ("articles", |m| m.context.articles = vec!["a\r\nb".into()]),
            ("consent", |m| m.consent = Some(Agreement { text: " ".into(), at: 0 })),
            ("fields", |m| m.fields = Answers(vec![("Order No".into(), "17".into())])),
            ("attachments", |m| m.attachments = vec![Attachment::default()]),
        ];
        for (field, spoil) in cases {
            let mut message = message();
            spoil(&mut message);
            let problem = message.check().expect_err(field);
            assert_eq!(problem.field.as_deref(), Some(field));
        }
    }

    #[test]
    fn addresses_are_judged_leniently() {
        for good in ["a@b.c", "first.last+tag@sub.example.co.uk", "юля@пример.рф"] {
            assert!(Message::is_email(good), "{good}");
        }
        for bad in ["", "a", "@b.c", "a@b", "a@b.", "a b@c.d", "a@@b.c"] {
            assert!(!Message::is_email(bad), "{bad}");
        }
    }
}
