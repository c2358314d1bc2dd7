//! Setting a plan's checker otherwise: its rules, and its own words.

use checker::Limits;
use domain::{
    Id,
    event::{Event, PlanWordsChanged, RuleChange, RuleChanged, RuleSetting},
    plan::Plan,
    plan_words::PlanWords,
};
use store::{AuditRecord, Tx};

use super::settings::CheckSettings;
use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
};

/// What a plan sets anew.
#[derive(Debug, Default)]
pub(crate) struct RuleUpdate {
    /// The rule, and its weight's code; `None` for the rule's own.
    pub(crate) weights: Vec<(&'static str, Option<&'static str>)>,
    /// The rule, the limit's key, and the number.
    pub(crate) limits: Vec<(&'static str, &'static str, u32)>,
    /// The words that were shown, and those that they are to be.
    pub(crate) words: (PlanWords, PlanWords),
}

/// Sets a plan's rules and words; answers how many things changed.
pub(crate) async fn set(app: &App, plan: &Id<Plan>, update: &RuleUpdate, by: &By) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let before = CheckSettings::read(&mut tx, plan).await?;
    let mut changes = set_limits(&mut tx, plan, &before, update).await?;
    changes.extend(set_weights(&mut tx, plan, &before, update).await?);
    let after = before.words.changed(&update.words.0, &update.words.1);
    let count = changes.len() + before.words.differences(&after).len();
    let mut events = Vec::new();
    if !changes.is_empty() {
        events.push(Event::RuleChanged(RuleChanged { changes }));
    }
    if before.words != after {
        tx.set_plan_words(plan, &after).await?;
        let before = before.words;
        events.push(Event::PlanWordsChanged(PlanWordsChanged { before, after }));
    }
    let (of, at) = (Some(plan.clone()), clock::now());
    let record = |event| AuditRecord { plan: of.clone(), ..by.did(event, &at) };
    let records: Vec<_> = events.into_iter().map(record).collect();
    if records.is_empty() {
        return Ok(0);
    }
    tx.record_all(&records).await?;
    tx.commit().await?;
    app.open_findings.forget(|(of, _)| of == plan);
    Ok(count)
}

/// Draws the lines that are to be drawn elsewhere.
async fn set_limits(
    tx: &mut Tx,
    plan: &Id<Plan>,
    before: &CheckSettings,
    update: &RuleUpdate,
) -> Result<Vec<RuleChange>> {
    let mut limits = before.limits.clone();
    let mut changes = Vec::new();
    for (rule, key, value) in &update.limits {
        let was = limits.get(rule, key);
        if was == Some(*value) {
            continue;
        }
        limits.set(rule, key, *value).map_err(|why| Error::Refused(why.to_string()))?;
        let (was, is) = (was.map(RuleSetting::Limit), Some(RuleSetting::Limit(*value)));
        changes.push(RuleChange((*rule).to_owned(), (*key).to_owned(), was, is));
        let usual = Limits::default().get(rule, key) == Some(*value);
        tx.set_limit(plan, (rule, key), Some(*value).filter(|_| !usual)).await?;
    }
    Ok(changes)
}

/// Weighs the rules that are to weigh otherwise.
async fn set_weights(
    tx: &mut Tx,
    plan: &Id<Plan>,
    before: &CheckSettings,
    update: &RuleUpdate,
) -> Result<Vec<RuleChange>> {
    let mut changes = Vec::new();
    for (rule, code) in &update.weights {
        let was = before.weights.get(*rule).map(String::as_str);
        if was == *code {
            continue;
        }
        let set = |code: Option<&str>| code.map(|code| RuleSetting::Weight(code.to_owned()));
        changes.push(RuleChange((*rule).to_owned(), "weight".to_owned(), set(was), set(*code)));
        tx.set_rule(plan, rule, *code).await?;
    }
    Ok(changes)
}
