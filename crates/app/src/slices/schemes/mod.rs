//! Schemes (体系) of others, and the crosswalks (対応表) from their items to the plan's actions: defined and
//! taken from files, changed row by row, drawn for a year's sheet.

pub(crate) mod command;
mod drawn;
mod kept;
mod row;
mod shelf;
mod table;
mod targets;
pub(crate) mod web;

use domain::{
    event::{Event, SchemeDefined},
    plan::Plan,
    reply::remark,
    scheme::Scheme,
};
use store::{AuditRecord, StoredScheme, Tx};

pub(crate) use drawn::{drawn, to_actions};
pub(crate) use kept::KeptCrosswalk;
pub(crate) use row::{CrosswalkForm, change};
pub(crate) use shelf::SchemeShelf;
pub(crate) use table::{CrosswalkFile, exported, import};
pub(crate) use targets::TargetList;

use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
    slices::plans::{self, PlanChoice},
};

/// What came of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SchemeOutcome {
    /// It is there.
    Added,
    /// It has a new version.
    Renewed,
    /// It was so already.
    Known,
}

/// Adds a scheme, or its next version. Where there is no plan yet, the scheme begins it.
pub(crate) async fn define(
    app: &App,
    choice: &PlanChoice,
    scheme: &Scheme,
    by: &By,
) -> Result<SchemeOutcome> {
    let mut tx = app.store.begin().await?;
    let plan = if let Some(plan) = plans::chosen(&mut tx, choice).await? {
        plan
    } else {
        let plan = plans::new(choice, None)?;
        tx.create_plan(&plan).await?;
        plan
    };
    let outcome = define_in(&mut tx, &plan, scheme, by).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// The same for a plan, within a transaction.
pub(crate) async fn define_in(
    tx: &mut Tx,
    plan: &Plan,
    scheme: &Scheme,
    by: &By,
) -> Result<SchemeOutcome> {
    let refused = |fault: domain::scheme::SchemeFault| Error::Refused(fault.to_string());
    scheme.check().map_err(refused)?;
    remark(&scheme.title)?;
    for item in &scheme.items {
        remark(&item.label)?;
        remark(&item.code)?;
    }
    let shelf = SchemeShelf::of(tx, &plan.id).await?;
    let before = shelf.named(&scheme.id);
    match before {
        Some(before) if before == scheme => return Ok(SchemeOutcome::Known),
        Some(before) => scheme.may_follow(before).map_err(refused)?,
        None if scheme.version == 1 => {}
        None => {
            return Err(Error::Refused(
                "version：この体系はまだありません。版を 1 にしてください。".to_owned(),
            ));
        }
    }
    let at = clock::now();
    let new = StoredScheme {
        id: scheme.id.clone(),
        version: i64::from(scheme.version),
        definition: serde_json::to_string(scheme).map_err(Error::internal)?,
        defined_by: by.name.clone(),
        defined_at: at.clone(),
    };
    tx.define_scheme(&plan.id, &new, before.map(|old| i64::from(old.version))).await?;
    let defined = SchemeDefined { before: before.cloned(), after: scheme.clone() };
    let event = match before {
        Some(_) => Event::SchemeRenewed(defined),
        None => Event::SchemeAdded(defined),
    };
    let record = AuditRecord {
        plan: Some(plan.id.clone()),
        subject: scheme.title.clone(),
        ..by.did(event, &at)
    };
    tx.record(&record).await?;
    Ok(if before.is_some() { SchemeOutcome::Renewed } else { SchemeOutcome::Added })
}
