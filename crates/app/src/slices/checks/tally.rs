//! How many findings wait, section by section, for pages that show no more than the number: kept for a
//! moment, since a check reads every sentence.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use checker::Severity;
use domain::{FiscalYear, Id, finding_answer::AnswerKind, plan::Plan};
use store::Tx;

use super::{
    Years,
    answers::{self, ListedFinding},
};
use crate::{App, Result};

/// The findings that wait in what each section wrote, by the section's name.
pub(crate) async fn open_findings(
    app: &App,
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
) -> Result<Arc<BTreeMap<String, usize>>> {
    let key = (plan.clone(), year);
    let ticket = match app.open_findings.get(&key) {
        Ok(known) => return Ok(known),
        Err(ticket) => ticket,
    };
    let years = super::years(tx, true, plan, year).await?;
    let listed = answers::list(tx, plan, &years).await?.listed;
    Ok(app.open_findings.keep(&ticket, key, count(&years, &listed)))
}

fn count(years: &Years, listed: &[ListedFinding]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for one in listed.iter().filter(|one| waits(one) && is_written(years, one)) {
        for section in owners(years, one) {
            *counts.entry(section).or_default() += 1;
        }
    }
    counts
}

/// Whether a finding of some weight waits for an answer.
pub(crate) fn waits(one: &ListedFinding) -> bool {
    is_open(one) && one.finding.severity != Severity::Info
}

/// Whether a finding is about something that was written, not only about cells that are still empty
/// or come from last year.
pub(super) fn is_written(years: &Years, one: &ListedFinding) -> bool {
    one.finding.marks.iter().any(|mark| years.is_written(mark))
}

/// Whether a finding still waits: what was corrected and is still found does.
pub(super) fn is_open(listed: &ListedFinding) -> bool {
    listed.answer.as_ref().is_none_or(|answer| answer.kind == AnswerKind::Corrected)
}

/// The sections whose rows a finding points at on the checked sheet.
pub(super) fn owners(years: &Years, listed: &ListedFinding) -> BTreeSet<String> {
    let year = years.stored.sheet.year;
    let own = listed.finding.marks.iter().filter(|mark| mark.sheet == year);
    own.filter_map(|mark| years.row(mark)).flat_map(domain::sheet::Row::sections).collect()
}
