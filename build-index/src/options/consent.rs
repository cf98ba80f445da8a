//! `consent` in `[contact]`: a text with at most one link, written as in Markdown.

use docent_protocol::{CONSENT_MAX, Consent};

/// Cuts a text at its link, or says what is wrong with it and what to do.
pub(super) fn consent(text: &str) -> Result<Consent, (String, &'static str)> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > CONSENT_MAX {
        let wrong = format!("the text of `consent` must have 1 to {CONSENT_MAX} characters");
        return Err((wrong, "write what the visitor agrees to, or remove `consent`"));
    }
    let Some((before, link, url, after)) = cut(text) else {
        return Ok(Consent { before: text.to_owned(), ..Consent::default() });
    };
    if cut(after).is_some() {
        let wrong = "`consent` has more than one link".to_owned();
        return Err((wrong, "keep the one that says all, such as that of the privacy policy"));
    }
    let is_path = url.starts_with('/') && !url.starts_with("//");
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if link.trim().is_empty() || !(is_path || is_web) || url.contains(char::is_whitespace) {
        let wrong = format!("`{url}` is no address that `consent` can link to");
        return Err((wrong, "write `[privacy policy](https://…)` or `[privacy policy](/…)`"));
    }
    Ok(Consent {
        before: before.to_owned(),
        link: link.to_owned(),
        url: url.to_owned(),
        after: after.to_owned(),
    })
}

/// What stands before the first link, its words, its address, and what stands after it.
fn cut(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (start, rest) = text.split_once("](")?;
    let (before, words) = start.rsplit_once('[')?;
    let (url, after) = rest.split_once(')')?;
    Some((before, words, url, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_link() {
        let cut = consent("I agree to the [privacy policy](/privacy#mail).").unwrap();
        assert_eq!((cut.before.as_str(), cut.link.as_str()), ("I agree to the ", "privacy policy"));
        assert_eq!((cut.url.as_str(), cut.after.as_str()), ("/privacy#mail", "."));
        assert_eq!(cut.text(), "I agree to the privacy policy.");
        assert_eq!(consent("I agree [so far].").unwrap().text(), "I agree [so far].");
    }

    #[test]
    fn a_link_that_leads_nowhere_or_into_a_script_is_refused() {
        for bad in [
            "",
            "See [this](javascript:alert(1))",
            "See [this](//elsewhere.example)",
            "See [this](privacy.html)",
            "See [](/privacy)",
            "See [this](/a) and [that](/b)",
        ] {
            assert!(consent(bad).is_err(), "{bad}");
        }
    }
}
