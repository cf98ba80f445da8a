//! The contact form.

use std::sync::Arc;

use docent_protocol::{
    ANSWER_MAX, Agreement, Answers, Attachment, EMAIL_MAX, FieldKind, Form, FormField, MESSAGE_MAX,
    Message, MessageContext, NAME_MAX, TICKED,
};

/// What was typed, what goes along, and how far the message has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactForm {
    /// What the site asks; `None` until the form is on screen.
    pub form: Option<Arc<Form>>,
    /// Name; may stay empty.
    pub name: String,
    /// Mail address to answer to.
    pub email: String,
    /// One of the site's topics, or empty.
    pub topic: String,
    /// The message.
    pub message: String,
    /// Answers to the site's own questions, by their ids.
    pub answers: Answers,
    /// Files that were chosen.
    pub attachments: Vec<Attachment>,
    /// Whether it is a complaint.
    pub complaint: bool,
    /// Whether a copy is wanted.
    pub copy: bool,
    /// When the visitor agreed to what the site asks consent for, in milliseconds since 1970.
    pub agreed: Option<u64>,
    /// What goes along, as far as the visitor left it in.
    pub context: Vec<ContextItem>,
    /// Whether the message goes without all that.
    pub alone: bool,
    /// What has to be mended before it can be sent.
    pub faults: Vec<(Field, FieldFault)>,
    /// How far the message has come.
    pub stage: Stage,
    /// Whether the device keeps what was typed.
    pub draft: bool,
    /// Document numbers of articles that may answer the message.
    pub suggested: Vec<u32>,
    /// Whether a screen reader was told of them.
    pub told: bool,
    /// Counts how often the form was filled by other hands than the visitor's, so that its fields
    /// are made anew.
    pub filled: u32,
}

/// How far a message has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// It is being written.
    #[default]
    Writing,
    /// It was refused for this reason, and can be changed.
    Refused(String),
    /// It is on its way.
    Sending {
        /// Its id in the outbox; empty until it is there.
        id: String,
    },
    /// It waits in the outbox.
    Queued {
        /// Its id there.
        id: String,
        /// Whether it outlives this page.
        kept: bool,
    },
    /// It has arrived.
    Sent {
        /// Reference to read out; may be empty.
        reference: String,
    },
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Name.
    Name,
    /// Mail address.
    Email,
    /// Topic.
    Topic,
    /// Message.
    Message,
    /// A question of the site's own, by its position.
    Own(usize),
    /// That it is a complaint.
    Complaint,
    /// That a copy is wanted.
    Copy,
    /// Consent; it is set with the time when it was given.
    Consent,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// It is empty.
    Missing,
    /// It is not what it should be.
    Invalid,
    /// It has more characters than this.
    TooLong(usize),
}

/// Something that goes along with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextItem {
    /// What it is.
    pub part: ContextPart,
    /// Its value, shown before it is sent.
    pub value: String,
}

/// The parts of a message's context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextPart {
    /// Something that was searched for, the last first.
    Search,
    /// An article that was read, the last first.
    Article,
    /// The page that the widget is on.
    Page,
}

impl Stage {
    /// Whether this is about the message with that id.
    pub(super) fn is_about(&self, message: &str) -> bool {
        matches!(self, Self::Sending { id } | Self::Queued { id, .. } if id == message)
    }
}

