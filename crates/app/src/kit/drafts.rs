//! What was typed in a form whose session had ended: it goes with whoever signs in again, and waits
//! for them until it is sent.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use super::addresses;

/// No more drafts wait at once; the oldest goes first.
const MOST: usize = 50;

/// What was typed in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The page that the form stands on.
    pub(crate) page: String,
    /// The address that the form is sent to.
    pub(crate) action: String,
    /// The form as it was sent, URL-encoded.
    pub(crate) sent: String,
}

impl Draft {
    /// The texts in it that a person wrote, as far as that can be told without their form.
    pub(crate) fn texts(&self) -> Vec<String> {
        let pairs = form_urlencoded::parse(self.sent.as_bytes());
        pairs.map(|(_, text)| text.into_owned()).filter(|text| !text.is_ascii()).collect()
    }

    /// Whether it says of some field what was typed there: a text, or the answer to a question, which
    /// comes with the version that it was based on.
    pub(crate) fn says_something(&self) -> bool {
        let pairs: Vec<_> = form_urlencoded::parse(self.sent.as_bytes()).collect();
        let based =
            |key: &str| pairs.iter().any(|(name, _)| name.strip_suffix(".base") == Some(key));
        let mut typed = pairs.iter().filter(|(_, text)| !text.is_empty());
        typed.any(|(name, text)| !text.is_ascii() || based(name))
    }
}

/// The drafts that wait, each with the session that it belongs to. Only who has signed in has one;
/// they are kept in memory, since they hold what nobody has saved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drafts(Arc<Mutex<VecDeque<(String, Draft)>>>);

impl Drafts {
    /// Keeps a session's draft in place of an earlier one.
    pub(crate) fn keep(&self, session: &str, draft: Draft) {
        self.with(|drafts| {
            drafts.retain(|(of, _)| of != session);
            drafts.push_back((session.to_owned(), draft));
            while drafts.len() > MOST {
                drafts.pop_front();
            }
        });
    }

    /// A session's draft for a page.
    pub(crate) fn of(&self, session: &str, page: &str) -> Option<Draft> {
        self.with(|drafts| {
            let mut own = drafts.iter().filter(|(of, draft)| of == session && draft.page == page);
            own.next().map(|(_, draft)| draft.clone())
        })
    }

    /// Forgets a session's draft of the form that was sent to an address, whole or field by field.
    pub(crate) fn forget(&self, session: &str, address: &str) {
        self.with(|drafts| {
            let whole = addresses::form_of(address);
            drafts.retain(|(of, draft)| of != session || draft.action != whole);
        });
    }

    /// Forgets a session's draft.
    pub(crate) fn leave(&self, session: &str) {
        self.with(|drafts| drafts.retain(|(of, _)| of != session));
    }

    fn with<T>(&self, work: impl FnOnce(&mut VecDeque<(String, Draft)>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(page: &str) -> Draft {
        Draft {
            page: page.into(),
            action: "/replies/1".into(),
            sent: "status=%E6%96%87&n=1".into(),
        }
    }

    #[test]
    fn a_draft_waits_for_its_own_session_on_its_own_page_until_it_is_sent() {
        let drafts = Drafts::default();
        drafts.keep("a", draft("/replies/1"));
        assert_eq!(drafts.of("a", "/replies/1").unwrap().texts(), ["文"]);
        assert_eq!(drafts.of("b", "/replies/1"), None);
        assert_eq!(drafts.of("a", "/replies/2"), None);
        drafts.forget("a", "/replies/12");
        drafts.forget("b", "/replies/1");
        drafts.forget("a", "/replies/1/comments");
        assert!(drafts.of("a", "/replies/1").is_some());
        drafts.forget("a", "/replies/1/entries");
        assert_eq!(drafts.of("a", "/replies/1"), None);
        drafts.keep("a", draft("/replies/1"));
        drafts.leave("b");
        assert!(drafts.of("a", "/replies/1").is_some());
        drafts.leave("a");
        assert_eq!(drafts.of("a", "/replies/1"), None, "who signs out leaves nothing");
    }

    #[test]
    fn a_number_that_answers_a_question_is_something_and_a_pressed_button_is_not() {
        let says = |sent: &str| Draft { sent: sent.into(), ..draft("/x") }.says_something();
        assert!(says("achievement=90&achievement.base=0"));
        assert!(says("reason=%E6%96%87"));
        assert!(!says("step=approve&version=3") && !says("status=&status.base=2"));
    }

    #[test]
    fn no_more_drafts_are_kept_than_fit_and_one_for_each_session() {
        let drafts = Drafts::default();
        for session in 0..=MOST {
            drafts.keep(&session.to_string(), draft("/x"));
            drafts.keep(&session.to_string(), draft("/y"));
        }
        assert!(drafts.of("0", "/y").is_none() && drafts.of("1", "/y").is_some());
        assert!(drafts.of("1", "/x").is_none(), "the later one took its place");
    }
}
