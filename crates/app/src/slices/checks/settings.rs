//! How a plan has set the checker: the severity of its rules, where their lines are drawn, and its own
//! words.

use std::collections::BTreeMap;

use checker::{CheckContext, Finding, Limits, Severity, check, check_reply};
use domain::{
    Id,
    event::{RuleChange, RuleSetting},
    plan::Plan,
    plan_words::PlanWords,
};
use store::Tx;

use super::words::word;
use crate::Result;

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
    pub(super) words: PlanWords,
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
        Ok(Self { weights, limits, words: tx.plan_words(plan).await? })
    }

    /// The context with the lines that the plan has drawn, and its words.
    pub(crate) fn tune<'a>(&self, context: CheckContext<'a>) -> CheckContext<'a> {
        context.tuned(self.limits.clone()).worded(self.words.clone())
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
