//! Rules that need a whole article or several of them. One rule per file; each returns
//! diagnostics and changes nothing. `rules` says which there are and how bad their findings are.

mod addresses;
mod advice;
mod alt;
mod anchors;
mod empty;
mod keys;
mod links;
mod named_articles;
mod orphans;
mod related;
mod reviews;
mod rules;
mod search_tests;
mod titles;
mod titles_first;
mod translations;

pub(crate) use addresses::lost_addresses;
pub(crate) use advice::advise;
pub(crate) use alt::missing_alt;
pub(crate) use anchors::{AnchorLink, AnchorTarget, ByTitle, broken_anchors};
pub(crate) use empty::{NO_DRAFT, empty_article, no_article};
pub(crate) use keys::misspelt_keys;
pub(crate) use links::{ExternalLink, Findings};
pub(crate) use named_articles::unknown_named_articles;
pub(crate) use orphans::orphans;
pub(crate) use related::unknown_related;
pub(crate) use reviews::stale_reviews;
pub(crate) use rules::{Level, Levels, RULES};
pub(crate) use search_tests::{FILE as SEARCH_TESTS_FILE, SearchTest, parse as parse_search_tests};
pub(crate) use titles::duplicate_titles;
pub(crate) use titles_first::{NotFirst, TitleSearch};
pub(crate) use translations::{hash_of_text, missing_translations, outdated_translations};
