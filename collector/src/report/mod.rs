//! What to write or mend next: the report for writers, from what customers searched for, read,
//! said of articles and wrote.

mod articles;
mod catalogue;
mod charts;
mod definitions;
mod figures;
mod gaps;
mod html;
mod near;
mod next;
mod replies;
mod summary;
mod text;
mod unread;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use serde::Serialize;

pub use figures::Share;
pub use near::{Finder, Near, Nearness};
pub use next::{Next, Opened};

use articles::articles;
use catalogue::Catalogue;
use gaps::gaps;
use replies::replies;
use summary::{summary, weeks};
use unread::unread;

use crate::store::{Facts, Undelivered};

/// How many rows of each list are shown. More are for programs, in JSON.
const ROWS_MAX: usize = 25;

/// An article of the help centre, so that those that nobody opens can be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownArticle {
    /// Language.
    pub lang: String,
    /// Slug, unique in its language.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Its file below the folder of articles, such as `en/billing/refunds.md`; empty where that is
    /// not known.
    pub file: String,
    /// Its address, from the start of the help centre on; empty where that is not known.
    pub url: String,
}

/// What is counted where the figures come from. What is not is absent from the report, and not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// All searches, and not only those without a result.
    pub searches: bool,
    /// Searches with results of which none was opened.
    pub unopened: bool,
    /// Messages, and when they were answered.
    pub messages: bool,
}

impl Default for Counted {
    /// What the collector counts.
    fn default() -> Self {
        Self { searches: true, unopened: true, messages: true }
    }
}

/// The period of a report, and what is known besides what arrived.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// First moment, in milliseconds since 1970-01-01 UTC.
    pub since: u64,
    /// Now, likewise.
    pub until: u64,
    /// All articles; empty where they are not known.
    pub articles: Vec<KnownArticle>,
    /// Within how many hours the site promises to answer.
    pub reply_hours: Option<u32>,
    /// What finds articles better than their titles do.
    pub finder: Option<Arc<dyn Finder>>,
    /// What is counted at all.
    pub counted: Counted,
}

/// The report. Its members are the ones of the JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// First moment.
    pub since: Timestamp,
    /// Last moment.
    pub until: Timestamp,
    /// The whole help centre.
    pub summary: Summary,
    /// The same for each language.
    pub languages: BTreeMap<String, Summary>,
    /// What was searched for and led to no article or to a message, the most wanted first.
    pub gaps: Vec<Gap>,
    /// Articles that were opened or voted on, those that fail most customers first.
    pub articles: Vec<ArticleRow>,
    /// Articles that nobody opened; absent where visits are not counted or articles not known.
    pub unread: Option<Vec<UnreadRow>>,
    /// By week, the first first.
    pub weeks: Vec<Week>,
    /// How messages were answered; absent where that is not counted.
    pub replies: Option<Replies>,
    /// What could not be handed on.
    pub undelivered: Vec<UndeliveredRow>,
    /// How each figure is counted, by its name.
    pub definitions: BTreeMap<&'static str, &'static str>,
}

/// Figures of a help centre or of one of its languages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Visits in which help was opened, by outcome.
    pub visits: Outcomes,
    /// Visits without a message.
    pub self_service: Option<Share>,
    /// Visits with a message.
    pub contact: Option<Share>,
    /// Searches; absent where only some are counted.
    pub searches: Option<u64>,
    /// Searches without a result.
    pub zero_results: Option<Share>,
    /// Votes that say that an article helped.
    pub helpful: Option<Share>,
    /// Messages; absent where they are not counted.
    pub messages: Option<u64>,
}

/// Visits by outcome; each counts once, for the first that is true of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// A message was sent.
    pub contacted: u64,
    /// The customer said that an article helped.
    pub solved: u64,
    /// An article was opened.
    pub read: u64,
    /// None of these.
    pub unread: u64,
}

impl Outcomes {
    /// All visits.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.contacted + self.solved + self.read + self.unread
    }
}

/// Something that customers look for and do not find.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Gap {
    /// Language of the help centre.
    pub lang: String,
    /// The words as most customers typed them.
    pub words: String,
    /// Other ways to say it, the most frequent first.
    pub variants: Vec<String>,
    /// How often it was searched for.
    pub searches: u64,
    /// How often there was no result.
    pub without_hits: u64,
    /// How often there were results and none was opened.
    pub unopened: Option<u64>,
    /// How many messages came of it.
    pub messages: Option<u64>,
    /// What to do.
    pub next: Next,
}

