//! What keeps text from being taken for Markdown, or for a tag of another tool.

/// Text in which nothing is taken for Markdown, but for what only means something where a line
/// begins.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied();
        let before = at.checked_sub(1).map(|at| chars[at]);
        let is_meant = match c {
            '\\' | '*' | '`' | '[' | ']' | '~' => true,
            '_' => {
                !(before.is_some_and(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '<' => {
                next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next))
                    || before == Some('{')
            }
            '&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '%' => before == Some('{'),
            _ => false,
        };
        if is_meant {
            out.push('\\');
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// Paragraphs of a text with breaks: an empty line parts two of them.
pub(super) fn finished(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    let mut end = |lines: &mut Vec<&str>| {
        if !lines.is_empty() {
            let lines = std::mem::take(lines);
            let lines: Vec<_> = lines.into_iter().map(line_start_escaped).collect();
            paragraphs.push(lines.join("\\\n"));
        }
    };
    for line in text.split('\n') {
        let line = line.trim_matches(' ');
        if line.is_empty() {
            end(&mut lines);
        } else {
            lines.push(line);
        }
    }
    end(&mut lines);
    paragraphs.join("\n\n")
}

/// A line that begins with what would be a heading, a list, a quotation or a rule.
fn line_start_escaped(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && {
        let rest = &line[digits + 1..];
        rest.is_empty() || rest.starts_with(' ')
    };
    if is_number {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let starts = |sign: char| {
        let rest = line.trim_start_matches(sign);
        rest.len() < line.len() && (rest.is_empty() || rest.starts_with(' '))
    };
    let is_rule = line.starts_with('-') && line.chars().all(|c| "- ".contains(c));
    let is_meant = line.starts_with(['>', '=', '|'])
        || starts('#')
        || starts('-')
        || starts('+')
        || is_rule
        || line.starts_with(":::")
        || line.starts_with("{%")
        || line.starts_with("{:");
    if is_meant { format!("\\{line}") } else { line.to_owned() }
}
