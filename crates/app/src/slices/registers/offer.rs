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

/// For whom is offered: the section with the numbers of one of its actions, on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfferFor<'a> {
    pub(crate) plan: &'a Id<Plan>,
    pub(crate) section: &'a Section,
    pub(crate) actions: &'a [u32],
    pub(crate) year: FiscalYear,
    pub(crate) today: Day,
}

/// What the records of a section write for its reply, in the style of what it wrote a year ago.
pub(crate) async fn offers(
    tx: &mut Tx,
    of: OfferFor<'_>,
    last: &str,
) -> Result<Vec<RegisterOffer>> {
    let shelf = RegisterShelf::of(tx, of.plan).await?;
    if shelf.newest.is_empty() {
        return Ok(Vec::new());
    }
    let (this, next) = (Period::fiscal_year(of.year), Period::fiscal_year(of.year.plus(1)));
    let stored = tx.records_of_section(of.plan, &of.section.id, (this.from, next.to)).await?;
    let style = WordingStyle::guess(last);
    let mut offers = Vec::new();
    for register in &shelf.newest {
        let records = records_for(register, &stored, of)?;
        for no in of.actions {
            let of_action =
                |period| CountedRecords::of(register, &records, period, of.today).of_action(*no);
            offers.extend(written(register, &of_action(this), &style));
            offers.extend(planned(register, &of_action(next), &style));
        }
    }
    Ok(offers)
}

/// The register's records that concern the section: of a register that serves others only those that
/// count for further actions.
fn records_for(
    register: &Register,
    stored: &[StoredRecord],
    of: OfferFor<'_>,
) -> Result<Vec<RegisterRecord>> {
    let is_own = is_of(register, of.section);
    let is_kept = |one: &&StoredRecord| {
        one.section_id.as_deref().is_none_or(|id| id == of.section.id.as_str()) && is_own
    };
    let own = stored.iter().filter(|one| one.register == register.name);
    let mut records = Vec::new();
    for one in own {
        let record = record_of(one)?;
        if is_kept(&one) || !record.counted_for.is_empty() {
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
