//! What was kept, as it is read.

use std::collections::BTreeMap;

use docent_protocol::Message;

/// A message as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMessage {
    /// What the customer was given.
    pub reference: String,
    /// When it arrived, by the collector's clock, in milliseconds since 1970-01-01 UTC.
    pub received_at: i64,
    /// When somebody said that it was answered, likewise.
    pub answered_at: Option<i64>,
    /// What the customer sent; its id is in lower case.
    pub message: Message,
}

/// The votes that stand for one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleVotes {
    /// Language of the article.
    pub lang: String,
    /// Slug of the article, unique in its language.
    pub slug: String,
    /// How many it helped.
    pub yes: u64,
    /// How many it did not help.
    pub no: u64,
    /// How many gave each reason, by the reason's name in JSON.
    pub reasons: BTreeMap<String, u64>,
    /// What customers wrote, oldest first.
    pub comments: Vec<Comment>,
}

/// What a customer wrote with a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// When it arrived, by the collector's clock, in milliseconds since 1970-01-01 UTC.
    pub received_at: i64,
    /// The reason that was chosen, by its name in JSON.
    pub reason: Option<String>,
    /// The comment.
    pub text: String,
}

/// Votes as they are read row by row, put together by article.
#[derive(Default)]
pub(super) struct Ballots(BTreeMap<(String, String), ArticleVotes>);

impl Ballots {
    /// Adds votes that agree in all of this.
    pub(super) fn count(
        &mut self,
        lang: String,
        slug: String,
        (helpful, reason): (bool, Option<String>),
        count: u64,
    ) {
        let article = self.article(lang, slug);
        *if helpful { &mut article.yes } else { &mut article.no } += count;
        if let Some(reason) = reason {
            *article.reasons.entry(reason).or_default() += count;
        }
    }

    /// Adds what somebody wrote.
    pub(super) fn comment(&mut self, lang: String, slug: String, comment: Comment) {
        self.article(lang, slug).comments.push(comment);
    }

    /// All articles, by language and slug.
    pub(super) fn articles(self) -> Vec<ArticleVotes> {
        self.0.into_values().collect()
    }

    fn article(&mut self, lang: String, slug: String) -> &mut ArticleVotes {
        self.0.entry((lang.clone(), slug.clone())).or_insert_with(|| ArticleVotes {
            lang,
            slug,
            yes: 0,
            no: 0,
            reasons: BTreeMap::new(),
            comments: Vec::new(),
        })
    }
}
