//! What goes on as what: actions that were renamed, split or merged, sections that were reorganised,
//! so that nobody loses the past. A link is a pair: what ended, and what goes on in its place.

use crate::{
    FiscalYear, Id,
    action::Action,
    sheet::{Row, Sheet},
};

/// The most links that are followed. A chain of renames is short; a ring would be a fault of the data.
const LONGEST: usize = 100;

/// What something goes on as today, as long as one became one: where it was split or merged with
/// others, the way ends before that.
pub fn became<'a, T: PartialEq>(of: &'a T, links: &'a [(T, T)]) -> &'a T {
    let mut now = of;
    for _ in 0..LONGEST {
        let mut to = links.iter().filter(|(from, _)| from == now).map(|(_, to)| to);
        let (Some(after), None) = (to.next(), to.next()) else { break };
        if came_from(after, links).count() > 1 {
            break;
        }
        now = after;
    }
    now
}

/// Something, then all that it goes on as, through renames, splits and merges: what was said of it is
/// said of these.
pub fn successors<'a, T: PartialEq>(of: &'a T, links: &'a [(T, T)]) -> Vec<&'a T> {
    let mut found = vec![of];
    let mut at = 0;
    while let Some(&now) = found.get(at) {
        for (_, to) in links.iter().filter(|(from, _)| from == now) {
            if !found.contains(&to) {
                found.push(to);
            }
        }
        at += 1;
    }
    found
}

/// Something, then what it was before, newest first, as long as one became one.
pub fn origins<'a, T: PartialEq>(of: &'a T, links: &'a [(T, T)]) -> Vec<&'a T> {
    let mut names = vec![of];
    while let Some(&name) = names.last() {
        let mut from = came_from(name, links);
        let (Some(before), None) = (from.next(), from.next()) else { break };
        let split = links.iter().filter(|(from, _)| from == before).count() > 1;
        if split || names.contains(&before) {
            break;
        }
        names.push(before);
    }
    names
}

/// What something came from directly: several where they were merged.
pub fn came_from<'a, T: PartialEq>(of: &'a T, links: &'a [(T, T)]) -> impl Iterator<Item = &'a T> {
    links.iter().filter(move |(_, to)| to == of).map(|(from, _)| from)
}

/// The rows that tell of an action, one a sheet, in the order of the sheets: its own, else those of the
/// action that it was before. Each sheet comes with the actions of its rows.
pub fn through<'a>(
    sheets: impl IntoIterator<Item = (&'a Sheet, &'a [Id<Action>])>,
    links: &[(Id<Action>, Id<Action>)],
    action: &Id<Action>,
) -> Vec<(FiscalYear, &'a Row)> {
    let names = origins(action, links);
    let row = |(sheet, actions): (&'a Sheet, &'a [Id<Action>])| {
        let at = names.iter().find_map(|name| actions.iter().position(|of| of == *name))?;
        Some((sheet.year, sheet.rows.get(at)?))
    };
    sheets.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Renamed twice; split in two; two merged into one; a ring.
    const LINKS: [(&str, &str); 8] = [
        ("会議", "連絡会議"),
        ("連絡会議", "ネットワーク会議"),
        ("研修", "研修（基礎）"),
        ("研修", "研修（応用）"),
        ("相談", "総合相談"),
        ("訪問", "総合相談"),
        ("甲", "乙"),
        ("乙", "甲"),
    ];

    #[test]
    fn a_renamed_action_goes_on_under_its_last_name_and_knows_the_earlier_ones() {
        assert_eq!(*became(&"会議", &LINKS), "ネットワーク会議");
        let names = origins(&"ネットワーク会議", &LINKS);
        assert_eq!(names, [&"ネットワーク会議", &"連絡会議", &"会議"]);
        assert_eq!(*became(&"広報", &LINKS), "広報");
    }

    #[test]
    fn what_was_split_or_merged_is_not_one_with_what_follows() {
        assert_eq!(*became(&"研修", &LINKS), "研修");
        assert_eq!(origins(&"研修（基礎）", &LINKS), [&"研修（基礎）"]);
        assert_eq!(*became(&"相談", &LINKS), "相談");
        assert_eq!(origins(&"総合相談", &LINKS), [&"総合相談"]);
        assert_eq!(came_from(&"総合相談", &LINKS).collect::<Vec<_>>(), [&"相談", &"訪問"]);
    }

    #[test]
    fn what_was_said_of_something_is_said_of_all_that_it_goes_on_as() {
        assert_eq!(successors(&"訪問", &LINKS), [&"訪問", &"総合相談"]);
        let split = [&"研修", &"研修（基礎）", &"研修（応用）"];
        assert_eq!(successors(&"研修", &LINKS), split);
        let renamed = [&"会議", &"連絡会議", &"ネットワーク会議"];
        assert_eq!(successors(&"会議", &LINKS), renamed);
        assert_eq!(successors(&"広報", &LINKS), [&"広報"]);
    }

    #[test]
    fn a_ring_of_links_ends_the_search() {
        assert_eq!(origins(&"甲", &LINKS), [&"甲", &"乙"]);
        assert!(["甲", "乙"].contains(became(&"甲", &LINKS)));
        assert_eq!(successors(&"甲", &LINKS), [&"甲", &"乙"]);
    }
}
