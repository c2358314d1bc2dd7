//! Planned occasions (予定) as a sentence of next year's plan.

use crate::{
    count::CountedRecords, draft::RegisterDraft, record::RegisterRecord, state::RecordState,
    style::WordingStyle, written::dated,
};

/// The days on which something is planned, with the place where it changes; nothing where nothing is.
pub fn planned(records: &CountedRecords<'_>, style: &WordingStyle) -> Option<RegisterDraft> {
    let is_planned = |record: &&&RegisterRecord| record.state == RecordState::Planned;
    let mut place = None;
    let mut draft = RegisterDraft::default();
    for record in records.records().iter().filter(is_planned) {
        let day = record.period().from;
        if !draft.days.is_empty() {
            draft.text.push('、');
        }
        draft.text.push_str(&dated(day, "md", style));
        draft.days.push(day);
        if let Some(venue) = record.venue().filter(|venue| place != Some(*venue)) {
            draft.text.extend(["（", venue, "）"]);
            place = Some(venue);
        }
    }
    if draft.days.is_empty() {
        return None;
    }
    draft.text.push_str("に実施予定");
    Some(draft)
}
