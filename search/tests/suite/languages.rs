//! Each language as its speakers type it.

use docent_search::{Document, Index, IndexWriter, Searcher};

/// Asks a help centre of these titles; returns the number of the first hit.
fn first(lang: &str, titles: &[&str], query: &str) -> Option<u32> {
    let mut writer = IndexWriter::new(lang);
    for title in titles {
        writer.add(Document { title: (*title).to_owned(), ..Document::default() });
    }
    let index = Index::open(writer.finish().index).expect("just written");
    Searcher::new(index).search(query, 1).hits.first().map(|hit| hit.doc)
}

#[test]
fn word_forms_meet_in_every_language_with_a_stemmer() {
    let cases = [
        ("ar", "تغيير كلمة المرور", "كلمات المرور"),
        ("da", "Skift adgangskoder", "adgangskode"),
        ("de", "Rechnungen herunterladen", "rechnung"),
        ("el", "Αλλαγή κωδικού πρόσβασης", "κωδικός πρόσβασης"),
        ("en", "Cancelling subscriptions", "cancel subscription"),
        ("es", "Cambiar las direcciones", "dirección"),
        ("fi", "Laskujen lataaminen", "lasku"),
        ("fr", "Télécharger les factures", "facture"),
        ("hu", "Számlák letöltése", "számla"),
        ("it", "Scaricare le fatture", "fattura"),
        ("nl", "Facturen downloaden", "factuur"),
        ("no", "Last ned fakturaer", "faktura"),
        ("pt", "Baixar as faturas", "fatura"),
        ("ro", "Descărcarea facturilor", "factura"),
        ("ru", "Скачивание счетов", "счета"),
        ("sv", "Ladda ner fakturor", "faktura"),
        ("tr", "Faturaların indirilmesi", "fatura"),
    ];
    for (lang, title, query) in cases {
        let titles = ["zzzz", title];
        assert_eq!(first(lang, &titles, &format!("{query} ")), Some(1), "{lang}: {query}");
    }
}

#[test]
fn compounds_are_found_by_their_parts_and_parts_by_their_compound() {
    let titles = ["Die Einstellungen", "Kontoeinstellungen ändern", "Ein Konto löschen"];
    assert_eq!(first("de", &titles, "konto einstellung ändern "), Some(1));
    assert_eq!(
        first("de", &["Passwort", "Das Konto und seine Einstellungen"], "kontoeinstellungen "),
        Some(1)
    );
    let titles = ["Betaling", "Betaalmethode wijzigen", "Een methode om te betaal"];
    assert_eq!(first("nl", &titles, "methode wijzigen "), Some(1));
}

#[test]
fn articles_and_points_of_arabic_and_hebrew_do_not_matter() {
    let arabic = ["حسابي", "الفاتورة"];
    for query in ["فاتورة", "الفاتوره", "والفاتورة", "فَاتُورَة"] {
        assert_eq!(first("ar", &arabic, query), Some(1), "{query}");
    }
    let hebrew = ["סיסמה", "ההזמנה שלי"];
    for query in ["הזמנה", "ההזמנה", "הַזְמָנָה"] {
        assert_eq!(first("he", &hebrew, query), Some(1), "{query}");
    }
}

#[test]
fn scripts_without_blanks_are_searched_by_pairs_of_characters() {
    assert_eq!(first("ja", &["住所を変更する", "パスワードを再設定する"], "パスワード"), Some(1));
    assert_eq!(first("ja", &["住所を変更する", "パスワードを再設定する"], "ﾊﾟｽﾜｰﾄﾞ"), Some(1));
    assert_eq!(first("zh", &["更改地址", "重置密码"], "忘记密码"), Some(1));
    assert_eq!(first("th", &["เปลี่ยนที่อยู่", "รีเซ็ตรหัสผ่าน"], "รหัสผ่าน"), Some(1));
    assert_eq!(first("ko", &["주소 변경", "비밀번호를 재설정하기"], "비밀번호"), Some(1));
}

#[test]
fn codes_and_names_are_found_however_they_are_written() {
    let titles = [
        "Error E-1042 on start",
        "Connect to Wi-Fi",
        "Turn on 2FA",
        "The C++ library",
        "What is new in v2.10",
        "Write to @docent_help",
        "Mail support@example.org",
        "Error E-2042 on stop",
    ];
    let cases = [
        ("E-1042", 0),
        ("e1042", 0),
        ("e 1042", 0),
        ("wifi", 1),
        ("wi fi", 1),
        ("wi-fi", 1),
        ("2fa", 2),
        ("c++", 3),
        ("v2.10", 4),
        ("2.10", 4),
        ("@docent_help", 5),
        ("docent help", 5),
        ("support@example.org", 6),
        ("E-2042", 7),
    ];
    for (query, expected) in cases {
        assert_eq!(first("en", &titles, query), Some(expected), "{query}");
    }
}
