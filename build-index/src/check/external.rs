//! `docent check --external`: whether links to other sites lead anywhere, and where to.
//!
//! It is polite: a host gets one request at a time and a pause after it, only the head of a page
//! where that is answered, and no second request within a day for what was well.

mod ask;
mod known;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::lint::ExternalLink;
use crate::progress::Progress;
use ask::{Answer, Asker};
use known::Known;

/// Hosts that are asked at the same time.
const HOSTS_AT_ONCE: usize = 8;

/// Between two requests to one host.
const PAUSE: Duration = Duration::from_millis(100);

/// Asks for every link once. Returns those that lead nowhere or elsewhere, and how many gave which answer.
pub(super) fn check(links: &[ExternalLink], progress: &Progress) -> (Vec<Diagnostic>, String) {
    let mut known = Known::read();
    let urls = links.iter().map(|link| address(&link.url));
    let mut answers: BTreeMap<&str, Answer> = urls.map(|url| (url, Answer::Well)).collect();
    let asked = answers.keys().copied().filter(|url| !known.is_well(url));
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in asked {
        hosts.entry(host(url)).or_default().push(url);
    }
    for (url, answer) in ask_all(hosts.into_values().collect(), progress) {
        if matches!(answer, Answer::Well) {
            known.note_well(url);
        }
        answers.insert(url, answer);
    }
    known.write();
    let found = links.iter().filter_map(|link| {
        let (rule, message, help) = answers.get(address(&link.url))?.fault()?;
        Some(Diagnostic::warning(rule, link.place.clone(), message).help(help))
    });
    (found.collect(), summary(&answers))
}

/// Without what only the browser reads.
fn address(url: &str) -> &str {
    url.split_once('#').map_or(url, |(address, _)| address)
}

fn host(url: &str) -> &str {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}

/// `hosts` are the addresses of one host each.
fn ask_all<'u>(hosts: Vec<Vec<&'u str>>, progress: &Progress) -> Vec<(&'u str, Answer)> {
    progress.next_of("asking other sites, link", hosts.iter().map(Vec::len).sum());
    let workers = hosts.len().min(HOSTS_AT_ONCE);
    let queue = Mutex::new(VecDeque::from(hosts));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let work = || {
        let asker = Asker::new();
        let mut answers = Vec::new();
        while let Some(urls) = next() {
            for (number, url) in urls.into_iter().enumerate() {
                if number > 0 {
                    thread::sleep(PAUSE);
                }
                answers.push((url, asker.ask(url)));
                progress.step();
            }
        }
        answers
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn summary(answers: &BTreeMap<&str, Answer>) -> String {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in answers.values() {
        *classes.entry(answer.class()).or_default() += 1;
    }
    let classes: Vec<_> =
        classes.into_iter().map(|(class, count)| format!("{count} {class}")).collect();
    let classes = classes.join(", ");
    match answers.len() {
        0 => "There are no links to other sites\n".to_owned(),
        1 => format!("1 link to other sites: {classes}\n"),
        count => format!("{count} links to other sites: {classes}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_is_one_address_and_one_host_is_one_host() {
        assert_eq!(address("https://a.example/b?c#d"), "https://a.example/b?c");
        for url in ["https://a.example:1/b", "http://a.example:1?b", "//a.example:1"] {
            assert_eq!(host(url), "a.example:1", "{url}");
        }
    }
}
