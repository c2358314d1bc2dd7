//! A register is added, or has a new version.

use domain::{
    event::{Event, RegisterDefined},
    plan::Plan,
    reply::remark,
};
use registers::{Register, renewal::may_follow, shipped::shipped};
use store::{AuditRecord, StoredRegister, Tx};

use super::RegisterShelf;
use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
    slices::plans::{self, PlanChoice},
};

/// What came of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DefinitionOutcome {
    /// It is there.
    Added,
    /// It has a new version.
    Renewed,
    /// It was so already.
    Known,
}

/// The register that the product brings under a name.
pub(crate) fn brought(name: &str) -> Result<Register> {
    let all = shipped().map_err(Error::internal)?;
    let names: Vec<String> = all.iter().map(|register| register.name.clone()).collect();
    all.into_iter().find(|register| register.name == name).ok_or_else(|| {
        Error::Refused(format!(
            "「{name}」というファイルも、用意された台帳もありません。用意された台帳：{}",
            names.join("、")
        ))
    })
}

/// Adds a register, or its next version. Where there is no plan yet, the register begins it.
pub(crate) async fn define(
    app: &App,
    choice: &PlanChoice,
    register: &Register,
    by: &By,
) -> Result<DefinitionOutcome> {
    let mut tx = app.store.begin().await?;
    let chosen = plans::chosen(&mut tx, choice).await?;
    let plan = if let Some(plan) = chosen {
        plan
    } else {
        let plan = plans::new(choice, None)?;
        tx.create_plan(&plan).await?;
        plan
    };
    let outcome = define_in(&mut tx, &plan, register, by).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// The same for a plan, within a transaction.
pub(crate) async fn define_in(
    tx: &mut Tx,
    plan: &Plan,
    register: &Register,
    by: &By,
) -> Result<DefinitionOutcome> {
    remark(&register.name)?;
    let shelf = RegisterShelf::of(tx, &plan.id).await?;
    let before = shelf.named(&register.name);
    if before == Some(register) {
        return Ok(DefinitionOutcome::Known);
    }
    fits(register, before)?;
    let at = clock::now();
    let new = StoredRegister {
        name: register.name.clone(),
        version: i64::from(register.version),
        definition: register.json(),
        defined_by: by.name.clone(),
        defined_at: at.clone(),
    };
    tx.define_register(&plan.id, &new, before.map(|old| i64::from(old.version))).await?;
    tx.record(&told(plan, register, before, by, &at)).await?;
    Ok(if before.is_some() { DefinitionOutcome::Renewed } else { DefinitionOutcome::Added })
}

/// Whether it may be the next version.
fn fits(register: &Register, before: Option<&Register>) -> Result<()> {
    match before {
        Some(before) => {
            may_follow(register, before).map_err(|fault| Error::Refused(fault.to_string()))
        }
        None if register.version == 1 => Ok(()),
        None => Err(Error::Refused(
            "version：この台帳はまだありません。版を 1 にしてください。".to_owned(),
        )),
    }
}

fn told(
    plan: &Plan,
    register: &Register,
    before: Option<&Register>,
    by: &By,
    at: &str,
) -> AuditRecord {
    let defined = RegisterDefined {
        name: register.name.clone(),
        version: register.version,
        before: before.map(Register::json),
        after: register.json(),
    };
    let event = match before {
        Some(_) => Event::RegisterRenewed(defined),
        None => Event::RegisterDefined(defined),
    };
    AuditRecord { plan: Some(plan.id.clone()), subject: register.name.clone(), ..by.did(event, at) }
}
