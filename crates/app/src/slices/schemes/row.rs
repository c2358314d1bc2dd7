//! One row of a crosswalk is changed or taken away, from the version that was seen.

use domain::{
    Id,
    person::Role,
    plan::Plan,
    reply::remark,
    scheme::{CrosswalkKey, CrosswalkRow, MappingRelation},
};
use serde::Deserialize;

use super::{KeptCrosswalk, SchemeShelf, table::of_year};
use crate::{
    App, Error, Result,
    kit::{actor::By, clock},
};

/// What the form of a row sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CrosswalkForm {
    pub(crate) version: u32,
    pub(crate) item: String,
    pub(crate) action: String,
    pub(crate) relation: String,
    pub(crate) primary: String,
    pub(crate) note: String,
    /// The version of the row that was seen; 0 for none.
    pub(crate) seen: i64,
    /// `remove` where it is taken away.
    pub(crate) step: String,
}

/// Changes a row.
pub(crate) async fn change(
    app: &App,
    plan: &Id<Plan>,
    (scheme, form): (&str, &CrosswalkForm),
    by: &By,
) -> Result<()> {
    let note = remark(&form.note)?;
    let mut tx = app.store.begin().await?;
    let plan = tx.plan(plan).await?;
    let shelf = SchemeShelf::of(&mut tx, &plan.id).await?;
    let scheme = shelf.version(scheme, Some(form.version))?;
    let kept = KeptCrosswalk::of(&mut tx, &plan.id, CrosswalkKey::to_actions(scheme)).await?;
    if kept.version(&form.item, &form.action) != form.seen {
        return Err(Error::Conflict(
            "この対応は、ほかの人が先に変えたか、もうあります。画面を開き直して、今の内容を確かめてください。"
                .to_owned(),
        ));
    }
    let next = if form.step == "remove" {
        kept.crosswalk.without(&form.item, &form.action)?
    } else {
        if of_year(&mut tx, &plan.id, None).await?.entry(&form.action).is_none() {
            return Err(Error::Refused("事業を一覧から選んでください。".to_owned()));
        }
        let relation = MappingRelation::coded(&form.relation)
            .ok_or_else(|| Error::Refused("関係を選んでください。".to_owned()))?;
        let row = CrosswalkRow {
            source: form.item.clone(),
            target: form.action.clone(),
            relation,
            primary: !form.primary.is_empty(),
            note,
            decided_by: Role::Secretariat.label().to_owned(),
            decided_on: clock::day(),
        };
        kept.crosswalk.with(scheme, row)?
    };
    kept.becomes(&mut tx, (&plan, scheme), &next, ("", ""), by).await?;
    Ok(tx.commit().await?)
}
