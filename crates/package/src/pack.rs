//! Packing an edition: the same files and the same key give the same bytes.

use std::collections::BTreeMap;

use edition::{ContentDigest, DerivedFile, EditionContent};

use crate::{
    archive::{self, Files},
    bag,
    error::Error,
    info,
    key::SigningKey,
    readme,
    rotation::KeyRotation,
    signer::Purpose,
    variant::PackageVariant,
};

/// A package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedEdition {
    /// What its file is called: `112020-2025-published-2.zip`.
    pub file_name: String,
    /// The zip.
    pub bytes: Vec<u8>,
}

/// The public site of an edition as one folder in a zip, to be put on the city's own server; none of
/// an edition that has no site.
pub fn site_folder(files: &[DerivedFile]) -> Result<Option<PackedEdition>, Error> {
    let document = files.iter().find(|file| file.name == "edition.json").ok_or(Error::NoEdition)?;
    let content: EditionContent =
        serde_json::from_slice(&document.bytes).map_err(|_| Error::UnreadableEdition)?;
    let pages = files
        .iter()
        .filter_map(|file| Some((file.name.strip_prefix("site/")?.to_owned(), file.bytes.clone())));
    let pages: BTreeMap<String, Vec<u8>> = pages.collect();
    if pages.is_empty() {
        return Ok(None);
    }
    let folder = format!("{}-site", folder(&content, PackageVariant::Whole));
    let bytes = archive::written(&folder, &pages)?;
    Ok(Some(PackedEdition { file_name: format!("{folder}.zip"), bytes }))
}

/// Packs the files of an edition, `edition.json` among them, as a `BagIt` package under one folder.
///
/// With a key it is signed; `rotations` are the statements by which earlier keys named this one, so
/// that who knows an earlier key knows this one.
pub fn pack(
    files: &[DerivedFile],
    variant: PackageVariant,
    key: Option<&SigningKey>,
    rotations: &[KeyRotation],
) -> Result<PackedEdition, Error> {
    let document = files.iter().find(|file| file.name == "edition.json").ok_or(Error::NoEdition)?;
    let content: EditionContent =
        serde_json::from_slice(&document.bytes).map_err(|_| Error::UnreadableEdition)?;
    let digest = ContentDigest::of(&document.bytes);

    let mut bag = payload(files, variant)?;
    let mut told = info::told(&content, &digest);
    told.push((info::VARIANT, variant.code().to_owned()));
    told.push((info::OXUM, info::oxum(&bag)));
    let manifest = bag::lines(bag.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let readme = readme::text(&content, &digest, variant, key.map(SigningKey::signer), bag.len());

    let mut tags = BTreeMap::from([
        (bag::DECLARATION.to_owned(), bag::DECLARED.to_owned()),
        (bag::INFO.to_owned(), info::lines(&told)),
        (bag::MANIFEST.to_owned(), manifest),
        (bag::README.to_owned(), readme),
    ]);
    if let Some(key) = key {
        tags.insert(bag::SIGNERS.to_owned(), format!("{}\n", key.signer().allowed_line()));
        tags.extend(told_rotations(variant, rotations));
    }
    let tag_lines = bag::lines(tags.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    if let Some(key) = key {
        let signature = key.signed(tag_lines.as_bytes(), Purpose::Edition)?;
        tags.insert(variant.signature().to_owned(), signature);
    }
    tags.insert(bag::TAG_MANIFEST.to_owned(), tag_lines);
    bag.extend(tags.into_iter().map(|(path, text)| (path, text.into_bytes())));
    let folder = folder(&content, variant);
    Ok(PackedEdition {
        bytes: archive::written(&folder, &bag)?,
        file_name: format!("{folder}.zip"),
    })
}

/// The one folder at the top: unpacked anywhere, a listing shows one entry (RFC 8493), and its lists
/// hold for whoever stands in it.
fn folder(content: &EditionContent, variant: PackageVariant) -> String {
    let of_variant = if variant == PackageVariant::Whole { "" } else { "-sanitised" };
    format!("{}{of_variant}", info::identifier(content))
}

/// The edition's files at their places in the package.
fn payload(files: &[DerivedFile], variant: PackageVariant) -> Result<Files, Error> {
    let mut payload = Files::new();
    for file in files.iter().filter(|file| variant.takes(&file.name)) {
        if !bag::is_fit(&file.name) {
            return Err(Error::UnfitFileName(file.name.clone()));
        }
        let path = format!("{}{}", bag::PAYLOAD, file.name);
        if payload.insert(path, file.bytes.clone()).is_some() {
            return Err(Error::NameTwice(file.name.clone()));
        }
    }
    Ok(payload)
}

/// The statements of new keys, numbered in their order.
fn told_rotations(
    variant: PackageVariant,
    rotations: &[KeyRotation],
) -> impl Iterator<Item = (String, String)> {
    (1..).zip(rotations).flat_map(move |(no, rotation)| {
        let [statement, signature] = variant.rotation(no);
        [(statement, rotation.statement().to_owned()), (signature, rotation.signature().to_owned())]
    })
}
