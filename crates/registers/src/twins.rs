//! The same occasion in two registers, or twice by two sections.

use std::collections::BTreeMap;

use domain::{Day, text::fold};

use crate::{count::CountedRecords, record::RegisterRecord, state::Shape};

/// Two records that may tell of one occasion.
pub type TwinRecords<'a> = (&'a RegisterRecord, &'a RegisterRecord);

/// The occasions of the same day, place and kind that two registers or two sections have, each with the
/// first of them.
pub fn twins<'a>(all: &[CountedRecords<'a>]) -> Vec<TwinRecords<'a>> {
    let mut first: BTreeMap<(Day, String, String), &RegisterRecord> = BTreeMap::new();
    let mut found = Vec::new();
    for records in all.iter().filter(|one| one.register().shape == Shape::Occasion) {
        for record in records.records().iter().filter(|record| record.state.counts()) {
            let Some(venue) = record.venue() else { continue };
            let kind = record.channel().map_or("", |code| records.register().word(code));
            let key = (record.period().from, fold(venue), fold(kind));
            let one = *first.entry(key).or_insert(record);
            if one.register != record.register || one.section != record.section {
                found.push((one, *record));
            }
        }
    }
    found
}
