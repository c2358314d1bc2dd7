//! What still tells what a withdrawn edition said: later editions are never changed either.

use domain::{FiscalYear, Id, plan::Plan};
use edition::{EditionKind, ErratumRecord};
use store::{StoredEdition, Tx};

use crate::{
    Result,
    slices::frozen::{content, name},
};

/// The names of the editions that tell what one of them said: the later ones of its kind and year in
/// their corrections, and what was published of later years in its pages of the years before.
pub(super) async fn in_editions(
    tx: &mut Tx,
    plan: &Id<Plan>,
    gone: &StoredEdition,
) -> Result<Vec<String>> {
    let all = tx.editions(plan).await?;
    let later = |one: &&StoredEdition| {
        one.ground.is_none() && one.id != gone.id && one.frozen_at > gone.frozen_at
    };
    let mut told = Vec::new();
    for one in all.iter().filter(later) {
        let same = (one.year, &one.kind) == (gone.year, &gone.kind);
        let tells = if same {
            let errata = content(tx, one).await?.errata;
            errata.iter().any(|erratum| quotes(erratum, gone.number))
        } else {
            tells_of_year(one, gone, &all)
        };
        if tells {
            let year = i32::try_from(one.year).ok().and_then(FiscalYear::starting);
            let year = year.map(FiscalYear::official).unwrap_or_default();
            told.push(format!("{year}の{}", name(one)));
        }
    }
    Ok(told)
}

/// Whether a correction holds a text of the edition of a number: what the one before it said, or what
/// it said itself.
fn quotes(erratum: &ErratumRecord, number: i64) -> bool {
    let of = i64::from(erratum.edition_no);
    of == number && !erratum.after.is_empty() || of == number + 1 && !erratum.before.is_empty()
}

/// Whether the pages of an edition tell of a year before by another edition: by what was its newest
/// when they were made.
fn tells_of_year(one: &StoredEdition, gone: &StoredEdition, all: &[StoredEdition]) -> bool {
    let published = EditionKind::Published.code();
    let between = |other: &&StoredEdition| {
        (other.year, &other.kind) == (gone.year, &gone.kind)
            && other.number > gone.number
            && other.frozen_at < one.frozen_at
    };
    [one, gone].iter().all(|of| of.kind == published)
        && one.year > gone.year
        && !all.iter().any(|other| between(&other))
}

/// What whoever withdraws has to know: where its texts stand, and how they go from there.
pub(super) fn sentence(told: &[String]) -> Option<String> {
    let names = told.join("、");
    (!told.is_empty()).then(|| {
        format!(
            "取りやめた版の文は、{names}の訂正や前の年の記載に、まだ載っています。\
             新しい版を凍結すると、その版からは載りません。これまでの版も見せないときは、それらも取りやめてください。"
        )
    })
}
