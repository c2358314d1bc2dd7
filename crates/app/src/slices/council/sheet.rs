//! 意見シート as it goes out: the numbered actions of the council's edition, with empty columns for a
//! member, who fills it in as a workbook or on paper.

use std::collections::BTreeMap;

use domain::{
    Field, FiscalYear, Id, Offset, Slot,
    council::{KnownOpinion, Meeting, OpinionKind, kind_slot, opinion_slot},
    plan::Plan,
    reply_workbook::{
        MemberIdentity, ReplyWorkbook, WorkbookCell, WorkbookOwner, WorkbookQuestion, WorkbookRow,
    },
    round::Question,
    scale::{Grade, Scale},
    stage::Stage,
};
use edition::{ActionRecord, EditionContent, EditionKind};
use store::{StoredEdition, Tx};

use super::kept::{KeptVersion, opinion_versions, opinions};
use crate::{
    Error, Result,
    slices::frozen::{answer_text, check_number, content, name, standing::is_for_council},
};

/// So many rows for what is no action's follow the actions, of each kind.
const FREE_ROWS: usize = 3;

/// What a free row is for: the beginning of its key, its title, and what an opinion in it is about.
const FREE: [(&str, &str, &str); 2] =
    [("whole", "計画全体", ""), ("indicator", "指標（名前もお書きください）", "指標")];

/// The heading above the free rows.
const FREE_MEASURE: &str = "計画全体・指標";

/// The member for whom a 意見シート is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetMember {
    pub(crate) name: String,
    /// The person who signs in as this member; empty for a member without an account.
    pub(crate) person: String,
}

impl SheetMember {
    pub(super) fn of(identity: &MemberIdentity) -> Self {
        Self { name: identity.member.clone(), person: identity.person.clone() }
    }
}

/// What a row of a 意見シート is about: the public identifier of an action, else words for what is
/// none; both empty for the whole.
pub(super) fn subject(row: &str) -> (&str, &'static str) {
    let (kind, rest) = row.split_once(':').unwrap_or_default();
    match FREE.into_iter().find(|(free, ..)| *free == kind) {
        Some((.., about)) => ("", about),
        None => (rest, ""),
    }
}

/// The editions that a meeting's members have before them, the council's first: those among its papers,
/// else the newest of its year.
pub(super) async fn editions_of(
    tx: &mut Tx,
    plan: &Id<Plan>,
    of: &Meeting,
) -> Result<Vec<StoredEdition>> {
    let mut shown = tx.editions(plan).await?;
    shown.retain(is_for_council);
    let papers = of.papers.iter();
    let named = papers.filter_map(|paper| shown.iter().find(|one| one.id == paper.edition));
    let mut named: Vec<StoredEdition> = named.cloned().collect();
    let council = |one: &StoredEdition| {
        one.kind == EditionKind::Council.code() && one.year == i64::from(of.year.start())
    };
    if named.is_empty() {
        let newest = shown.into_iter().filter(council).max_by_key(|one| one.number);
        return Ok(newest.into_iter().collect());
    }
    named.sort_by_key(|one| !council(one));
    Ok(named)
}

/// Why no 意見シート can be made or taken.
pub(super) fn without_edition() -> Error {
    Error::Conflict(
        "この会議の資料に、協議会用の版がありません。「版・公表」で協議会用の版を凍結し、会議の資料に加えてください。"
            .to_owned(),
    )
}

/// What was taken of a member's 意見シート at a meeting before, the oldest first.
pub(super) async fn known(
    tx: &mut Tx,
    plan: &Id<Plan>,
    (meeting, member): (&str, &SheetMember),
) -> Result<Vec<KnownOpinion>> {
    let mut found = Vec::new();
    for kept in opinions(tx, plan).await? {
        let one = &kept.value;
        let own = (&one.member, &one.person) == (&member.name, &member.person);
        if one.meeting != meeting || one.row.is_empty() || !own {
            continue;
        }
        let versions = opinion_versions(tx, plan, &kept.id).await?;
        let earlier = versions.into_iter().skip(1).map(|(was, _)| (was.kind, was.text));
        found.push(KnownOpinion {
            no: kept.id.clone(),
            row: one.row.clone(),
            state: one.state,
            kind: one.kind,
            text: one.text.clone(),
            earlier: earlier.collect(),
        });
    }
    found.sort_by_key(|one| one.no.parse::<u32>().unwrap_or_default());
    Ok(found)
}

