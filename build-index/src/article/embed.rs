//! Embedded players become links: a help article loads nothing from other hosts by itself.
//!
//! Works on HTML before it is cleaned, and what it writes is cleaned with the rest.

/// Elements whose address becomes a link. `source` stands inside `video` and `audio`.
const PLAYERS: [&str; 5] = ["iframe", "video", "audio", "embed", "source"];

/// Replaces the opening tags of players that name an address by links. Their closing tags are
/// left for the sanitiser to drop.
pub(crate) fn link_out(html: &str, watch: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let Some((link, after)) = link_of(tag, watch) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        out.push_str(&link);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The link for a player's tag at the start of `tag`, and what follows the tag.
fn link_of<'a>(tag: &'a str, watch: &str) -> Option<(String, &'a str)> {
    let name = PLAYERS.iter().find(|name| {
        tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && tag[name.len() + 1..]
                .starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
    })?;
    let end = tag.find('>')?;
    let (attributes, mut after) = (&tag[1 + name.len()..end], &tag[end + 1..]);
    if *name == "iframe" {
        // What stands inside is for browsers without frames; it is not text of the article.
        let close = after.find("</").unwrap_or(0);
        let closes =
            after.get(close + 2..close + 8).is_some_and(|n| n.eq_ignore_ascii_case("iframe"));
        after = if closes { &after[close..] } else { after };
    }
    let Some(url) = attribute(attributes, "src") else { return Some((String::new(), after)) };
    let title = attribute(attributes, "title").filter(|title| !title.trim().is_empty());
    let link = format!(
        "<a class=\"video-link\" href=\"{}\">{}</a>",
        watch_page(url).replace('"', "&quot;"),
        title.unwrap_or(watch).replace('<', "&lt;"),
    );
    Some((link, after))
}

/// The value of an attribute in the inside of a tag, still escaped.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(at) = tag[from..].to_ascii_lowercase().find(name).map(|at| at + from) {
        from = at + name.len();
        let starts = tag[..at].ends_with(|c: char| c.is_ascii_whitespace() || "\"'/".contains(c));
        let Some(value) = tag[from..].trim_start().strip_prefix('=').filter(|_| starts) else {
            continue;
        };
        let value = value.trim_start();
        return Some(match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value
                .split(|c: char| c.is_ascii_whitespace() || c == '>')
                .next()
                .unwrap_or_default(),
        });
    }
    None
}

/// The page that a person can open for the address of a player.
fn watch_page(url: &str) -> String {
    let after = |mark: &str| url.split_once(mark).map(|(_, rest)| rest);
    let first = |rest: &str| rest.split(['?', '&', '/', '#']).next().unwrap_or_default().to_owned();
    if let Some(rest) = after("youtube.com/embed/").or_else(|| after("youtube-nocookie.com/embed/"))
    {
        return format!("https://www.youtube.com/watch?v={}", first(rest));
    }
    if let Some(rest) = after("player.vimeo.com/video/") {
        return format!("https://vimeo.com/{}", first(rest));
    }
    match url.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_become_links() {
        let cases = [
            (
                "<p><iframe width=\"5\" src=\"https://www.youtube.com/embed/abc?rel=0\" title=\"Set up\"></iframe></p>",
                "<p><a class=\"video-link\" href=\"https://www.youtube.com/watch?v=abc\">Set up</a></iframe></p>",
            ),
            (
                "<IFRAME src='//player.vimeo.com/video/12'>old browsers</IFRAME>",
                "<a class=\"video-link\" href=\"https://vimeo.com/12\">Watch</a></IFRAME>",
            ),
            (
                "<video controls><source src=\"https://x.example/a.mp4\" type=\"video/mp4\"></video>",
                "<a class=\"video-link\" href=\"https://x.example/a.mp4\">Watch</a></video>",
            ),
            ("<iframe data-src=\"x\"></iframe>", "</iframe>"),
            ("1 < 2 <videos> <iframe", "1 < 2 <videos> <iframe"),
        ];
        for (html, expected) in cases {
            assert_eq!(link_out(html, "Watch"), expected);
        }
    }
}
