//! What the pages of the registers show.

use std::collections::BTreeSet;

use domain::{
    Day, FiscalYear, Id,
    plan::Plan,
    section::Section,
    text::{fold, thousands},
};
use registers::{
    Amount, CountedRecords, Period, RecordFacts, RecordLine, RecordState, Register, RegisterRecord,
    RegisterTally, TallyFlag, WordingStyle, record::Presence,
};
use store::Tx;

use super::{
    RegisterShelf, drafts_by,
    form::{RecordField, fields, states},
    marks::{MarkView, marks},
    own_records::SectionRecords,
    record_of,
};
use crate::{Error, Result, kit::clock, kit::page::Choice};

/// A register on its section's page.
#[derive(Debug)]
pub(crate) struct RegisterCard {
    pub(crate) name: String,
    pub(crate) shape: &'static str,
    pub(super) fields: Vec<RecordField>,
    pub(crate) state_id: String,
    pub(crate) states: Vec<Choice>,
    pub(crate) records: Vec<RecordView>,
    pub(crate) tallies: Vec<TallyView>,
    /// What can be counted by marks today.
    pub(crate) marks: Vec<MarkView>,
    pub(crate) drafts: Vec<String>,
    /// Whether all of it is shown, or only what it is called.
    pub(crate) is_open: bool,
    /// Whether marks are being made.
    pub(crate) is_counting: bool,
}

/// A figure of a register.
#[derive(Debug)]
pub(crate) struct TallyView {
    pub(crate) name: String,
    pub(crate) figure: String,
    pub(crate) lacks: String,
    pub(crate) definition: String,
}

/// A record in its list.
#[derive(Debug, Clone)]
pub(crate) struct RecordView {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) days: String,
    pub(crate) told: String,
    pub(crate) state: &'static str,
    pub(crate) is_void: bool,
    pub(crate) is_unresolved: bool,
    /// Whether the section keeps it.
    pub(crate) is_own: bool,
}

/// A record whose day is past and of which nobody has said what came of it.
#[derive(Debug)]
pub(crate) struct WaitingRecord {
    pub(crate) register: String,
    pub(crate) record: RecordView,
}

/// The registers of a section with its records of a year.
pub(super) async fn cards(
    tx: &mut Tx,
    plan: &Id<Plan>,
    section: &Section,
    (year, today): (FiscalYear, Day),
) -> Result<Vec<RegisterCard>> {
    let shelf = RegisterShelf::of(tx, plan).await?;
    let period = Period::fiscal_year(year);
    // The year before is read for what the form repeats
    let stored = tx.records_between(plan, period.from.after(-366), period.to).await?;
    let mut records = SectionRecords::default();
    for one in &stored {
        let is_own = one.section_id.as_deref() == Some(section.id.as_str());
        if is_own || one.section_id.is_none() {
            let record = record_of(one)?;
            if is_own {
                records.own.insert(record.id.clone());
            }
            records.all.push(record);
        }
    }
    let kept: BTreeSet<&str> = records.kept().map(|record| record.register.as_str()).collect();
    let cards = shelf
        .newest
        .iter()
        .filter(|register| kept.contains(register.name.as_str()) || is_of(register, section));
    Ok(cards.map(|register| card(register, &records, (period, today))).collect())
}

/// Whether a register is the section's: one that names no section is every section's.
pub(super) fn is_of(register: &Register, section: &Section) -> bool {
    let mut named = register.serves.iter().filter(|served| !served.section.is_empty()).peekable();
    named.peek().is_none() || named.any(|served| fold(&served.section) == fold(&section.name))
}

fn card(
    register: &Register,
    kept: &SectionRecords,
    (period, today): (Period, Day),
) -> RegisterCard {
    let counted = CountedRecords::of(register, &kept.all, period, today);
    let of = |record: &&RegisterRecord| record.register == register.name;
    let listed =
        kept.all.iter().filter(of).filter(|record| {
            record.period().from <= period.to && record.period().to >= period.from
        });
    let mut records: Vec<&RegisterRecord> = listed.collect();
    records.sort_by_key(|record| (record.period().from, &record.id));
    RegisterCard {
        name: register.name.clone(),
        shape: register.shape.label(),
        fields: fields(register, &repeated(register, kept), &register.name),
        state_id: format!("{}-state", register.name),
        states: states(register, &[RecordState::Held, RecordState::Planned], RecordState::Held),
        records: records.iter().rev().map(|one| view(one, register, (kept, today))).collect(),
        tallies: tallied(register, &counted),
        marks: marks(register, kept, today),
        drafts: drafts_by(&counted, &WordingStyle::default()).map(|(_, one)| one.text).collect(),
        is_open: false,
        is_counting: false,
    }
}

/// What records count, as far as it is known.
pub(super) fn tallied(register: &Register, counted: &CountedRecords<'_>) -> Vec<TallyView> {
    let view = |one: &registers::Counting| {
        let tally = counted.tally(&one.key).filter(|tally| tally.value.is_some())?;
        let lacks: Vec<String> = tally.flags.iter().map(lacking).collect();
        Some(TallyView {
            name: register.name_of(one),
            figure: figure(&tally),
            lacks: lacks.join("、"),
            definition: tally.definition,
        })
    };
    register.countings.iter().filter_map(view).collect()
}

