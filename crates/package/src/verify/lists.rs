//! The files against the lists of their digests.

use std::collections::BTreeMap;

use edition::ContentDigest;

use super::finding::{PackageFault as Fault, PackageFinding};
use crate::{
    bag::{self, DigestList},
    info,
    opened::OpenedPackage,
};

/// Everything that the lists, the declaration and the count of the payload tell; `document` where the
/// document of an edition must be among the files.
pub(crate) fn findings(package: &OpenedPackage, document: bool) -> Vec<PackageFinding> {
    let mut findings = declaration(package);
    let mut listed = BTreeMap::new();
    for list in [bag::TAG_MANIFEST, bag::MANIFEST] {
        let Some(text) = package.file(list) else { continue };
        let read = DigestList::read(text);
        for line in read.unread {
            findings.push(PackageFinding::fault(
                Fault::UnreadLine,
                list,
                "",
                format!("{line}行目"),
            ));
        }
        for (path, digest) in read.digests {
            let is_payload = path.starts_with(bag::PAYLOAD);
            if is_payload == (list == bag::MANIFEST) {
                listed.insert(path, digest);
            } else {
                let place = format!("「{path}」の行");
                findings.push(PackageFinding::fault(Fault::UnreadLine, list, "", place));
            }
        }
    }
    findings.extend(required(package, &listed, document));
    findings.extend(listed.iter().filter_map(|(path, digest)| of_listed(package, path, digest)));
    findings.extend(extra(package, &listed));
    findings.extend(oxum(package));
    findings
}

fn declaration(package: &OpenedPackage) -> Vec<PackageFinding> {
    let is_ours = |text: &[u8]| text == bag::DECLARED.as_bytes();
    match package.file(bag::DECLARATION) {
        Some(text) if !is_ours(text) => {
            vec![PackageFinding::fault(Fault::UnknownBag, bag::DECLARATION, "", "")]
        }
        _ => Vec::new(),
    }
}

/// A file that a list names.
fn of_listed(package: &OpenedPackage, path: &str, digest: &str) -> Option<PackageFinding> {
    let Some(bytes) = package.file(path) else {
        return Some(PackageFinding::fault(Fault::MissingFile, path, digest, ""));
    };
    let found = ContentDigest::of(bytes);
    (found.as_str() != digest)
        .then(|| PackageFinding::fault(Fault::DigestDiffers, path, digest, found.as_str()))
}

/// What every package has, where it is neither there nor listed.
fn required(
    package: &OpenedPackage,
    listed: &BTreeMap<String, String>,
    document: bool,
) -> impl Iterator<Item = PackageFinding> {
    let document = document.then_some(bag::DOCUMENT);
    [bag::DECLARATION, bag::INFO, bag::MANIFEST, bag::README, bag::TAG_MANIFEST]
        .into_iter()
        .chain(document)
        .filter(|path| package.file(path).is_none() && !listed.contains_key(*path))
        .map(|path| PackageFinding::fault(Fault::MissingFile, path, "", ""))
}

/// What no list names; the list of lists and its signature cannot be listed.
fn extra(
    package: &OpenedPackage,
    listed: &BTreeMap<String, String>,
) -> impl Iterator<Item = PackageFinding> {
    let is_told = |path: &str| {
        listed.contains_key(path) || path == bag::TAG_MANIFEST || bag::SIGNATURES.contains(&path)
    };
    let files = package.files.iter().filter(move |(path, _)| !is_told(path));
    files.map(|(path, bytes)| {
        PackageFinding::fault(Fault::ExtraFile, path, "", ContentDigest::of(bytes).as_str())
    })
}

fn oxum(package: &OpenedPackage) -> Option<PackageFinding> {
    let stated = info::value(package.file(bag::INFO)?, info::OXUM);
    let found = info::oxum(&package.files);
    (stated != found).then(|| PackageFinding::fault(Fault::OxumDiffers, bag::INFO, stated, found))
}
