//! What a section answered a year ago: which rows tell of it, and which part of their cells is its
//! own. The year's own sheet says it best; what this year's sheet repeats of it comes second.

use crate::{Offset, Slot, reply::part_of, sheet::Row};

/// The section's part of a cell, in the first of an action's rows that it owns; of the first row
/// where it owns none.
pub fn part(rows: &[&Row], slot: &Slot, section: &str) -> String {
    let own = rows.iter().find(|row| row.is_owned_by(section));
    let Some(row) = own.or(rows.first()) else { return String::new() };
    part_of(row.text(slot), section, &row.owner_names()).to_owned()
}

/// What the section answered to the same question a year ago. `last` are the action's rows on last
/// year's sheet, or those of the actions that it came from, `this` its rows on this year's; `names`
/// are the names that the section has had, the present one first.
pub fn answer(last: &[&Row], this: &[&Row], slot: &Slot, names: &[&str]) -> String {
    let now = names.first().copied().unwrap_or_default();
    let owned = |name: &&&str| last.iter().any(|row| row.is_owned_by(name));
    let then = names.iter().find(owned).copied().unwrap_or(now);
    let own = part(last, slot, then);
    if own.is_empty() && slot.year == Offset::This {
        let repeated = Slot::new(slot.field.clone(), Offset::Previous);
        return part(this, &repeated, now);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Place, sheet::Cell};

    const STATUS: Slot = Slot::new(Field::Status, Offset::This);
    const REPEATED: Slot = Slot::new(Field::Status, Offset::Previous);

    fn row(sections: &str, slot: Slot, text: &str) -> Row {
        let mut row = Row::blank(1, Place::File);
        row.section.text = sections.to_owned();
        row.answers.insert(slot, Cell::new(text, Place::File));
        row
    }

    #[test]
    fn last_years_own_sheet_leads_and_this_years_repetition_stands_in() {
        let (last, this) = (row("健康課", STATUS, "3回"), row("健康課", REPEATED, "３回開いた"));
        assert_eq!(answer(&[&last], &[&this], &STATUS, &["健康課"]), "3回");
        assert_eq!(answer(&[], &[&this], &STATUS, &["健康課"]), "３回開いた");
        let plan = Slot::new(Field::Plan, Offset::Next);
        assert_eq!(answer(&[], &[&this], &plan, &["健康課"]), "");
    }

    #[test]
    fn of_several_owners_each_is_given_its_own_part() {
        let last = row("健康課・こども課", STATUS, "相談（健康課）\n訪問（こども課）");
        assert_eq!(answer(&[&last], &[], &STATUS, &["こども課"]), "訪問");
    }

    #[test]
    fn a_section_that_was_called_otherwise_finds_what_it_wrote_then() {
        let other = row("総務課", STATUS, "広報");
        let last = row("保健センター・総務課", STATUS, "相談（保健センター）\n広報（総務課）");
        let names = ["健康課", "保健センター"];
        assert_eq!(answer(&[&other, &last], &[], &STATUS, &names), "相談");
    }

    #[test]
    fn a_bureau_that_is_named_alone_owns_its_row() {
        let mut last = row("", STATUS, "全庁で実施");
        last.department.text = "総務部".to_owned();
        assert!(last.is_owned_by("総務部"));
        assert_eq!(answer(&[&last], &[], &STATUS, &["総務部"]), "全庁で実施");
    }
}
