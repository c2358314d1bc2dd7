//! 意見シート: what the rows of a returned one say, beside what was taken of it before.

use super::{OpinionKind, OpinionState};
use crate::{
    Field, Offset, Place, Slot,
    reply::remark,
    reply_workbook::{AnswerOutcome, ComparedCell, Conflict, Doubt, WorkbookComparison},
};

/// The column of a 意見シート in which a member says what the text is.
pub fn kind_slot() -> Slot {
    Slot::new(Field::Other("種別".to_owned()), Offset::This)
}

/// The column in which a member writes.
pub fn opinion_slot() -> Slot {
    Slot::new(Field::Other("ご意見".to_owned()), Offset::This)
}

/// An opinion that was taken of a row before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownOpinion {
    /// Its number in the plan.
    pub no: String,
    /// The row.
    pub row: String,
    /// How far it has come.
    pub state: OpinionState,
    /// What it is.
    pub kind: OpinionKind,
    /// What was said.
    pub text: String,
    /// What was said in its earlier versions.
    pub earlier: Vec<(OpinionKind, String)>,
}

/// A row of a returned 意見シート in which something is written or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetOpinion {
    /// The row.
    pub row: String,
    /// Its number on the sheet; 0 for a row that is no action's.
    pub no: u32,
    /// What the row is about.
    pub title: String,
    /// Where the text stands.
    pub place: Place,
    /// What it is.
    pub kind: OpinionKind,
    /// What is said.
    pub text: String,
    /// What is to be done with it.
    pub step: SheetStep,
    /// What a person should know of it; may be empty.
    pub told: String,
}

/// What is to be done with a row of a 意見シート.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetStep {
    /// It is taken.
    New,
    /// The opinion of this number is changed, which nobody has worked on.
    Changed(String),
    /// It is taken beside the opinion of this number, which was worked on and stays.
    Further(String),
    /// It is the opinion of this number already.
    Known(String),
    /// It is what the opinion of this number said before it was changed.
    Earlier(String),
    /// Nothing is written any more; the opinion of this number stays.
    Emptied(String),
    /// It cannot be taken; the sentence says why and what to do.
    Barred,
}

impl SheetStep {
    /// Whether something is written by it.
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::New | Self::Changed(_) | Self::Further(_))
    }

    /// What is said beside the row.
    pub fn sentence(&self) -> String {
        match self {
            Self::New => "取り込みます。".to_owned(),
            Self::Changed(no) => format!("意見{no}の文を、この内容に改めます。"),
            Self::Further(no) => {
                format!("意見{no}はすでに受け付けて扱っているため、別の意見として加えます。")
            }
            Self::Known(no) => format!("意見{no}として取り込み済みです。"),
            Self::Earlier(no) => {
                format!("意見{no}が改められる前の内容です。あとから届いた内容のままにします。")
            }
            Self::Emptied(no) => format!("空欄ですが、取り込み済みの意見{no}は消しません。"),
            Self::Barred => "取り込めません。".to_owned(),
        }
    }
}

/// What the rows of a compared 意見シート say, in the order of the sheet. Rows in which nothing is
/// written, and those that came back as they went, are left out.
pub fn sheet_opinions(
    comparison: &WorkbookComparison,
    known: &[KnownOpinion],
) -> Vec<SheetOpinion> {
    let rows = comparison.cells.chunk_by(|one, other| one.key == other.key);
    rows.filter_map(|cells| row(cells, known)).collect()
}

