//! Tally marks (正の字): a press at the counter is one more in today's record of a counting, and a second
//! button takes the last one back.

use axum::{Form, extract::State, response::Redirect};
use domain::{Day, Id, plan::Plan, section::Section};
use registers::{
    Counting, CountingKind, Period, RecordFacts, RecordLine, RecordState, Register, RegisterRecord,
    Shape,
};
use store::StoredRecord;

use super::{
    RegisterShelf,
    entry::{RecordDesk, next, record_new, refused, told_correction},
    form::sent,
    own_records::{SectionRecords, section_of},
    record_of, stored,
};
use crate::{
    App, Error, Result,
    kit::{addresses, clock, error_page::PageError, path::Path, viewer::Viewer},
};

/// The strokes of 正, one to five.
const STROKES: [&str; 6] = ["", "一", "丁", "下", "止", "正"];

/// Why a mark is a new version of its record.
const REASON: &str = "正の字";

/// A counting with today's marks.
#[derive(Debug)]
pub(crate) struct MarkView {
    pub(crate) counting: String,
    pub(crate) name: String,
    pub(crate) count: u64,
    pub(crate) strokes: String,
}

/// What can be counted by marks: the numbers of a register of totals that are added up.
pub(super) fn marks(register: &Register, kept: &SectionRecords, today: Day) -> Vec<MarkView> {
    if register.shape != Shape::Total {
        return Vec::new();
    }
    let view = |one: &Counting| {
        let count = todays(kept.kept(), register, one, today).map_or(0, |(count, _)| count);
        MarkView {
            counting: one.key.clone(),
            name: register.name_of(one),
            count,
            strokes: strokes(count),
        }
    };
    let summed = |one: &&Counting| one.kind == CountingKind::Sum && one.option.is_empty();
    register.countings.iter().filter(summed).map(view).collect()
}

/// Today's number of a counting with its record, among a section's own.
fn todays<'a>(
    mut own: impl Iterator<Item = &'a RegisterRecord>,
    register: &Register,
    counting: &Counting,
    today: Day,
) -> Option<(u64, &'a RegisterRecord)> {
    own.find_map(|record| {
        let RecordFacts::Total(told) = &record.facts else { return None };
        let Period { from, to } = record.period();
        let fits = (from, to) == (today, today)
            && record.state == RecordState::Held
            && record.register == register.name
            && told.counting == counting.key;
        fits.then(|| (told.value.unwrap_or_default(), record))
    })
}

/// A count as strokes: 正正下.
fn strokes(count: u64) -> String {
    let whole = usize::try_from(count / 5).unwrap_or_default().min(40);
    let rest = usize::try_from(count % 5).unwrap_or_default();
    "正".repeat(whole) + STROKES.get(rest).copied().unwrap_or_default()
}

/// What a page is told after a mark: the next one is a press away.
pub(super) const MARKED: &str = "marked";

/// Counts one more, or takes the last back.
pub(crate) async fn mark(
    State(app): State<App>,
    viewer: Viewer,
    Path((plan, id)): Path<(Id<Plan>, Id<Section>)>,
    Form(form): Form<Vec<(String, String)>>,
) -> std::result::Result<Redirect, PageError> {
    let section = section_of(&mut app.store.read().await?, &plan, &id).await?;
    let by = viewer.by();
    let desk = RecordDesk { plan: &plan, section: &section, by: &by };
    let what = (sent(&form, "register"), sent(&form, "counting"));
    count(&app, desk, what, (sent(&form, "step") != "back", viewer.today())).await?;
    let year = viewer.today().fiscal_year().ok_or(Error::NotFound("この年度"))?;
    let here = (year, sent(&form, "register"), MARKED);
    Ok(Redirect::to(&addresses::registers_after(&plan, &id, here)))
}

/// Changes today's number by one, in one transaction that reads it.
async fn count(
    app: &App,
    desk: RecordDesk<'_>,
    (register, counting): (&str, &str),
    (up, today): (bool, Day),
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let shelf = RegisterShelf::of(&mut tx, desk.plan).await?;
    let register = shelf.named(register).ok_or(Error::NotFound("この台帳"))?;
    let known = register.counting(counting).ok_or(Error::NotFound("この数え方"))?;
    let stored_today = tx.records_between(desk.plan, today, today).await?;
    let is_own = |one: &&StoredRecord| one.section_id.as_deref() == Some(desk.section.id.as_str());
    let own: Result<Vec<_>> = stored_today.iter().filter(is_own).map(record_of).collect();
    let own = own?;
    let before = todays(own.iter(), register, known, today);
    let at = clock::now();
    let bare = RecordLine::bare(&register.name, register.shape);
    let line = |value| RecordLine {
        counting: Some(known.key.clone()),
        from: Some(today),
        to: Some(today),
        value: Some(value),
        state: Some(RecordState::Held),
        section: Some(desk.section.name.clone()),
        ..bare
    };
    let (record, told) = match before {
        Some((0, _)) | None if !up => return Ok(()),
        None => record_new(&desk, register, line(1), &at)?,
        Some((value, before)) => {
            let value = if up { value + 1 } else { value - 1 };
            let record = next(before, line(value), REASON, (desk.by, &at))?;
            let told = told_correction(&desk, before, &record, REASON, &at);
            (record, told)
        }
    };
    refused(&record, register)?;
    tx.write_records(desk.plan, &[stored(&record, Some(&desk.section.id))]).await?;
    tx.record(&told).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_strokes_are_one_sign() {
        let told = [0, 1, 4, 5, 13].map(strokes);
        assert_eq!(told, ["", "一", "止", "正", "正正下"]);
    }
}
