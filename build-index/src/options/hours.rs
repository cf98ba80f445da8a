//! `hours` of a channel: `Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-14:00`.

/// Names of the days, as far as they have to be written.
const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// Reads opening hours: day of the week from 0 for Monday, and minutes from and to, ascending and
/// disjoint. Hours over midnight are cut there. `None` if they are written otherwise.
pub(super) fn spans(text: &str) -> Option<Vec<(u8, u16, u16)>> {
    let mut spans = Vec::new();
    let mut days: Vec<u8> = Vec::new();
    for part in text.split([',', ';']) {
        let mut words = part.split_whitespace().collect::<Vec<_>>();
        let (from, to) = times(words.pop()?)?;
        if !words.is_empty() {
            days = days_of(&words.concat())?;
        }
        if days.is_empty() {
            return None;
        }
        for &day in &days {
            if from < to {
                spans.push((day, from, to));
            } else {
                spans.push((day, from, DAY));
                spans.push(((day + 1) % 7, 0, to));
            }
        }
    }
    spans.retain(|(_, from, to)| from < to);
    spans.sort_unstable();
    let is_disjoint = spans.windows(2).all(|pair| pair[0].0 < pair[1].0 || pair[0].2 <= pair[1].1);
    (is_disjoint && !spans.is_empty()).then_some(spans)
}

/// `Mon-Fri`, `Sat` or `daily`.
fn days_of(text: &str) -> Option<Vec<u8>> {
    if text.eq_ignore_ascii_case("daily") {
        return Some((0..7).collect());
    }
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (first, last) = (day(first)?, day(last)?);
    let count = (last + 7 - first) % 7 + 1;
    Some((0..count).map(|at| (first + at) % 7).collect())
}

/// `Mo`, `Mon` or `Monday`.
fn day(name: &str) -> Option<u8> {
    const WHOLE: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = name.to_ascii_lowercase();
    let at = DAYS.iter().position(|start| name.starts_with(start))?;
    WHOLE[at].starts_with(&name).then_some(at as u8)
}

fn times(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let (from, to) = (time(from)?, time(to)?);
    (from != to && from < DAY).then_some((from, to))
}

fn time(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |digits: &str| {
        let is_number =
            (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| digits.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= DAY).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_are_read_as_people_write_them() {
        let noon = 12 * 60;
        assert_eq!(spans("Mon 9:00-12:00"), Some(vec![(0, 540, noon)]));
        assert_eq!(
            spans("Sat-Sun 09:00-12:00, 13:00-24:00; Mo 12:00–13:00"),
            Some(vec![
                (0, noon, 780),
                (5, 540, noon),
                (5, 780, DAY),
                (6, 540, noon),
                (6, 780, DAY)
            ])
        );
        assert_eq!(spans("daily 00:00-24:00").map(|all| all.len()), Some(7));
        assert_eq!(spans("Fri - Mon 10:00-11:00").map(|all| all.len()), Some(4));
    }

    #[test]
    fn hours_over_midnight_are_cut_there() {
        assert_eq!(spans("Sunday 22:00-02:00"), Some(vec![(0, 0, 120), (6, 1_320, DAY)]));
        assert_eq!(spans("Sun 22:00-00:00"), Some(vec![(6, 1_320, DAY)]));
    }

    #[test]
    fn what_could_be_meant_otherwise_is_refused() {
        for bad in [
            "",
            "9:00-17:00",
            "Mon",
            "Mon 9-17",
            "Mon 09:00-09:00",
            "Mon 09:00-25:00",
            "Mon 09:60-10:00",
            "Mon 24:00-01:00",
            "Moonday 09:00-17:00",
            "M 09:00-17:00",
            "Mon 09:00-12:00, 11:00-13:00",
            "Mon 09:00-12:00,",
        ] {
            assert_eq!(spans(bad), None, "{bad}");
        }
    }
}
