//! The report as a page: no script, nothing fetched, a table beside every chart.

use std::collections::BTreeMap;

use minijinja::{AutoEscape, Environment, Value, context, value::Serde};

use super::{
    ROWS_MAX, Report,
    charts::{self, Line},
    definitions,
};

/// What a step is called where it stands out, by its kind.
const LABELS: [(&str, &str); 14] = [
    ("spelling", "Another spelling"),
    ("found", "Found by now"),
    ("related", "An article is near"),
    ("unopened", "Not opened"),
    ("missing", "No article"),
    ("incomplete", "Add"),
    ("wrong", "Review"),
    ("unclear", "Simplify"),
    ("broken", "Repair"),
    ("not-helpful", "Look into it"),
    ("keywords", "Add keywords"),
    ("merge", "Merge"),
    ("retitle", "Retitle"),
    ("promote", "Make it known"),
];

/// What customers say is wrong with an article, by the reason's name in JSON.
pub(super) const REASONS: [(&str, &str); 5] = [
    ("incomplete", "needs more information"),
    ("wrong", "wrong or out of date"),
    ("unclear", "hard to understand"),
    ("broken", "a link or picture is broken"),
    ("other", "something else"),
];

/// What the figures are called whose definitions the page ends with.
const FIGURES: [(&str, &str); 11] = [
    ("helpful", "Articles helped"),
    ("zero_results", "Searches without a result"),
    ("self_service", "Visits without a message"),
    ("contacted", "Wrote a message"),
    ("solved", "Said that it helped"),
    ("read", "Left after reading"),
    ("unread", "Left without reading"),
    ("first_contact", "Answered at the first contact"),
    ("median_minutes", "Time to the answer"),
    ("in_time", "Within the promised time"),
    ("interval", "Likely … to …"),
];

pub(super) fn page(report: &Report) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("percent", |share: f64| format!("{:.0} %", share * 100.0));
    environment.add_filter("day", |moment: String| moment.split('T').next().map(str::to_owned));
    environment
        .add_template("report", include_str!("report.html"))
        .expect("the template, which is tested, is right");
    let weeks: Vec<&str> = report.weeks.iter().map(|week| &*week.starts).collect();
    let values = |of: fn(&super::Week) -> u64| report.weeks.iter().map(of).collect::<Vec<_>>();
    let mut demand: Vec<Line<'_>> = vec![
        ("Visits", values(|week| week.visits)),
        ("Searches", values(|week| week.searches)),
        ("Searches without a result", values(|week| week.without_hits)),
    ];
    if report.summary.messages.is_some() {
        demand.push(("Messages", values(|week| week.messages.unwrap_or(0))));
    }
    let votes: [Line<'_>; 2] =
        [("It helped", values(|week| week.yes)), ("It did not", values(|week| week.no))];
    let meaning = definitions::by_name();
    let visits = &report.summary.visits;
    let outcomes = [
        ("Wrote a message", "contacted", visits.contacted),
        ("Said that it helped", "solved", visits.solved),
        ("Left after reading", "read", visits.read),
        ("Left without reading", "unread", visits.unread),
    ];
    environment
        .get_template("report")
        .and_then(|template| {
            template.render(context! {
                report => Value::from(Serde(report)),
                most => ROWS_MAX,
                css => include_str!("report.css"),
                demand => charts::lines(&weeks, &demand),
                demand_names => demand.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
                votes => charts::lines(&weeks, &votes),
                total => visits.total(),
                outcomes => outcomes,
                labels => BTreeMap::from(LABELS),
                reasons => BTreeMap::from(REASONS),
                definitions => FIGURES.map(|(id, name)| (name, meaning[id])),
            })
        })
        .expect("the template, which is tested, is right")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_that_is_shown_has_its_definition() {
        let meaning = definitions::by_name();
        assert_eq!(meaning.len(), FIGURES.len());
        assert!(FIGURES.iter().all(|(id, _)| meaning.contains_key(id)));
    }
}