/// The name of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ArticleName {
    /// Language.
    pub lang: String,
    /// Slug.
    pub slug: String,
    /// Title; the slug where it is not known.
    pub title: String,
}

/// How an article does.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRow {
    /// Which one.
    #[serde(flatten)]
    pub name: ArticleName,
    /// How often it was opened; 0 where visits are not counted.
    pub views: u64,
    /// Votes that say that it helped.
    pub helpful: Option<Share>,
    /// How many gave each reason why not, by the reason's name in JSON.
    pub reasons: BTreeMap<String, u64>,
    /// What customers wrote, the last first; what gives the most frequent reason before the rest.
    pub comments: Vec<ArticleComment>,
    /// What to do.
    pub next: Next,
}

/// What a customer wrote of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleComment {
    /// The reason that was chosen, by its name in JSON.
    pub reason: Option<String>,
    /// The comment.
    pub text: String,
}

/// An article that nobody opened.
#[derive(Clone, Debug, Serialize)]
pub struct UnreadRow {
    /// Which one.
    #[serde(flatten)]
    pub name: ArticleName,
    /// What to do.
    pub next: Next,
}

/// What arrived within a week.
#[derive(Clone, Debug, Serialize)]
pub struct Week {
    /// Its first day.
    pub starts: String,
    /// Visits.
    pub visits: u64,
    /// Searches.
    pub searches: u64,
    /// Searches without a result.
    pub without_hits: u64,
    /// Votes that say yes.
    pub yes: u64,
    /// Votes that say no.
    pub no: u64,
    /// Messages.
    pub messages: Option<u64>,
}

/// How messages were answered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Replies {
    /// Messages that are marked as answered.
    pub answered: u64,
    /// Messages that are not.
    pub open: u64,
    /// Minutes to the answer, the middle one of all.
    pub median_minutes: Option<i64>,
    /// Hours within which the site promises to answer.
    pub promised_hours: Option<u32>,
    /// Messages that were answered within that time, of those that were answered or are late.
    pub in_time: Option<Share>,
    /// Messages whose address did not write again within seven days, of those as old as that.
    pub first_contact: Option<Share>,
}

/// A message that somebody does not have.
#[derive(Clone, Debug, Serialize)]
pub struct UndeliveredRow {
    /// Reference of the message.
    pub reference: String,
    /// Whom it is for.
    pub target: String,
    /// How many attempts there were.
    pub attempts: u32,
    /// When it is tried next; nothing once it is given up.
    pub due_at: Option<Timestamp>,
    /// What the last attempt failed with.
    pub error: Option<String>,
}

impl Report {
    /// Makes the report of what was counted.
    #[must_use]
    pub fn new(facts: &Facts, options: &ReportOptions) -> Self {
        let mut languages = BTreeMap::new();
        let mut all: BTreeSet<&String> = facts.searches.iter().map(|search| &search.lang).collect();
        all.extend(facts.views.keys().chain(facts.visits.keys()).map(|(lang, _)| lang));
        all.extend(facts.votes.iter().map(|votes| &votes.lang));
        all.extend(facts.messages.iter().map(|message| &message.lang));
        for lang in all {
            languages.insert(lang.clone(), summary(facts, options.counted, |other| other == lang));
        }
        let all = Catalogue::new(&options.articles, options.finder.as_deref());
        let gaps = gaps(facts, options.counted, &all);
        Self {
            since: moment(options.since as i64),
            until: moment(options.until as i64),
            summary: summary(facts, options.counted, |_| true),
            languages,
            articles: articles(facts, &all),
            unread: unread(facts, &gaps, &all),
            gaps,
            weeks: weeks(facts, options),
            replies: options.counted.messages.then(|| replies(facts, options)),
            undelivered: facts.undelivered.iter().map(undelivered).collect(),
            definitions: definitions::by_name(),
        }
    }

    /// The report as a page of HTML that needs no script and nothing else.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::page(self)
    }

    /// The report as text for a terminal.
    #[must_use]
    pub fn to_text(&self) -> String {
        text::report(self)
    }
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}

fn undelivered(one: &Undelivered) -> UndeliveredRow {
    let Undelivered { reference, target, attempts, due_at, error } = one.clone();
    UndeliveredRow { reference, target, attempts, due_at: due_at.map(moment), error }
}
