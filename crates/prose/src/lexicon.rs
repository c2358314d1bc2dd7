//! The lexicon: words as data, one list for one idea. A list says what it is for; a rule that needs
//! its words reads it here and has no list of its own for the same idea. A plan may add words to some
//! (`domain::plan_words`).
//!
//! Words are written as they stand in texts. Where longer words hold shorter ones, the longer come
//! first.

pub(crate) mod completion;
mod figures;
mod form;
mod judging;
mod names;
mod people;
mod reasons;
mod spellings;
pub(crate) mod tense;
mod work;

pub use self::{
    figures::*,
    form::*,
    judging::*,
    names::*,
    people::*,
    reasons::*,
    spellings::*,
    tense::{LASTING, PLANNED},
    work::*,
};

/// Whether the text holds one of the words.
pub fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the text ends with one of the words.
pub fn ends(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_holds_a_word_twice() {
        for list in [
            ASSESSING,
            JUDGING,
            VERDICT,
            AWARENESS,
            ADVANCES,
            RISES_AND_FALLS,
            RISE_REASONS,
            FALL_REASONS,
            CHANGE_REASONS,
            CAUSE_ENDS,
            INTENT_ENDS,
            THUS,
            GROUPS,
            AREAS,
            ADDRESSING,
            ASKED_PEOPLE,
            HOPED_ABSENT,
            SCOPE_CHANGES,
            DELICATE,
            AUDIENCE,
            DOING,
            EVENTS,
            ON_DEMAND,
            DONE_ONCE,
            HELD,
            completion::PREDICATES,
            completion::COMPOUNDS,
            completion::LINKS,
            completion::DEEDS,
            completion::DEEDS_BARE,
            completion::DEEDS_STATE,
            completion::CASES,
            completion::CASE_PARTICLES,
            completion::ABSENCES,
            completion::RECORDS,
            completion::INTENTS,
            tense::PRESENT,
            tense::FUTURE,
            tense::PAST,
            LASTING,
            FORM_INSTRUCTIONS,
            PLACEHOLDERS,
            RELATIVE_YEARS,
            HOURS,
            VAGUE_PLANS,
            CUT_HEADS,
            OPENING_LINKS,
            LIST_HEADINGS,
            STANDING_COUNTERS,
            YEAR_COUNTERS,
            RESULT_UNITS,
            TOTALS,
            OPEN_LISTS,
            NO_PARTS,
            NO_SESSIONS,
            SMALL_KATAKANA,
            NO_UNITS,
            NAME_ENDS,
            NAME_FILLERS,
            RA_STEMS,
            tense::CLAUSE_LINKS,
            PLANNED,
        ] {
            let words: std::collections::BTreeSet<_> = list.iter().collect();
            assert_eq!(words.len(), list.len(), "{list:?}");
        }
    }
}
