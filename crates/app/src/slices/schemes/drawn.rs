//! The crosswalks as a year's sheet takes them: of each scheme the version that holds in the year, its
//! rows on the actions of the sheet.

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

/// The plan's crosswalks to the actions of a year's sheet, as an edition holds them.
pub(crate) async fn records(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: FiscalYear,
    (actions, links): (&[Id<Action>], &[(Id<Action>, Id<Action>)]),
) -> Result<Vec<CrosswalkRecord>> {
    let shelf = SchemeShelf::of(tx, plan).await?;
    let keys: Vec<CrosswalkKey> =
        tx.crosswalks(plan).await?.into_iter().filter(|key| key.to.is_none()).collect();
    let mut records: Vec<CrosswalkRecord> = Vec::new();
    // The newest version of each scheme comes first
    for key in keys {
        let is_drawn = records.iter().any(|one| one.scheme.id == key.scheme);
        let scheme = shelf.version(&key.scheme, Some(key.version))?;
        if is_drawn || !holds_in(scheme, year) {
            continue;
        }
        let kept = KeptCrosswalk::of(tx, plan, key).await?;
        let of_sheet = on_sheet(&kept.crosswalk, actions, links);
        let named = of_sheet.renamed(|action| Some(public_id("a", action)));
        if named.rows().next().is_some() {
            records.push(CrosswalkRecord::of(scheme, &named, |_| true));
        }
    }
    Ok(records)
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
