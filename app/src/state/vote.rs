//! "Did this help?"

use docent_protocol::Reason;

/// The vote on the article that is on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballot {
    /// What is asked now.
    pub stage: BallotStage,
    /// The visitor's last vote on this article, by id.
    pub cast: Option<String>,
    /// The answer of that vote.
    pub helpful: bool,
    /// Reason chosen after a no.
    pub reason: Option<Reason>,
    /// Comment written after a no.
    pub comment: String,
}

/// What the ballot asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BallotStage {
    /// Yes or no.
    #[default]
    Question,
    /// After a no: why.
    Why,
    /// Nothing: it was answered.
    Thanks,
}
