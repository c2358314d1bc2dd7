//! The page of one figure: what it counts, what it lacks, and the records behind it.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Html;
use domain::{Id, plan::Plan, section::Section};
use registers::RegisterTally;
use store::Tx;

use super::{
    RegisterShelf,
    own_records::SectionRecords,
    record_of,
    view::{RecordView, lacking, view},
};
use crate::{
    Error,
    kit::{
        addresses,
        error_page::PageError,
        page::{Frame, Tab, page},
        viewer::Viewer,
    },
};

#[derive(Template)]
#[template(path = "registers/figure.html")]
struct FigurePage {
    frame: Frame,
    plan: Id<Plan>,
    section: Id<Section>,
    register: String,
    figure: String,
    definition: String,
    lacks: String,
    records: Vec<RecordView>,
    back: String,
}

/// What figures lack, each lack once, in words.
pub(crate) fn lacks<'a>(tallies: impl Iterator<Item = &'a RegisterTally>) -> String {
    let flags: BTreeSet<_> = tallies.flat_map(|tally| tally.flags.iter().copied()).collect();
    flags.iter().map(lacking).collect::<Vec<_>>().join("、")
}

/// The page of a figure, with the way back to where it was read.
pub(crate) async fn figure_page(
    tx: &mut Tx,
    viewer: &Viewer,
    (plan, section): (&Plan, &Section),
    tally: &RegisterTally,
    back: String,
) -> Result<Html<String>, PageError> {
    let shelf = RegisterShelf::of(tx, &plan.id).await?;
    let register = shelf.named(&tally.register).ok_or(Error::NotFound("この台帳"))?;
    let mut records = Vec::new();
    for one in &tally.evidence {
        let versions = tx.record_versions(&plan.id, one.record.as_str()).await?;
        let Some(stored) = versions.into_iter().next() else { continue };
        let record = record_of(&stored)?;
        let own = stored.section_id.as_deref() == Some(section.id.as_str());
        let kept = SectionRecords::keeping(own.then(|| record.id.clone()));
        records.push(view(&record, register, (&kept, viewer.today())));
    }
    let newest = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    page(&FigurePage {
        frame: Frame::of(viewer, plan, "数の根拠", Tab::Records, newest),
        plan: plan.id.clone(),
        section: section.id.clone(),
        register: tally.register.clone(),
        figure: super::view::figure(tally),
        definition: tally.definition.clone(),
        lacks: lacks(std::iter::once(tally)),
        records,
        back,
    })
}
