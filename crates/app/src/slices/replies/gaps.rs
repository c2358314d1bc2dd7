//! Required questions without an answer: what the form says when such a reply is handed in, and
//! what stands beside the buttons of whoever approves and accepts.

use domain::reply::Reply;

use super::section::Context;

/// The required questions without an answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct GapsView {
    /// Each with its key and its name.
    pub(crate) open: Vec<(String, String)>,
    /// Whether the reply was to be handed in with them.
    pub(crate) asked: bool,
    /// Whether it was to be handed in without a word for them.
    pub(crate) tried: bool,
    /// Why they stay empty.
    pub(crate) reason: String,
    /// What is wrong with that; empty when nothing is.
    pub(crate) error: String,
}

impl GapsView {
    /// Those of a reply.
    pub(super) fn of(context: &Context, reply: &Reply) -> Self {
        let open = reply.missing(&context.round).into_iter();
        let open = open.map(|slot| (slot.key(), slot.heading(context.round.year))).collect();
        Self { open, reason: reply.gap_reason().to_owned(), ..Self::default() }
    }

    /// Their names.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.open.iter().map(|(_, name)| name.as_str()).collect()
    }
}
