//! Which part of the state a view shows, so that a change rebuilds no more than that.

use super::{Found, Stage, State};

/// A part of the state that views follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Which screen is visible, and what the start suggests.
    Screen,
    /// What stands in the search field.
    Query,
    /// How many hits there are.
    Count,
    /// The hits and what is said about them.
    Found,
    /// Which hit the arrow keys have reached.
    Active,
    /// The article.
    Reading,
    /// What the ballot asks.
    Ballot,
    /// Whether the form is there, or has made room for what became of its message.
    Outcome,
    /// Whether the message is on its way, or was refused.
    Progress,
    /// What is wrong with the form's fields.
    Faults,
    /// What goes along with the message.
    Context,
    /// Whether the device keeps what was typed.
    Draft,
    /// Which articles may answer the message.
    Suggested,
    /// Whether there is a connection.
    Offline,
    /// Whether the second half of the app is here.
    More,
}

impl Part {
    /// All parts, each at the position of its number.
    pub const ALL: [Self; 15] = [
        Self::Screen,
        Self::Query,
        Self::Count,
        Self::Found,
        Self::Active,
        Self::Reading,
        Self::Ballot,
        Self::Outcome,
        Self::Progress,
        Self::Faults,
        Self::Context,
        Self::Draft,
        Self::Suggested,
        Self::Offline,
        Self::More,
    ];

    /// Whether this part differs.
    #[must_use]
    pub fn differs(self, a: &State, b: &State) -> bool {
        match self {
            Self::Screen => {
                a.screen() != b.screen()
                    || a.trail.len() != b.trail.len()
                    || a.found.is_some() != b.found.is_some()
                    || (a.trail.is_empty() && a.suggested != b.suggested)
            }
            Self::Query => a.query != b.query,
            Self::Count => count(&a.found) != count(&b.found),
            Self::Found => a.found != b.found,
            Self::Active => a.active != b.active,
            Self::Reading => a.reading != b.reading,
            Self::Ballot => {
                (a.ballot.stage, a.ballot.helpful) != (b.ballot.stage, b.ballot.helpful)
            }
            Self::Outcome => {
                a.contact.stage.outcome() != b.contact.stage.outcome()
                    || a.contact.form.is_some() != b.contact.form.is_some()
                    || a.contact.filled != b.contact.filled
            }
            Self::Progress => a.contact.stage.progress() != b.contact.stage.progress(),
            Self::Faults => a.contact.faults != b.contact.faults,
            Self::Context => {
                (&a.contact.context, a.contact.alone) != (&b.contact.context, b.contact.alone)
            }
            Self::Offline => a.offline != b.offline,
            Self::Draft => a.contact.draft != b.contact.draft,
            Self::Suggested => a.contact.suggested != b.contact.suggested,
            Self::More => a.more != b.more,
        }
    }
}

fn count(found: &Option<Found>) -> usize {
    found.as_ref().map_or(0, |found| found.hits.len())
}

impl Stage {
    /// What became of the message, once it takes the place of the form.
    #[must_use]
    pub fn outcome(&self) -> Option<&Self> {
        matches!(self, Self::Queued { .. } | Self::Sent { .. }).then_some(self)
    }

    /// Whether the message is on its way, and why it was refused.
    #[must_use]
    pub fn progress(&self) -> (bool, Option<&str>) {
        match self {
            Self::Sending { .. } => (true, None),
            Self::Refused(why) => (false, Some(why)),
            _ => (false, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::update::update;
    use crate::state::{Field, Message};

    fn parts_of(message: Message) -> Vec<Part> {
        let before = State::default();
        let mut after = before.clone();
        update(&mut after, message);
        Part::ALL.into_iter().filter(|part| part.differs(&before, &after)).collect()
    }

    #[test]
    fn every_part_stands_at_its_number() {
        for (at, part) in Part::ALL.into_iter().enumerate() {
            assert_eq!(part as usize, at);
        }
    }

    #[test]
    fn typing_into_the_form_rebuilds_nothing() {
        assert_eq!(parts_of(Message::Field(Field::Message, "Hello".into())), []);
        assert_eq!(parts_of(Message::Comment("Hello".into())), []);
    }

    #[test]
    fn sending_leaves_the_form_standing() {
        let mut before = State::default();
        for (field, text) in [(Field::Email, "mia@example.com"), (Field::Message, "Hello")] {
            update(&mut before, Message::Field(field, text.into()));
        }
        let mut after = before.clone();
        update(&mut after, Message::Submit);
        let changed: Vec<_> =
            Part::ALL.into_iter().filter(|part| part.differs(&before, &after)).collect();
        assert_eq!(changed, [Part::Progress]);
    }
}
