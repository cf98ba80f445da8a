//! Hands messages on: by mail to the team, as a copy to the customer, to a help desk, and to
//! webhooks.
//!
//! What has to be handed on is stored together with the message, so it survives a restart. Each
//! target works off its own part of that queue, one message at a time, so that one that does not
//! answer holds up no other. A target is given a message at least once: a collector that ends
//! between sending and noting it sends again, under the same id.

mod copy;
mod freshdesk;
mod letter;
mod mail;
mod pause;
mod webhook;

use std::{sync::Arc, time::Duration};

use docent_protocol::Message;
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{
    Attachments, Store,
    clock::now,
    metrics::Metrics,
    settings::{Settings, SettingsError},
    store::{Delivery, Settled, Target},
};
use freshdesk::Freshdesk;
use mail::Mail;
use webhook::Webhook;

/// How often the queue is looked at where nothing wakes it.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long an attempt may take before somebody else may try.
const LEASE: Duration = Duration::from_secs(5 * 60);

/// How long an attempt may take.
const ATTEMPT_TIME: Duration = Duration::from_secs(60);

/// How much of a refusal is noted.
const REFUSAL_MAX: u64 = 300;

/// The targets of the settings.
#[derive(Debug)]
pub(crate) struct Forwarding {
    mail: Option<Mail>,
    freshdesk: Option<Freshdesk>,
    webhooks: Vec<Webhook>,
    news: Notify,
    metrics: Arc<Metrics>,
}

/// Why an attempt failed.
#[derive(Debug)]
struct Failure {
    error: String,
    /// Whether trying again cannot help.
    lasting: bool,
}

impl Failure {
    fn passing(error: impl Into<String>) -> Self {
        Self { error: error.into(), lasting: false }
    }
}

impl Forwarding {
    /// The targets that the settings name. Mails take attached files from `attachments`.
    ///
    /// # Errors
    ///
    /// An address, a URL or a secret cannot be used.
    pub(crate) fn new(
        settings: &Settings,
        attachments: &Attachments,
        metrics: Arc<Metrics>,
    ) -> Result<Self, SettingsError> {
        let mail = settings.mail.as_ref().map(|mail| Mail::new(mail, attachments.clone()));
        let mut webhooks: Vec<Webhook> = Vec::new();
        for settings in &settings.webhooks {
            let webhook = Webhook::new(settings)?;
            if webhooks.iter().any(|other| other.name() == webhook.name()) {
                let what = format!("there are two of the name `{}`", webhook.name());
                return Err(SettingsError::value("webhook.name", what));
            }
            webhooks.push(webhook);
        }
        let freshdesk = settings.freshdesk.as_ref().map(Freshdesk::new).transpose()?;
        Ok(Self { mail: mail.transpose()?, freshdesk, webhooks, news: Notify::new(), metrics })
    }

    /// Whom a message has to be handed on to.
    pub(crate) fn targets(&self, message: &Message) -> Vec<Target> {
        let mail = self.mail.iter().flat_map(|mail| mail.targets(message));
        mail.chain(self.services()).collect()
    }

    /// Says that there is something to hand on.
    pub(crate) fn wake(&self) {
        self.news.notify_waiters();
    }

    fn all_targets(&self) -> Vec<Target> {
        let mail = self.mail.iter().flat_map(|_| [Target::Team, Target::Copy]);
        mail.chain(self.services()).collect()
    }

    fn services(&self) -> impl Iterator<Item = Target> {
        let desk = self.freshdesk.iter().map(|_| Target::Freshdesk);
        desk.chain(self.webhooks.iter().map(|webhook| Target::Webhook(webhook.name().to_owned())))
    }

    /// Hands on what is due, until it is dropped. An attempt that is under way then is made again.
    pub(crate) async fn run<S: Store>(self: Arc<Self>, store: Arc<S>) {
        let mut workers = JoinSet::new();
        for target in self.all_targets() {
            let (me, store) = (Arc::clone(&self), Arc::clone(&store));
            workers.spawn(async move {
                loop {
                    let news = me.news.notified();
                    if !me.hand_on_next(&*store, &target).await {
                        let _ = timeout(LOOK_EVERY, news).await;
                    }
                }
            });
        }
        if workers.join_next().await.is_none() {
            std::future::pending().await
        }
    }

    /// Makes one attempt, if one is due; whether it was.
    async fn hand_on_next<S: Store>(&self, store: &S, target: &Target) -> bool {
        let until = now() + millis(LEASE);
        let delivery = match store.take(target, now(), until).await {
            Ok(Some(delivery)) => delivery,
            Ok(None) => return false,
            Err(error) => {
                tracing::warn!(%target, %error, "what is to be handed on cannot be read");
                return false;
            }
        };
        let sent = timeout(ATTEMPT_TIME, self.send(&delivery)).await;
        let sent = sent.unwrap_or_else(|_| {
            Err(Failure::passing(format!("no end after {} seconds", ATTEMPT_TIME.as_secs())))
        });
        let settled = settled(&delivery, sent);
        self.metrics.delivery(
            target.to_string(),
            match settled {
                Settled::Done { .. } => "done",
                Settled::Again { .. } => "again",
                Settled::GivenUp { .. } => "given-up",
            },
        );
        if let Err(error) = store.settle(&delivery, settled).await {
            // It is taken again when its time is over, and sent twice rather than never.
            tracing::warn!(%target, %error, "what was handed on cannot be noted");
        }
        true
    }

    async fn send(&self, delivery: &Delivery) -> Result<(), Failure> {
        let no_more = || Failure::passing("the settings have no such target any more");
        match &delivery.target {
            Target::Team => self.mail.as_ref().ok_or_else(no_more)?.to_team(&delivery.stored).await,
            Target::Copy => self.mail.as_ref().ok_or_else(no_more)?.copy(&delivery.stored).await,
            Target::Freshdesk => {
                self.freshdesk.as_ref().ok_or_else(no_more)?.ticket(&delivery.stored).await
            }
            Target::Webhook(name) => {
                let webhook = self.webhooks.iter().find(|webhook| webhook.name() == name);
                webhook.ok_or_else(no_more)?.tell(&delivery.stored).await
            }
        }
    }
}

fn settled(delivery: &Delivery, sent: Result<(), Failure>) -> Settled {
    let reference = &delivery.stored.reference;
    let Err(Failure { error, lasting }) = sent else { return Settled::Done { at: now() } };
    let target = &delivery.target;
    // Without the system's random source, what failed together is tried again together.
    let chance = getrandom::u32().unwrap_or(0).to_le_bytes()[0];
    match pause::after(delivery.attempts, chance).filter(|_| !lasting) {
        Some(pause) => {
            tracing::warn!(%target, reference, error, "a message could not be handed on yet");
            Settled::Again { due_at: now() + millis(pause), error }
        }
        None => {
            tracing::error!(%target, reference, error, "a message is not handed on any more");
            Settled::GivenUp { error }
        }
    }
}

/// What a service refuses with, on one line.
fn refusal(mut answer: ureq::http::Response<ureq::Body>) -> Failure {
    let status = answer.status();
    let why = answer.body_mut().with_config().limit(REFUSAL_MAX).lossy_utf8(true);
    let why: String = why.read_to_string().unwrap_or_default();
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    Failure::passing(format!("answered {status}: {why}").trim_end_matches(": "))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
