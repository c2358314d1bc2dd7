//! What was answered to findings of the checker, and how a plan has set its rules.

use domain::{FiscalYear, Id, action::Action, finding_answer::AnswerKind, plan::Plan};

use crate::{Result, Tx, json};

/// An answer to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingAnswer {
    /// The rule's name.
    pub rule: String,
    /// The action; `None` for the sheet as a whole.
    pub action: Option<Id<Action>>,
    /// The digest of the words on which the finding stood.
    pub mark: String,
    /// What is answered.
    pub kind: AnswerKind,
    /// Why.
    pub reason: String,
    /// The finding as it was answered.
    pub told: String,
    /// The cell on which it stood; `None` for the sheet as a whole.
    pub cell: Option<AnsweredCell>,
    /// Who answered.
    pub by: String,
    /// When.
    pub at: String,
}

/// The cell on which a finding stood when it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredCell {
    /// The year of the sheet.
    pub year: FiscalYear,
    /// The cell's key in its row: `status`.
    pub key: String,
    /// What it said.
    pub was: String,
}

record! {
    struct Row {
        rule: String,
        action_id: String,
        mark: String,
        kind: String,
        reason: String,
        told: String,
        cell_year: i64,
        cell: String,
        was: String,
        answered_by: String,
        answered_at: String,
    }
}

impl TryFrom<Row> for FindingAnswer {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        let cell = match row.cell.as_str() {
            "" => None,
            _ => {
                Some(AnsweredCell { year: json::year(row.cell_year)?, key: row.cell, was: row.was })
            }
        };
        Ok(Self {
            cell,
            rule: row.rule,
            action: Some(row.action_id).filter(|id| !id.is_empty()).map(Id::new),
            mark: row.mark,
            kind: json::coded(&AnswerKind::ALL, AnswerKind::code, &row.kind)?,
            reason: row.reason,
            told: row.told,
            by: row.answered_by,
            at: row.answered_at,
        })
    }
}

impl Tx {
    /// Answers a finding of a year's sheet, in place of what was answered before.
    pub async fn answer_finding(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        answer: &FindingAnswer,
    ) -> Result<()> {
        let sql = "insert into finding_answers (plan_id, year, rule, action_id, mark, kind, reason,
                told, answered_by, answered_at, cell_year, cell, was)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (plan_id, year, rule, action_id, mark) do update set
                kind = excluded.kind, reason = excluded.reason, told = excluded.told,
                answered_by = excluded.answered_by, answered_at = excluded.answered_at,
                cell_year = excluded.cell_year, cell = excluded.cell, was = excluded.was";
        let cell = answer.cell.as_ref();
        exec!(
            self,
            sql,
            plan.as_str(),
            json::start(year),
            &answer.rule,
            answer.action.as_ref().map_or("", Id::as_str),
            &answer.mark,
            answer.kind.code(),
            &answer.reason,
            &answer.told,
            &answer.by,
            &answer.at,
            cell.map_or(0, |cell| json::start(cell.year)),
            cell.map_or("", |cell| &cell.key),
            cell.map_or("", |cell| &cell.was)
        )
    }

    /// Takes an answer back: the finding is open again.
    pub async fn reopen_finding(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
        (rule, action, mark): (&str, Option<&Id<Action>>, &str),
    ) -> Result<bool> {
        let sql = "delete from finding_answers where plan_id = $1 and year = $2 and rule = $3
            and action_id = $4 and mark = $5";
        let gone = changed!(
            self,
            sql,
            plan.as_str(),
            json::start(year),
            rule,
            action.map_or("", Id::as_str),
            mark
        )?;
        Ok(gone > 0)
    }

    /// What was answered to the findings of a year's sheet, the oldest first.
    pub async fn finding_answers(
        &mut self,
        plan: &Id<Plan>,
        year: FiscalYear,
    ) -> Result<Vec<FindingAnswer>> {
        let sql = "select rule, action_id, mark, kind, reason, told, answered_by, answered_at,
                cell_year, cell, was
            from finding_answers where plan_id = $1 and year = $2
            order by answered_at, rule, action_id, mark";
        let rows: Vec<Row> = fetch_all!(self, sql, plan.as_str(), json::start(year))?;
        rows.into_iter().map(FindingAnswer::try_from).collect()
    }

    /// Sets what a rule weighs in a plan (`off`, `error`, `warning`, `info`), or as it is by itself
    /// (`None`).
    pub async fn set_rule(
        &mut self,
        plan: &Id<Plan>,
        rule: &str,
        weight: Option<&str>,
    ) -> Result<()> {
        let sql = match weight {
            Some(_) => {
                "insert into rule_settings (plan_id, rule, weight) values ($1, $2, $3)
                on conflict (plan_id, rule) do update set weight = excluded.weight"
            }
            None => "delete from rule_settings where plan_id = $1 and rule = $2 and $3 = ''",
        };
        exec!(self, sql, plan.as_str(), rule, weight.unwrap_or_default())
    }

    /// How the plan has set rules: the rule's name and its weight.
    pub async fn rule_settings(&mut self, plan: &Id<Plan>) -> Result<Vec<(String, String)>> {
        let sql = "select rule, weight from rule_settings where plan_id = $1 order by rule";
        fetch_all!(self, sql, plan.as_str())
    }

    /// Draws the line of a rule for a plan (`Some`), or where it is by itself (`None`).
    pub async fn set_limit(
        &mut self,
        plan: &Id<Plan>,
        (rule, name): (&str, &str),
        value: Option<u32>,
    ) -> Result<()> {
        let Some(value) = value else {
            let sql = "delete from rule_limits where plan_id = $1 and rule = $2 and name = $3";
            exec!(self, sql, plan.as_str(), rule, name)?;
            return Ok(());
        };
        let sql = "insert into rule_limits (plan_id, rule, name, value) values ($1, $2, $3, $4)
            on conflict (plan_id, rule, name) do update set value = excluded.value";
        exec!(self, sql, plan.as_str(), rule, name, i64::from(value))
    }

    /// The lines that the plan has drawn: rule, name, value.
    pub async fn rule_limits(&mut self, plan: &Id<Plan>) -> Result<Vec<(String, String, u32)>> {
        let sql = "select rule, name, value from rule_limits where plan_id = $1
            order by rule, name";
        let rows: Vec<(String, String, i64)> = fetch_all!(self, sql, plan.as_str())?;
        let limit =
            |(rule, name, value): (String, String, i64)| Ok((rule, name, json::count(value)?));
        rows.into_iter().map(limit).collect()
    }
}
