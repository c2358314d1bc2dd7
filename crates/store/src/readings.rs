//! Readings, and sheets as they were saved: each is kept as one JSON text.

use std::collections::BTreeMap;

use domain::{
    Slot,
    reading::Reading,
    sheet::{Cell, Sheet},
};

use crate::{Result, json};

/// A reading as it is kept: the answers stand beside it, row by row, since JSON has no map by slot.
type Kept<T> = (T, Vec<Vec<(Slot, Cell)>>);

/// Takes the answers out of a sheet's rows.
fn take_answers(sheet: &mut Sheet) -> Vec<Vec<(Slot, Cell)>> {
    let rows = sheet.rows.iter_mut();
    rows.map(|row| std::mem::take(&mut row.answers).into_iter().collect()).collect()
}

/// Puts answers back into their rows.
fn give_answers(sheet: &mut Sheet, answers: Vec<Vec<(Slot, Cell)>>) {
    for (row, answers) in sheet.rows.iter_mut().zip(answers) {
        row.answers = BTreeMap::from_iter(answers);
    }
}

/// The text of a reading.
pub(crate) fn write(reading: &Reading) -> Result<String> {
    let mut bare = reading.clone();
    let answers = take_answers(&mut bare.sheet);
    json::write(&(bare, answers))
}

/// The reading of a stored text.
pub(crate) fn read(text: &str) -> Result<Reading> {
    let (mut reading, answers): Kept<Reading> = json::read(text)?;
    give_answers(&mut reading.sheet, answers);
    Ok(reading)
}

/// The text of a sheet.
pub(crate) fn write_sheet(sheet: &Sheet) -> Result<String> {
    let mut bare = sheet.clone();
    let answers = take_answers(&mut bare);
    json::write(&(bare, answers))
}

/// The sheet of a stored text.
pub(crate) fn read_sheet(text: &str) -> Result<Sheet> {
    let (mut sheet, answers): Kept<Sheet> = json::read(text)?;
    give_answers(&mut sheet, answers);
    Ok(sheet)
}
