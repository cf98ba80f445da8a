//! Languages: their tags, writing direction, and which one a text is in.

use anyhow::{Context as _, Result};
use docent_protocol::Direction;

/// The usual spelling of the tag that an option `--lang` names.
///
/// # Errors
///
/// If it is no language tag.
pub(crate) fn of_option(tag: &str) -> Result<String> {
    canonical(tag).with_context(|| {
        format!("`--lang {tag}` is no language tag; use one such as `en`, `pt-BR` or `zh-Hant`")
    })
}

/// The usual spelling of a BCP 47 tag (`pt-BR`, `zh-Hant`), or `None` where it is no tag.
pub(crate) fn canonical(tag: &str) -> Option<String> {
    let mut parts = tag.trim().split(['-', '_']);
    let primary = parts.next().filter(|part| is_subtag(part, 2, 3))?.to_lowercase();
    let mut out = primary;
    for part in parts {
        if !part.chars().all(|c| c.is_ascii_alphanumeric()) || !(1..=8).contains(&part.len()) {
            return None;
        }
        out.push('-');
        match part.len() {
            2 => out.push_str(&part.to_ascii_uppercase()),
            4 if part.chars().all(|c| c.is_ascii_alphabetic()) => {
                out.push_str(&part[..1].to_ascii_uppercase());
                out.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => out.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(out)
}

fn is_subtag(part: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic())
}

/// The language without region and script.
pub(crate) fn primary(lang: &str) -> &str {
    lang.split('-').next().unwrap_or(lang)
}

/// Writing direction of a canonical tag.
pub(crate) fn direction(lang: &str) -> Direction {
    let script = lang.split('-').find(|part| part.len() == 4);
    let right_to_left = match script {
        Some(script) => matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo" | "Adlm"),
        None => matches!(
            primary(lang),
            "ar" | "arc"
                | "ckb"
                | "dv"
                | "fa"
                | "he"
                | "ks"
                | "nqo"
                | "ps"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    };
    if right_to_left { Direction::Rtl } else { Direction::Ltr }
}

/// The language a text is in, where that can be told with some certainty.
pub(crate) fn detect(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text)?;
    if !info.is_reliable() {
        return None;
    }
    tag_of(info.lang().code())
}

/// The shortest tag for an ISO 639-3 code, which is what BCP 47 asks for.
fn tag_of(code: &str) -> Option<&'static str> {
    const TAGS: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    TAGS.iter().find(|(three, _)| *three == code).map(|(_, tag)| *tag)
}

/// What a language calls itself; the tag where that is not known here.
pub(crate) fn name_of(lang: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("ar", "العربية"),
        ("bg", "Български"),
        ("bn", "বাংলা"),
        ("ca", "Català"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("et", "Eesti"),
        ("fa", "فارسی"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("he", "עברית"),
        ("hi", "हिन्दी"),
        ("hr", "Hrvatski"),
        ("hu", "Magyar"),
        ("id", "Bahasa Indonesia"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("lt", "Lietuvių"),
        ("lv", "Latviešu"),
        ("nb", "Norsk bokmål"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("pt-BR", "Português (Brasil)"),
        ("ro", "Română"),
        ("ru", "Русский"),
        ("sk", "Slovenčina"),
        ("sl", "Slovenščina"),
        ("sr", "Српски"),
        ("sv", "Svenska"),
        ("th", "ไทย"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("ur", "اردو"),
        ("vi", "Tiếng Việt"),
        ("zh", "中文"),
        ("zh-CN", "简体中文"),
        ("zh-Hans", "简体中文"),
        ("zh-Hant", "繁體中文"),
        ("zh-TW", "繁體中文"),
    ];
    NAMES.iter().find(|(tag, _)| *tag == lang).map_or(lang, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_form() {
        let cases = [
            ("EN", Some("en")),
            ("pt_br", Some("pt-BR")),
            ("zh-cn", Some("zh-CN")),
            ("ZH-HANT-tw", Some("zh-Hant-TW")),
            ("", None),
            ("english", None),
            ("e n", None),
            ("en--x", None),
        ];
        for (tag, expected) in cases {
            assert_eq!(canonical(tag).as_deref(), expected, "{tag}");
        }
    }

    #[test]
    fn direction_follows_script_before_language() {
        let cases =
            [("he", true), ("ar-EG", true), ("en", false), ("az-Arab", true), ("ur-Latn", false)];
        for (lang, right_to_left) in cases {
            assert_eq!(direction(lang) == Direction::Rtl, right_to_left, "{lang}");
        }
    }

    #[test]
    fn languages_are_told_apart_by_their_text() {
        let cases = [
            ("How do I change the address of my account and the password that goes with it?", "en"),
            ("¿Cómo puedo cambiar la dirección de mi cuenta y la contraseña que la protege?", "es"),
            ("パスワードを変更するにはどうすればよいですか。設定の画面を開いてください。", "ja"),
            ("כיצד אפשר לשנות את הסיסמה של החשבון שלי ואת כתובת הדואר", "he"),
        ];
        for (text, lang) in cases {
            assert_eq!(detect(text), Some(lang));
        }
        assert_eq!(detect("1234"), None);
    }
}
