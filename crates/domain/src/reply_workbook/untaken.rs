//! What is to be said of changed cells that are no answers of the present round: they are shown for
//! orientation, asked no longer, or were locked when the workbook was sent.

use super::{
    column::WorkbookColumn,
    habits,
    hidden::SentRow,
    notice::{self, Notice, NoticeKind},
    outgoing::{ReplyWorkbook, WorkbookRow},
    returned::{ReturnedRow, ReturnedWorkbook},
};

/// A row as it was sent and as it is at present, each where it is known.
pub(super) struct KnownRow<'a> {
    returned: &'a ReturnedWorkbook,
    current: &'a ReplyWorkbook,
    sent: Option<&'a SentRow>,
    here: Option<&'a WorkbookRow>,
}

impl<'a> KnownRow<'a> {
    /// The row of a key.
    pub(super) fn of(
        returned: &'a ReturnedWorkbook,
        current: &'a ReplyWorkbook,
        key: &str,
    ) -> Self {
        let sent = returned.hidden.whole().and_then(|sent| sent.row(key));
        Self { returned, current, sent, here: current.row(key) }
    }

    /// What is to be said of one cell of a copy of the row; nothing where it was not changed, and
    /// where it is an answer of the present round.
    pub(super) fn notice(&self, row: &ReturnedRow, column: &WorkbookColumn) -> Option<Notice> {
        let text = row.text(column);
        if habits::alike(self.current.asked(column), &self.before(column)?, text) {
            return None;
        }
        let (kind, why) = self.untaken(column)?;
        let (name, heading, text) = (row.name(), self.heading(column), notice::quoted(text));
        let sentence = format!("{name}の「{heading}」は、{why}。{text}");
        Some(Notice::new(kind, self.returned.place(row, column), sentence))
    }

    /// The words above a column when it was sent, else the present ones.
    fn heading(&self, column: &WorkbookColumn) -> String {
        let sent = self.returned.hidden.whole();
        let known = sent.and_then(|sent| sent.columns.iter().find(|(known, _)| known == column));
        let heading =
            known.map_or_else(|| self.current.heading(column), |(_, heading)| heading.clone());
        heading.replace('\n', "")
    }

    /// What the cell said when it was sent, or would say; `None` where that proves nothing.
    fn before(&self, column: &WorkbookColumn) -> Option<String> {
        match (self.sent, self.here) {
            (Some(sent), _) => Some(sent.text(column).to_owned()),
            // The stage moves on without anyone touching the workbook
            (None, Some(here)) if *column != WorkbookColumn::Remarks => {
                Some(here.text(column).into_owned())
            }
            _ => None,
        }
    }

    /// Why the change of a cell is not compared; `None` for answers of the present round.
    fn untaken(&self, column: &WorkbookColumn) -> Option<(NoticeKind, &'static str)> {
        let shut = self.sent.is_some_and(|sent| !sent.editable);
        match () {
            () if !matches!(column, WorkbookColumn::Input(_)) => {
                Some((NoticeKind::Locked, "参考として示した欄です。変更は取り込みません"))
            }
            () if self.here.is_none() => {
                Some((NoticeKind::Gone, "この課の事業ではなくなっているため、取り込みません"))
            }
            () if self.current.asked(column).is_none() => {
                Some((NoticeKind::Unasked, "いまの調査では聞いていない欄のため、取り込みません"))
            }
            () if shut => Some((NoticeKind::Locked, SHUT)),
            () => None,
        }
    }
}

const SHUT: &str = "配布したときに提出済みなどで記入できなかった欄です。変更は取り込みません";