impl ContactForm {
    /// What was typed in a field.
    #[must_use]
    pub fn value(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Email => &self.email,
            Field::Topic => &self.topic,
            Field::Message => &self.message,
            Field::Own(at) => self.own(at).map_or("", |question| self.answer(&question.id)),
            Field::Complaint => ticked(self.complaint),
            Field::Copy => ticked(self.copy),
            Field::Consent => ticked(self.agreed.is_some()),
        }
    }

    fn own(&self, at: usize) -> Option<&FormField> {
        self.form.as_ref()?.fields.get(at)
    }

    fn answer(&self, id: &str) -> &str {
        self.answers.0.iter().find(|(other, _)| other == id).map_or("", |(_, answer)| answer)
    }

    /// The field's fault, if it has one.
    #[must_use]
    pub fn fault(&self, field: Field) -> Option<FieldFault> {
        self.faults.iter().find(|(at, _)| *at == field).map(|(_, fault)| *fault)
    }

    pub(super) fn set(&mut self, field: Field, value: String) {
        match field {
            Field::Name => self.name = value,
            Field::Email => self.email = value,
            Field::Topic => self.topic = value,
            Field::Message => self.message = value,
            Field::Own(at) => {
                let Some(id) = self.own(at).map(|question| question.id.clone()) else { return };
                self.answers.0.retain(|(other, _)| *other != id);
                self.answers.0.push((id, value));
            }
            Field::Complaint => self.complaint = !value.is_empty(),
            Field::Copy => self.copy = !value.is_empty(),
            Field::Consent => self.agreed = value.parse().ok(),
        }
        self.mend(field);
    }

    /// Takes the files that were chosen for a question.
    pub(super) fn attach(&mut self, at: usize, files: Vec<Attachment>) {
        let Some(id) = self.own(at).map(|question| question.id.clone()) else { return };
        self.attachments.retain(|one| one.field != id);
        self.attachments.extend(files);
        self.mend(Field::Own(at));
    }

    fn mend(&mut self, field: Field) {
        // A fault goes away with the keystroke that mends it; new ones wait for the next check.
        let still = self.check_field(field);
        self.faults.retain(|(at, _)| *at != field || still.is_some());
    }

    pub(super) fn check_field(&self, field: Field) -> Option<FieldFault> {
        let value = self.value(field).trim();
        let too_long = |most| (value.chars().count() > most).then_some(FieldFault::TooLong(most));
        match field {
            Field::Name => too_long(NAME_MAX),
            Field::Email if value.is_empty() => Some(FieldFault::Missing),
            Field::Email if !Message::is_email(value) => Some(FieldFault::Invalid),
            Field::Email => too_long(EMAIL_MAX),
            Field::Topic | Field::Complaint | Field::Copy => None,
            Field::Consent => (value.is_empty() && self.form.as_ref()?.consent.is_some())
                .then_some(FieldFault::Missing),
            Field::Message if value.is_empty() => Some(FieldFault::Missing),
            Field::Message => too_long(MESSAGE_MAX),
            Field::Own(at) if value.is_empty() && self.own(at)?.required => {
                let question = self.own(at)?;
                let has_files = self.attachments.iter().any(|one| one.field == question.id);
                (!has_files).then_some(FieldFault::Missing)
            }
            Field::Own(_) => too_long(ANSWER_MAX),
        }
    }

    pub(super) fn check(&mut self) -> bool {
        let own = self.form.as_ref().map_or(0, |form| form.fields.len());
        let fields = [Field::Name, Field::Email, Field::Message].into_iter();
        self.faults = fields
            .chain((0..own).map(Field::Own))
            .chain([Field::Consent])
            .filter_map(|field| Some((field, self.check_field(field)?)))
            .collect();
        self.faults.is_empty()
    }

    /// The answers to questions that the site still asks, in their order.
    fn answers(&self) -> Answers {
        let questions = self.form.iter().flat_map(|form| &form.fields);
        let answered = questions.filter_map(|question| {
            let answer = self.answer(&question.id).trim();
            (!answer.is_empty()).then(|| (question.id.clone(), answer.to_owned()))
        });
        Answers(answered.collect())
    }

    /// Puts back what was written before.
    pub(super) fn restore(&mut self, letter: Message) {
        let Message { name, email, topic, message, fields, attachments, .. } = letter;
        let Message { complaint, copy, .. } = letter;
        let written = std::mem::take(self);
        *self = Self {
            name,
            email,
            topic,
            message,
            answers: fields,
            attachments,
            complaint,
            copy,
            ..written
        };
        self.filled += 1;
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        let texts = [&self.name, &self.email, &self.topic, &self.message];
        texts.iter().all(|text| text.trim().is_empty())
            && self.answers().is_empty()
            && self.attachments.is_empty()
    }

    /// The files of questions that the site still asks.
    fn attachments(&self) -> Vec<Attachment> {
        let asked = |id: &String| {
            let mut questions = self.form.iter().flat_map(|form| &form.fields);
            questions.any(|question| question.kind == FieldKind::File && question.id == *id)
        };
        let files = self.attachments.iter().filter(|one| asked(&one.field));
        files.cloned().collect()
    }

    /// What was typed, without what goes along.
    pub(super) fn draft(&self) -> Message {
        Message {
            name: self.name.trim().to_owned(),
            email: self.email.trim().to_owned(),
            topic: self.topic.clone(),
            message: self.message.trim().to_owned(),
            fields: self.answers(),
            attachments: self.attachments(),
            complaint: self.complaint,
            copy: self.copy,
            ..Message::default()
        }
    }

    /// The message to send. Whoever sends it adds id, time and language.
    #[must_use]
    pub fn to_message(&self) -> Message {
        let along: &[ContextItem] = if self.alone { &[] } else { &self.context };
        let mut context = MessageContext::default();
        for ContextItem { part, value } in along {
            let (last, earlier) = match part {
                ContextPart::Search => (&mut context.search, &mut context.searches),
                ContextPart::Article => (&mut context.article, &mut context.articles),
                ContextPart::Page => {
                    context.page = Some(value.clone());
                    continue;
                }
            };
            match last {
                None => *last = Some(value.clone()),
                Some(_) => earlier.push(value.clone()),
            }
        }
        Message { context, consent: self.agreement(), ..self.draft() }
    }

    fn agreement(&self) -> Option<Agreement> {
        let text = self.form.as_ref()?.consent.as_ref()?.text();
        Some(Agreement { text, at: self.agreed? })
    }
}

fn ticked(yes: bool) -> &'static str {
    if yes { TICKED } else { "" }
}
