//! `[statistics]`: what is counted besides votes.

use std::ops::Range;

use super::read::Reader;
use crate::table::Table;

/// What the widget counts and sends to the endpoint of the votes; by default nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statistics {
    /// What is searched for, and what comes of it.
    pub(crate) searches: bool,
    /// Which articles are opened, and how visits end.
    pub(crate) visits: bool,
}

impl Statistics {
    /// Whether there is anything to count.
    pub(crate) fn is_wanted(self) -> bool {
        self.searches || self.visits
    }
}

impl<'a> Reader<'a> {
    /// Reads the table, which stands at `span`. `has_endpoint` says whether events can be sent.
    pub(super) fn statistics(
        &mut self,
        mut table: Table<'a>,
        span: Range<usize>,
        has_endpoint: bool,
    ) -> Statistics {
        let mut flag = |key| table.bool(key).unwrap_or_default();
        let statistics = Statistics { searches: flag("searches"), visits: flag("visits") };
        if statistics.is_wanted() && !has_endpoint {
            table.error(
                span,
                "`[statistics]` counts, but there is no endpoint that takes it".to_owned(),
                "write `[votes]`, and below it `endpoint = \"/v1/events\"` or the address of \
                 your own; or remove `[statistics]`"
                    .to_owned(),
            );
        }
        self.finish(table);
        statistics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::parse;
    use crate::source::SourceFile;

    fn of(text: &str) -> (Statistics, Vec<String>) {
        let file = SourceFile { path: "docent.toml".into(), text: text.into() };
        let (options, found) = parse(&file);
        (options.statistics, found.into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn nothing_is_counted_unless_the_site_asks_for_it() {
        let (nothing, faults) = of("[votes]\nendpoint = \"/v1/events\"\n");
        assert!(faults.is_empty() && !nothing.is_wanted(), "{faults:?}");
        let (visits, faults) =
            of("[statistics]\nvisits = true\n[votes]\nendpoint = \"/v1/events\"\n");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(visits, Statistics { searches: false, visits: true });
        let (off, faults) = of("[statistics]\nsearches = false\n");
        assert!(faults.is_empty() && !off.is_wanted(), "{faults:?}");
    }

    #[test]
    fn statistics_that_cannot_be_sent_or_read_are_refused() {
        for (text, reason) in [
            (
                "[statistics]\nsearches = true\n",
                "`[statistics]` counts, but there is no endpoint that takes it",
            ),
            (
                "[statistics]\nsearches = \"yes\"\n",
                "`searches` must be true or false, but this is a text",
            ),
            ("[statistics]\nsearch = true\n", "there is no setting `search` in `[statistics]`"),
        ] {
            assert_eq!(of(text).1, [reason], "{text}");
        }
    }
}
