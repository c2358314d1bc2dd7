//! The lexicon: words as data, one list for one idea. A list says what it is for; a rule that needs
//! its words reads it here and has no list of its own for the same idea. A plan may add words to some
//! (`domain::plan_words`).
//!
//! Words are written as they stand in texts. Where longer words hold shorter ones, the longer come
//! first.

mod acts;
mod bodies;
mod campaigns;
mod columns;
pub(crate) mod completion;
mod confused;
mod deaths;
mod few;
mod figures;
mod form;
mod homophones;
mod judging;
mod names;
mod notes;
mod people;
mod reasons;
mod slips;
mod sounds;
mod spellings;
mod surnames;
pub(crate) mod tense;
mod traces;
mod unfinished;
mod work;

pub use self::{
    acts::*, bodies::*, campaigns::*, columns::*, confused::*, deaths::*, few::*, figures::*,
    form::*, homophones::*, judging::*, names::*, notes::*, people::*, reasons::*, slips::*,
    sounds::*, spellings::*, surnames::*, tense::LASTING, traces::*, unfinished::*, work::*,
};

pub use crate::many::holds;

/// Whether the text ends with one of the words.
pub fn ends(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code of every file of lists.
    const FILES: [&str; 24] = [
        include_str!("lexicon/acts.rs"),
        include_str!("lexicon/bodies.rs"),
        include_str!("lexicon/campaigns.rs"),
        include_str!("lexicon/columns.rs"),
        include_str!("lexicon/completion.rs"),
        include_str!("lexicon/confused.rs"),
        include_str!("lexicon/few.rs"),
        include_str!("lexicon/figures.rs"),
        include_str!("lexicon/form.rs"),
        include_str!("lexicon/homophones.rs"),
        include_str!("lexicon/judging.rs"),
        include_str!("lexicon/names.rs"),
        include_str!("lexicon/notes.rs"),
        include_str!("lexicon/people.rs"),
        include_str!("lexicon/reasons.rs"),
        include_str!("lexicon/slips.rs"),
        include_str!("lexicon/sounds.rs"),
        include_str!("lexicon/spellings.rs"),
        include_str!("lexicon/surnames.rs"),
        include_str!("lexicon/tense.rs"),
        include_str!("lexicon/deaths.rs"),
        include_str!("lexicon/traces.rs"),
        include_str!("lexicon/unfinished.rs"),
        include_str!("lexicon/work.rs"),
    ];

    /// The lists of words, as they stand in the code: none can be forgotten.
    fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
        let list = |text: &'static str| {
            let (name, words) = text.split_once(": &[&str] =")?;
            let words = words.split("];").next()?;
            Some((name, words.split('"').skip(1).step_by(2).collect()))
        };
        FILES.iter().flat_map(|code| code.split(" const ").skip(1).filter_map(list)).collect()
    }

    #[test]
    fn no_list_holds_a_word_twice() {
        let lists = lists();
        assert!(lists.contains(&("ON_DEMAND", ON_DEMAND.to_vec())), "the lists were read");
        assert!(lists.len() > 50, "{} lists", lists.len());
        for (name, words) in lists {
            let once: std::collections::BTreeSet<_> = words.iter().collect();
            assert!(!words.is_empty() && once.len() == words.len(), "{name}: {words:?}");
        }
    }

    #[test]
    fn every_file_of_lists_is_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), FILES.len());
    }
}
