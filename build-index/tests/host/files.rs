//! How files are given out: encodings, caches, types, and what is never given out.

use std::{fs, path::Path};

use axum::{
    Router,
    body::Body,
    http::{Method, Request, Response, StatusCode},
};
use docent::host::{HostOptions, Settings, open};
use docent_collector::store::Place;
use tempfile::TempDir;
use tower::ServiceExt;

const HASHED: &str = "public, max-age=31536000, immutable";

/// A folder such as `docent build` writes, below another site, and a router that serves it.
struct Site {
    app: Router,
    folder: TempDir,
}

struct Answer {
    response: Response<()>,
    body: Vec<u8>,
}

impl Site {
    fn new() -> Self {
        Self::with_origins(&[])
    }

    fn with_origins(origins: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        for (path, text) in [
            ("index.html", "<h1>Acme</h1>"),
            ("404.html", "<h1>Acme has no such page</h1>"),
            ("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("notes.md", "# Notes"),
            (".env", "SECRET=1"),
            (".git/config", "[core]"),
            (".well-known/security.txt", "Contact: mailto:a@b.c"),
            ("with space/ü.txt", "found"),
            ("help/index.html", "<h1>Help</h1>"),
            ("help/404.html", "<h1>Help has no such page</h1>"),
            ("help/docent.js", "plain"),
            ("help/docent.js.br", "brotli"),
            ("help/docent.js.gz", "gzipped"),
            ("help/docent.d.ts", "export {}"),
            ("help/docent.json", "{}"),
            ("help/_docent/widget-0a1b.wasm", "\0asm"),
            ("help/_docent/index-en-0a1b.idx", "0123456789"),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(folder.path().join("outside.txt"), "outside").unwrap();
        let data = Place::from(folder.path().join("data/docent.db"));
        let options = HostOptions {
            dir: root,
            files: data.attachments(),
            data,
            settings: Settings {
                allow_origins: origins.iter().map(|origin| origin.parse().unwrap()).collect(),
                ..Settings::default()
            },
        };
        Self { app: open(&options).unwrap().0, folder }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers).await
    }

    async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = self.app.clone().oneshot(request).await.unwrap().into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { response: Response::from_parts(parts, ()), body }
    }

    fn root(&self) -> std::path::PathBuf {
        self.folder.path().join("site")
    }
}

