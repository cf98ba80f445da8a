//! What to write or mend next: the report for writers, from what customers searched for, read,
//! said of articles and wrote.

mod charts;
mod figures;
mod html;
mod text;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use serde::Serialize;

pub use figures::Share;
use figures::median;

use crate::store::{Facts, SearchFact, Undelivered, WEEK};

/// How many rows of each list are shown. More are for programs, in JSON.
const ROWS_MAX: usize = 25;

/// An article of the help centre, so that those that nobody opens can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownArticle {
    /// Language.
    pub lang: String,
    /// Slug, unique in its language.
    pub slug: String,
    /// Title.
    pub title: String,
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
    pub unread: Option<Vec<ArticleName>>,
    /// By week, the first first.
    pub weeks: Vec<Week>,
    /// How messages were answered.
    pub replies: Replies,
    /// What could not be handed on.
    pub undelivered: Vec<UndeliveredRow>,
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
    /// Searches.
    pub searches: u64,
    /// Searches without a result.
    pub zero_results: Option<Share>,
    /// Votes that say that an article helped.
    pub helpful: Option<Share>,
    /// Messages.
    pub messages: u64,
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
    pub unopened: u64,
    /// How many messages came of it.
    pub messages: u64,
    /// What to do.
    pub next: Next,
}

/// What to do about a row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Next {
    /// In a sentence.
    pub what: String,
    /// Text to copy into a file; may be empty.
    pub copy: String,
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
    /// What customers wrote, the last first.
    pub comments: Vec<String>,
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
    pub messages: u64,
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
            languages.insert(lang.clone(), summary(facts, |other| other == lang));
        }
        let names: HashMap<(&str, &str), &str> = options
            .articles
            .iter()
            .map(|known| ((&*known.lang, &*known.slug), &*known.title))
            .collect();
        Self {
            since: moment(options.since as i64),
            until: moment(options.until as i64),
            summary: summary(facts, |_| true),
            languages,
            gaps: gaps(facts),
            articles: articles(facts, &names),
            unread: unread(facts, options),
            weeks: weeks(facts, options),
            replies: replies(facts, options),
            undelivered: facts.undelivered.iter().map(undelivered).collect(),
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

fn summary(facts: &Facts, of: impl Fn(&str) -> bool) -> Summary {
    let mut visits = Outcomes::default();
    for ((lang, outcome), count) in &facts.visits {
        if of(lang) {
            match &**outcome {
                "contacted" => visits.contacted += count,
                "solved" => visits.solved += count,
                "read" => visits.read += count,
                _ => visits.unread += count,
            }
        }
    }
    let searches = facts.searches.iter().filter(|search| of(&search.lang));
    let (searches, without_hits) = searches
        .fold((0, 0), |(all, none), search| (all + search.count, none + search.without_hits));
    let votes = facts.votes.iter().filter(|votes| of(&votes.lang));
    let (yes, no) = votes.fold((0, 0), |(yes, no), votes| (yes + votes.yes, no + votes.no));
    let messages = facts.messages.iter().filter(|message| of(&message.lang)).count() as u64;
    let total = visits.total();
    Summary {
        self_service: Share::of(total - visits.contacted, total),
        contact: Share::of(visits.contacted, total),
        visits,
        searches,
        zero_results: Share::of(without_hits, searches),
        helpful: Share::of(yes, yes + no),
        messages,
    }
}

/// Searches that mean the same, with what came of them.
#[derive(Default)]
struct Group<'a> {
    searches: Vec<&'a SearchFact>,
    messages: u64,
    /// What was searched for before messages, where searches are not sent.
    said: Option<&'a str>,
}

fn gaps(facts: &Facts) -> Vec<Gap> {
    let mut groups: BTreeMap<(&str, String), Group<'_>> = BTreeMap::new();
    for search in &facts.searches {
        let key = words::key(&search.lang, &search.words);
        groups.entry((&search.lang, key)).or_default().searches.push(search);
    }
    for message in &facts.messages {
        let Some(search) = &message.search else { continue };
        let key = words::key(&message.lang, search);
        let group = groups.entry((&message.lang, key)).or_default();
        group.messages += 1;
        group.said = group.said.or(Some(search));
    }
    let gap = |((lang, _), mut group): ((&str, String), Group<'_>)| {
        group.searches.sort_by(|a, b| b.count.cmp(&a.count).then(a.words.cmp(&b.words)));
        let sum = |of: fn(&SearchFact) -> u64| group.searches.iter().map(|one| of(one)).sum();
        let mut variants = group.searches.iter().map(|search| search.words.clone());
        let words = variants.next().or(group.said.map(str::to_owned)).unwrap_or_default();
        let mut gap = Gap {
            lang: lang.to_owned(),
            variants: variants.take(5).collect(),
            searches: sum(|search| search.count),
            without_hits: sum(|search| search.without_hits),
            unopened: sum(|search| search.unopened),
            messages: group.messages,
            next: Next::default(),
            words,
        };
        gap.next = next_of_gap(&gap);
        gap
    };
    let mut gaps: Vec<_> = groups
        .into_iter()
        .map(gap)
        .filter(|gap| gap.without_hits + gap.unopened + gap.messages > 0)
        .collect();
    // A customer who had to write counts most; one who saw nothing more than one who chose nothing.
    gaps.sort_by_key(|gap| {
        std::cmp::Reverse((3 * gap.messages + 2 * gap.without_hits + gap.unopened, gap.searches))
    });
    gaps
}

