//! Stock as a sum of movements, and what a stocktake found.

use domain::Id;

use crate::{
    count::CountedRecords,
    record::{Handout, Movement, RecordFacts, RegisterRecord},
};

/// What was counted on the spot, beside the ledger at that time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StocktakeResult {
    /// The record of the stocktake.
    pub record: Id<RegisterRecord>,
    /// What the movements before it leave.
    pub ledger: i64,
    /// What was counted.
    pub counted: i64,
}

impl StocktakeResult {
    /// Counted less ledger.
    pub fn difference(&self) -> i64 {
        self.counted - self.ledger
    }
}

/// The stocktakes with a number, each against the movements of its item and place before it. After it
/// the ledger goes on from what was counted.
pub fn stocktakes(records: &CountedRecords<'_>) -> Vec<StocktakeResult> {
    let mut ledgers = Vec::new();
    let mut found = Vec::new();
    for record in records.records().iter().filter(|record| record.state.counts()) {
        let RecordFacts::Handout(told) = &record.facts else { continue };
        let key = (told.item.as_deref(), told.venue.as_deref());
        let known = ledgers.iter().position(|(other, _)| *other == key);
        let at = known.unwrap_or_else(|| {
            ledgers.push((key, 0));
            ledgers.len() - 1
        });
        let Some((_, ledger)) = ledgers.get_mut(at) else { continue };
        let Some(quantity) = told.quantity.and_then(|n| i64::try_from(n).ok()) else { continue };
        if told.movement == Movement::Stocktake {
            let record = record.id.clone();
            found.push(StocktakeResult { record, ledger: *ledger, counted: quantity });
            *ledger = quantity;
        } else {
            *ledger += signed(told, quantity);
        }
    }
    found
}

fn signed(told: &Handout, quantity: i64) -> i64 {
    match told.movement {
        Movement::Print | Movement::Receive | Movement::Restock => quantity,
        Movement::Give | Movement::Remove | Movement::Discard => -quantity,
        Movement::Stocktake | Movement::Post => 0,
    }
}
