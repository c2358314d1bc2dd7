//! The document, and the files that are made of it.

use edition::{ContentDigest, EditionContent, FORMAT, canonical};

use super::{
    checks::{BasedOn, PackageChecks},
    finding::{PackageFault as Fault, PackageFinding},
};
use crate::{bag, info, opened::OpenedPackage};

/// What the document told.
#[derive(Default)]
pub(super) struct Told {
    pub(super) content: Option<EditionContent>,
    pub(super) digest: Option<ContentDigest>,
    pub(super) based_on: Option<BasedOn>,
}

impl Told {
    pub(super) fn title(&self) -> String {
        self.content.as_ref().map_or_else(String::new, info::title)
    }
}

/// Reads the document and holds everything against it.
pub(super) fn look(
    package: &OpenedPackage,
    checks: &PackageChecks,
    findings: &mut Vec<PackageFinding>,
) -> Told {
    let Some(document) = package.file(bag::DOCUMENT) else {
        return Told { digest: stated(package), ..Told::default() };
    };
    let digest = ContentDigest::of(document);
    let content = match read(document, &digest) {
        Ok(content) => content,
        Err(finding) => {
            findings.push(*finding);
            return Told { digest: Some(digest), ..Told::default() };
        }
    };
    findings.extend(not_canonical(&content, &digest));
    findings.extend(told_otherwise(package, &content, &digest));
    findings.extend(derived(package, &content, checks));
    let based_on = based_on(&content, checks.editions);
    if let (BasedOn::NotAtHand, Some(before)) = (based_on, &content.based_on) {
        let kind = Fault::BasedOnUnknown;
        findings.push(PackageFinding::notice(kind, bag::DOCUMENT, before.short(), ""));
    }
    Told { content: Some(content), digest: Some(digest), based_on: Some(based_on) }
}

/// The digest that a package without a document states.
fn stated(package: &OpenedPackage) -> Option<ContentDigest> {
    let stated = info::value(package.file(bag::INFO)?, info::CONTENT_DIGEST);
    (stated.len() == 64).then(|| ContentDigest::from(stated))
}

/// The document; a boxed finding where it is none, or of a format that is not known.
fn read(document: &[u8], digest: &ContentDigest) -> Result<EditionContent, Box<PackageFinding>> {
    let unread =
        || PackageFinding::fault(Fault::UnreadDocument, bag::DOCUMENT, "", digest.as_str());
    let value: serde_json::Value = serde_json::from_slice(document).map_err(|_| unread())?;
    match value.get("format").and_then(serde_json::Value::as_str) {
        Some(FORMAT) => serde_json::from_value(value).map_err(|_| Box::new(unread())),
        Some(other) => {
            Err(Box::new(PackageFinding::fault(Fault::UnknownFormat, bag::DOCUMENT, FORMAT, other)))
        }
        None => Err(Box::new(unread())),
    }
}

/// The same content has the same bytes; what is left over of a text that was changed is one of them.
fn not_canonical(content: &EditionContent, digest: &ContentDigest) -> Option<PackageFinding> {
    let wanted = ContentDigest::of(&canonical(content).ok()?);
    (wanted != *digest).then(|| {
        let kind = Fault::NotCanonical;
        PackageFinding::fault(kind, bag::DOCUMENT, wanted.as_str(), digest.as_str())
    })
}

/// What the package says of itself otherwise than its document.
fn told_otherwise(
    package: &OpenedPackage,
    content: &EditionContent,
    digest: &ContentDigest,
) -> Vec<PackageFinding> {
    let Some(info) = package.file(bag::INFO) else { return Vec::new() };
    let told = info::told(content, digest).into_iter();
    told.map(|(label, expected)| (expected, info::value(info, label)))
        .filter(|(expected, found)| expected != found)
        .map(|(wanted, found)| PackageFinding::fault(Fault::InfoDiffers, bag::INFO, wanted, found))
        .collect()
}

/// The files that are made of the document, made anew.
fn derived(
    package: &OpenedPackage,
    content: &EditionContent,
    checks: &PackageChecks,
) -> Vec<PackageFinding> {
    let mut findings = Vec::new();
    for made in (checks.derive)(content) {
        let path = format!("{}{}", bag::PAYLOAD, made.name);
        let Some(found) = package.file(&path) else {
            let wanted = ContentDigest::of(&made.bytes);
            findings.push(PackageFinding::fault(Fault::DerivedMissing, &path, wanted.as_str(), ""));
            continue;
        };
        if found == made.bytes {
            continue;
        }
        let cells = (checks.cells)(content, &made.name, found);
        if cells.is_empty() {
            let (wanted, found) = (ContentDigest::of(&made.bytes), ContentDigest::of(found));
            let kind = Fault::DerivedDiffers;
            findings.push(PackageFinding::fault(kind, &path, wanted.as_str(), found.as_str()));
        }
        let told = cells.into_iter();
        findings
            .extend(told.map(|cell| PackageFinding::fault(Fault::CellDiffers, &path, "", cell)));
    }
    findings
}

fn based_on(content: &EditionContent, editions: &[ContentDigest]) -> BasedOn {
    match &content.based_on {
        None => BasedOn::Nothing,
        Some(before) if editions.contains(before) => BasedOn::AtHand,
        Some(_) => BasedOn::NotAtHand,
    }
}
