//! The crosswalks as a year's sheet takes them: of each scheme the version that holds in the year, its
//! rows on the actions of the sheet.

use std::cmp::Reverse;

use domain::{
    Day, FiscalYear, Id,
    action::Action,
    plan::Plan,
    scheme::{Crosswalk, CrosswalkKey, Scheme},
    succession,
};
use edition::CrosswalkRecord;
use store::Tx;

use super::{KeptCrosswalk, SchemeShelf};
use crate::{Result, slices::frozen::public_id};

/// The plan's crosswalks to its actions, each with its scheme; of each scheme the newest version first.
pub(crate) async fn to_actions(tx: &mut Tx, plan: &Id<Plan>) -> Result<Vec<(Scheme, Crosswalk)>> {
    let shelf = SchemeShelf::of(tx, plan).await?;
    let keys: Vec<CrosswalkKey> =
        tx.crosswalks(plan).await?.into_iter().filter(|key| key.to.is_none()).collect();
    let mut all = Vec::new();
    for key in keys {
        let scheme = shelf.version(&key.scheme, Some(key.version))?.clone();
        all.push((scheme, KeptCrosswalk::of(tx, plan, key).await?.crosswalk));
    }
    // The same on each database
    all.sort_by(|(a, _), (b, _)| (&a.id, Reverse(a.version)).cmp(&(&b.id, Reverse(b.version))));
    Ok(all)
}

/// Crosswalks on the actions of a year's sheet, as an edition holds them: of each scheme the newest
/// version that holds in the year.
pub(crate) fn drawn(
    crosswalks: &[(Scheme, Crosswalk)],
    year: FiscalYear,
    actions: &[Id<Action>],
    links: &[(Id<Action>, Id<Action>)],
) -> Vec<CrosswalkRecord> {
    let mut records: Vec<CrosswalkRecord> = Vec::new();
    for (scheme, crosswalk) in crosswalks {
        let is_drawn = records.iter().any(|one| one.scheme.id == scheme.id);
        if is_drawn || !holds_in(scheme, year) {
            continue;
        }
        let of_sheet = on_sheet(crosswalk, actions, links);
        let named = of_sheet.renamed(|action| Some(public_id("a", action)));
        if named.rows().next().is_some() {
            records.push(CrosswalkRecord::of(scheme, &named, |_| true));
        }
    }
    records
}

/// Whether a scheme holds on any day of a fiscal year.
fn holds_in(scheme: &Scheme, year: FiscalYear) -> bool {
    let first = Day::new(year.start(), 4, 1).unwrap_or(Day::FIRST);
    let last = Day::new(year.start() + 1, 3, 31).unwrap_or(Day::LAST);
    scheme.holds_within(first, last)
}

/// The rows on the actions of a sheet, also those of actions that go on as one of them.
pub(super) fn on_sheet(
    crosswalk: &Crosswalk,
    actions: &[Id<Action>],
    links: &[(Id<Action>, Id<Action>)],
) -> Crosswalk {
    crosswalk.renamed(|target| {
        let own: Id<Action> = Id::new(target);
        if actions.contains(&own) {
            return Some(target.to_owned());
        }
        let now = succession::became(&own, links);
        actions.contains(now).then(|| now.to_string())
    })
}
