//! The visits as aligned text.

use std::fmt::Write as _;

use serde::Deserialize;

use super::first::{self, File, bytes};
use crate::timings::median;

/// The most milliseconds from the press to a panel that can be seen, on a processor that is four
/// times slower. A goal that is missed is said and is no error: times depend on the machine.
const SHELL_MS: f64 = 100.0;

/// The condition in which that goal holds.
const SHELL_CONDITION: &str = "CPU 4x slower";

/// The condition in which what follows first results is waited for.
const WHOLE_CONDITION: &str = "as it is";

/// One page, opened once.
#[derive(Debug, Deserialize)]
pub(crate) struct Visit {
    subject: String,
    condition: String,
    before: Idle,
    /// Until the first results, with what was there before.
    until: Vec<File>,
    /// Until what follows by itself has come, in the first condition.
    files: Vec<File>,
    /// From the press to the panel, and to the first results.
    shell_ms: f64,
    results_ms: f64,
}

/// The page with nothing but the button.
#[derive(Debug, Deserialize)]
struct Idle {
    files: Vec<File>,
    /// Cumulative layout shift.
    shift: f64,
    long_tasks: f64,
}

const HEADER: &str = "                                      before the press                  \
    to first results        ms from the press\n\
    condition                   page       requests   bytes   shift  long tasks  \
    requests     bytes     panel   results\n";

/// The table.
pub(crate) fn rows(visits: &[Visit]) -> String {
    let mut text = HEADER.to_owned();
    let mut goal = String::new();
    let mut done: Vec<(&str, &str)> = Vec::new();
    for Visit { subject, condition, .. } in visits {
        let key = (condition.as_str(), subject.as_str());
        if done.contains(&key) {
            continue;
        }
        done.push(key);
        let of_key = || visits.iter().filter(|v| (v.condition.as_str(), v.subject.as_str()) == key);
        let middle =
            |value: fn(&Visit) -> f64| median(&mut of_key().map(value).collect::<Vec<_>>());
        let shell = middle(|visit| visit.shell_ms);
        let _ = writeln!(
            text,
            "{condition:<27} {subject:<10} {:>8} {:>7} {:>7.3} {:>11} {:>9} {:>9} {shell:>9.0} {:>9.0}",
            middle(|visit| visit.before.files.len() as f64),
            middle(|visit| bytes(&visit.before.files)),
            middle(|visit| visit.before.shift),
            middle(|visit| visit.before.long_tasks),
            middle(|visit| visit.until.len() as f64),
            middle(|visit| bytes(&visit.until)),
            middle(|visit| visit.results_ms),
        );
        if key == (SHELL_CONDITION, "docent") {
            let mark = if shell <= SHELL_MS { "met" } else { "MISSED" };
            goal =
                format!("goal {mark}: panel {shell:.0} ms after the press, at most {SHELL_MS}\n");
        }
    }
    let whole = |visit: &&Visit| visit.condition == WHOLE_CONDITION && visit.subject == "docent";
    let rounds: Vec<&[File]> = visits.iter().filter(whole).map(|v| v.files.as_slice()).collect();
    text + &first::line(&rounds) + &goal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(subject: &str, shell_ms: f64) -> Visit {
        let before = Idle { files: Vec::new(), shift: 0.0, long_tasks: 0.0 };
        Visit {
            subject: subject.to_owned(),
            condition: SHELL_CONDITION.to_owned(),
            before,
            until: Vec::new(),
            files: Vec::new(),
            shell_ms,
            results_ms: 400.0,
        }
    }

    #[test]
    fn a_line_says_the_medians_and_a_missed_goal_stands_out() {
        let of = |ms: [f64; 3]| {
            let visits: Vec<Visit> = ms.iter().map(|ms| visit("docent", *ms)).collect();
            rows(&visits)
        };
        let slow = of([80.0, 130.0, 900.0]);
        assert_eq!(slow.matches("docent ").count(), 1, "{slow}");
        assert!(slow.contains(" 130 ") && slow.contains("goal MISSED: panel 130 ms"), "{slow}");
        assert!(of([80.0, 90.0, 900.0]).contains("goal met: panel 90 ms"));
    }
}