fn row(cells: &[ComparedCell], known: &[KnownOpinion]) -> Option<SheetOpinion> {
    let of = |slot: Slot| cells.iter().find(|cell| cell.slot == slot);
    let said = of(opinion_slot())?;
    let chosen = of(kind_slot());
    let still = |cell: &ComparedCell| {
        matches!(cell.outcome, AnswerOutcome::Unchanged | AnswerOutcome::Kept)
    };
    if still(said) && chosen.is_none_or(still) {
        return None;
    }
    let own: Vec<&KnownOpinion> =
        known.iter().filter(|known| known.row == said.key.as_str()).collect();
    let written = chosen.map_or("", |cell| cell.theirs.trim());
    let labelled = OpinionKind::ALL.into_iter().find(|kind| kind.label() == written);
    let kind = labelled.unwrap_or(OpinionKind::Opinion);
    let mut found = SheetOpinion {
        row: said.key.to_string(),
        no: said.no,
        title: said.title.clone(),
        place: said.place.clone(),
        kind,
        text: said.theirs.clone(),
        step: SheetStep::Barred,
        told: String::new(),
    };
    if let Some(why) = barred(&said.outcome) {
        found.told = why;
        return Some(found);
    }
    match remark(&said.theirs) {
        Err(why) => found.told = format!("{why}Excelで直して、もう一度送ってください。"),
        Ok(text) if text.is_empty() => match own.last() {
            Some(known) => found.step = SheetStep::Emptied(known.no.clone()),
            None => {
                "種別だけが選ばれています。ご意見を書いて、もう一度送ってください。"
                    .clone_into(&mut found.told);
            }
        },
        Ok(text) => {
            found.step = step(&own, kind, &text);
            found.text = text;
            found.told = match (labelled, written) {
                (Some(_), _) => String::new(),
                (None, "") => "種別が選ばれていないため、「意見」とします。".to_owned(),
                (None, other) => {
                    format!("種別「{other}」は一覧にないため、「意見」とします。")
                }
            };
        }
    }
    Some(found)
}

fn step(own: &[&KnownOpinion], kind: OpinionKind, text: &str) -> SheetStep {
    let same = |known: &&&KnownOpinion| known.kind == kind && known.text == text;
    if let Some(known) = own.iter().find(same) {
        return SheetStep::Known(known.no.clone());
    }
    let before = |known: &&&KnownOpinion| {
        known.earlier.iter().any(|(was, said)| *was == kind && said == text)
    };
    if let Some(known) = own.iter().find(before) {
        return SheetStep::Earlier(known.no.clone());
    }
    match own.last() {
        None => SheetStep::New,
        Some(known) if known.state == OpinionState::Received => {
            SheetStep::Changed(known.no.clone())
        }
        Some(known) => SheetStep::Further(known.no.clone()),
    }
}

