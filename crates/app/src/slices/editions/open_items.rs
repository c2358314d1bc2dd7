//! What is open when an edition is frozen: each is settled, or taken along with a reason.

use checker::Severity;
use domain::scale::GradeClass;
use edition::EditionKind;
use store::Tx;

use super::draft::EditionDraft;
use crate::{
    Result,
    slices::checks::{self, answers},
};

/// Something that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenItem {
    /// What it is about: `findings`, `unaccepted`, `too_early`, `fields`, `no_decision`, `help`.
    pub(crate) code: &'static str,
    /// What is open and how it is settled.
    pub(crate) sentence: String,
    /// Whether no reason is enough.
    pub(crate) stops: bool,
}

/// What is open before an edition.
pub(super) async fn open_items(tx: &mut Tx, draft: &EditionDraft) -> Result<Vec<OpenItem>> {
    let mut open = Vec::new();
    open.extend(no_decision(draft));
    open.extend(findings(tx, draft).await?);
    open.extend(unaccepted(tx, draft).await?);
    open.extend(too_early(draft));
    open.extend(fields(draft));
    open.extend(help(draft));
    Ok(open)
}

fn taken(code: &'static str, sentence: String) -> OpenItem {
    OpenItem { code, sentence, stops: false }
}

/// What is published was decided before.
fn no_decision(draft: &EditionDraft) -> Option<OpenItem> {
    (draft.kind == EditionKind::Published && !draft.follows_something()).then(|| OpenItem {
        code: "no_decision",
        sentence: "この年度の「決定」の版がありません。先に決定の版を凍結してください。".to_owned(),
        stops: true,
    })
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
    Ok(Some(taken("findings", sentence)))
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
    Ok((open > 0).then(|| taken("unaccepted", sentence)))
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
    (count > 0).then(|| taken("too_early", sentence))
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
    (!own.is_empty()).then(|| taken("fields", sentence))
}

/// Where no help is told.
fn help(draft: &EditionDraft) -> Option<OpenItem> {
    let none = draft.kind == EditionKind::Published && draft.content("").help.is_empty();
    let sentence =
        "相談窓口が登録されていません。公表の設定で、電話番号と確認した日を登録してください。";
    none.then(|| taken("help", sentence.to_owned()))
}
