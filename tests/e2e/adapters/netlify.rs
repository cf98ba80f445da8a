//! The forms of the host Netlify.

use std::path::Path;
use std::sync::Arc;

use docent_tests::receiver::Netlify;
use docent_tests::{Visit, contact_journey, eventually_is};

use super::{has_arrived, lines, open_form, send, waits, write};
use crate::HOME;
use crate::attachments::chosen_file;

const CONTACT: &str = r#"adapter = "netlify"
[contact.netlify]
form = "help"
[[contact.fields]]
id = "order"
label = "Order number"
[[contact.fields]]
id = "photo"
label = "Photos"
type = "file"
max_files = 2
"#;

/// A journey on a site that Netlify hosts, with its forms switched on or not.
fn netlify_journey(is_on: bool, run: impl FnOnce(&Visit, &Netlify)) {
    contact_journey(Path::new(HOME), CONTACT, |visit, site| {
        let host = Arc::new(Netlify::deploy(site, is_on));
        visit.server.lets(host.path(), host.clone());
        run(visit, &host);
    });
}

#[test]
fn netlify_stores_all_fields_that_its_form_has_learned_from_the_page() {
    netlify_journey(true, |visit, host| {
        open_form(visit, "plain.html");
        write(visit, "mia@example.com");
        visit.widget().fill("field-order", "K-17");
        send(visit);
        has_arrived(visit);
        let taken = host.taken();
        assert_eq!(taken.len(), 1);
        let page = visit.server.url("plain.html");
        let expected = [
            ("form-name", "help"),
            ("bot-field", ""),
            ("subject", "My parcel is torn."),
            ("name", "Mia"),
            ("email", "mia@example.com"),
            ("order", "K-17"),
            ("message", "My parcel is torn."),
            ("page", &page),
            ("lang", "en"),
        ];
        assert_eq!(lines(&taken[0]), expected);
        assert!(taken[0].iter().any(|part| part.name == "id" && part.text.len() == 36));
    });
}

#[test]
fn netlify_gets_each_file_in_a_field_of_its_own_without_webassembly_too() {
    netlify_journey(true, |visit, host| {
        open_form(visit, "lockdown.html");
        visit.widget().appears(".drop");
        for (number, name) in ["One.txt", "Two.txt"].iter().enumerate() {
            visit.widget().attach("field-photo", &chosen_file(name, name.as_bytes()));
            let last = format!(".files li:nth-child({})", number + 1);
            eventually_is("files chosen", true, || visit.widget().is_seen(&last));
        }
        write(visit, "mia@example.com");
        send(visit);
        has_arrived(visit);
        let taken = host.taken().remove(0);
        let files: Vec<_> = taken
            .iter()
            .filter_map(|part| Some((part.name.as_str(), part.file.as_deref()?)))
            .collect();
        assert_eq!(files, [("photo", "One.txt"), ("photo-2", "Two.txt")]);
    });
}

#[test]
fn a_page_whose_form_nobody_has_taken_over_is_no_success() {
    netlify_journey(false, |visit, host| {
        open_form(visit, "plain.html");
        write(visit, "mia@example.com");
        send(visit);
        waits(visit);
        assert_eq!(host.taken().len(), 0);
        let deployed_again = Arc::new(Netlify::deploy(visit.site(), true));
        visit.server.lets(deployed_again.path(), deployed_again.clone());
        visit.widget().click(".notice .main");
        has_arrived(visit);
        assert_eq!(deployed_again.taken().len(), 1);
    });
}