impl Answer {
    fn status(&self) -> StatusCode {
        self.response.status()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

#[tokio::test]
async fn the_best_encoding_that_the_client_takes_is_chosen() {
    let site = Site::new();
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "brotli"),
        ("br", Some("br"), "brotli"),
        ("BR", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzipped"),
        ("gzip;q=1.0, br;q=0.5", Some("gzip"), "gzipped"),
        ("gzip;q=0.2, br;q=0.5", Some("br"), "brotli"),
        ("br;q=0, gzip;q=0", None, "plain"),
        ("br;q=0, gzip", Some("gzip"), "gzipped"),
        ("br;q=0.5, identity;q=1", None, "plain"),
        ("identity", None, "plain"),
        ("zstd", None, "plain"),
        ("", None, "plain"),
        (";;;,q=,br;q=x", None, "plain"),
    ] {
        let answer = site.get("/help/docent.js", &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.status(), StatusCode::OK, "{accepted}");
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(answer.text(), body, "{accepted}");
        assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert!(answer.header("vary").unwrap().contains("accept-encoding"));
    }
    // A file without twins is given out as it is.
    let answer = site.get("/help/", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!((answer.header("content-encoding"), answer.text()), (None, "<h1>Help</h1>"));
}

#[tokio::test]
async fn every_kind_of_file_has_its_type() {
    let site = Site::new();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/help/docent.js", "text/javascript; charset=utf-8"),
        ("/help/docent.json", "application/json"),
        ("/help/docent.d.ts", "text/plain; charset=utf-8"),
        ("/help/_docent/widget-0a1b.wasm", "application/wasm"),
        ("/help/_docent/index-en-0a1b.idx", "application/octet-stream"),
        ("/picture.svg", "image/svg+xml"),
        ("/notes.md", "text/markdown; charset=utf-8"),
    ] {
        let answer = site.get(path, &[]).await;
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("strict-origin-when-cross-origin"));
    }
    let drawing = site.get("/picture.svg", &[]).await;
    assert!(drawing.header("content-security-policy").unwrap().contains("sandbox"));
    assert_eq!(site.get("/", &[]).await.header("content-security-policy"), None);
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_all_others_are_asked_for_again() {
    let site = Site::new();
    for (path, keep) in [
        ("/", "no-cache"),
        ("/help/docent.js", "no-cache"),
        ("/help/docent.json", "no-cache"),
        ("/help/_docent/widget-0a1b.wasm", HASHED),
        ("/help/_docent/index-en-0a1b.idx", HASHED),
        ("/help/_docent/gone-0a1b.idx", "no-cache"),
    ] {
        assert_eq!(site.get(path, &[]).await.header("cache-control"), Some(keep), "{path}");
    }
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again_and_a_changed_one_is() {
    let site = Site::new();
    let encoding = ("accept-encoding", "br");
    let first = site.get("/help/docent.js", &[encoding]).await;
    let tag = first.header("etag").unwrap();
    let time = first.header("last-modified").unwrap();
    for condition in [("if-none-match", tag), ("if-modified-since", time)] {
        let again = site.get("/help/docent.js", &[encoding, condition]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{condition:?}");
        assert_eq!(again.body, b"");
        assert_eq!(again.header("cache-control"), Some("no-cache"));
        assert!(again.header("vary").unwrap().contains("accept-encoding"));
    }
    // Another encoding is another file, with another tag.
    let plain = site.get("/help/docent.js", &[("if-none-match", tag)]).await;
    assert_eq!(plain.status(), StatusCode::OK);

    fs::write(site.root().join("help/docent.js.br"), "changed").unwrap();
    let changed = site.get("/help/docent.js", &[encoding, ("if-none-match", tag)]).await;
    assert_eq!((changed.status(), changed.text()), (StatusCode::OK, "changed"));
}

#[tokio::test]
async fn head_and_ranges_are_answered() {
    let site = Site::new();
    let path = "/help/_docent/index-en-0a1b.idx";
    let head = site.send(Method::HEAD, path, &[]).await;
    assert_eq!((head.status(), head.header("content-length")), (StatusCode::OK, Some("10")));
    assert_eq!(head.body, b"");
    for (range, status, body) in [
        ("bytes=2-4", 206, "234"),
        ("bytes=-2", 206, "89"),
        ("bytes=7-", 206, "789"),
        ("bytes=99-", 416, ""),
        ("bytes=0-1,3-4", 200, "0123456789"),
    ] {
        let part = site.get(path, &[("range", range)]).await;
        assert_eq!((part.status().as_u16(), part.text()), (status, body), "{range}");
        let keep = if status < 300 { HASHED } else { "no-cache" };
        assert_eq!(part.header("cache-control"), Some(keep), "{range}");
    }
}

#[tokio::test]
async fn a_folder_leads_to_its_index_page() {
    let site = Site::new();
    let answer = site.get("/help?lang=es", &[]).await;
    assert!(answer.status().is_redirection());
    assert_eq!(answer.header("location"), Some("/help/?lang=es"));
    assert_eq!(site.get("/help/", &[]).await.text(), "<h1>Help</h1>");
    // A redirect to `//help/` would leave for a site of that name.
    for path in ["//help", "///help", "/%2fhelp", "/%5chelp"] {
        let answer = site.get(path, &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn names_may_be_percent_encoded() {
    let site = Site::new();
    assert_eq!(site.get("/with%20space/%C3%BC.txt", &[]).await.text(), "found");
    assert_eq!(site.get("/help/d%6Fcent.js", &[]).await.text(), "plain");
    assert_eq!(site.get("/.well-known/security.txt", &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn nothing_outside_the_folder_and_nothing_hidden_is_given_out() {
    let site = Site::new();
    for path in [
        "/../outside.txt",
        "/help/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/%2E%2e%2foutside.txt",
        "/..%2foutside.txt",
        "/..%5coutside.txt",
        "/help/%2e%2e/%2e%2e/outside.txt",
        "/%252e%252e/outside.txt",
        "/./../outside.txt",
        "/.env",
        "/%2eenv",
        "/help/../.env",
        "/.git/config",
        "/.git%2fconfig",
        "/help%2f..%2f.git/config",
        "/.git/",
        "/index.html%00.js",
        "/index.html/",
        "/index.html/x",
        "/%ff%fe",
        "/help/_docent/",
    ] {
        let answer = site.get(path, &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().contains("no such page"), "{path}: {}", answer.text());
    }
    let absolute = format!("/{}", site.folder.path().join("outside.txt").display());
    assert_eq!(site.get(&absolute, &[]).await.status(), StatusCode::NOT_FOUND);
    let long = format!("/{}", "x".repeat(300));
    assert_eq!(site.get(&long, &[]).await.status(), StatusCode::NOT_FOUND);
    let deep = format!("/{}", "x/".repeat(5_000));
    assert_eq!(site.get(&deep, &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_missing_page_is_answered_with_the_nearest_page_for_that() {
    let site = Site::new();
    for (path, text) in [
        ("/nothing", "Acme has no such page"),
        ("/nothing/here/at/all", "Acme has no such page"),
        ("/help/nothing", "Help has no such page"),
        ("/help/nothing/here/", "Help has no such page"),
    ] {
        // Validators are for pages that exist.
        for headers in [&[] as &[_], &[("if-none-match", "*"), ("range", "bytes=0-1")]] {
            let answer = site.get(path, headers).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            assert!(answer.text().contains(text), "{path}: {}", answer.text());
            assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
            assert_eq!(answer.header("cache-control"), Some("no-cache"));
        }
    }
    fs::remove_file(site.root().join("404.html")).unwrap();
    assert!(site.get("/nothing", &[]).await.text().contains("Not found"));
}

#[tokio::test]
async fn files_can_only_be_read() {
    let site = Site::new();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = site.send(method, "/help/docent.js", &[]).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
    }
}

#[tokio::test]
async fn pages_of_named_origins_may_read_files_and_others_may_not() {
    let site = Site::with_origins(&["https://www.example.com"]);
    for (origin, allowed) in [
        ("https://www.example.com", Some("https://www.example.com")),
        ("https://evil.example", None),
    ] {
        for path in ["/help/docent.js", "/help/_docent/widget-0a1b.wasm", "/nothing"] {
            let answer = site.get(path, &[("origin", origin)]).await;
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin} {path}");
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_the_folder_can_be_turned_to_a_newer_build() {
    let folder = tempfile::tempdir().unwrap();
    let current = folder.path().join("current");
    for build in ["old", "new"] {
        fs::create_dir(folder.path().join(build)).unwrap();
        fs::write(folder.path().join(build).join("index.html"), build).unwrap();
    }
    std::os::unix::fs::symlink("old", &current).unwrap();
    let data = Place::from(folder.path().join("docent.db"));
    let (files, settings) = (data.attachments(), Settings::default());
    let options = HostOptions { dir: current.clone(), data, files, settings };
    let site = Site { app: open(&options).unwrap().0, folder };
    assert_eq!(site.get("/", &[]).await.text(), "old");
    fs::remove_file(&current).unwrap();
    std::os::unix::fs::symlink("new", &current).unwrap();
    assert_eq!(site.get("/", &[]).await.text(), "new");
}

#[test]
fn the_file_of_messages_must_not_be_among_the_files_that_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    fs::create_dir(&root).unwrap();
    let refusal = |data: &Path| {
        let data = Place::from(data.to_owned());
        let (files, settings) = (data.attachments(), Settings::default());
        let options = HostOptions { dir: root.clone(), data, files, settings };
        open(&options).err().map(|error| error.to_string())
    };
    for inside in ["docent.db", "new/docent.db", "../site/new/docent.db"] {
        let error = refusal(&root.join(inside)).expect(inside);
        assert!(error.contains("--data"), "{error}");
    }
    assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
    assert_eq!(refusal(&folder.path().join("site-data/docent.db")), None);
}
