//! What records write for one action of a section: offered beside the field of its reply, with the
//! records behind each figure. Nothing is put into a field that nobody put there.

use domain::{Day, Field, FiscalYear, Id, Offset, Slot, plan::Plan, section::Section};
use registers::{
    CountedRecords, Evidence, Period, Register, RegisterDraft, RegisterRecord, Wording,
    WordingStyle,
};
use store::{StoredRecord, Tx};

use super::{RegisterShelf, record_of, view::is_of};
use crate::{Result, kit::digest::digest};

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

/// The registers and records from which a section is offered texts.
#[derive(Debug)]
pub(crate) struct SectionOffers {
    /// Each register with the records that concern the section.
    registers: Vec<(Register, Vec<RegisterRecord>)>,
    year: FiscalYear,
    today: Day,
}

impl SectionOffers {
    /// Reads them for the sheet of a year and what is planned for the next.
    pub(crate) async fn of(
        tx: &mut Tx,
        plan: &Id<Plan>,
        section: &Section,
        (year, today): (FiscalYear, Day),
    ) -> Result<Self> {
        let shelf = RegisterShelf::of(tx, plan).await?;
        let mut registers = Vec::new();
        if !shelf.newest.is_empty() {
            let days = (Period::fiscal_year(year).from, Period::fiscal_year(year.plus(1)).to);
            let stored = tx.records_of_section(plan, &section.id, days).await?;
            for register in shelf.newest {
                let records = records_for(&register, &stored, section)?;
                registers.push((register, records));
            }
        }
        Ok(Self { registers, year, today })
    }

    /// What is offered for an action, by its numbers on the sheet, in the style of what the section
    /// wrote a year ago.
    pub(crate) fn of_action(&self, actions: &[u32], last: &str) -> Vec<RegisterOffer> {
        let (this, next) = (Period::fiscal_year(self.year), Period::fiscal_year(self.year.plus(1)));
        let style = WordingStyle::guess(last);
        let mut offers = Vec::new();
        for (register, records) in self.registers.iter().filter(|(_, all)| !all.is_empty()) {
            for no in actions {
                let of_action = |period| {
                    CountedRecords::of(register, records, period, self.today).of_action(*no)
                };
                offers.extend(written(register, &of_action(this), &style));
                offers.extend(planned(register, &of_action(next), &style));
            }
        }
        offers
    }
}

/// The register's records that concern the section: of a register that serves others only those that
/// count for further actions.
fn records_for(
    register: &Register,
    stored: &[StoredRecord],
    section: &Section,
) -> Result<Vec<RegisterRecord>> {
    let is_own = is_of(register, section);
    let is_kept = |one: &StoredRecord| {
        is_own && one.section_id.as_deref().is_none_or(|id| id == section.id.as_str())
    };
    let mut records = Vec::new();
    for one in stored.iter().filter(|one| one.register == register.name) {
        let record = record_of(one)?;
        if is_kept(one) || !record.counted_for.is_empty() {
            records.push(record);
        }
    }
    Ok(records)
}

/// What the wordings make of the year's records, each text once.
fn written(
    register: &Register,
    records: &CountedRecords<'_>,
    style: &WordingStyle,
) -> Vec<RegisterOffer> {
    if records.records().is_empty() {
        return Vec::new();
    }
    let drafts = register.wordings.iter().filter_map(|text| {
        let draft = registers::draft(&Wording::parse(text).ok()?, records, style)?;
        let is_told = draft.text.chars().any(char::is_alphanumeric);
        is_told.then(|| offer(register, text, draft, Slot::new(Field::Status, Offset::This)))
    });
    drafts.collect()
}

/// What is planned for the year after.
fn planned(
    register: &Register,
    records: &CountedRecords<'_>,
    style: &WordingStyle,
) -> Option<RegisterOffer> {
    let draft = registers::planned(records, style)?;
    let evidence =
        records.records().iter().filter(|record| draft.days.contains(&record.period().from));
    let evidence = evidence.map(|one| Evidence { record: one.id.clone(), version: one.version });
    let evidence = evidence.collect();
    let offer = offer(register, PLANNED, draft, Slot::new(Field::Plan, Offset::Next));
    Some(RegisterOffer { evidence, ..offer })
}

fn offer(register: &Register, wording: &str, draft: RegisterDraft, slot: Slot) -> RegisterOffer {
    let figures = draft.numbers.iter().flat_map(|number| number.tally.evidence.clone());
    let mut evidence: Vec<Evidence> = figures.collect();
    evidence.sort();
    evidence.dedup();
    RegisterOffer {
        slot,
        register: register.name.clone(),
        wording: wording.to_owned(),
        draft,
        evidence,
    }
}
