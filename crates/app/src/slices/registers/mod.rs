//! Registers of the work: they are defined, records are entered and taken from files, and what they
//! count and say is read anew each time.

mod calendar;
pub(crate) mod command;
pub(crate) mod define;
mod edit;
pub(crate) mod entry;
pub(crate) mod figure;
mod form;
mod incoming_line;
pub(crate) mod index;
pub(crate) mod known;
mod ledger;
mod ledger_columns;
pub(crate) mod ledger_web;
pub(crate) mod marks;
pub(crate) mod offer;
mod own_records;
pub(crate) mod receive;
pub(crate) mod shelf_web;
pub(crate) mod through;
pub(crate) mod view;
pub(crate) mod web;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Day, Id, plan::Plan, section::Section, text::fold};
use registers::{
    CountedRecords, Period, RecordLine, Register, RegisterDraft, RegisterRecord, RegisterTally,
    Wording, WordingStyle, line::RecordStamp,
};
use store::{StoredRecord, Tx};

use crate::{Error, Result};

/// The registers of a plan, with every version of each.
#[derive(Debug)]
pub(crate) struct RegisterShelf {
    /// The newest version of each, by name.
    pub(crate) newest: Vec<Register>,
    versions: BTreeMap<(String, u32), Register>,
}

impl RegisterShelf {
    /// The plan's registers.
    pub(crate) async fn of(tx: &mut Tx, plan: &Id<Plan>) -> Result<Self> {
        let mut shelf = Self { newest: Vec::new(), versions: BTreeMap::new() };
        for stored in tx.registers(plan).await? {
            let register = Register::from_json(&stored.definition).map_err(|fault| {
                Error::Damaged(format!("台帳「{}」を読み取れません（{fault}）。", stored.name))
            })?;
            if shelf.newest.last().is_none_or(|last| last.name != register.name) {
                shelf.newest.push(register.clone());
            }
            shelf.versions.insert((register.name.clone(), register.version), register);
        }
        Ok(shelf)
    }

    /// The newest version of a register.
    pub(crate) fn named(&self, name: &str) -> Option<&Register> {
        self.newest.iter().find(|register| register.name == name)
    }

    /// The register as it was when a record was entered.
    pub(crate) fn of_record(&self, record: &RegisterRecord) -> Option<&Register> {
        self.versions.get(&(record.register.clone(), record.register_version))
    }
}

/// The record that is stored.
pub(crate) fn record_of(stored: &StoredRecord) -> Result<RegisterRecord> {
    let damaged = || Error::Damaged(format!("記録「{}」を読み取れません。", stored.id));
    let number = |n: i64| u32::try_from(n).map_err(|_| damaged());
    let stamp = RecordStamp {
        id: Id::new(&stored.id),
        register_version: number(stored.register_version)?,
        by: stored.written_by.clone(),
        at: stored.written_at.clone(),
    };
    let line = RecordLine::parse(&stored.line).map_err(|_| damaged())?;
    let record = line.into_record(stamp).map_err(|_| damaged())?;
    Ok(RegisterRecord { version: number(stored.version)?, ..record })
}

/// A record as it is stored: the columns by which it is found are those of its facts.
fn stored(record: &RegisterRecord, section: Option<&Id<Section>>) -> StoredRecord {
    let period = record.period();
    StoredRecord {
        id: record.id.to_string(),
        version: i64::from(record.version),
        register: record.register.clone(),
        register_version: i64::from(record.register_version),
        section_id: section.map(ToString::to_string),
        state: record.state.code().to_owned(),
        first_day: period.from.to_string(),
        last_day: period.to.to_string(),
        line: RecordLine::from(record).json(),
        written_by: record.by.clone(),
        written_at: record.at.clone(),
    }
}

/// The plan's records of some days, each as it stands.
pub(crate) async fn records(
    tx: &mut Tx,
    plan: &Id<Plan>,
    period: Period,
) -> Result<Vec<RegisterRecord>> {
    let stored = tx.records_between(plan, period.from, period.to).await?;
    stored.iter().map(record_of).collect()
}

/// The section of a name; a sentence where the plan has none or several.
fn section_named<'a>(
    sections: &'a [Section],
    name: &str,
) -> std::result::Result<&'a Section, String> {
    let wanted = fold(name);
    let mut fits = sections.iter().filter(|section| fold(&section.name) == wanted);
    match (fits.next(), fits.next()) {
        (Some(section), None) => Ok(section),
        (None, _) => {
            Err(format!("「{name}」という課は計画にありません。シートにある課名にしてください。"))
        }
        (Some(_), Some(_)) => Err(format!(
            "「{name}」という課が二つ以上あり、どちらか決まりません。その課の画面で入力してください。"
        )),
    }
}

/// The only section that a register names.
fn only_section(register: &Register) -> Option<&str> {
    let names: BTreeSet<&str> =
        register.serves.iter().map(|served| served.section.trim()).collect();
    let mut names = names.into_iter().filter(|name| !name.is_empty());
    names.next().filter(|_| names.next().is_none())
}

/// The figures of each counting of the registers.
pub(crate) fn tallies(
    registers: &[Register],
    records: &[RegisterRecord],
    (period, today): (Period, Day),
) -> Vec<RegisterTally> {
    let of = |register: &Register| {
        let counted = CountedRecords::of(register, records, period, today);
        let keys = register.countings.iter().map(|counting| counting.key.clone());
        keys.filter_map(|key| counted.tally(&key)).collect::<Vec<_>>()
    };
    registers.iter().flat_map(of).collect()
}

/// What the wordings of a register make of its records, each with its wording.
fn drafts_by<'a>(
    records: &CountedRecords<'a>,
    style: &WordingStyle,
) -> impl Iterator<Item = (&'a str, RegisterDraft)> {
    records.register().wordings.iter().filter_map(move |text| {
        let draft = registers::draft(&Wording::parse(text).ok()?, records, style)?;
        Some((text.as_str(), draft))
    })
}

/// What a register writes for an action.
#[derive(Debug)]
pub(crate) struct ActionDraft {
    /// The number of the action.
    pub(crate) action: u32,
    /// The register.
    pub(crate) register: String,
    /// The words with their figures.
    pub(crate) draft: RegisterDraft,
}

/// The texts that records write for actions, in the order of their numbers; of one action only, on
/// wish.
pub(crate) fn drafts(
    registers: &[Register],
    records: &[RegisterRecord],
    (period, today): (Period, Day),
    action: Option<u32>,
) -> Vec<ActionDraft> {
    let mut drafts = Vec::new();
    for register in registers {
        let counted = CountedRecords::of(register, records, period, today);
        for no in counted.actions().into_iter().filter(|no| action.is_none_or(|a| a == *no)) {
            let own = counted.clone().of_action(no);
            let style = WordingStyle::default();
            drafts.extend(drafts_by(&own, &style).map(|(_, draft)| ActionDraft {
                action: no,
                register: register.name.clone(),
                draft,
            }));
        }
    }
    drafts.sort_by_key(|draft| draft.action);
    drafts
}
