//! Whether the second half of the app is here.

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrival {
    /// Nobody has needed it yet, or it is on its way.
    #[default]
    Awaited,
    /// It can be entered.
    Here,
    /// It could not be fetched.
    Failed,
}
