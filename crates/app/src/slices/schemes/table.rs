//! A crosswalk taken from a table and handed back as one.

use domain::{
    FiscalYear, Id,
    person::Role,
    plan::Plan,
    reply::remark,
    scheme::{Crosswalk, CrosswalkChange, CrosswalkKey, CrosswalkLine, Scheme, rows_of},
};
use store::Tx;

use super::{KeptCrosswalk, SchemeShelf, TargetList};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest},
    slices::sheets,
};

/// Which crosswalk a table is of.
#[derive(Debug, Clone, Default)]
pub(crate) struct CrosswalkFile {
    /// The scheme; none where the plan has only one.
    pub(crate) scheme: Option<String>,
    /// Its version; none for the newest.
    pub(crate) version: Option<u32>,
    /// The other scheme, in its newest version; none for the plan's actions.
    pub(crate) to: Option<String>,
    /// The year by whose sheet actions are numbered; none for the newest.
    pub(crate) year: Option<FiscalYear>,
}

/// The scheme, the crosswalk and what it leads to.
async fn opened(
    tx: &mut Tx,
    plan: &Id<Plan>,
    of: &CrosswalkFile,
) -> Result<(Scheme, KeptCrosswalk, TargetList)> {
    let shelf = SchemeShelf::of(tx, plan).await?;
    let id = match (&of.scheme, shelf.newest.as_slice()) {
        (Some(id), _) => id.clone(),
        (None, [only]) => only.id.clone(),
        (None, []) => return Err(Error::NotFound("体系")),
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|one| one.id.as_str()).collect();
            return Err(Error::Usage(format!(
                "体系が複数あります（{}）。--scheme で指定してください。",
                names.join("、")
            )));
        }
    };
    let scheme = shelf.version(&id, of.version)?.clone();
    let (to, targets) = match &of.to {
        Some(other) => {
            let other = shelf.version(other, None)?;
            (Some((other.id.clone(), other.version)), TargetList::of_scheme(other))
        }
        None => (None, of_year(tx, plan, of.year).await?),
    };
    let key = CrosswalkKey { scheme: scheme.id.clone(), version: scheme.version, to };
    Ok((scheme, KeptCrosswalk::of(tx, plan, key).await?, targets))
}

/// The actions of a year's sheet, of the newest one where no year is said.
pub(super) async fn of_year(
    tx: &mut Tx,
    plan: &Id<Plan>,
    year: Option<FiscalYear>,
) -> Result<TargetList> {
    let newest = tx.sheets(plan).await?.first().map(|head| head.year);
    let Some(year) = year.or(newest) else { return Ok(TargetList::default()) };
    let stored = sheets::read_with(tx, false, plan, year).await?;
    let stored = stored.ok_or(Error::NotFound("この年度のシート"))?;
    Ok(TargetList::of_sheet(&stored))
}

/// Takes a table as the whole crosswalk: rows that it does not name are taken away, but for those of
/// actions that the year's sheet does not have. All or nothing; answers what was changed.
pub(crate) async fn import(
    app: &App,
    plan: &Plan,
    of: &CrosswalkFile,
    (name, bytes): (&str, &[u8]),
    by: &By,
) -> Result<Vec<CrosswalkChange>> {
    let read = ingest::schemes::crosswalk(bytes);
    let lines = read.map_err(|why| Error::Refused(why.to_string()))?;
    for line in &lines {
        remark(&line.note)?;
        remark(&line.decided_by)?;
    }
    let mut tx = app.store.begin().await?;
    let (scheme, kept, targets) = opened(&mut tx, &plan.id, of).await?;
    let find = |shown: &str, label: &str| targets.key(shown, label);
    let who = (Role::Secretariat.label(), clock::day());
    let rows = rows_of(&scheme, &lines, find, who).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Error::Refused(format!("対応表を取り込めません。\n{}", told.join("\n")))
    })?;
    let elsewhere =
        kept.crosswalk.rows().filter(|row| targets.entry(&row.target).is_none()).cloned();
    let next = Crosswalk::of(rows.into_iter().chain(elsewhere));
    let from = (name, digest(bytes));
    let changes = kept.becomes(&mut tx, (plan, &scheme), &next, (from.0, &from.1), by).await?;
    tx.commit().await?;
    Ok(changes)
}

/// A crosswalk as a table.
pub(crate) async fn exported(tx: &mut Tx, plan: &Id<Plan>, of: &CrosswalkFile) -> Result<Vec<u8>> {
    let (scheme, kept, targets) = opened(tx, plan, of).await?;
    let mut lines = Vec::new();
    for (_, item) in scheme.in_tree() {
        for target in &targets.entries {
            let Some(row) = kept.crosswalk.row(&item.code, &target.key) else { continue };
            lines.push(CrosswalkLine {
                line: 0,
                source: item.code.clone(),
                source_label: item.label.clone(),
                target: target.shown.clone(),
                target_label: target.label.clone(),
                relation: row.relation.label().to_owned(),
                primary: if row.primary { "○".to_owned() } else { String::new() },
                note: row.note.clone(),
                decided_by: row.decided_by.clone(),
                decided_on: row.decided_on.to_string(),
            });
        }
    }
    Ok(report::crosswalk_csv(&lines)?)
}