fn next_of_gap(gap: &Gap) -> Next {
    let quoted = toml_or_yaml_text(&gap.words);
    if gap.without_hits * 2 >= gap.searches && gap.searches > 0 {
        let what = "If an article answers this, give it the words; if none does, write it.";
        let copy = format!("---\ntitle: {quoted}\ndraft: true\n---\n\n");
        return Next { what: what.into(), copy: format!("keywords: [{quoted}]\n\n{copy}") };
    }
    let what =
        "There are results, and none looks like the answer: give the right article the words.";
    Next { what: what.into(), copy: format!("keywords: [{quoted}]\n") }
}

/// A text in quotes, as YAML and TOML both read it: JSON's way.
fn toml_or_yaml_text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn articles(facts: &Facts, names: &HashMap<(&str, &str), &str>) -> Vec<ArticleRow> {
    let name = |lang: &str, slug: &str| ArticleName {
        lang: lang.to_owned(),
        slug: slug.to_owned(),
        title: names.get(&(lang, slug)).copied().unwrap_or(slug).to_owned(),
    };
    let mut rows: BTreeMap<(&str, &str), ArticleRow> = BTreeMap::new();
    let empty = |lang: &str, slug: &str| ArticleRow {
        name: name(lang, slug),
        views: 0,
        helpful: None,
        reasons: BTreeMap::new(),
        comments: Vec::new(),
        next: Next::default(),
    };
    for ((lang, slug), count) in &facts.views {
        rows.entry((lang, slug)).or_insert_with(|| empty(lang, slug)).views += count;
    }
    for votes in &facts.votes {
        let row = rows
            .entry((&votes.lang, &votes.slug))
            .or_insert_with(|| empty(&votes.lang, &votes.slug));
        row.helpful = Share::of(votes.yes, votes.yes + votes.no);
        row.reasons.clone_from(&votes.reasons);
        row.comments = votes.comments.iter().rev().map(|comment| comment.text.clone()).collect();
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    for row in &mut rows {
        row.next = next_of_article(row);
    }
    // By how many customers an article fails for certain: a single no says little.
    let fails = |row: &ArticleRow| row.helpful.map_or(0.0, |share| 1.0 - share.high);
    rows.sort_by(|a, b| fails(b).total_cmp(&fails(a)).then(b.views.cmp(&a.views)));
    rows
}

fn next_of_article(row: &ArticleRow) -> Next {
    let most = row.reasons.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| &**reason);
    let what = match (row.helpful, most) {
        (Some(share), _) if share.high > 0.8 => "",
        (None, _) => "",
        (_, Some("incomplete")) => "Customers miss something: see what they wrote, and add it.",
        (_, Some("wrong")) => "Customers say that it is wrong or out of date: check every step.",
        (_, Some("unclear")) => "Customers do not understand it: shorter steps, or a picture.",
        (_, Some("broken")) => "Customers say that a link or picture is broken: open all of them.",
        (Some(_), _) => "It does not help enough customers: see what they searched for before.",
    };
    Next { what: what.into(), copy: String::new() }
}

fn unread(facts: &Facts, options: &ReportOptions) -> Option<Vec<ArticleName>> {
    if facts.views.is_empty() || options.articles.is_empty() {
        return None;
    }
    let is_read = |known: &&KnownArticle| {
        !facts.views.contains_key(&(known.lang.clone(), known.slug.clone()))
    };
    let mut unread: Vec<_> = options
        .articles
        .iter()
        .filter(is_read)
        .map(|KnownArticle { lang, slug, title }| ArticleName {
            lang: lang.clone(),
            slug: slug.clone(),
            title: title.clone(),
        })
        .collect();
    unread.sort();
    Some(unread)
}

/// All weeks of the period, also those in which nothing arrived.
fn weeks(facts: &Facts, options: &ReportOptions) -> Vec<Week> {
    let (Some(first), Some(last)) = (facts.weeks.keys().min(), facts.weeks.keys().max()) else {
        return Vec::new();
    };
    let last = (*last).max(options.until as i64 / WEEK);
    // A wrong clock must not make a list of a thousand years.
    (*first.max(&(last - 520))..=last)
        .map(|week| {
            let fact = facts.weeks.get(&week).copied().unwrap_or_default();
            Week {
                starts: moment(week * WEEK).strftime("%Y-%m-%d").to_string(),
                visits: fact.visits,
                searches: fact.searches,
                without_hits: fact.without_hits,
                yes: fact.yes,
                no: fact.no,
                messages: fact.messages,
            }
        })
        .collect()
}

fn replies(facts: &Facts, options: &ReportOptions) -> Replies {
    let now = options.until as i64;
    let took = |message: &crate::store::MessageFact| {
        message.answered_at.map(|at| at.saturating_sub(message.received_at).max(0))
    };
    let times: Vec<i64> = facts.messages.iter().filter_map(took).collect();
    let answered = times.len() as u64;
    let promised = options.reply_hours.map(|hours| i64::from(hours) * 3_600_000);
    let in_time = promised.and_then(|promised| {
        let is_late = |message: &&crate::store::MessageFact| now - message.received_at > promised;
        let late = facts.messages.iter().filter(|one| took(one).is_none()).filter(is_late).count();
        let kept = times.iter().filter(|time| **time <= promised).count() as u64;
        Share::of(kept, answered + late as u64)
    });
    let settled = facts.messages.iter().filter(|message| now - message.received_at >= WEEK);
    let (once, all) =
        settled.fold((0, 0), |(once, all), message| (once + u64::from(!message.again), all + 1));
    Replies {
        answered,
        open: facts.messages.len() as u64 - answered,
        median_minutes: median(times).map(|time| time / 60_000),
        promised_hours: options.reply_hours,
        in_time,
        first_contact: Share::of(once, all),
    }
}

fn undelivered(one: &Undelivered) -> UndeliveredRow {
    let Undelivered { reference, target, attempts, due_at, error } = one.clone();
    UndeliveredRow { reference, target, attempts, due_at: due_at.map(moment), error }
}
