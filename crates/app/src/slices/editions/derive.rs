//! The files of an edition: made once, at the freeze, and kept.

use bytes::Bytes;
use domain::sheet::Sheet;
use edition::{ContentDigest, DerivedFile, EditionContent, EditionKind, Packet};
use report::Heading;

use super::EditionDraft;
use crate::{
    App, Result,
    kit::{clock, typesetter::PdfContent, work::TypesetJob},
    slices::frozen::DOCUMENT,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Every file of an edition, its document first.
pub(super) async fn files(
    app: &App,
    draft: &EditionDraft,
    content: &EditionContent,
    document: Vec<u8>,
) -> Result<Vec<DerivedFile>> {
    let digest = ContentDigest::of(&document);
    let margin = format!("{}　照合番号 {}", draft.kind.named(draft.number), digest.short());
    let mut files = vec![
        file(DOCUMENT, "application/json", document),
        file("sheet.xlsx", XLSX, workbook(app, draft).await?),
    ];
    let sheet = match draft.kind {
        EditionKind::Council => ("packet.pdf", PdfContent::Sheet, Some(draft.packet(content))),
        EditionKind::Approved | EditionKind::Published => ("sheet.pdf", PdfContent::Sheet, None),
    };
    for (name, part, packet) in [sheet, ("summary.pdf", PdfContent::Summary, None)] {
        let pdf = typeset(app, draft, (part, packet), &margin).await?;
        files.push(file(name, "application/pdf", pdf));
    }
    Ok(files)
}

fn file(name: &str, media_type: &'static str, bytes: Vec<u8>) -> DerivedFile {
    DerivedFile { name: name.to_owned(), media_type, bytes }
}

async fn workbook(app: &App, draft: &EditionDraft) -> Result<Vec<u8>> {
    let (plan, sheet) = (draft.plan.clone(), draft.sheet.clone());
    let made = move || {
        let heading = Heading {
            municipality: &plan.municipality,
            area_code: &plan.area_code,
            plan_title: &plan.title,
        };
        report::xlsx(&heading, &sheet)
    };
    Ok(app.desk.run(made).await??)
}

async fn typeset(
    app: &App,
    draft: &EditionDraft,
    (part, packet): (PdfContent, Option<Packet>),
    margin: &str,
) -> Result<Vec<u8>> {
    let plan = &draft.plan;
    let others: Vec<Sheet> = match part {
        PdfContent::Summary => draft.before.clone().into_iter().collect(),
        _ => Vec::new(),
    };
    let job = TypesetJob {
        heading: [&plan.municipality, &plan.area_code, &plan.title].map(String::clone),
        date: clock::today(),
        edition: margin.to_owned(),
        part,
        large: false,
        sheet: draft.sheet.clone(),
        others,
        packet,
    };
    Ok(app.typesetters.run(job, Bytes::new()).await?.1)
}
