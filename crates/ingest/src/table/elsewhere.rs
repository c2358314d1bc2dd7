//! Rows below the sheet and beside it that belong to a table which is none.

use domain::decision::{Certainty, DecisionKind, RowKind, Treatment};

use super::{
    body::GatheredRows,
    decide::Undecided,
    grid::{Table, TableLine},
    remarks,
};
use crate::unreadable::Unreadable;

impl GatheredRows<'_> {
    /// Leaves out the rows of another table, with one sentence for all of them.
    pub(super) fn elsewhere(
        &mut self,
        table: &Table,
        lines: &[TableLine],
        certainty: Certainty,
    ) -> Result<(), Unreadable> {
        let Some(first) = lines.first() else { return Ok(()) };
        let mut shown = Vec::new();
        for line in lines {
            let cells = self.loose(table, line)?;
            self.aside.note(table, line, RowKind::Elsewhere, cells.first().copied());
            if shown.is_empty() {
                shown = cells;
            }
        }
        let texts: Vec<&str> = first.cells.iter().map(|cell| cell.text.as_str()).collect();
        let undecided = Undecided {
            kind: DecisionKind::Table,
            subject: format!("見出し「{}」の表", texts.join("・").replace('\n', "")),
            place: table.place(first.row, first.cells.first().map_or(0, |cell| cell.column)),
            certainty,
            evidence: "進捗管理シートの見出しがなく、別の表とみなしたため".to_owned(),
        };
        self.decisions.decide(undecided, Treatment::Skip.code());
        let told = remarks::elsewhere(table, first.row, &shown, lines.len());
        told.map_or(Ok(()), |problem| self.tell(problem))
    }
}
