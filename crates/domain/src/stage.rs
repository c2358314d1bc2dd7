//! The stages of a reply and the steps between them: one table that draws the buttons, guards the
//! use cases and prints the manual's page.

use serde::{Deserialize, Serialize};

use crate::{coded, person::Role};

coded! {
    /// How far a section's reply for an action is (段階).
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Stage {
        /// Nothing was written.
        NotStarted => "not_started", "未着手";
        /// The section is writing.
        Draft => "draft", "記入中";
        /// It was sent back, with a reason.
        Returned => "returned", "差戻し";
        /// The clerk handed it in.
        Submitted => "submitted", "提出済";
        /// The chief approved it.
        Approved => "approved", "所属長承認";
        /// The secretariat took it.
        Accepted => "accepted", "受理";
        /// The round is closed; it changes only when it is reopened.
        Locked => "locked", "確定";
    }
}

impl Stage {
    /// Whether the section has handed it in, whatever came after.
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Submitted | Self::Approved | Self::Accepted | Self::Locked)
    }

    /// Whether the secretariat has taken it.
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::Locked)
    }
}

coded! {
    /// What someone does to a reply.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Step {
        /// Writes into a field.
        Write => "write", "記入する";
        /// Hands it in.
        Submit => "submit", "提出する";
        /// Takes it back to go on writing.
        Withdraw => "withdraw", "提出を取り下げる";
        /// Approves it as the section's chief.
        Approve => "approve", "承認する";
        /// Sends it back with a reason.
        Return => "return", "差し戻す";
        /// Takes it as the secretariat.
        Accept => "accept", "受理する";
        /// Locks it when the round closes.
        Lock => "lock", "確定する";
        /// Opens it again after the lock, with a reason.
        Reopen => "reopen", "確定を解いて差し戻す";
    }
}

impl Step {
    /// Whether whoever does it must say why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Reopen)
    }
}

/// A line of the table: from where a role may take a step, and where it leads.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The step.
    pub step: Step,
    /// The stages that it may start from.
    pub from: &'static [Stage],
    /// Where it leads; `None` when the stage stays.
    pub to: Option<Stage>,
    /// The roles that may take it.
    pub by: &'static [Role],
    /// Whether it is only for rounds with (`true`) or without (`false`) the chief's approval.
    pub approval: Option<bool>,
}

/// Every allowed step. What is not here is not allowed.
pub const TABLE: [Transition; 13] = {
    use Role::{Chief, Clerk, Secretariat};
    use Stage::{Accepted, Approved, Draft, Locked, NotStarted, Returned, Submitted};
    const fn rule(
        step: Step,
        from: &'static [Stage],
        to: Option<Stage>,
        by: &'static [Role],
        approval: Option<bool>,
    ) -> Transition {
        Transition { step, from, to, by, approval }
    }
    [
        rule(Step::Write, &[NotStarted], Some(Draft), &[Clerk, Chief, Secretariat], None),
        rule(Step::Write, &[Draft, Returned], None, &[Clerk, Chief, Secretariat], None),
        rule(Step::Submit, &[Draft, Returned], Some(Submitted), &[Clerk, Chief, Secretariat], None),
        rule(Step::Withdraw, &[Submitted], Some(Draft), &[Clerk, Chief], None),
        rule(Step::Withdraw, &[Approved], Some(Draft), &[Chief], Some(true)),
        rule(Step::Approve, &[Submitted], Some(Approved), &[Chief], Some(true)),
        rule(Step::Return, &[Submitted], Some(Returned), &[Chief], Some(true)),
        rule(Step::Return, &[Draft, Submitted, Approved], Some(Returned), &[Secretariat], None),
        rule(Step::Return, &[Accepted], Some(Returned), &[Secretariat], None),
        rule(Step::Accept, &[Approved], Some(Accepted), &[Secretariat], Some(true)),
        rule(Step::Accept, &[Submitted], Some(Accepted), &[Secretariat], Some(false)),
        rule(Step::Lock, &[Accepted], Some(Locked), &[Secretariat], None),
        rule(Step::Reopen, &[Locked], Some(Returned), &[Secretariat], None),
    ]
};

