//! A small invented help centre, shared by the tests of ranking.

use docent_search::{Document, Index, IndexWriter, Searcher, Section};

pub(crate) const ARTICLES: [(&str, &str, &str); 10] = [
    (
        "billing/address",
        "Change your billing address",
        "Open Account, choose Billing and press Edit beside the address. The new address stands on the next invoice.",
    ),
    (
        "billing/refunds",
        "Get a refund",
        "You can return an order within thirty days. We refund the money to the card that you paid with.",
    ),
    (
        "billing/invoice",
        "Download an invoice",
        "Each order has an invoice as a PDF. Open the order and press Invoice.",
    ),
    (
        "account/password",
        "Reset your password",
        "Press Forgot password on the sign-in page. A link to choose a new one comes by e-mail.",
    ),
    (
        "account/2fa",
        "Turn on two-factor authentication",
        "2FA asks for a code besides the password. Scan the picture with an authenticator app.",
    ),
    (
        "account/delete",
        "Close your account",
        "Closing an account deletes your orders and addresses. It cannot be undone.",
    ),
    (
        "shipping/track",
        "Track a parcel",
        "The message that we send when a parcel leaves has a tracking number in it.",
    ),
    (
        "shipping/abroad",
        "Delivery to other countries",
        "We deliver to all of Europe. Customs duties are shown before you pay.",
    ),
    (
        "devices/wifi",
        "Connect the lamp to Wi-Fi",
        "Hold the button until the lamp blinks, then choose your network in the app. Error E-1042 means a wrong password of the network.",
    ),
    (
        "devices/firmware",
        "Update the firmware to v2.10",
        "Keep the lamp plugged in. The app says when the update is done. Developers find the C++ library in the archive.",
    ),
];

pub(crate) fn index_bytes() -> Vec<u8> {
    let mut writer = IndexWriter::new("en");
    for (path, title, text) in ARTICLES {
        writer.add(Document {
            title: title.into(),
            path: path.into(),
            slug: path.replace("billing/", "change-"),
            page: "00112233aa".into(),
            sections: vec![
                Section::lead(text),
                Section {
                    heading: "Still stuck?".into(),
                    level: 2,
                    text: "Write to us and we will help.".into(),
                },
            ],
            ..Document::default()
        });
    }
    writer.finish().index
}

pub(crate) fn searcher() -> Searcher<Vec<u8>> {
    Searcher::new(Index::open(index_bytes()).expect("just written"))
}

/// Paths of the articles that answer a query, best first.
pub(crate) fn answers(searcher: &mut Searcher<Vec<u8>>, query: &str) -> Vec<&'static str> {
    let results = searcher.search(query, 10);
    results.hits.iter().map(|hit| ARTICLES[hit.doc as usize].0).collect()
}
