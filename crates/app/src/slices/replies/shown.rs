//! What the pages of a round share: the due day, a stage with its style, the form of a step.

use domain::stage::{Stage, Step};
use serde::Deserialize;

use crate::Error;

/// The due day and how far it is.
pub(crate) struct Due {
    pub(crate) day: String,
    pub(crate) left: String,
    pub(crate) late: bool,
}

/// A stage with its style.
pub(crate) struct StageLabel {
    pub(crate) label: &'static str,
    pub(crate) code: &'static str,
}

impl StageLabel {
    pub(crate) fn of(stage: Stage) -> Self {
        Self { label: stage.label(), code: stage.code() }
    }
}

/// The due day of a round, seen from today.
pub(crate) fn due(round: &domain::round::Round, today: domain::Day) -> Due {
    let days = today.until(round.due_on);
    let left = match (round.closed, days) {
        (true, _) => "締切済み".to_owned(),
        (false, 0) => "今日まで".to_owned(),
        (false, days) if days < 0 => format!("{}日過ぎています", -days),
        (false, days) => format!("あと{days}日"),
    };
    Due { day: round.due_on.spoken(), left, late: !round.closed && days < 0 }
}

/// A step as its form sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct StepForm {
    pub(crate) step: String,
    #[serde(default)]
    pub(crate) version: Option<u32>,
    #[serde(default)]
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) until: String,
}

/// The step of a code.
pub(crate) fn known(code: &str) -> Result<Step, Error> {
    Step::coded(code).ok_or_else(|| {
        Error::Refused("この操作はありません。画面を読み直してください。".to_owned())
    })
}
