//! How many there are of each item, so that nothing is counted twice in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crosswalk, Scheme};

/// What an item has, with the items below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTotal {
    /// The code of the item.
    pub code: String,
    /// How many targets correspond to it or to an item below it, each once.
    pub targets: usize,
    /// How many of them have it, or an item below it, as their main one.
    pub primary: usize,
}

/// The totals of a crosswalk over some targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosswalkTotals {
    /// By item, as [`Scheme::in_tree`] goes through them.
    pub items: Vec<ItemTotal>,
    /// How many targets correspond to any item, each once.
    pub mapped: usize,
    /// How many correspond to none.
    pub unmapped: usize,
    /// The sum over the items at the top: a target that corresponds to two of them is in it twice.
    pub sum: usize,
    /// The sum of the main ones over the items at the top: each target that corresponds to anything
    /// is in it once.
    pub primary_sum: usize,
}

impl CrosswalkTotals {
    /// How many of the sum are there again (重複を含む); 0 where nothing is counted twice.
    pub fn repeated(&self) -> usize {
        self.sum.saturating_sub(self.mapped)
    }

    /// The sum in words: 「12（重複を含む。実数10）」 where something is counted twice.
    pub fn sentence(&self) -> String {
        match self.repeated() {
            0 => self.sum.to_string(),
            _ => format!("{}（重複を含む。実数{}）", self.sum, self.mapped),
        }
    }
}