/// What the form begins with: place and kind of the last record.
fn repeated(register: &Register, records: &SectionRecords) -> RecordLine {
    let bare = RecordLine::bare(&register.name, register.shape);
    let of = records.kept().filter(|record| record.register == register.name);
    let mut kept: Vec<_> = of.filter(|record| record.state != RecordState::Void).collect();
    kept.sort_by_key(|record| record.period().to);
    let kept = || kept.iter().copied();
    let last = kept().next_back();
    let is_used = |key: &str| register.codes.iter().any(|code| code.key == key && !code.retired);
    match last {
        Some(last) => RecordLine {
            venue: last.venue().map(str::to_owned),
            present: kept()
                .rev()
                .map(|one| RecordLine::from(one).present)
                .find(|present| !present.is_empty())
                .unwrap_or_default(),
            channel: last.channel().filter(|code| is_used(code)).map(str::to_owned),
            ..bare
        },
        None => bare,
    }
}

pub(super) fn view(
    record: &RegisterRecord,
    register: &Register,
    (records, today): (&SectionRecords, Day),
) -> RecordView {
    let days = said_period(record.period());
    RecordView {
        id: record.id.to_string(),
        version: record.version,
        days,
        told: told(record, register),
        state: record.state.label(),
        is_void: record.state == RecordState::Void,
        is_unresolved: record.is_unresolved(today),
        is_own: records.own.contains(&record.id),
    }
}

/// Days as the page says them: a day, a whole month, from and to.
fn said_period(Period { from, to }: Period) -> String {
    let (year, month, date) = from.calendar();
    let is_month = date == 1 && to.calendar().1 == month && to.after(1).calendar().2 == 1;
    match from == to {
        true => said(from),
        false if is_month && to.calendar().0 == year => format!("{year}年{month}月"),
        false => format!("{}～{}", said(from), said(to)),
    }
}

/// A day as the page says it: 2026年6月10日（水）.
pub(super) fn said(day: Day) -> String {
    let (year, month, date) = day.calendar();
    format!("{year}年{month}月{date}日（{}）", day.weekday())
}

/// What a record tells, in a line.
fn told(record: &RegisterRecord, register: &Register) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(record.channel().map(|code| register.word(code).to_owned()));
    parts.extend(record.venue().map(str::to_owned));
    match &record.facts {
        RecordFacts::Occasion(told) => {
            parts.extend(told.attended.iter().map(|row| {
                let group =
                    if row.group.is_empty() { "参加者" } else { register.word(&row.group) };
                row.n.map_or_else(|| format!("{group} 未記録"), |n| format!("{group} {n}人"))
            }));
            let there = told.present.iter().filter(|one| one.presence == Presence::Present);
            let absent = told.present.iter().filter(|one| one.presence == Presence::Absent);
            if !told.present.is_empty() {
                let (there, absent) = (there.count(), absent.count());
                let absent = if absent > 0 { format!("、欠席{absent}") } else { String::new() };
                parts.push(format!("出席{there}{absent}"));
            }
        }
        RecordFacts::Handout(told) => {
            parts.push(told.movement.label().to_owned());
            parts.extend(told.item.clone());
            let about = if told.approx { "約" } else { "" };
            parts.extend(told.quantity.map(|n| format!("{about}{n}部")));
            parts.extend(told.reach.map(|n| format!("{about}{n}人")));
        }
        RecordFacts::Total(told) => {
            let unit = register.counting(&told.counting).map_or("", |one| one.unit.as_str());
            let value = told.value.map_or_else(|| "未記録".to_owned(), |n| format!("{n}{unit}"));
            parts.push(value);
        }
    }
    parts.extend(record.reason.as_ref().map(|reason| format!("理由：{reason}")));
    parts.extend(record.memo.clone());
    parts.join("　")
}

/// A figure with its unit, as the page writes it.
pub(super) fn figure(tally: &RegisterTally) -> String {
    match tally.value {
        Some(Amount::Whole(n)) => format!("{}{}", thousands(&n.to_string()), tally.unit),
        Some(Amount::Tenths(n)) => format!("{}.{}{}", n / 10, n % 10, tally.unit),
        None => "未記録".to_owned(),
    }
}

pub(crate) fn lacking(flag: &TallyFlag) -> String {
    match flag {
        TallyFlag::Approx => "約".to_owned(),
        TallyFlag::Unresolved(n) => format!("ほか結果未入力{n}回"),
        TallyFlag::Unrecorded(n) => format!("ほか未記録{n}件"),
        TallyFlag::Months(n) => format!("{n}か月分"),
        TallyFlag::MaybeTwice(n) => format!("同じ開催かもしれない記録{n}件"),
    }
}

/// What waits for a result.
pub(super) fn waiting(cards: &[RegisterCard]) -> Vec<WaitingRecord> {
    let of = |card: &RegisterCard| {
        let open = card.records.iter().rev().filter(|one| one.is_unresolved && one.is_own);
        let waiting = |record: &RecordView| WaitingRecord {
            register: card.name.clone(),
            record: record.clone(),
        };
        open.map(waiting).collect::<Vec<_>>()
    };
    cards.iter().flat_map(of).collect()
}

/// The versions of a record, each in a line, and its register as it was when it was entered.
pub(super) async fn record_fields(
    tx: &mut Tx,
    plan: &Id<Plan>,
    record: &RegisterRecord,
) -> Result<(Vec<String>, Register)> {
    let shelf = RegisterShelf::of(tx, plan).await?;
    let register = shelf.of_record(record).cloned().ok_or(Error::NotFound("この台帳"))?;
    let mut lines = Vec::new();
    for version in tx.record_versions(plan, record.id.as_str()).await? {
        let one = record_of(&version)?;
        let (at, state, told) = (clock::spoken(&one.at), one.state.label(), told(&one, &register));
        lines.push(format!("第{}版　{at}　{}　{state}　{told}", one.version, one.by));
    }
    Ok((lines, register))
}
