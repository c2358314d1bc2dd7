//! Figures that registers give: what their countings count for an action, under the counting's name.
//! An indicator of the same action, words and unit takes them; nothing of it is kept.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::{Day, FiscalYear, Id, action::Action, indicator::Indicator, plan::Plan, text::fold};
use prose::series::CountedFigure;
use registers::{Amount, CountedRecords, Counting, CountingKind, Register, RegisterRecord};
use store::Tx;

use crate::{
    Result,
    slices::{
        checks::Years,
        registers::{RegisterShelf, record_of, view::lacking},
    },
};

/// A counting of a register for an action.
#[derive(Debug, Clone)]
pub(crate) struct RegisterCounting {
    pub(crate) action: Id<Action>,
    /// Its name; with the register's where several of the action have the name.
    pub(crate) name: String,
    pub(crate) unit: String,
    no: u32,
    register: usize,
    key: String,
}

/// What registers count for the plan's actions.
#[derive(Debug, Default)]
pub(crate) struct Registered {
    pub(crate) countings: Vec<RegisterCounting>,
    figures: BTreeMap<Id<Indicator>, Vec<CountedFigure>>,
}

impl Registered {
    /// Reads the registers, and the records of those that an indicator takes its figures from.
    pub(crate) async fn of(
        tx: &mut Tx,
        plan: &Id<Plan>,
        years: &Years,
        indicators: &[Indicator],
        today: Day,
    ) -> Result<Self> {
        let shelf = RegisterShelf::of(tx, plan).await?;
        let countings = countings(&shelf.newest, years);
        let mut figures = BTreeMap::new();
        let mut read: BTreeMap<usize, Vec<RegisterRecord>> = BTreeMap::new();
        for indicator in indicators {
            let Some(one) = countings.iter().find(|one| one.is_of(indicator)) else { continue };
            let Some(register) = shelf.newest.get(one.register) else { continue };
            let records = match read.entry(one.register) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(open) => {
                    let stored = tx.records_of_register(plan, &register.name).await?;
                    let records: Result<Vec<_>> = stored.iter().map(record_of).collect();
                    open.insert(records?)
                }
            };
            figures.insert(indicator.id.clone(), counted(register, records, one, today));
        }
        Ok(Self { countings, figures })
    }

    /// What records give for an indicator, year by year.
    pub(crate) fn figures(&self, indicator: &Id<Indicator>) -> &[CountedFigure] {
        self.figures.get(indicator).map_or(&[], Vec::as_slice)
    }
}

impl RegisterCounting {
    /// The indicator that counts it.
    pub(crate) fn indicator(&self, id: Id<Indicator>) -> Indicator {
        Indicator {
            id,
            action: Some(self.action.clone()),
            name: self.name.clone(),
            unit: self.unit.clone(),
            counted: self.name.clone(),
        }
    }

    /// Whether an indicator counts it.
    pub(crate) fn is_of(&self, indicator: &Indicator) -> bool {
        indicator.action.as_ref() == Some(&self.action)
            && fold(&indicator.counted) == fold(&self.name)
            && fold(&indicator.unit) == fold(&self.unit)
    }
}

/// The countings of every register for every action of the newest sheet that it serves.
fn countings(registers: &[Register], years: &Years) -> Vec<RegisterCounting> {
    let rows = years.stored.actions.iter().zip(&years.stored.sheet.rows);
    let mut all: Vec<RegisterCounting> = Vec::new();
    for (action, row) in rows {
        for (at, register) in registers.iter().enumerate() {
            if register.serves.iter().all(|served| served.action != row.no) {
                continue;
            }
            let apart = |one: &&Counting| one.kind != CountingKind::Cancelled;
            all.extend(register.countings.iter().filter(apart).map(|one| RegisterCounting {
                action: action.clone(),
                name: register.name_of(one),
                unit: one.unit.clone(),
                no: row.no,
                register: at,
                key: one.key.clone(),
            }));
        }
    }
    let mut times: BTreeMap<(Id<Action>, String, String), usize> = BTreeMap::new();
    for one in &all {
        *times.entry((one.action.clone(), one.name.clone(), one.unit.clone())).or_default() += 1;
    }
    for one in &mut all {
        let key = (one.action.clone(), one.name.clone(), one.unit.clone());
        if times.get(&key).is_some_and(|times| *times > 1) {
            let register = registers.get(one.register).map_or("", |register| &register.name);
            one.name = format!("{}（{register}）", one.name);
        }
    }
    all
}

/// What the records of each year give.
fn counted(
    register: &Register,
    records: &[RegisterRecord],
    one: &RegisterCounting,
    today: Day,
) -> Vec<CountedFigure> {
    let of = |(year, counted): (FiscalYear, CountedRecords<'_>)| {
        let tally = counted.of_action(one.no).tally(&one.key)?;
        let lacks: Vec<String> = tally.flags.iter().map(lacking).collect();
        Some(CountedFigure {
            year,
            number: tally.value.map(Amount::number),
            register: register.name.clone(),
            records: tally.evidence.len(),
            lacks: lacks.join("、"),
        })
    };
    let figures = CountedRecords::by_year(register, records, today).filter_map(of);
    figures.filter(|figure| figure.records > 0).collect()
}
