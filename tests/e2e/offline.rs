//! Help without a connection, by the service worker that a site may register.
//!
//! Pages are opened anew by their address: what a driver calls a reload passes workers by in Firefox.

use docent_tests::widget::part;
use docent_tests::{Visit, eventually, eventually_is};

use crate::journey;

/// Whether this engine has service workers here, waiting until one takes care of the page.
fn is_cared_for(visit: &Visit) -> bool {
    let can = "return !!navigator.serviceWorker && !!window.caches";
    if !visit.browser.script::<bool>(can, &[]) {
        visit.passes_over("it has no service workers here");
        return false;
    }
    eventually("a service worker to take care of the page", || {
        let cares = "return !!navigator.serviceWorker.controller";
        if visit.browser.script(cares, &[]) { Ok(()) } else { Err("none".to_owned()) }
    });
    true
}

/// Paths of the help centre's files that are kept.
fn kept(visit: &Visit) -> Vec<String> {
    let script = "const done = arguments[0];
        (async () => {
          const all = [];
          for (const name of await caches.keys()) {
            if (!name.startsWith('docent ')) continue;
            for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
          }
          return all.join('\\n');
        })().then(done)";
    let paths: String = visit.browser.script_with_answer(script);
    paths.lines().map(str::to_owned).collect()
}

fn keeps_all_articles(visit: &Visit) {
    eventually_is("the number of articles that are kept", 10, || {
        kept(visit).iter().filter(|path| path.contains("/articles/")).count()
    });
}

fn searches_and_reads_what_was_never_read(visit: &Visit) {
    let widget = visit.widget();
    widget.open();
    widget.read("password", "Change or reset your password");
}

#[test]
fn search_and_articles_go_on_after_the_server_is_gone_in_the_sites_own_worker() {
    journey(|visit| {
        visit.expect_in_console("ERR_");
        visit.go("offline.html");
        if !is_cared_for(visit) {
            return;
        }
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        visit.go("offline.html");
        assert_eq!(kept(visit), [""; 0], "nothing is kept before help is opened");
        widget.open();
        keeps_all_articles(visit);
        visit.stop_server();
        visit.go("offline.html");
        searches_and_reads_what_was_never_read(visit);
    });
}

#[test]
fn the_static_help_centre_has_a_worker_of_its_own() {
    journey(|visit| {
        visit.expect_in_console("ERR_");
        visit.go("help/");
        let register = "navigator.serviceWorker?.register('docent-sw.js')";
        visit.browser.script::<()>(register, &[]);
        if !is_cared_for(visit) {
            return;
        }
        visit.go("help/");
        // Its start page has the search in it.
        visit.widget().click(part::FIELD);
        visit.widget().is_ready();
        keeps_all_articles(visit);
        visit.stop_server();
        visit.go("help/");
        assert!(visit.browser.text("h1").contains("Kestrel Help"));
        visit.widget().read("password", "Change or reset your password");
    });
}