/// The rule by which one of the roles may take a step from a stage, in a round with or without the
/// chief's approval.
pub fn rule(
    step: Step,
    from: Stage,
    roles: &[Role],
    approval: bool,
) -> Option<&'static Transition> {
    TABLE.iter().find(|rule| {
        rule.step == step
            && rule.from.contains(&from)
            && rule.by.iter().any(|role| roles.contains(role))
            && rule.approval.is_none_or(|only| only == approval)
    })
}

/// Where the step leads, if one of the roles may take it.
pub fn after(step: Step, from: Stage, roles: &[Role], approval: bool) -> Option<Stage> {
    rule(step, from, roles, approval).map(|rule| rule.to.unwrap_or(from))
}

/// The table as the manual prints it.
pub fn markdown() -> String {
    let words = |of: Vec<&str>| of.join("・");
    let line = |rule: &Transition| {
        let roles = words(rule.by.iter().map(|role| role.label()).collect());
        let from = words(rule.from.iter().map(|stage| stage.label()).collect());
        let to = rule.to.map_or("そのまま", Stage::label);
        let mut notes = Vec::new();
        notes.extend(rule.step.needs_reason().then_some("理由が必要"));
        notes.extend(rule.approval.map(|with| {
            if with {
                "所属長の承認がある調査"
            } else {
                "所属長の承認がない調査"
            }
        }));
        format!("| {} | {from} | {to} | {roles} | {} |\n", rule.step.label(), notes.join("、"))
    };
    let head = "| 操作 | いまの段階 | 次の段階 | できる人 | 条件 |\n|---|---|---|---|---|\n";
    TABLE.iter().fold(head.to_owned(), |all, rule| all + &line(rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_goes_from_the_clerk_to_the_lock() {
        let go = |stage, step, role| after(step, stage, &[role], true).unwrap();
        let draft = go(Stage::NotStarted, Step::Write, Role::Clerk);
        let submitted = go(draft, Step::Submit, Role::Clerk);
        let approved = go(submitted, Step::Approve, Role::Chief);
        let accepted = go(approved, Step::Accept, Role::Secretariat);
        assert_eq!(go(accepted, Step::Lock, Role::Secretariat), Stage::Locked);
    }

    #[test]
    fn the_manual_prints_the_table() {
        let manual = include_str!("../../../docs/manual.ja.md");
        let (_, rest) = manual.split_once("<!-- stages -->\n").unwrap();
        let (printed, _) = rest.split_once("<!-- /stages -->").unwrap();
        assert_eq!(printed.trim(), markdown().trim());
    }

    #[test]
    fn a_round_may_skip_the_chief() {
        let chief = [Role::Chief];
        assert_eq!(after(Step::Approve, Stage::Submitted, &chief, false), None);
        let secretariat = [Role::Secretariat];
        assert_eq!(
            after(Step::Accept, Stage::Submitted, &secretariat, false),
            Some(Stage::Accepted)
        );
        assert_eq!(after(Step::Accept, Stage::Submitted, &secretariat, true), None);
    }

    #[test]
    fn nothing_is_written_once_it_is_handed_in() {
        for stage in [Stage::Submitted, Stage::Approved, Stage::Accepted, Stage::Locked] {
            assert_eq!(after(Step::Write, stage, &Role::ALL, true), None, "{stage:?}");
        }
    }

    #[test]
    fn council_auditors_and_administrators_take_no_step() {
        for (step, stage) in Step::ALL.into_iter().flat_map(|s| Stage::ALL.map(|t| (s, t))) {
            let roles = [Role::Council, Role::Auditor, Role::Administrator];
            assert_eq!(after(step, stage, &roles, true), None);
            assert_eq!(after(step, stage, &roles, false), None);
        }
    }

    #[test]
    fn no_two_lines_say_different_things_of_one_step() {
        for (nth, rule) in TABLE.iter().enumerate() {
            for other in &TABLE[nth + 1..] {
                let meet = rule.step == other.step
                    && rule.from.iter().any(|stage| other.from.contains(stage))
                    && rule.approval.zip(other.approval).is_none_or(|(a, b)| a == b);
                assert!(!meet || rule.to == other.to, "{rule:?} {other:?}");
            }
        }
    }
}
