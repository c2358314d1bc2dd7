//! What records write for one action of a section: offered beside the field of its reply, with the
//! records behind each figure. Nothing is put into a field that nobody put there.

use checker::Recorded;
use domain::{Field, FiscalYear, Offset, Slot};
use registers::{CountedRecords, Evidence, Period, RegisterDraft, WordingStyle};

use super::drafts_by;
use crate::kit::digest::digest;

/// The wording of planned occasions, which every register of occasions has.
const PLANNED: &str = "予定";

/// A text that a register's records write for a question.
#[derive(Debug, Clone)]
pub(crate) struct RegisterOffer {
    /// The question.
    pub(crate) slot: Slot,
    /// The register.
    pub(crate) register: String,
    /// The wording.
    pub(crate) wording: String,
    /// The text with its figures.
    pub(crate) draft: RegisterDraft,
    /// The records behind it.
    pub(crate) evidence: Vec<Evidence>,
}

impl RegisterOffer {
    /// By what it is known: another text, or other records behind it, is another offer.
    pub(crate) fn digest(&self) -> String {
        let evidence = self.evidence.iter().map(|one| format!("{}:{}", one.record, one.version));
        let evidence = evidence.collect::<Vec<_>>().join(" ");
        let parts = [&self.slot.key(), &self.register, &self.wording, &self.draft.text, &evidence];
        digest(parts.map(String::as_str).join("\n").as_bytes())
    }
}

/// What records write for a section's part of an action: by the action's numbers on the sheet and the
/// other owners of its rows, in the style of what the section wrote a year ago.
pub(crate) fn offers(
    known: Recorded<'_>,
    (actions, others): (&[u32], &[String]),
    year: FiscalYear,
    last: &str,
) -> Vec<RegisterOffer> {
    let (this, next) = (Period::fiscal_year(year), Period::fiscal_year(year.plus(1)));
    let style = WordingStyle::guess(last);
    let mut offers = Vec::new();
    for register in known.registers {
        for no in actions {
            let own = |period| {
                CountedRecords::of(register, known.records, period, known.today)
                    .of_part(*no, others)
            };
            offers.extend(own(this).iter().flat_map(|own| written(own, &style)));
            offers.extend(own(next).and_then(|own| planned(&own, &style)));
        }
    }
    offers
}

/// What the wordings make of the year's records.
fn written(records: &CountedRecords<'_>, style: &WordingStyle) -> Vec<RegisterOffer> {
    if records.records().is_empty() {
        return Vec::new();
    }
    let told = drafts_by(records, style);
    let told = told.filter(|(_, draft)| draft.text.chars().any(char::is_alphanumeric));
    let slot = Slot::new(Field::Status, Offset::This);
    told.map(|(wording, draft)| offer(records, wording, draft, slot.clone())).collect()
}

/// What is planned for the year after.
fn planned(records: &CountedRecords<'_>, style: &WordingStyle) -> Option<RegisterOffer> {
    let draft = registers::planned(records, style)?;
    let evidence =
        records.records().iter().filter(|record| draft.days.contains(&record.period().from));
    let evidence = evidence.map(|one| Evidence { record: one.id.clone(), version: one.version });
    let evidence = evidence.collect();
    let offer = offer(records, PLANNED, draft, Slot::new(Field::Plan, Offset::Next));
    Some(RegisterOffer { evidence, ..offer })
}

fn offer(
    records: &CountedRecords<'_>,
    wording: &str,
    draft: RegisterDraft,
    slot: Slot,
) -> RegisterOffer {
    let figures = draft.numbers.iter().flat_map(|number| number.tally.evidence.clone());
    let mut evidence: Vec<Evidence> = figures.collect();
    evidence.sort();
    evidence.dedup();
    RegisterOffer {
        slot,
        register: records.register().name.clone(),
        wording: wording.to_owned(),
        draft,
        evidence,
    }
}
