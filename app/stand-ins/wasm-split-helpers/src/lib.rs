//! Stands in for the crate `wasm_split_helpers`, by `[patch.crates-io]` in the workspace's
//! `Cargo.toml`.
//!
//! That crate fetches the second half of a module when it is first entered, and wakes whoever waits
//! for it. The widget fetches and links its second half by itself (`app/src/page/more.js`), so that
//! a failure can be shown and tried again, and enters it only then. Nothing is left to wait for,
//! and the machinery of waiting costs every visitor two kilobytes.

pub use wasm_split_macros::wasm_split;

#[doc(hidden)]
pub mod rt {
    use std::convert::Infallible;
    use std::ffi::c_void;
    use std::pin::Pin;

    /// What is told that a module has been loaded, or not.
    pub type LoadCallbackFn = unsafe extern "C" fn(*const c_void, bool);

    /// What would load a module.
    pub type LoadFn = unsafe extern "C" fn(LoadCallbackFn, *const c_void);

    /// A module that is there before it is entered.
    #[derive(Debug)]
    pub struct LazySplitLoader;

    impl LazySplitLoader {
        /// Does without what would load it.
        #[must_use]
        pub const fn new(_: LoadFn) -> Self {
            Self
        }
    }

    /// The module is there.
    ///
    /// # Errors
    ///
    /// None.
    pub async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), Infallible> {
        Ok(())
    }
}
