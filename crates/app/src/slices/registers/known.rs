//! What a plan's registers know of a year, the one before and the one after, for whoever checks or
//! writes beside it: texts are offered and found at fault by the same records.

use std::collections::BTreeMap;

use checker::Recorded;
use domain::{Day, FiscalYear, Id, plan::Plan};
use registers::{Evidence, Period, Register, RegisterRecord};
use store::Tx;

use super::{RegisterShelf, record_of};
use crate::{Result, kit::addresses, kit::clock, kit::page::Link};

/// The registers of a plan with the records of three years, in all their versions.
#[derive(Debug)]
pub(crate) struct KnownRecords {
    registers: Vec<Register>,
    records: Vec<RegisterRecord>,
    /// The sections that keep them, by the records' identifiers.
    sections: BTreeMap<String, String>,
    today: Day,
}

impl KnownRecords {
    /// What the plan's registers know; none where the plan keeps none.
    pub(crate) async fn of(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<Option<Self>> {
        Self::read(tx, plan, year, None).await
    }

    /// The same of some actions.
    pub(crate) async fn of_actions(
        tx: &mut Tx,
        plan: &Id<Plan>,
        year: FiscalYear,
        actions: &[u32],
    ) -> Result<Option<Self>> {
        Self::read(tx, plan, year, Some(actions)).await
    }

    async fn read(
        tx: &mut Tx,
        plan: &Id<Plan>,
        year: FiscalYear,
        actions: Option<&[u32]>,
    ) -> Result<Option<Self>> {
        let registers = RegisterShelf::of(tx, plan).await?.newest;
        if registers.is_empty() {
            return Ok(None);
        }
        let serving = |actions: &[u32]| -> Vec<String> {
            let serves = |one: &&Register| one.serves.iter().any(|s| actions.contains(&s.action));
            registers.iter().filter(serves).map(|one| one.name.clone()).collect()
        };
        let named = actions.map(serving);
        let (before, after) =
            (Period::fiscal_year(year.plus(-1)), Period::fiscal_year(year.plus(1)));
        let stored = tx.record_history(plan, (before.from, after.to), named.as_deref()).await?;
        let records = stored.iter().map(record_of).collect::<Result<_>>()?;
        let kept = stored.into_iter().filter_map(|one| Some((one.id, one.section_id?)));
        Ok(Some(Self { registers, records, sections: kept.collect(), today: clock::day() }))
    }

    /// The same as the checker takes it; of one section's part of the rows, on wish.
    pub(crate) fn recorded<'a>(&'a self, section: Option<&'a str>) -> Recorded<'a> {
        let (registers, records) = (self.registers.as_slice(), self.records.as_slice());
        Recorded { registers, records, today: self.today, section }
    }

    /// The record of a piece of evidence, to be opened where its section keeps it.
    pub(crate) fn link(&self, plan: &Id<Plan>, evidence: &Evidence) -> Option<Link> {
        let record = self.records.iter().rfind(|one| one.id == evidence.record)?;
        let section = Id::new(self.sections.get(record.id.as_str())?);
        let label = format!("{} {}", record.period().from, record.register);
        let href = addresses::register_record(plan, &section, record.id.as_str());
        Some(Link { label, href, current: false })
    }
}
