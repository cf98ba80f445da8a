//! The report for a terminal.

use std::fmt::Write;

use super::{Gap, Next, ROWS_MAX, Report, Share, definitions, html::REASONS};

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
    write_summary(out, report)?;
    write_gaps(out, &report.gaps)?;
    write_articles(out, report)?;
    writeln!(out, "\nWhat the figures mean")?;
    for (name, meaning) in definitions::ALL {
        writeln!(out, "  {name:<15} {meaning}")?;
    }
    Ok(())
}

fn write_summary(out: &mut String, report: &Report) -> std::fmt::Result {
    let summary = &report.summary;
    writeln!(out)?;
    for (name, value) in [
        ("Articles helped", summary.helpful),
        ("Searches without a result", summary.zero_results),
        ("Visits without a message", summary.self_service),
    ] {
        writeln!(out, "{name:<30} {}", share(value))?;
    }
    let visits = &summary.visits;
    writeln!(
        out,
        "{:<30} {} wrote, {} said that it helped, {} left after reading, {} without",
        "Visits", visits.contacted, visits.solved, visits.read, visits.unread
    )?;
    let Some(replies) = &report.replies else { return Ok(()) };
    writeln!(out, "{:<30} {}", "Answered at the first contact", share(replies.first_contact))?;
    write!(out, "{:<30} {} answered, {} open", "Messages", replies.answered, replies.open)?;
    match replies.median_minutes {
        Some(minutes) => writeln!(out, ", median {:.1} h", minutes as f64 / 60.0)?,
        None => writeln!(out)?,
    }
    if let Some(hours) = replies.promised_hours {
        let name = format!("Within {hours} h, as promised");
        writeln!(out, "{name:<30} {}", share(replies.in_time))?;
    }
    Ok(())
}

fn write_gaps(out: &mut String, gaps: &[Gap]) -> std::fmt::Result {
    if gaps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWhat customers look for and do not find")?;
    writeln!(
        out,
        "  {:>8} {:>9} {:>11} {:>8}",
        "searches", "no result", "none opened", "messages"
    )?;
    let count = |value: Option<u64>| value.map_or("-".to_owned(), |value| value.to_string());
    for gap in gaps.iter().take(ROWS_MAX) {
        writeln!(
            out,
            "  {:>8} {:>9} {:>11} {:>8}  {} ({})",
            gap.searches,
            gap.without_hits,
            count(gap.unopened),
            count(gap.messages),
            plain(&gap.words),
            plain(&gap.lang)
        )?;
        write_next(out, &gap.next)?;
    }
    Ok(())
}

fn write_articles(out: &mut String, report: &Report) -> std::fmt::Result {
    if !report.articles.is_empty() {
        writeln!(out, "\nArticles")?;
    }
    for row in report.articles.iter().take(ROWS_MAX) {
        let (slug, lang) = (plain(&row.name.slug), plain(&row.name.lang));
        writeln!(out, "  {slug} ({lang}): opened {}, helped {}", row.views, share(row.helpful))?;
        for (reason, count) in &row.reasons {
            let known = REASONS.iter().find(|(name, _)| name == reason);
            let label = known.map_or(&**reason, |(_, label)| label);
            writeln!(out, "      {count} × {}", plain(label))?;
        }
        write_next(out, &row.next)?;
    }
    let unread = report.unread.as_ref().filter(|unread| !unread.is_empty());
    if unread.is_some() {
        writeln!(out, "\nNot opened by anybody")?;
    }
    for row in unread.into_iter().flatten().take(ROWS_MAX) {
        writeln!(out, "  {} ({})", plain(&row.name.slug), plain(&row.name.lang))?;
        write_next(out, &row.next)?;
    }
    Ok(())
}

/// What to do, where, and the text to copy, each on lines of its own.
fn write_next(out: &mut String, next: &Next) -> std::fmt::Result {
    if !next.what.is_empty() {
        writeln!(out, "      {}", plain(&next.what))?;
    }
    if let Some(open) = next.open.as_ref().filter(|open| !open.file.is_empty()) {
        writeln!(out, "      Open {}", plain(&open.file))?;
    }
    for line in next.copy.lines() {
        writeln!(out, "        | {}", plain(line))?;
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