/// Why the text of a row cannot be taken, with the way out; none where it can.
fn barred(outcome: &AnswerOutcome) -> Option<String> {
    let why = match outcome {
        AnswerOutcome::Doubt(Doubt::Date) => "Excelで日付に変わっています。文で入力し直して",
        AnswerOutcome::Doubt(Doubt::Fault | Doubt::NoResult) => {
            "計算式のため、内容を読めません。文で入力し直して"
        }
        AnswerOutcome::Doubt(Doubt::Struck) => {
            "取り消し線で消された文字があります。残す文だけにして"
        }
        AnswerOutcome::Doubt(Doubt::Hidden) => "表示されていない値です。文で入力し直して",
        AnswerOutcome::Doubt(Doubt::Merged) => {
            "ほかのセルと結合されています。結合を解き、この行に書き直して"
        }
        AnswerOutcome::Doubt(Doubt::Ditto | Doubt::Ratio) => {
            "「〃」「同上」などだけでは、どの内容のことか分かりません。文で入力し直して"
        }
        AnswerOutcome::Conflict(Conflict::Copies) => {
            "同じ行が2つ以上あり、内容が違います。1つの行にまとめるか、「計画全体」の空いている行に移して"
        }
        AnswerOutcome::Closed => "この行には書けません。「計画全体」の空いている行に移して",
        AnswerOutcome::Refused(why) => {
            return Some(format!("{why}Excelで直して、もう一度送ってください。"));
        }
        AnswerOutcome::Unchanged
        | AnswerOutcome::Taken
        | AnswerOutcome::Kept
        | AnswerOutcome::Same
        | AnswerOutcome::Conflict(Conflict::Both | Conflict::SentUnknown) => return None,
    };
    Some(format!("{why}、もう一度送ってください。"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn cell(slot: Slot, theirs: &str, outcome: AnswerOutcome) -> ComparedCell {
        ComparedCell {
            key: Id::new("3:a"),
            no: 3,
            title: "相談会".to_owned(),
            heading: String::new(),
            place: Place::cell(&"意見シート".into(), 8, 6),
            sent: Some(String::new()),
            theirs: theirs.to_owned(),
            others: Vec::new(),
            ours: String::new(),
            version: 0,
            slot,
            outcome,
        }
    }

    fn opinions(kind: &str, text: &str, known: &[KnownOpinion]) -> Vec<SheetOpinion> {
        let of = |text: &str| {
            if text.is_empty() { AnswerOutcome::Unchanged } else { AnswerOutcome::Taken }
        };
        let cells = vec![cell(kind_slot(), kind, of(kind)), cell(opinion_slot(), text, of(text))];
        sheet_opinions(&WorkbookComparison { cells, notices: Vec::new() }, known)
    }

    fn known(state: OpinionState) -> KnownOpinion {
        KnownOpinion {
            no: "7".to_owned(),
            row: "3:a".to_owned(),
            state,
            kind: OpinionKind::Question,
            text: "減ったのはなぜか".to_owned(),
            earlier: vec![(OpinionKind::Question, "なぜか".to_owned())],
        }
    }

    #[test]
    fn a_row_is_taken_once_and_a_changed_one_changes_what_nobody_has_worked_on() {
        let only = |kind, text, known: &[KnownOpinion]| {
            opinions(kind, text, known).first().map(|one| one.step.clone())
        };
        let (received, answered) =
            ([known(OpinionState::Received)], [known(OpinionState::Answered)]);
        let no = || "7".to_owned();
        assert_eq!(only("", "", &[]), None);
        assert_eq!(only("質問", "減ったのはなぜか", &[]), Some(SheetStep::New));
        let again = only("質問", "減ったのはなぜか\n", &received);
        assert_eq!(again, Some(SheetStep::Known(no())));
        assert_eq!(only("質問", "なぜか", &received), Some(SheetStep::Earlier(no())));
        assert_eq!(only("質問", "なぜ減ったか", &received), Some(SheetStep::Changed(no())));
        assert_eq!(only("意見", "減ったのはなぜか", &received), Some(SheetStep::Changed(no())));
        assert_eq!(only("質問", "なぜ減ったか", &answered), Some(SheetStep::Further(no())));
        assert_eq!(only("質問", "", &received), Some(SheetStep::Emptied(no())));
        let elsewhere = [KnownOpinion { row: "4:b".to_owned(), ..known(OpinionState::Received) }];
        assert_eq!(only("質問", "減ったのはなぜか", &elsewhere), Some(SheetStep::New));
    }

    #[test]
    fn what_is_not_chosen_or_cannot_be_read_is_told_with_the_way_out() {
        let one = &opinions("", "よい取組だ", &[])[0];
        assert_eq!((one.kind, one.step.is_taken()), (OpinionKind::Opinion, true));
        assert!(one.told.contains("選ばれていない"), "{}", one.told);
        assert!(opinions("要望", "よい取組だ", &[])[0].told.contains("「要望」"));
        let bare = &opinions("質問", "", &[])[0];
        assert!(!bare.step.is_taken() && bare.told.contains("ご意見を書いて"), "{bare:?}");
        let formula = AnswerOutcome::Doubt(Doubt::NoResult);
        let cells = vec![cell(opinion_slot(), "", formula)];
        let comparison = WorkbookComparison { cells, notices: Vec::new() };
        let one = &sheet_opinions(&comparison, &[])[0];
        assert_eq!(one.step, SheetStep::Barred);
        assert!(one.told.contains("計算式") && one.told.ends_with("送ってください。"));
    }
}
