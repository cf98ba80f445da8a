//! Articles that somebody should have read again by now.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::source::Source;

/// Articles whose review is overdue on a day.
pub(crate) fn stale_reviews(library: &Library, source: &Source, today: Date) -> Vec<Diagnostic> {
    let overdue = library.articles.iter().filter_map(|article| {
        let (due, span) = article.front.rare().review.clone()?;
        let days = due.until(today).ok()?.get_days();
        let place = source.articles[article.file].place(span);
        (days > 0).then_some((due, days, place))
    });
    overdue
        .map(|(due, days, place)| {
            let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            let message = format!("the review was due on {due}, {days} ago");
            let help = "read the article, mend what is no longer so, and set `review` to the day \
                        of the next one";
            Diagnostic::warning("stale-review", place, message).help(help)
        })
        .collect()
}
