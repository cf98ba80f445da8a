//! The report for a terminal.

use std::fmt::Write;

use super::{ROWS_MAX, Report, Share};

pub(super) fn report(report: &Report) -> String {
    let mut text = String::new();
    write(&mut text, report).expect("a string takes all that is written");
    text
}

fn write(out: &mut String, report: &Report) -> std::fmt::Result {
    let day = |moment: jiff::Timestamp| moment.strftime("%Y-%m-%d").to_string();
    writeln!(out, "{} to {}", day(report.since), day(report.until))?;
    if !report.undelivered.is_empty() {
        writeln!(out, "\nMessages that somebody does not have")?;
        for one in report.undelivered.iter().take(ROWS_MAX) {
            let error = one.error.as_deref().unwrap_or("not tried yet");
            let state = if one.due_at.is_none() { "given up" } else { "is tried again" };
            writeln!(out, "  {}  {}: {} ({state})", one.reference, one.target, plain(error))?;
        }
    }
    let summary = &report.summary;
    writeln!(out)?;
    for (name, value) in [
        ("Articles helped", summary.helpful),
        ("Searches without a result", summary.zero_results),
        ("Visits without a message", summary.self_service),
        ("Answered at the first contact", report.replies.first_contact),
    ] {
        writeln!(out, "{name:<30} {}", share(value))?;
    }
    let visits = &summary.visits;
    writeln!(
        out,
        "{:<30} {} wrote, {} said that it helped, {} left after reading, {} without",
        "Visits", visits.contacted, visits.solved, visits.read, visits.unread
    )?;
    let replies = &report.replies;
    write!(out, "{:<30} {} answered, {} open", "Messages", replies.answered, replies.open)?;
    match replies.median_minutes {
        Some(minutes) => writeln!(out, ", median {:.1} h", minutes as f64 / 60.0)?,
        None => writeln!(out)?,
    }
    if let Some(hours) = replies.promised_hours {
        writeln!(
            out,
            "{:<30} {}",
            format!("Within {hours} h, as promised"),
            share(replies.in_time)
        )?;
    }
    if !report.gaps.is_empty() {
        writeln!(out, "\nWhat customers look for and do not find")?;
        writeln!(
            out,
            "  {:>8} {:>9} {:>11} {:>8}",
            "searches", "no result", "none opened", "messages"
        )?;
        for gap in report.gaps.iter().take(ROWS_MAX) {
            writeln!(
                out,
                "  {:>8} {:>9} {:>11} {:>8}  {} ({})",
                gap.searches,
                gap.without_hits,
                gap.unopened,
                gap.messages,
                plain(&gap.words),
                plain(&gap.lang)
            )?;
        }
    }
    if !report.articles.is_empty() {
        writeln!(out, "\nArticles")?;
        for row in report.articles.iter().take(ROWS_MAX) {
            let (slug, lang) = (plain(&row.name.slug), plain(&row.name.lang));
            writeln!(
                out,
                "  {slug} ({lang}): opened {}, helped {}",
                row.views,
                share(row.helpful)
            )?;
            for (reason, count) in &row.reasons {
                writeln!(out, "      {count} × {}", plain(reason))?;
            }
            if !row.next.what.is_empty() {
                writeln!(out, "      {}", row.next.what)?;
            }
        }
    }
    if let Some(unread) = report.unread.as_ref().filter(|unread| !unread.is_empty()) {
        writeln!(out, "\nNot opened by anybody")?;
        for name in unread.iter().take(ROWS_MAX) {
            writeln!(out, "  {} ({})", plain(&name.slug), plain(&name.lang))?;
        }
    }
    Ok(())
}

fn share(value: Option<Share>) -> String {
    value.map_or("nothing yet".into(), |value| {
        format!(
            "{:.0} % ({:.0} to {:.0} %; {} of {})",
            value.share * 100.0,
            value.low * 100.0,
            value.high * 100.0,
            value.part,
            value.whole
        )
    })
}

/// Words of a stranger without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