impl Crosswalk {
    /// The totals over targets: actions of a year's sheet, each named once.
    pub fn totals<'a>(
        &self,
        scheme: &Scheme,
        targets: impl IntoIterator<Item = &'a str>,
    ) -> CrosswalkTotals {
        let wanted: BTreeSet<&str> = targets.into_iter().collect();
        let rows: Vec<_> = self.rows().filter(|row| wanted.contains(row.target.as_str())).collect();
        let mapped: BTreeSet<&str> = rows.iter().map(|row| row.target.as_str()).collect();
        let mut of: BTreeMap<&str, (BTreeSet<&str>, usize)> = BTreeMap::new();
        for row in rows {
            for code in scheme.above(&row.source).unwrap_or_default() {
                let item = of.entry(code).or_default();
                item.0.insert(&row.target);
                item.1 += usize::from(row.primary);
            }
        }
        let (mut items, mut sum, mut primary_sum) = (Vec::new(), 0, 0);
        for (depth, item) in scheme.in_tree() {
            let counted = of.get(item.code.as_str());
            let (targets, primary) = counted.map_or((0, 0), |(of, primary)| (of.len(), *primary));
            if depth == 0 {
                sum += targets;
                primary_sum += primary;
            }
            items.push(ItemTotal { code: item.code.clone(), targets, primary });
        }
        let unmapped = wanted.len() - mapped.len();
        CrosswalkTotals { items, mapped: mapped.len(), unmapped, sum, primary_sum }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::super::{CrosswalkFault, CrosswalkRow, MappingRelation, SchemeItem};
    use super::*;
    use crate::Day;

    const ITEMS: [(&str, &str); 5] = [("1", ""), ("1-1", "1"), ("1-2", "1"), ("2", ""), ("3", "")];
    const ACTIONS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

    fn scheme() -> Scheme {
        let item = |(code, parent): &(&str, &str)| SchemeItem {
            code: (*code).into(),
            label: (*code).into(),
            parent: (*parent).into(),
        };
        Scheme {
            id: "made-up".into(),
            title: "架空の体系".into(),
            version: 1,
            valid_from: None,
            valid_to: None,
            source: String::new(),
            items: ITEMS.iter().map(item).collect(),
        }
    }

    fn row(source: &str, target: &str, primary: bool) -> CrosswalkRow {
        CrosswalkRow {
            source: source.into(),
            target: target.into(),
            relation: MappingRelation::Partial,
            primary,
            note: String::new(),
            decided_by: "事務局".into(),
            decided_on: Day::new(2026, 4, 1).unwrap(),
        }
    }

    #[test]
    fn an_action_under_two_items_is_told_as_repeated_and_counted_once_by_its_main_one() {
        let scheme = scheme();
        let crosswalk =
            Crosswalk::of([row("1-1", "a", true), row("2", "a", false), row("1-2", "b", true)]);
        let totals = crosswalk.totals(&scheme, ["a", "b", "c"]);
        let told: Vec<_> =
            totals.items.iter().map(|one| (&*one.code, one.targets, one.primary)).collect();
        assert_eq!(told, [("1", 2, 2), ("1-1", 1, 1), ("1-2", 1, 1), ("2", 1, 0), ("3", 0, 0)]);
        assert_eq!((totals.sum, totals.repeated(), totals.mapped), (3, 1, 2));
        assert_eq!((totals.primary_sum, totals.unmapped), (2, 1));
        assert_eq!(totals.sentence(), "3（重複を含む。実数2）");
        let once = Crosswalk::of([row("1", "a", true)]).totals(&scheme, ["a"]);
        assert_eq!(once.sentence(), "1");
    }

    #[test]
    fn one_row_of_a_target_is_its_main_one_and_a_mark_moves() {
        let scheme = scheme();
        let one = Crosswalk::default().with(&scheme, row("1", "a", false)).unwrap();
        assert_eq!(one.primary_of("a"), Some("1"), "the only one");
        let two = one.with(&scheme, row("2", "a", false)).unwrap();
        assert_eq!(two.primary_of("a"), Some("1"));
        let moved = two.with(&scheme, row("2", "a", true)).unwrap();
        assert_eq!(moved.primary_of("a"), Some("2"));
        assert_eq!(two.changes(&moved).len(), 2, "both rows are other ones");
        assert_eq!(moved.with(&scheme, row("2", "a", false)), Err(CrosswalkFault::NoPrimary));
        let three = moved.with(&scheme, row("3", "a", false)).unwrap();
        assert_eq!(three.without("2", "a"), Err(CrosswalkFault::NoPrimary));
        assert_eq!(moved.without("2", "a").unwrap().primary_of("a"), Some("1"));
        assert_eq!(moved.without("3", "a"), Err(CrosswalkFault::NoRow));
        assert_eq!(one.with(&scheme, row("9", "b", true)), Err(CrosswalkFault::NoItem));
    }

    #[test]
    fn an_action_that_took_another_name_keeps_its_rows() {
        let crosswalk =
            Crosswalk::of([row("1", "old", true), row("2", "new", true), row("3", "gone", true)]);
        let now = crosswalk.renamed(|target| match target {
            "old" | "new" => Some("new".to_owned()),
            _ => None,
        });
        assert_eq!(now.rows().count(), 2);
        assert_eq!(now.primary_of("new"), Some("2"), "the action's own mark stands");
    }

    proptest! {
        #[test]
        fn main_marks_add_up_to_the_actions_whatever_is_changed(
            steps in vec((0..5_usize, 0..6_usize, any::<bool>(), any::<bool>()), 0..60),
        ) {
            let scheme = scheme();
            let mut crosswalk = Crosswalk::default();
            for (item, action, primary, gone) in steps {
                let (item, action) = (ITEMS[item].0, ACTIONS[action]);
                let next = if gone {
                    crosswalk.without(item, action)
                } else {
                    crosswalk.with(&scheme, row(item, action, primary))
                };
                crosswalk = next.unwrap_or(crosswalk);
                prop_assert_eq!(Crosswalk::of(crosswalk.rows().cloned()), crosswalk.clone());
                let totals = crosswalk.totals(&scheme, ACTIONS);
                prop_assert_eq!(totals.primary_sum + totals.unmapped, ACTIONS.len());
                prop_assert_eq!(totals.mapped + totals.unmapped, ACTIONS.len());
                prop_assert!(totals.sum >= totals.mapped);
                let rows: usize = crosswalk.rows().count();
                let top: usize = crosswalk
                    .rows()
                    .map(|row| (row.source.split('-').next(), &row.target))
                    .collect::<BTreeSet<_>>()
                    .len();
                prop_assert_eq!(totals.sum, top);
                prop_assert!(totals.sum <= rows);
                prop_assert_eq!(
                    totals.sentence().contains("重複を含む"),
                    totals.sum > totals.mapped
                );
            }
        }
    }
}
