//! The board: section × stage, who is late, three counts that are never mixed.

use std::collections::BTreeMap;

use domain::{Day, Id, round::Round, section::Section, stage::Stage};
use store::{StageTally, Tx};

use crate::Result;

/// A section's line.
#[derive(Debug, Clone)]
pub(crate) struct SectionProgress {
    pub(crate) section: Id<Section>,
    pub(crate) name: String,
    /// How many replies at each stage, in the order of [`Stage::ALL`].
    pub(crate) stages: [usize; 7],
    pub(crate) counts: Counts,
    /// Whether something is late: handed in late, or not yet after the due day.
    pub(crate) late: usize,
}

/// The three facts, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) asked: usize,
    pub(crate) answered: usize,
    pub(crate) complete: usize,
    pub(crate) accepted: usize,
}

/// The board of a round.
#[derive(Debug, Clone)]
pub(crate) struct Board {
    pub(crate) lines: Vec<SectionProgress>,
    pub(crate) total: Counts,
}

/// Reads the board, in the order of the sections.
pub(crate) async fn board(
    tx: &mut Tx,
    round: &Round,
    sections: &[Section],
    today: Day,
) -> Result<Board> {
    let mut of: BTreeMap<Id<Section>, Vec<StageTally>> = BTreeMap::new();
    for tally in tx.tallies(round).await? {
        of.entry(tally.section.clone()).or_default().push(tally);
    }
    let lines: Vec<SectionProgress> = sections
        .iter()
        .filter_map(|section| Some(standing(section, of.get(&section.id)?, round, today)))
        .collect();
    let total = lines.iter().fold(Counts::default(), |sum, line| sum.plus(line.counts));
    Ok(Board { lines, total })
}

fn standing(
    section: &Section,
    tallies: &[StageTally],
    round: &Round,
    today: Day,
) -> SectionProgress {
    let at = |stage: Stage| -> usize {
        tallies.iter().filter(|tally| tally.stage == stage).map(|tally| tally.replies).sum()
    };
    let sum = |of: fn(Stage) -> bool| Stage::ALL.into_iter().filter(|s| of(*s)).map(at).sum();
    let answered: usize = sum(Stage::is_answered);
    let asked = sum(|_| true);
    let handed_in_late: usize =
        tallies.iter().filter(|t| t.stage.is_answered()).map(|t| t.late).sum();
    let open = if today > round.due_on { asked - answered } else { 0 };
    SectionProgress {
        section: section.id.clone(),
        name: section.name.clone(),
        stages: Stage::ALL.map(at),
        counts: Counts {
            asked,
            answered,
            complete: tallies.iter().map(|tally| tally.complete).sum(),
            accepted: sum(Stage::is_accepted),
        },
        late: handed_in_late + open,
    }
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self {
            asked: self.asked + other.asked,
            answered: self.answered + other.answered,
            complete: self.complete + other.complete,
            accepted: self.accepted + other.accepted,
        }
    }
}
