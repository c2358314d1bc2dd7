//! The description of an edition for catalogues: a `Dataset` of schema.org that is one of DCAT as well.

use edition::{ContentDigest, DerivedFile, EditionContent};
use serde_json::{Value, json};

use super::facts::{description, title};
use crate::lines::edition_id;

/// The description of an edition.
pub(super) fn of(content: &EditionContent, files: &[DerivedFile], document: &[u8]) -> Value {
    let year = content.fiscal_year;
    let document = distribution(content, "edition.json", "application/json", document);
    let files =
        files.iter().map(|file| distribution(content, &file.name, file.media_type, &file.bytes));
    let distributions: Vec<_> = files.chain([document]).collect();
    let mut dataset = json!({
        "@context": {
            "@vocab": "https://schema.org/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "prov": "http://www.w3.org/ns/prov#",
        },
        "@type": ["Dataset", "dcat:Dataset"],
        "identifier": edition_id(content),
        "name": title(content),
        "description": description(content),
        "inLanguage": "ja",
        "version": content.number.to_string(),
        "dcat:version": content.number.to_string(),
        "datePublished": content.frozen_on,
        "dateModified": content.frozen_on,
        "temporalCoverage": format!("{year}-04-01/{}-03-31", year + 1),
        "dct:accrualPeriodicity": {
            "@id": "http://publications.europa.eu/resource/authority/frequency/ANNUAL",
        },
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": content.city.name,
            "identifier": content.city.region_code,
        },
        "creator": publisher(content),
        "publisher": publisher(content),
        "distribution": distributions,
    });
    add_known(content, &mut dataset);
    dataset
}

/// What only some editions have.
fn add_known(content: &EditionContent, dataset: &mut Value) {
    let publisher = &content.publisher;
    let licence = match (publisher.licence.as_str(), publisher.licence_address.as_str()) {
        ("", "") => None,
        (name, "") => Some(json!(name)),
        (name, address) => Some(json!({ "@type": "CreativeWork", "name": name, "url": address })),
    };
    let address =
        Some(json!(publisher.base_address)).filter(|_| !publisher.base_address.is_empty());
    let before = content.based_on.as_ref().map(|digest| json!({ "@id": urn(digest) }));
    let known = [("license", licence), ("url", address), ("prov:wasRevisionOf", before)];
    for (name, value) in known {
        if let (Some(dataset), Some(value)) = (dataset.as_object_mut(), value) {
            dataset.insert(name.to_owned(), value);
        }
    }
}

fn publisher(content: &EditionContent) -> Value {
    let publisher = &content.publisher;
    json!({
        "@type": "GovernmentOrganization",
        "name": content.city.name,
        "department": {
            "@type": "Organization",
            "name": publisher.section,
            "telephone": publisher.telephone,
        },
    })
}

/// A file: its address below the folder's, which may be unknown, its size and digest.
fn distribution(content: &EditionContent, path: &str, media_type: &str, bytes: &[u8]) -> Value {
    let base = &content.publisher.base_address;
    let slash = if base.is_empty() || base.ends_with('/') { "" } else { "/" };
    json!({
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": path,
        "contentUrl": format!("{base}{slash}{path}"),
        "encodingFormat": media_type,
        "contentSize": bytes.len().to_string(),
        "sha256": ContentDigest::of(bytes).as_str(),
    })
}

/// A digest as an identifier that no host owns.
fn urn(digest: &ContentDigest) -> String {
    format!("urn:sha256:{digest}")
}
