//! The three shapes of a record, and the table of what may become of one.

use serde::{Deserialize, Serialize};

domain::coded! {
    /// What kind of fact a record is.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Shape {
        /// A meeting, a session of a course, a lecture, a day of a campaign.
        Occasion => "occasion", "開催";
        /// Copies that moved, or a post in a channel.
        Handout => "handout", "配布・掲出";
        /// A number that somebody else counted, for a period.
        Total => "total", "報告値";
    }
}

domain::coded! {
    /// What has become of a record's matter.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum RecordState {
        /// To come; past its day, nobody has said what came of it.
        Planned => "planned", "予定";
        /// It took place, was given out, was counted.
        Held => "held", "実施";
        /// It did not take place.
        Cancelled => "cancelled", "中止";
        /// It was put off; the other record tells of the new day.
        Postponed => "postponed", "延期";
        /// Its purpose was met by an occasion in another form: it was held.
        Substituted => "substituted", "代替実施";
        /// Entered by mistake: it stays visible and counts nowhere.
        Void => "void", "取消（誤入力）";
    }
}

impl RecordState {
    /// Whether its matter took place and is counted.
    pub fn counts(self) -> bool {
        matches!(self, Self::Held | Self::Substituted)
    }

    /// Whether a reason has to be given for it.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Cancelled | Self::Postponed | Self::Void)
    }
}

/// A line of the table: from where to where records of a shape may go.
#[derive(Debug)]
pub struct RecordStep {
    /// The shapes that know the step.
    pub shapes: &'static [Shape],
    /// The states from which it leads.
    pub from: &'static [RecordState],
    /// The states to which it leads.
    pub to: &'static [RecordState],
}

use RecordState::{Cancelled, Held, Planned, Postponed, Substituted, Void};

/// What may become of a record. Every correction of a result is a new version with a reason.
pub const LIFECYCLE: &[RecordStep] = &[
    RecordStep {
        shapes: &[Shape::Occasion],
        from: &[Planned, Held, Cancelled, Postponed, Substituted],
        to: &[Planned, Held, Cancelled, Postponed, Substituted],
    },
    RecordStep {
        shapes: &[Shape::Handout],
        from: &[Planned, Held, Cancelled],
        to: &[Planned, Held, Cancelled],
    },
    RecordStep { shapes: &[Shape::Total], from: &[Held], to: &[Held] },
    RecordStep {
        shapes: &Shape::ALL,
        from: &[Planned, Held, Cancelled, Postponed, Substituted],
        to: &[Void],
    },
];

/// Whether a record of the shape may be in the state.
pub fn knows(shape: Shape, state: RecordState) -> bool {
    LIFECYCLE.iter().any(|step| step.shapes.contains(&shape) && step.to.contains(&state))
}

/// Whether a record of the shape may go from one state to the other. From 取消 nothing leads on.
pub fn may_become(shape: Shape, from: RecordState, to: RecordState) -> bool {
    let fits = |step: &&RecordStep| step.shapes.contains(&shape) && step.from.contains(&from);
    LIFECYCLE.iter().filter(fits).any(|step| step.to.contains(&to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_back_from_a_mistake() {
        for (shape, to) in Shape::ALL.into_iter().flat_map(|s| RecordState::ALL.map(|t| (s, t))) {
            assert!(!may_become(shape, Void, to));
            assert!(to == Void || may_become(shape, to, Void) || !knows(shape, to));
        }
    }

    #[test]
    fn a_total_is_counted_or_a_mistake() {
        let known: Vec<_> =
            RecordState::ALL.into_iter().filter(|state| knows(Shape::Total, *state)).collect();
        assert_eq!(known, [Held, Void]);
    }
}
