//! The report as a page: no script, nothing fetched, a table beside every chart.

use minijinja::{AutoEscape, Environment, Value, context, value::Serde};

use super::{
    ROWS_MAX, Report,
    charts::{self, Line},
};

pub(super) fn page(report: &Report) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("percent", |share: f64| format!("{:.0} %", share * 100.0));
    environment.add_filter("day", |moment: String| moment.split('T').next().map(str::to_owned));
    environment
        .add_template("report", include_str!("report.html"))
        .expect("the template, which is tested, is right");
    let labels: Vec<&str> = report.weeks.iter().map(|week| &*week.starts).collect();
    let values = |of: fn(&super::Week) -> u64| report.weeks.iter().map(of).collect::<Vec<_>>();
    let demand: [Line<'_>; 4] = [
        ("Visits", values(|week| week.visits)),
        ("Searches", values(|week| week.searches)),
        ("Searches without a result", values(|week| week.without_hits)),
        ("Messages", values(|week| week.messages)),
    ];
    let votes: [Line<'_>; 2] =
        [("It helped", values(|week| week.yes)), ("It did not", values(|week| week.no))];
    environment
        .get_template("report")
        .and_then(|template| {
            template.render(context! {
                report => Value::from(Serde(report)),
                most => ROWS_MAX,
                css => include_str!("report.css"),
                demand => charts::lines(&labels, &demand),
                votes => charts::lines(&labels, &votes),
            })
        })
        .expect("the template, which is tested, is right")
}
