//! Measures from group rows and from a column of their own.

use std::collections::HashMap;

use domain::{
    Place,
    measure::{Likeness, Measure, likeness},
    text::fold,
};

/// How a heading is numbered: what tells the levels of a plan's tree apart.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Marker {
    /// The word before the number; basic and priority branches stand on one level.
    Branch(String),
    /// The shape of the number: `1.`, `(1)`, `Ⅲ`.
    Outline(String),
    /// No number.
    Plain,
}

/// Deeper than the tree of any plan.
const DEEPEST: usize = 20;

/// The measures of a sheet in the making.
#[derive(Debug, Default)]
pub(super) struct Measures {
    pub(super) list: Vec<Measure>,
    /// The last measure of a group by its folded title.
    known: HashMap<(Option<usize>, String), usize>,
    /// The group rows above the next row, outermost first.
    above: Vec<(Marker, usize)>,
    /// Whether the last row was a group row.
    fresh: bool,
}

impl Measures {
    /// Takes a group row. One of another kind directly below a group row is its child; one of a
    /// kind that is open already closes it.
    pub(super) fn group(&mut self, title: &str, place: Place) {
        let marker = marker(title);
        let open = self.above.iter().position(|(known, _)| *known == marker);
        let keep = match (open, &marker) {
            (Some(at), _) => at,
            (None, _) if self.fresh => self.above.len(),
            (None, Marker::Outline(_)) => {
                let branch = |(known, _): &(Marker, usize)| matches!(known, Marker::Branch(_));
                self.above.iter().rposition(branch).map_or(0, |at| at + 1)
            }
            (None, _) => 0,
        };
        self.above.truncate(keep.min(DEEPEST));
        let parent = self.above.last().map(|(_, at)| *at);
        let at = self.add(title, fold(title), parent, place);
        self.above.push((marker, at));
        self.fresh = true;
    }

    /// One worksheet of several may be a measure by its name.
    pub(super) fn worksheet(&mut self, name: &str, place: Place) {
        if likeness(name) == Likeness::Branch {
            self.above.clear();
            self.group(name, place);
        }
    }

    /// The measure of a row that a column names; the same title under the same group is one.
    pub(super) fn named(&mut self, title: &str, place: Place) -> usize {
        self.fresh = false;
        let parent = self.above.last().map(|(_, at)| *at);
        let folded = fold(title);
        let key = (parent, folded);
        match self.known.get(&key) {
            Some(at) => *at,
            None => self.add(title, key.1, parent, place),
        }
    }

    fn add(&mut self, title: &str, folded: String, parent: Option<usize>, place: Place) -> usize {
        let at = self.list.len();
        self.list.push(Measure { title: title.to_owned(), parent, place });
        self.known.insert((parent, folded), at);
        at
    }

    /// The measure of a row that no column names.
    pub(super) fn current(&mut self) -> Option<usize> {
        self.fresh = false;
        self.above.last().map(|(_, at)| *at)
    }
}

fn marker(title: &str) -> Marker {
    let folded = fold(title);
    let bare = folded.trim_start_matches(|c: char| "【[<〔■◆●○◎".contains(c));
    match likeness(title) {
        Likeness::Branch => {
            let number = |c: char| c.is_numeric() || "一二三四五六七八九十ivx(-の".contains(c);
            let word: String = bare.chars().take_while(|c| !number(*c)).collect();
            Marker::Branch(word.replace("重点", "基本"))
        }
        Likeness::Outline => {
            let shape = |c: char| match c {
                c if c.is_ascii_digit() => '1',
                c if "一二三四五六七八九十".contains(c) => '一',
                c if "ivx".contains(c) => 'i',
                other => other,
            };
            let number = |c: &char| "1一i().、-第".contains(*c);
            let mut shape: Vec<char> = bare.chars().map(shape).take_while(number).collect();
            shape.dedup();
            // ① folds to 1: the circle is a kind of its own
            let circled = title.trim().starts_with(|c| ('①'..='⑳').contains(&c));
            shape.extend(circled.then_some('○'));
            Marker::Outline(shape.into_iter().collect())
        }
        Likeness::None => Marker::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(steps: &[&str]) -> Vec<Option<usize>> {
        let mut measures = Measures::default();
        for step in steps {
            if step.is_empty() {
                measures.current();
            } else {
                measures.group(step, Place::File);
            }
        }
        measures.list.iter().map(|measure| measure.parent).collect()
    }

    #[test]
    fn group_rows_of_another_kind_nest() {
        let none = None;
        assert_eq!(tree(&["基本施策１　あ", "", "基本施策２　い", ""]), [none, none]);
        assert_eq!(
            tree(&["基本施策１　あ", "基本施策２　い", "重点施策１　う"]),
            [none, none, none]
        );
        assert_eq!(
            tree(&["基本目標１　あ", "（１）い", "", "（２）う", "", "基本目標２　え", "（１）お"]),
            [none, Some(0), Some(0), none, Some(3)]
        );
        assert_eq!(
            tree(&["基本施策１　あ", "", "（１）い", "", "重点施策１　う"]),
            [none, Some(0), none]
        );
    }
}