/// The 意見シート of a member on an edition, with what was taken of it before.
pub(super) async fn sheet(
    tx: &mut Tx,
    plan: &Plan,
    of: &KeptVersion<Meeting>,
    (member, edition): (&SheetMember, &StoredEdition),
    known: &[KnownOpinion],
) -> Result<ReplyWorkbook> {
    let content = content(tx, edition).await?;
    let meeting = &of.value;
    let mut rows: Vec<WorkbookRow> =
        content.actions.iter().map(|action| row(&content, action)).collect();
    rows.extend(FREE.iter().flat_map(|free| (1..=FREE_ROWS).map(move |at| free_row(free, at))));
    for row in &mut rows {
        let last = known.iter().rev().find(|one| one.row == row.key.as_str());
        for (slot, text) in last
            .into_iter()
            .flat_map(|one| [(kind_slot(), one.kind.label()), (opinion_slot(), &*one.text)])
        {
            row.cells.insert(slot, WorkbookCell { text: text.to_owned(), version: 0 });
        }
    }
    let member = MemberIdentity {
        city: plan.municipality.clone(),
        plan_title: plan.title.clone(),
        plan: plan.id.clone(),
        year: meeting.year,
        meeting: of.id.clone(),
        meeting_title: meeting.title.clone(),
        edition: edition.id.clone(),
        edition_name: format!("{}（照合番号 {}）", name(edition), check_number(edition)),
        member: member.name.clone(),
        person: member.person.clone(),
    };
    Ok(ReplyWorkbook {
        owner: WorkbookOwner::Member(member),
        due_on: meeting.held_on,
        questions: questions(),
        rows,
    })
}

/// What a member is asked: what it is, and the text.
fn questions() -> Vec<WorkbookQuestion> {
    let kinds = OpinionKind::ALL.map(|kind| Grade::new("", kind.label())).to_vec();
    let kinds = Scale { name: "種別".to_owned(), grades: kinds };
    let asked = |slot: Slot, heading: &str, scale| WorkbookQuestion {
        question: Question { slot, required: false, guidance: String::new(), limit: None },
        heading: heading.to_owned(),
        scale,
    };
    vec![
        asked(kind_slot(), "種別", Some(kinds)),
        asked(opinion_slot(), "ご意見・ご質問・ご提案", None),
    ]
}

/// The fields that a member is shown: what was done, and how the city judges it.
const SHOWN: [Field; 4] = [Field::Status, Field::Evaluation, Field::Progress, Field::Achievement];

fn row(content: &EditionContent, action: &ActionRecord) -> WorkbookRow {
    let at = action.measure_no.and_then(|no| no.checked_sub(1));
    let measure = at.and_then(|at| content.measures.get(at)).cloned().unwrap_or_default();
    let own = FiscalYear::starting(content.fiscal_year);
    let told = action.answers.iter().filter_map(|answer| {
        let field = Field::from(answer.field.clone());
        let year = FiscalYear::starting(answer.fiscal_year);
        let shown = SHOWN.contains(&field) && year == own;
        shown.then(|| (Slot::new(field, Offset::This), answer_text(content, answer)))
    });
    WorkbookRow {
        no: action.row_no,
        measure,
        title: action.title.clone(),
        last: told.filter(|(_, text)| !text.is_empty()).collect(),
        // An action may stand twice on a sheet
        ..blank(format!("{}:{}", action.row_no, action.id))
    }
}

fn free_row((kind, title, _): &(&str, &str, &str), at: usize) -> WorkbookRow {
    WorkbookRow {
        measure: FREE_MEASURE.to_owned(),
        title: (*title).to_owned(),
        ..blank(format!("{kind}:{at}"))
    }
}

fn blank(key: String) -> WorkbookRow {
    WorkbookRow {
        key: Id::new(key),
        no: 0,
        measure: String::new(),
        title: String::new(),
        content: String::new(),
        plan: String::new(),
        last: BTreeMap::new(),
        cells: BTreeMap::new(),
        stage: Stage::NotStarted,
        editable: true,
        remarks: String::new(),
        notes: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_its_action_or_what_else_it_is_about() {
        assert_eq!(subject("12:a0123456789"), ("a0123456789", ""));
        assert_eq!(subject("whole:1"), ("", ""));
        assert_eq!(subject("indicator:3"), ("", "指標"));
        assert_eq!(subject("damaged"), ("", ""));
    }
}
