//! What stands in the panel: one noun per file. Components take [`ui::Ui`], which holds signals
//! and callbacks, and know no services.
//!
//! Markup in `view!` needs a dynamic part in every nested element: wholly static ones would be
//! parsed as HTML text, which strict policies forbid.

#![expect(unreachable_pub, reason = "what #[component] generates is public in name only")]

mod article_html;
mod article_view;
mod category_view;
mod contact_form;
mod contact_link;
mod contact_view;
mod context_list;
mod entry_list;
mod form_field;
mod home;
mod icon;
mod marked_text;
mod notice;
pub(crate) mod panel;
pub(crate) mod result_list;
mod skeleton;
pub(crate) mod ui;
mod vote;
