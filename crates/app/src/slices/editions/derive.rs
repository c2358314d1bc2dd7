//! The files of an edition: made once, at the freeze, and kept.

use bytes::Bytes;
use domain::{FiscalYear, sheet::Sheet};
use edition::{ContentDigest, DerivedFile, EditionContent, EditionKind, Packet};
use report::Heading;
use site::{SiteDataFile, SiteInput, WithdrawnEdition};
use store::StoredEdition;

use super::draft::EditionDraft;
use crate::{
    App, Error, Result,
    kit::{clock, typesetter::PdfContent, work::TypesetJob},
    slices::frozen::{DOCUMENT, name},
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
    for (part_name, part, packet) in [sheet, ("summary.pdf", PdfContent::Summary, None)] {
        let pdf = typeset(app, draft, (part, packet), &margin).await?;
        files.push(file(part_name, "application/pdf", pdf));
    }
    let (whole, earlier) = (content.clone(), draft.earlier.clone());
    let gone: Vec<WithdrawnEdition> = draft.withdrawn.iter().map(withdrawn).collect();
    let made = move || with_data(&whole, &digest, (&earlier, &gone), files);
    app.desk.run(made).await?
}

fn withdrawn(of: &StoredEdition) -> WithdrawnEdition {
    let year = i32::try_from(of.year).ok().and_then(FiscalYear::starting);
    let year = year.map(FiscalYear::official).unwrap_or_default();
    WithdrawnEdition {
        name: format!("{year} {}", name(of)),
        digest: ContentDigest::from(of.digest.clone()),
        withdrawn_on: of.withdrawn_at.iter().filter_map(|at| at.get(..10)).collect(),
        ground: of.ground.clone().unwrap_or_default(),
    }
}

/// The files with the open data and, for the public, the site.
fn with_data(
    content: &EditionContent,
    digest: &ContentDigest,
    (earlier, withdrawn): (&[EditionContent], &[WithdrawnEdition]),
    mut files: Vec<DerivedFile>,
) -> Result<Vec<DerivedFile>> {
    files.extend(opendata::files(content).map_err(|error| Error::Refused(error.to_string()))?);
    if content.kind != EditionKind::Published {
        return Ok(files);
    }
    // The folder holds its own data, so that it can be put anywhere
    let data = files.clone();
    let named = |file: &DerivedFile| SiteDataFile {
        name: file.name.clone(),
        size: file.bytes.len() as u64,
    };
    let data_files: Vec<SiteDataFile> = data.iter().map(named).collect();
    let input =
        SiteInput { content, digest, earlier, withdrawn, newer: None, data_files: &data_files };
    let pages = site::files(&input).map_err(|error| Error::Refused(error.to_string()))?;
    let in_site = |file: DerivedFile| DerivedFile { name: format!("site/{}", file.name), ..file };
    files.extend(pages.into_iter().chain(data).map(in_site));
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
