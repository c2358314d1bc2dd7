//! Answers to findings: corrected, right as it is, left for next year. An answer stands until the
//! words change on which the finding stood.

use std::collections::{BTreeMap, BTreeSet};

use checker::{Finding, Mark, Spot};
use domain::{
    Field, FiscalYear, Id, Offset,
    action::Action,
    event::{Event, FindingAnswered, FindingReopened},
    finding_answer::AnswerKind,
    plan::Plan,
    text::fold,
};
use store::{AnsweredCell, AuditRecord, FindingAnswer, Tx};

use super::{Years, field};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, page::Link},
    slices::registers::known::KnownRecords,
};

/// A finding with what was answered to it.
pub(crate) struct ListedFinding {
    pub(crate) finding: Finding,
    /// The action that it is about; `None` for the sheet as a whole.
    pub(crate) action: Option<Id<Action>>,
    /// The digest of the words on which it stands.
    pub(crate) mark: String,
    pub(crate) answer: Option<FindingAnswer>,
    /// The records of the work that it rests on.
    pub(crate) records: Vec<Link>,
}

/// The findings of a sheet as the plan has set its rules, and the answers to findings that are gone.
pub(crate) struct List {
    pub(crate) listed: Vec<ListedFinding>,
    pub(crate) settled: Vec<FindingAnswer>,
}

/// The digest of the words and records on which a finding stands.
fn mark(years: &Years, finding: &Finding) -> String {
    let mut words = finding.rule.to_owned();
    for mark in &finding.marks {
        for part in
            ["\u{1f}", &field(mark, &years.stored.sheet), "\u{1f}", &fold(years.words(mark))]
        {
            words.push_str(part);
        }
    }
    for one in &finding.records {
        for part in ["\u{1f}", one.record.as_str(), "\u{1f}", &one.version.to_string()] {
            words.push_str(part);
        }
    }
    digest(words.as_bytes())
}

/// More records of one finding are not linked.
const RECORDS: usize = 12;

/// Checks a year's sheet beside what was answered.
pub(crate) async fn list(tx: &mut Tx, plan: &Id<Plan>, years: &Years) -> Result<List> {
    let year = years.stored.sheet.year;
    let mut answers = BTreeMap::new();
    for answer in tx.finding_answers(plan, year).await? {
        let key = (answer.rule.clone(), answer.action.clone(), answer.mark.clone());
        answers.insert(key, answer);
    }
    let actions: BTreeMap<u32, Id<Action>> = {
        let rows = years.stored.sheet.rows.iter().map(|row| row.no);
        rows.zip(years.stored.actions.iter().cloned()).collect()
    };
    let (mut listed, mut told) = (Vec::new(), BTreeSet::new());
    let known = KnownRecords::of(tx, plan, year).await?;
    for finding in years.findings(known.as_ref()) {
        let action = actions.get(&finding.no).cloned();
        let mark = mark(years, &finding);
        let key = (finding.rule.to_owned(), action.clone(), mark.clone());
        // A row that is listed again (再掲) says the same words: they are asked about once
        if action.is_some() && !told.insert(key.clone()) {
            continue;
        }
        let answer = answers.remove(&key);
        let of = known
            .iter()
            .flat_map(|known| finding.records.iter().filter_map(|one| known.link(plan, one)));
        let records = of.take(RECORDS).collect();
        listed.push(ListedFinding { finding, action, mark, answer, records });
    }
    Ok(List { listed, settled: answers.into_values().collect() })
}

/// What someone answers.
#[derive(Debug, Clone)]
pub(crate) struct AnswerRequest {
    pub(crate) rule: String,
    /// The action; empty for the sheet as a whole.
    pub(crate) action: String,
    pub(crate) mark: String,
    /// `None` takes the answer back.
    pub(crate) kind: Option<AnswerKind>,
    pub(crate) reason: String,
}

/// Answers a finding that there is, or takes an answer back.
pub(crate) async fn answer(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    request: AnswerRequest,
    by: &By,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let action = Some(request.action.clone()).filter(|id| !id.is_empty()).map(Id::new);
    let at = clock::now();
    let event = if let Some(answer) = request.kind {
        let new = found(&mut tx, plan, year, (&request, answer, action.as_ref())).await?;
        let new = FindingAnswer { by: by.name.clone(), at: at.clone(), ..new };
        tx.answer_finding(plan, year, &new).await?;
        Event::FindingAnswered(FindingAnswered {
            rule: new.rule,
            mark: new.mark,
            answer,
            reason: new.reason,
            told: new.told,
        })
    } else {
        let key = (request.rule.as_str(), action.as_ref(), request.mark.as_str());
        if !tx.reopen_finding(plan, year, key).await? {
            return Err(changed());
        }
        Event::FindingReopened(FindingReopened { rule: request.rule, mark: request.mark })
    };
    let (of, subject) = (Some(plan.clone()), year.short());
    tx.record(&AuditRecord { plan: of, action, subject, ..by.did(event, &at) }).await?;
    tx.commit().await?;
    app.open_findings.forget(|(of, _)| of == plan);
    Ok(())
}

/// The answer to a finding that the sheet still has.
async fn found(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
    (request, kind, action): (&AnswerRequest, AnswerKind, Option<&Id<Action>>),
) -> Result<FindingAnswer> {
    let reason = domain::reply::remark(&request.reason)?;
    if kind == AnswerKind::Right && reason.is_empty() {
        return Err(Error::Refused("「このままでよい」とする理由を入力してください。".to_owned()));
    }
    let years = super::years(tx, true, plan, year).await?;
    let listed = list(tx, plan, &years).await?.listed;
    let same = |one: &&ListedFinding| {
        one.finding.rule == request.rule
            && one.action.as_ref() == action
            && one.mark == request.mark
    };
    let finding = &listed.iter().find(same).ok_or_else(changed)?.finding;
    let (told, cell) = (finding.message.clone(), cell(&years, finding));
    let (rule, mark) = (request.rule.clone(), request.mark.clone());
    let (by, at) = (String::new(), String::new());
    Ok(FindingAnswer { rule, action: action.cloned(), mark, kind, reason, told, cell, by, at })
}

/// The cell of a finding's row that would be corrected, as it stands: this year's before others.
fn cell(years: &Years, finding: &Finding) -> Option<AnsweredCell> {
    let year = years.stored.sheet.year;
    let own = |mark: &&Mark| mark.sheet == year && mark.no == finding.no && mark.no != 0;
    let order = |mark: &&Mark| match &mark.spot {
        Spot::Answer(slot) if slot.year == Offset::This && slot.field == Field::Status => 0,
        Spot::Answer(slot) if slot.year == Offset::This => 1,
        _ => 2,
    };
    let first = finding.marks.first().filter(|mark| finding.no != 0 && mark.no != 0);
    let mark = finding.marks.iter().filter(own).min_by_key(order).or(first)?;
    let key = field(mark, &years.stored.sheet);
    Some(AnsweredCell { year: mark.sheet, key, was: years.text(mark).to_owned() })
}

fn changed() -> Error {
    Error::Conflict(
        "指摘の元になった文が変わりました。一覧を読み直して、もう一度操作してください。".to_owned(),
    )
}
