//! Words of a plan's own (言葉), beside those of the lexicon: rules of the checker obey them as theirs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

mod lines;

pub use lines::WordsRefused;

/// What a plan adds to the lexicon.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWords {
    /// Short names, each with the official one that is to stand in its place.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Further words for what one hopes to have none of.
    #[serde(default)]
    pub hoped_absent: BTreeSet<String>,
}

impl PlanWords {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.names.len() + self.hoped_absent.len()
    }

    /// These words, changed as someone did who saw one state and wrote another: what others changed
    /// meanwhile stays.
    #[must_use]
    pub fn changed(&self, seen: &Self, written: &Self) -> Self {
        let mut now = self.clone();
        now.names.retain(|short, _| {
            written.names.contains_key(short) || !seen.names.contains_key(short)
        });
        let new = written.names.iter().filter(|(short, full)| seen.names.get(*short) != Some(full));
        now.names.extend(new.map(|(short, full)| (short.clone(), full.clone())));
        now.hoped_absent.retain(|word| {
            written.hoped_absent.contains(word) || !seen.hoped_absent.contains(word)
        });
        now.hoped_absent.extend(written.hoped_absent.difference(&seen.hoped_absent).cloned());
        now
    }

    /// What differs in other words, each in a few: 社協：なし → 社会福祉協議会.
    pub fn differences(&self, after: &Self) -> Vec<String> {
        let shown = |full: Option<&String>| full.map_or_else(|| "なし".to_owned(), String::clone);
        let shorts: BTreeSet<&String> = self.names.keys().chain(after.names.keys()).collect();
        let names = shorts.into_iter().filter_map(|short| {
            let (was, is) = (self.names.get(short), after.names.get(short));
            (was != is).then(|| format!("{short}：{} → {}", shown(was), shown(is)))
        });
        let gone = self.hoped_absent.difference(&after.hoped_absent);
        let come = after.hoped_absent.difference(&self.hoped_absent);
        names
            .chain(gone.map(|word| format!("{word}：削除")))
            .chain(come.map(|word| format!("{word}：追加")))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(names: &[(&str, &str)], absent: &[&str]) -> PlanWords {
        PlanWords {
            names: names.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
            hoped_absent: absent.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn what_others_changed_meanwhile_stays() {
        let seen = words(&[("社協", "協議会"), ("民協", "民生委員協議会")], &["孤立"]);
        let written = words(&[("社協", "社会福祉協議会")], &["ごみ屋敷"]);
        let others = words(
            &[("社協", "協議会"), ("民協", "民生委員協議会"), ("包括", "支援センター")],
            &["孤立", "欠食"],
        );
        let now = others.changed(&seen, &written);
        assert_eq!(
            now,
            words(&[("社協", "社会福祉協議会"), ("包括", "支援センター")], &["欠食", "ごみ屋敷"])
        );
        assert_eq!(
            others.differences(&now),
            [
                "民協：民生委員協議会 → なし",
                "社協：協議会 → 社会福祉協議会",
                "孤立：削除",
                "ごみ屋敷：追加"
            ]
        );
        assert!(now.differences(&now).is_empty());
    }
}
