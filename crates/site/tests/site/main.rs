//! The site as a folder: every link leads somewhere, help is first, nothing comes from elsewhere.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panics")]
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "names that the site itself makes"
)]

#[cfg(test)]
mod aozora;
#[cfg(test)]
mod escaping;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod html;
#[cfg(test)]
mod not_done;
#[cfg(test)]
mod pages;

use edition::{DerivedFile, EditionContent};
use site::{Error, SiteInput};

/// The files of an edition with those before it.
fn written(
    content: &EditionContent,
    earlier: &[EditionContent],
) -> Result<Vec<DerivedFile>, Error> {
    let digest = aozora::digest(content);
    site::files(&SiteInput {
        content,
        digest: &digest,
        earlier,
        withdrawn: &[],
        newer: None,
        data_files: &[],
    })
}

/// The made-up city's folder.
fn aozora_site() -> Vec<DerivedFile> {
    written(&aozora::edition(), &[aozora::last_year()]).unwrap()
}

/// The text of a file.
fn text<'a>(files: &'a [DerivedFile], name: &str) -> &'a str {
    let file = files.iter().find(|file| file.name == name);
    std::str::from_utf8(&file.unwrap_or_else(|| panic!("{name} is not there")).bytes).unwrap()
}

/// The pages that a browser opens by themselves.
fn pages(files: &[DerivedFile]) -> Vec<&DerivedFile> {
    files.iter().filter(|file| file.name.ends_with(".html") && file.name != "cms.html").collect()
}
