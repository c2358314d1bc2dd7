//! Readings, kept as one JSON text with their import.

use std::collections::BTreeMap;

use domain::{Slot, reading::Reading, sheet::Cell};

use crate::{Result, json};

/// A reading as it is kept: the answers stand beside it, row by row, since JSON has no map by slot.
type Kept = (Reading, Vec<Vec<(Slot, Cell)>>);

/// The text of a reading.
pub(crate) fn write(reading: &Reading) -> Result<String> {
    let mut bare = reading.clone();
    let rows = bare.sheet.rows.iter_mut();
    let answers = rows.map(|row| std::mem::take(&mut row.answers).into_iter().collect()).collect();
    let kept: Kept = (bare, answers);
    json::write(&kept)
}

/// The reading of a stored text.
pub(crate) fn read(text: &str) -> Result<Reading> {
    let (mut reading, answers): Kept = json::read(text)?;
    for (row, answers) in reading.sheet.rows.iter_mut().zip(answers) {
        row.answers = BTreeMap::from_iter(answers);
    }
    Ok(reading)
}
