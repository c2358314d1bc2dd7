//! The column in which a sheet grades the year: the form's own, or the one whose cells are grades.

use std::collections::BTreeSet;

use domain::{
    Field, FiscalYear, Offset, Slot,
    scale::{GradeCell, Scale, is_code},
    sheet::Sheet,
};

use crate::{
    read_row::{Read, ReadRow},
    sense::Sense,
};

/// The column of this year's grades, and what they mean where the plan says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grades {
    slot: Option<Slot>,
    scale: Scale,
}

/// A column of grades has at least so many of them,
const ROWS: usize = 4;
/// and hardly anything else, in percent of its cells.
const MOSTLY: usize = 80;
/// A scale of bare codes has no more of them.
const CODES: usize = 7;

impl Grades {
    /// Learns from the rows which column holds grades.
    pub(crate) fn of(sheet: &Sheet, lines: &[ReadRow<'_>]) -> Self {
        let own = Slot::new(Field::Progress, Offset::This);
        let scale = |slot: &Slot| {
            let named = sheet.layout.scale_of(slot).cloned();
            named.unwrap_or_else(|| sheet.layout.scale())
        };
        let asked = lines.iter().any(|line| line.cells.contains_key(&own));
        let others = lines.iter().flat_map(|line| line.cells.keys());
        let mut others: BTreeSet<&Slot> =
            others.filter(|slot| may_grade(slot, sheet.year)).collect();
        // 達成度 in steps of 5 to 1
        let stepped = Slot::new(Field::Achievement, Offset::This);
        let cells = lines.iter().filter_map(|line| line.cells.get(&stepped));
        if cells.into_iter().any(|cell| cell.sense == Sense::Grade) {
            others.insert(&stepped);
        }
        let fits = |slot: &&Slot| is_graded(lines, slot, &scale(slot));
        let slot = if asked && (lines.len() < ROWS || fits(&&own) || others.is_empty()) {
            Some(own)
        } else {
            let found = others.into_iter().find(fits).cloned();
            found.or_else(|| asked.then_some(own))
        };
        let scale = slot.as_ref().map(scale).unwrap_or_default();
        Self { slot, scale }
    }

    /// The grade's cell of a row, where something is written.
    pub(crate) fn cell<'b, 'a>(&self, line: &'b ReadRow<'a>) -> Option<&'b Read<'a>> {
        line.cells.get(self.slot.as_ref()?).filter(|cell| cell.is_given())
    }

    /// What a cell of grades says.
    pub(crate) fn read<'t>(&'t self, text: &'t str) -> GradeCell<'t> {
        self.scale.cell(text)
    }

    /// The grades of the scale, as people read them.
    pub(crate) fn meanings(&self) -> impl Iterator<Item = &str> {
        self.scale.grades.iter().map(|grade| grade.label.as_str())
    }
}

/// Whether a column that the form has no name for may hold this year's grades.
fn may_grade(slot: &Slot, year: FiscalYear) -> bool {
    let now = match &slot.field {
        Field::Evaluation => true,
        Field::Other(name) => {
            let years = FiscalYear::in_heading(name);
            let sense = Sense::of(slot);
            (years.is_empty() || years == [year])
                && !matches!(sense, Sense::Owner | Sense::Money | Sense::Direction)
        }
        _ => false,
    };
    now && slot.year == Offset::This
}

fn is_graded(lines: &[ReadRow<'_>], slot: &Slot, scale: &Scale) -> bool {
    let given = || lines.iter().filter_map(|line| line.cells.get(slot)).filter(|c| c.is_given());
    let all = given().count();
    let known = given().filter(|cell| scale.find(cell.text).is_some()).count();
    let code = |text: &str| {
        let mut chars = text.trim().chars();
        chars.next().filter(|_| chars.next().is_none()).filter(|c| is_code(*c))
    };
    let bare: Vec<char> = given().filter_map(|cell| code(cell.text)).collect();
    let figures = bare.iter().all(|c| prose::classes::is_digit(*c));
    let few = bare.iter().collect::<BTreeSet<_>>().len() <= CODES && !figures;
    let most = known.max(if few { bare.len() } else { 0 });
    most >= ROWS && most * 100 >= all * MOSTLY
}
