//! One action through the years: the statements of several sheets, joined by field and year.

use std::collections::BTreeMap;

use crate::{Field, FiscalYear, Slot, Value};

/// What one sheet says about a field of a year. `T` is whatever the caller ties to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<T> {
    /// The year of the sheet that says it.
    pub sheet: FiscalYear,
    /// What it says.
    pub value: Value,
    /// The caller's tie, such as the answer's address.
    pub tie: T,
}

/// All statements about one field of one year, the leading one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined<T> {
    /// The statements: the year's own sheet leads, then later sheets, then earlier ones.
    pub statements: Vec<Statement<T>>,
}

impl<T> Joined<T> {
    /// The statement to show first.
    pub fn leading(&self) -> Option<&Statement<T>> {
        self.statements.first()
    }

    /// Whether all that was written says the same. A blank cell of one sheet beside a text of
    /// another is a disagreement as well: one of the two was lost or added.
    pub fn agrees(&self) -> bool {
        self.statements.windows(2).all(|pair| pair[0].value.agrees_with(&pair[1].value))
    }
}

/// Joins the answers of an action over its sheets. Consecutive sheets overlap: the result of one
/// is the "last year" of the next, its plan for the coming year the next one's plan.
pub fn join<T>(
    answers: impl IntoIterator<Item = (FiscalYear, Slot, Value, T)>,
) -> BTreeMap<FiscalYear, BTreeMap<Field, Joined<T>>> {
    let mut years: BTreeMap<FiscalYear, BTreeMap<Field, Joined<T>>> = BTreeMap::new();
    for (sheet, slot, value, tie) in answers {
        let fields = years.entry(slot.year.of(sheet)).or_default();
        let joined = fields.entry(slot.field).or_insert_with(|| Joined { statements: Vec::new() });
        joined.statements.push(Statement { sheet, value, tie });
    }
    for (year, fields) in &mut years {
        for joined in fields.values_mut() {
            joined.statements.sort_by_key(|statement| {
                let own = statement.sheet != *year;
                let earlier = statement.sheet < *year;
                (own, earlier, statement.sheet)
            });
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Offset;

    fn year(text: &str) -> FiscalYear {
        FiscalYear::parse(text).unwrap()
    }

    fn answer(
        sheet: &str,
        field: Field,
        offset: Offset,
        text: &str,
    ) -> (FiscalYear, Slot, Value, ()) {
        (year(sheet), Slot::new(field, offset), Value::read(text), ())
    }

    #[test]
    fn consecutive_sheets_are_joined_where_they_overlap() {
        let joined = join([
            answer("R3", Field::Status, Offset::This, "１０回実施した。"),
            answer("R4", Field::Status, Offset::Previous, "10回実施した。"),
            answer("R3", Field::Plan, Offset::Next, "続ける。"),
        ]);
        let status = &joined[&year("R3")][&Field::Status];
        assert_eq!(status.statements.len(), 2);
        assert_eq!(status.leading().unwrap().sheet, year("R3"));
        assert!(status.agrees());
        assert_eq!(joined[&year("R4")][&Field::Plan].statements.len(), 1);
    }

    #[test]
    fn a_disagreement_keeps_both_statements() {
        let joined = join([
            answer("R4", Field::Achievement, Offset::Previous, "90"),
            answer("R3", Field::Achievement, Offset::This, "100"),
        ]);
        let achievement = &joined[&year("R3")][&Field::Achievement];
        assert!(!achievement.agrees());
        let texts: Vec<_> = achievement.statements.iter().map(|s| s.value.text()).collect();
        assert_eq!(texts, ["100", "90"]);
    }
}
