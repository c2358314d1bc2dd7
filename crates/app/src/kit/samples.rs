//! Sample persons, who sign in by a press where the program shows itself.

/// A sample person on the sign-in page.
#[derive(Debug, Clone)]
pub(crate) struct SampleLogin {
    pub(crate) login: &'static str,
    pub(crate) name: String,
    pub(crate) purpose: &'static str,
}
