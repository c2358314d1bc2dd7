//! What is open when an edition is frozen: each is settled, or taken along with a reason.

use checker::Severity;
use domain::{Day, FiscalYear, Id, plan::Plan, scale::GradeClass};
use edition::{
    EditionContent, EditionKind,
    help::help_faults,
    open::{FreezeItem, FreezeMatter},
    wording::{WordingFinding, wording_findings},
};
use store::Tx;

use super::{
    draft::EditionDraft,
    open_item::{KEPT_BACK, OpenItem},
    state::PlanState,
};
use crate::{
    App, Result,
    kit::{clock, digest::digest},
    slices::checks::{self, answers},
};

/// Reads what an edition would be now, from one state of the database, with what is open in it.
pub(crate) async fn drafted(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    kind: EditionKind,
) -> Result<EditionDraft> {
    let mut tx = app.store.read().await?;
    let mut draft = live(&mut tx, plan, year, kind).await?;
    draft.open = open_items(&mut tx, &draft).await?;
    Ok(draft)
}

/// Reads what an edition would be now.
pub(super) async fn live(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
    kind: EditionKind,
) -> Result<EditionDraft> {
    let state = PlanState::now(tx, plan, year).await?;
    drawn(tx, plan, state, (year, kind, clock::day())).await
}

/// What an edition is, drawn of a state and on a day.
pub(super) async fn drawn(
    tx: &mut Tx,
    plan: &Id<Plan>,
    state: PlanState,
    of: (FiscalYear, EditionKind, Day),
) -> Result<EditionDraft> {
    let mut draft = EditionDraft::of(tx, plan, state, of).await?;
    if draft.kind == EditionKind::Published {
        let small = kept_back(&draft);
        draft.keeps_back(small);
    }
    Ok(draft)
}

/// What is open before an edition.
async fn open_items(tx: &mut Tx, draft: &EditionDraft) -> Result<Vec<OpenItem>> {
    let mut open = Vec::new();
    open.extend(no_decision(draft));
    open.extend(findings(tx, draft).await?);
    open.extend(unaccepted(tx, draft).await?);
    open.extend(too_early(draft));
    open.extend(fields(draft));
    if draft.kind == EditionKind::Published {
        let content = draft.content("");
        let faults = FreezeItem::of_help(help_faults(&content.help, clock::day()));
        open.extend(faults.into_iter().map(|item| draft.item(item.matter, item.sentence)));
        open.extend(wording(draft, &content));
        let twice = FreezeItem::of_tables(&[], &draft.shown_elsewhere(&content));
        open.extend(twice.into_iter().map(|item| draft.item(item.matter, item.sentence)));
    }
    Ok(open)
}

/// Words that a person has to look at before everybody reads them, and has not answered.
fn wording(draft: &EditionDraft, content: &EditionContent) -> Vec<OpenItem> {
    let policy = draft.small_numbers();
    let mut open = Vec::new();
    for finding in wording_findings(content, policy) {
        let mark = mark(&finding);
        if draft.answers.contains_key(&mark) {
            continue;
        }
        let items = FreezeItem::of_wording(std::slice::from_ref(&finding), content);
        open.extend(items.into_iter().map(|item| OpenItem {
            mark: mark.clone(),
            is_figure: finding.place.figure().is_some(),
            ..draft.item(item.matter, item.sentence)
        }));
    }
    open
}

/// By what a finding is answered: its rule, its place and its words.
fn mark(of: &WordingFinding) -> String {
    let place = format!("{:?}", of.place);
    digest(["\u{1f}", of.rule.code(), &place, &of.words].concat().as_bytes())
}

/// The small figures that are to be kept back: each indicator with the year.
fn kept_back(draft: &EditionDraft) -> Vec<(String, i32)> {
    let is_kept_back = |of: &WordingFinding| {
        draft.answers.get(&mark(of)).is_some_and(|reason| reason == KEPT_BACK)
    };
    let found = wording_findings(&draft.content(""), draft.small_numbers());
    let figures = found.iter().filter(|one| is_kept_back(one)).filter_map(|one| one.place.figure());
    figures.map(|(indicator, year)| (indicator.to_owned(), year)).collect()
}

/// What is published was decided before.
fn no_decision(draft: &EditionDraft) -> Option<OpenItem> {
    let sentence = "この年度の「決定」の版がありません。先に決定の版を凍結してください。";
    let none = draft.kind == EditionKind::Published && !draft.follows_something();
    none.then(|| draft.item(FreezeMatter::NoDecision, sentence.to_owned()))
}

/// Findings of weight that nobody answered.
async fn findings(tx: &mut Tx, draft: &EditionDraft) -> Result<Option<OpenItem>> {
    let years = checks::years(tx, false, &draft.plan.id, draft.year).await?;
    let list = answers::list(tx, &draft.plan.id, &years).await?;
    let open: Vec<_> = list
        .listed
        .iter()
        .filter(|one| one.finding.severity == Severity::Error && one.answer.is_none())
        .collect();
    let Some(first) = open.first() else { return Ok(None) };
    let sentence = format!(
        "点検の「要修正」のうち{}件に回答がありません（{}）。点検の画面で回答してください。",
        open.len(),
        first.finding.message
    );
    Ok(Some(draft.item(FreezeMatter::Findings, sentence)))
}

/// What sections wrote and the secretariat has not accepted: it is not in the edition.
async fn unaccepted(tx: &mut Tx, draft: &EditionDraft) -> Result<Option<OpenItem>> {
    let Some(round) = tx.round(&draft.plan.id, draft.year).await? else { return Ok(None) };
    let tallies = tx.tallies(&round).await?;
    let open: usize =
        tallies.iter().filter(|it| !it.stage.is_accepted()).map(|it| it.replies).sum();
    let all: usize = tallies.iter().map(|it| it.replies).sum();
    let sentence = format!(
        "回答{all}件のうち{open}件が受理されていません。受理していない記入は版に載りません。"
    );
    Ok((open > 0).then(|| draft.item(FreezeMatter::Unaccepted, sentence)))
}

/// Answers that say that it cannot be told yet.
fn too_early(draft: &EditionDraft) -> Option<OpenItem> {
    let content = draft.content("");
    let early =
        content.actions.iter().flat_map(|action| &action.answers).filter(|answer| {
            answer.state == "too_early" || answer.class == Some(GradeClass::TooEarly)
        });
    let count = early.count();
    let sentence = format!("「未確定」などの記入が{count}か所あります。");
    (count > 0).then(|| draft.item(FreezeMatter::TooEarly, sentence))
}

/// Columns of the plan's own that nobody listed: the edition keeps them back.
fn fields(draft: &EditionDraft) -> Option<OpenItem> {
    let back = draft.kept_back.iter().map(String::as_str);
    let own: Vec<&str> = back.filter(|heading| !heading.is_empty()).collect();
    let sentence = format!(
        "列「{}」は公開項目にないため、{}には載りません。",
        own.join("」「"),
        draft.kind.label()
    );
    (!own.is_empty()).then(|| draft.item(FreezeMatter::Fields, sentence))
}

impl EditionDraft {
    fn item(&self, matter: FreezeMatter, sentence: String) -> OpenItem {
        OpenItem::of(matter, self.kind, sentence)
    }
}
