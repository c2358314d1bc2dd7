//! The columns of a workbook for replies, and the codes by which they are known again.

use crate::{Slot, layout::ColumnRole};

/// A column of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkbookColumn {
    /// The key of the row; hidden.
    Key,
    /// The number.
    No,
    /// The title.
    Action,
    /// What it consists of.
    Content,
    /// This year's plan.
    Plan,
    /// Last year's answer to a question.
    Last(Slot),
    /// The answer; the only column to write in.
    Input(Slot),
    /// The stage, and what the secretariat says.
    Remarks,
}

/// What stands in the key's column of a row that is a measure's heading.
pub const BAND: &str = "-";

/// What stands in the key's column of the hidden row that says what the columns are.
pub const MARK: &str = "sasae";

impl WorkbookColumn {
    /// The code in the workbook's hidden row.
    pub fn code(&self) -> String {
        match self {
            Self::Key => MARK.to_owned(),
            Self::No => "no".to_owned(),
            Self::Action => "action".to_owned(),
            Self::Content => "content".to_owned(),
            Self::Plan => "plan".to_owned(),
            Self::Last(slot) => format!("last:{}", ColumnRole::Answer(slot.clone()).name()),
            Self::Input(slot) => format!("input:{}", ColumnRole::Answer(slot.clone()).name()),
            Self::Remarks => "remarks".to_owned(),
        }
    }

    /// The column of a code.
    pub fn coded(code: &str) -> Option<Self> {
        let slot = |name: &str| match ColumnRole::named(name) {
            Ok(ColumnRole::Answer(slot)) => Some(slot),
            _ => None,
        };
        let plain = [Self::Key, Self::No, Self::Action, Self::Content, Self::Plan, Self::Remarks];
        match code.split_once(':') {
            Some(("last", name)) => slot(name).map(Self::Last),
            Some(("input", name)) => slot(name).map(Self::Input),
            _ => plain.into_iter().find(|column| column.code() == code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Offset};

    #[test]
    fn every_column_is_known_again_by_its_code() {
        let own = Slot::new(Field::Other("予算額（千円）".into()), Offset::This);
        let next = Slot::new(Field::Other("見込".into()), Offset::Next);
        let slots = Slot::STANDARD.into_iter().map(|(slot, _)| slot).chain([own, next]);
        let asked = slots
            .flat_map(|slot| [WorkbookColumn::Last(slot.clone()), WorkbookColumn::Input(slot)]);
        let plain = [
            WorkbookColumn::Key,
            WorkbookColumn::No,
            WorkbookColumn::Action,
            WorkbookColumn::Content,
            WorkbookColumn::Plan,
            WorkbookColumn::Remarks,
        ];
        for column in plain.into_iter().chain(asked) {
            assert_eq!(WorkbookColumn::coded(&column.code()), Some(column));
        }
        assert_eq!(WorkbookColumn::coded("input:section"), None);
        assert_eq!(WorkbookColumn::coded("No"), None);
    }
}
