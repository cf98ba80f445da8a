//! `[contact.netlify]`: the forms of the host Netlify, which learns from a page of the site what
//! there is to fill in. That page is made here.

use serde::Serialize;

use super::{Around, OWN, text};
use crate::article::push_escaped;
use crate::options::ContactOptions;
use crate::table::Table;

/// Folder of the page below the root of the help centre. No article's address has a dot.
pub(crate) const FOLDER: &str = "docent.form/";

/// What the script has to know, and the page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Netlify {
    /// Name of the form in Netlify.
    form: String,
    /// Name of the field that only robots fill in.
    honeypot: String,
    /// What stands before the topic.
    subject: Option<String>,
}

pub(super) fn read(table: &mut Table<'_>, around: &Around<'_>) -> Netlify {
    if around.endpoint.is_some() {
        table.error(
            around.span.clone(),
            "Netlify takes messages at a page of the help centre, and `endpoint` names another"
                .to_owned(),
            "remove `endpoint`".to_owned(),
        );
    }
    let form = text(table, "form").unwrap_or_else(|| "docent".to_owned());
    let honeypot = text(table, "honeypot").unwrap_or_else(|| "bot-field".to_owned());
    let subject = text(table, "subject");
    around.forbid_own_names(table, &["subject", "form-name", &honeypot]);
    Netlify { form, honeypot, subject }
}

impl Netlify {
    /// The page that Netlify reads: nobody is led to it, and it says nothing.
    pub(crate) fn page(&self, contact: &ContactOptions) -> String {
        let mut inputs = String::new();
        let mut input = |kind: &str, name: &str| {
            inputs.push_str("<input type=\"");
            inputs.push_str(kind);
            inputs.push_str("\" name=\"");
            push_escaped(name, &mut inputs);
            inputs.push_str("\">\n");
        };
        input("text", &self.honeypot);
        for name in OWN.into_iter().chain(["subject"]).filter(|name| *name != "message") {
            input("text", name);
        }
        for field in contact.fields() {
            // A field of Netlify's holds one file.
            for number in 1..=field.files_max().unwrap_or(1) {
                let kind = if field.takes_files() { "file" } else { "text" };
                let name = if number > 1 {
                    format!("{}-{number}", field.id())
                } else {
                    field.id().to_owned()
                };
                input(kind, &name);
            }
        }
        let (mut form, mut honeypot) = (String::new(), String::new());
        push_escaped(&self.form, &mut form);
        push_escaped(&self.honeypot, &mut honeypot);
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{form}</title>\n</head>\n<body>\n\
             <form name=\"{form}\" method=\"post\" enctype=\"multipart/form-data\" \
             data-netlify=\"true\" netlify-honeypot=\"{honeypot}\" hidden>\n\
             <input type=\"hidden\" name=\"form-name\" value=\"{form}\">\n\
             {inputs}<textarea name=\"message\"></textarea>\n</form>\n</body>\n</html>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Adapter;
    use super::super::tests::{faults, of};
    use crate::options::parse;
    use crate::source::SourceFile;

    #[test]
    fn netlify_knows_a_form_by_its_name_and_takes_no_address() {
        let (usual, found) = of("adapter = \"netlify\"");
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            usual,
            json!({ "kind": "netlify", "form": "docent", "honeypot": "bot-field", "subject": null })
        );
        assert_eq!(
            faults("adapter = \"netlify\"\nendpoint = \"/v1/messages\""),
            ["Netlify takes messages at a page of the help centre, and `endpoint` names another"]
        );
    }

    #[test]
    fn the_page_has_every_name_that_is_sent_and_one_for_each_file() {
        let text = "[contact]\nadapter = \"netlify\"\n[contact.netlify]\nform = \"a \\\"b\\\"\"\n\
                    [[contact.fields]]\nid = \"order\"\nlabel = \"Order\"\n\
                    [[contact.fields]]\nid = \"photo\"\nlabel = \"Photo\"\ntype = \"file\"\nmax_files = 2\n";
        let (options, found) = parse(&SourceFile { path: "docent.toml".into(), text: text.into() });
        assert!(found.is_empty(), "{found:?}");
        let Some(Adapter::Netlify(netlify)) = &options.contact.adapter else { panic!("{text}") };
        let page = netlify.page(&options.contact);
        assert!(page.contains("<form name=\"a &quot;b&quot;\""), "{page}");
        for (kind, name) in [
            ("text", "bot-field"),
            ("text", "email"),
            ("text", "searches"),
            ("text", "id"),
            ("text", "order"),
            ("file", "photo"),
            ("file", "photo-2"),
        ] {
            let input = format!("<input type=\"{kind}\" name=\"{name}\">");
            assert_eq!(page.matches(&input).count(), 1, "{input} in {page}");
        }
        assert!(!page.contains("photo-3"));
    }
}
