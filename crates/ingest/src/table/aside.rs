//! The rows below a head that are no actions, and how many are.

use domain::{
    Place,
    decision::{Certainty, Decision, DecisionKind, RowKind},
};

use super::{
    decide::Decisions,
    grid::{Table, TableCell, TableLine},
};

/// The most rows of one kind that are told one by one.
const MOST_TOLD: usize = 300;
/// As much of a row's text as names it.
const LONGEST: usize = 60;

/// Rows that are no actions, as they are met.
#[derive(Debug, Default)]
pub(super) struct AsideRows {
    list: Vec<(RowKind, String, Place)>,
    actions: usize,
    first: Option<Place>,
}

impl AsideRows {
    /// Takes a row; ordinary actions are only counted.
    pub(super) fn note(
        &mut self,
        table: &Table,
        line: &TableLine,
        kind: RowKind,
        cell: Option<&TableCell>,
    ) {
        let place = |column: u32| table.place(line.row, column);
        let first = line.cells.first();
        if kind == RowKind::Action {
            self.actions += 1;
            self.first.get_or_insert_with(|| place(first.map_or(0, |cell| cell.column)));
            return;
        }
        if let (true, Some(cell)) = (self.list.len() < MOST_TOLD, cell.or(first)) {
            let text: String = cell.text.replace('\n', " ").chars().take(LONGEST).collect();
            self.list.push((kind, text, place(cell.column)));
        }
    }

    /// Adds what was met to the account of decisions.
    pub(super) fn tell(self, decisions: &mut Decisions) {
        if let Some(place) = self.first {
            decisions.note(certain(
                format!("{}行", self.actions),
                RowKind::Action,
                "事業名と、ほかの列の値があるため",
                place,
            ));
        }
        for (kind, text, place) in self.list {
            let evidence = match kind {
                RowKind::Head => "見出しと同じ文字が同じ列に並ぶため",
                RowKind::Numbers => "列の番号が並ぶため",
                RowKind::Sample => "「例」と書かれているため",
                RowKind::Total => "合計や平均を表す語があるため",
                RowKind::Note => "注記や出典の書き方のため",
                RowKind::Elsewhere => "進捗管理シートの見出しではない表の下にあるため",
                RowKind::Untitled => "事業名がないため",
                RowKind::Measure => "施策の見出しの書き方のため",
                RowKind::Continuation | RowKind::Action => continue,
            };
            decisions.note(certain(text, kind, evidence, place));
        }
    }
}

fn certain(subject: String, kind: RowKind, evidence: &str, place: Place) -> Decision {
    Decision {
        kind: DecisionKind::Row,
        subject,
        value: kind.code().to_owned(),
        certainty: Certainty::Certain,
        evidence: evidence.to_owned(),
        place,
    }
}
