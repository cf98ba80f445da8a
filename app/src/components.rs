//! What stands in the panel: one noun per file, each a function from [`ui::Ui`] to nodes. They
//! get signals and callbacks through it, and know no services.

pub(crate) mod article;
mod article_html;
mod article_view;
mod category_view;
mod channel_list;
mod contact_form;
mod contact_link;
pub(crate) mod contact_view;
mod context_list;
mod entry_list;
pub(crate) mod explanation;
mod failed;
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
