//! The records of an action through the years: what each register counted, with the way to its records.

use std::collections::BTreeSet;

use domain::{FiscalYear, Id, permission::Right, plan::Plan, section::Section};
use registers::{CountedRecords, Register, RegisterRecord};
use store::{StoredRecord, Tx};

use super::{
    RegisterShelf,
    own_records::sections_seen,
    record_of,
    view::{TallyView, tallied},
};
use crate::{
    Result,
    kit::{addresses, page::Link, viewer::Viewer},
};

/// What a register counted for an action in a year.
pub(crate) struct CountedYear {
    pub(crate) year: FiscalYear,
    pub(crate) register: String,
    pub(crate) tallies: Vec<TallyView>,
    /// The sections whose records they are.
    pub(crate) sections: Vec<Link>,
}

/// What the registers of an action counted, the newest year first; of sections whose registers the
/// viewer may see.
pub(crate) async fn through(
    tx: &mut Tx,
    viewer: &Viewer,
    plan: &Id<Plan>,
    actions: &BTreeSet<u32>,
) -> Result<Vec<CountedYear>> {
    if !viewer.may(Right::ReadRecords, Some(plan), None) {
        return Ok(Vec::new());
    }
    let shelf = RegisterShelf::of(tx, plan).await?;
    let sections = sections_seen(tx, viewer, plan).await?;
    let mut told = Vec::new();
    for register in &shelf.newest {
        if !register.serves.iter().any(|served| actions.contains(&served.action)) {
            continue;
        }
        let stored = tx.records_of_register(plan, &register.name).await?;
        told.extend(years(register, &stored, (plan, &sections), (actions, viewer))?);
    }
    told.sort_by(|a, b| (b.year, &a.register).cmp(&(a.year, &b.register)));
    Ok(told)
}

fn years(
    register: &Register,
    stored: &[StoredRecord],
    (plan, sections): (&Id<Plan>, &[Section]),
    (actions, viewer): (&BTreeSet<u32>, &Viewer),
) -> Result<Vec<CountedYear>> {
    let of = |id: &str| sections.iter().find(|section| section.id.as_str() == id);
    let seen =
        stored.iter().filter(|one| one.section_id.as_deref().is_none_or(|id| of(id).is_some()));
    let seen: Vec<&StoredRecord> = seen.collect();
    let records: Result<Vec<RegisterRecord>> = seen.iter().map(|one| record_of(one)).collect();
    let records = records?;
    let year = |(year, all): (FiscalYear, CountedRecords<'_>)| {
        let no = actions.iter().find(|no| register.serves.iter().any(|one| one.action == **no))?;
        let tallies = tallied(register, &all.of_action(*no));
        let in_year = seen
            .iter()
            .zip(&records)
            .filter(|(_, record)| record.period().from.fiscal_year() == Some(year));
        let ids: BTreeSet<&str> =
            in_year.filter_map(|(one, _)| one.section_id.as_deref()).collect();
        let link = |section: &Section| Link {
            label: section.name.clone(),
            href: addresses::registers_of(plan, &section.id, year),
            current: false,
        };
        let sections = ids.iter().filter_map(|id| of(id)).map(link).collect();
        let register = register.name.clone();
        (!tallies.is_empty()).then_some(CountedYear { year, register, tallies, sections })
    };
    Ok(CountedRecords::by_year(register, &records, viewer.today()).filter_map(year).collect())
}
