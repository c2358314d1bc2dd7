//! How a plan has set the checker: the severity of its rules, and where their lines are drawn.

use std::collections::BTreeMap;

use checker::{CheckContext, Finding, Limits, Severity, check, check_reply};
use domain::{
    Id,
    event::{Event, RuleChange, RuleChanged, RuleSetting},
    plan::Plan,
};
use store::{AuditRecord, Tx};

use super::words::word;
use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
};

/// What a rule may be set to: the stored code, the weight.
pub(super) const WEIGHTS: [(&str, Weight); 4] = [
    ("off", Weight::Off),
    ("error", Weight::Of(Severity::Error)),
    ("warning", Weight::Of(Severity::Warning)),
    ("info", Weight::Of(Severity::Info)),
];

/// The severity that a plan gives the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing: it is not asked.
    Off,
    /// So much.
    Of(Severity),
}

/// The settings of a plan.
#[derive(Debug, Default)]
pub(crate) struct CheckSettings {
    pub(super) weights: BTreeMap<String, String>,
    pub(super) limits: Limits,
}

impl CheckSettings {
    /// Reads them.
    pub(crate) async fn read(tx: &mut Tx, plan: &Id<Plan>) -> Result<Self> {
        let weights = tx.rule_settings(plan).await?.into_iter().collect();
        let mut limits = Limits::default();
        for (rule, key, value) in tx.rule_limits(plan).await? {
            // What a later version no longer knows, or bounds otherwise, is as it is by itself
            let _ = limits.set(&rule, &key, value);
        }
        Ok(Self { weights, limits })
    }

    /// The context with the lines that the plan has drawn.
    pub(crate) fn tune<'a>(&self, context: CheckContext<'a>) -> CheckContext<'a> {
        context.tuned(self.limits.clone())
    }

    /// The severity that the plan gives a rule; `None` where it has set nothing.
    fn weight(&self, rule: &str) -> Option<Weight> {
        let code = self.weights.get(rule)?;
        WEIGHTS.iter().find(|(known, _)| known == code).map(|(_, weight)| *weight)
    }

    /// The findings of a sheet with the severities of the plan, graver ones first in each row.
    pub(crate) fn findings(&self, context: &CheckContext<'_>) -> Vec<Finding> {
        let mut found = self.with_severities(check(context));
        found.sort_by_key(|finding| (finding.no, finding.severity));
        found
    }

    /// What the writer of a reply is told, with the severities of the plan;
    /// what is only for information is not.
    pub(crate) fn reply_findings(&self, context: &CheckContext<'_>) -> Vec<Finding> {
        let mut found = self.with_severities(check_reply(context));
        found.retain(|finding| finding.severity != Severity::Info);
        found
    }

    fn with_severities(&self, mut found: Vec<Finding>) -> Vec<Finding> {
        found.retain_mut(|finding| match self.weight(finding.rule) {
            Some(Weight::Off) => false,
            Some(Weight::Of(severity)) => {
                finding.severity = severity;
                true
            }
            None => true,
        });
        found
    }
}

/// A change of the settings in words.
pub(crate) fn sentence(change: &RuleChange) -> Option<String> {
    let RuleChange(rule, what, before, after) = change;
    let rule = checker::rule(rule)?;
    let shown = |setting: &Option<RuleSetting>| {
        setting.as_ref().map_or_else(|| "なし".to_owned(), RuleSetting::to_string)
    };
    let (before, after) = (shown(before), shown(after));
    let weight = |code: String| match WEIGHTS.iter().find(|(known, _)| *known == code) {
        Some((_, Weight::Off)) => "指摘しない".to_owned(),
        Some((_, Weight::Of(severity))) => word(*severity).to_owned(),
        None => "初期値".to_owned(),
    };
    let limit = rule.limits.iter().find(|limit| limit.key == what);
    Some(match limit {
        Some(limit) => format!("{}（{}）：{before} → {after}", rule.title, limit.label),
        None => format!("{}：{} → {}", rule.title, weight(before), weight(after)),
    })
}

/// What a plan sets anew.
#[derive(Debug, Default)]
pub(crate) struct RuleUpdate {
    /// The rule, and its weight's code; `None` for the rule's own.
    pub(crate) weights: Vec<(&'static str, Option<&'static str>)>,
    /// The rule, the limit's key, and the number.
    pub(crate) limits: Vec<(&'static str, &'static str, u32)>,
}

/// Sets a plan's rules; answers how many things changed.
pub(crate) async fn set(app: &App, plan: &Id<Plan>, update: &RuleUpdate, by: &By) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let before = CheckSettings::read(&mut tx, plan).await?;
    let mut limits = before.limits.clone();
    let mut changes = Vec::new();
    for (rule, key, value) in &update.limits {
        let was = limits.get(rule, key);
        if was != Some(*value) {
            limits.set(rule, key, *value).map_err(|why| Error::Refused(why.to_string()))?;
            let (was, is) = (was.map(RuleSetting::Limit), Some(RuleSetting::Limit(*value)));
            changes.push(RuleChange((*rule).to_owned(), (*key).to_owned(), was, is));
            let usual = Limits::default().get(rule, key) == Some(*value);
            tx.set_limit(plan, (rule, key), Some(*value).filter(|_| !usual)).await?;
        }
    }
    for (rule, code) in &update.weights {
        let was = before.weights.get(*rule).map(String::as_str);
        if was != *code {
            let set = |code: Option<&str>| code.map(|code| RuleSetting::Weight(code.to_owned()));
            changes.push(RuleChange((*rule).to_owned(), "weight".to_owned(), set(was), set(*code)));
            tx.set_rule(plan, rule, *code).await?;
        }
    }
    if changes.is_empty() {
        return Ok(0);
    }
    let count = changes.len();
    let event = Event::RuleChanged(RuleChanged { changes });
    let of = Some(plan.clone());
    tx.record(&AuditRecord { plan: of, ..by.did(event, &clock::now()) }).await?;
    tx.commit().await?;
    app.open_findings.forget(|(of, _)| of == plan);
    Ok(count)
}
