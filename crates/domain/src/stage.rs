//! The stages of a reply and the steps between them: one table that draws the buttons, guards the
//! use cases and prints the manual's page.

use serde::{Deserialize, Serialize};

use crate::person::Role;

/// How far a section's reply for an action is (段階).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nothing was written.
    NotStarted,
    /// The section is writing.
    Draft,
    /// It was sent back, with a reason.
    Returned,
    /// The clerk handed it in.
    Submitted,
    /// The chief approved it.
    Approved,
    /// The secretariat took it.
    Accepted,
    /// The round is closed; it changes only when it is reopened.
    Locked,
}

impl Stage {
    /// Every stage, in the order of the board.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::Draft,
        Self::Returned,
        Self::Submitted,
        Self::Approved,
        Self::Accepted,
        Self::Locked,
    ];

    /// The code under which it is stored and exported.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Draft => "draft",
            Self::Returned => "returned",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Accepted => "accepted",
            Self::Locked => "locked",
        }
    }

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotStarted => "未着手",
            Self::Draft => "記入中",
            Self::Returned => "差戻し",
            Self::Submitted => "提出済",
            Self::Approved => "所属長承認",
            Self::Accepted => "受理",
            Self::Locked => "確定",
        }
    }

    /// Whether the section has handed it in, whatever came after.
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Submitted | Self::Approved | Self::Accepted | Self::Locked)
    }

    /// Whether the secretariat has taken it.
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::Locked)
    }
}

/// What someone does to a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Writes into a field.
    Write,
    /// Hands it in.
    Submit,
    /// Takes it back to go on writing.
    Withdraw,
    /// Approves it as the section's chief.
    Approve,
    /// Sends it back with a reason.
    Return,
    /// Takes it as the secretariat.
    Accept,
    /// Locks it when the round closes.
    Lock,
    /// Opens it again after the lock, with a reason.
    Reopen,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 8] = [
        Self::Write,
        Self::Submit,
        Self::Withdraw,
        Self::Approve,
        Self::Return,
        Self::Accept,
        Self::Lock,
        Self::Reopen,
    ];

    /// The code in forms and in the history.
    pub fn code(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Accept => "accept",
            Self::Lock => "lock",
            Self::Reopen => "reopen",
        }
    }

    /// The step of a code.
    pub fn coded(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The word on its button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Write => "記入する",
            Self::Submit => "提出する",
            Self::Withdraw => "提出を取り下げる",
            Self::Approve => "承認する",
            Self::Return => "差し戻す",
            Self::Accept => "受理する",
            Self::Lock => "確定する",
            Self::Reopen => "確定を解いて差し戻す",
        }
    }

    /// Whether whoever does it must say why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Reopen)
    }
}

/// A line of the table: from where a role may take a step, and where it leads.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
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
pub const TABLE: [Rule; 13] = {
    use Role::{Chief, Clerk, Secretariat};
    use Stage::{Accepted, Approved, Draft, Locked, NotStarted, Returned, Submitted};
    const fn rule(
        step: Step,
        from: &'static [Stage],
        to: Option<Stage>,
        by: &'static [Role],
        approval: Option<bool>,
    ) -> Rule {
        Rule { step, from, to, by, approval }
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
pub fn rule(step: Step, from: Stage, roles: &[Role], approval: bool) -> Option<&'static Rule> {
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
    let line = |rule: &Rule| {
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
