//! Writes the folder of an edition: `write OUTPUT [edition.json [EARLIER.json …]]`, newest first.
//! Without an edition it is the made-up one of the tests.

#![expect(clippy::print_stdout, reason = "an example says what it did")]

use std::{error::Error, fs, path::PathBuf, time::Instant};

use edition::{EditionContent, canonical};
use site::{SiteDataFile, SiteInput};

#[expect(clippy::unwrap_used, reason = "made-up data of the tests")]
#[path = "../tests/site/aozora.rs"]
mod aozora;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let output = arguments.next().ok_or("write OUTPUT [edition.json [EARLIER.json …]]")?;
    let mut editions = Vec::new();
    for path in arguments {
        editions.push(serde_json::from_slice::<EditionContent>(&fs::read(path)?)?);
    }
    if editions.is_empty() {
        editions = vec![aozora::edition(), aozora::last_year()];
    }
    let document = canonical(&editions[0])?;
    let digest = aozora::digest(&editions[0]);
    let size = u64::try_from(document.len())?;
    let begun = Instant::now();
    let files = site::files(&SiteInput {
        content: &editions[0],
        digest: &digest,
        earlier: &editions[1..],
        withdrawn: &[],
        newer: None,
        data_files: &[SiteDataFile { name: "edition.json".to_owned(), size }],
    })?;
    let taken = begun.elapsed();
    fs::create_dir_all(&output)?;
    fs::write(output.join("edition.json"), document)?;
    for file in &files {
        fs::write(output.join(&file.name), &file.bytes)?;
    }
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!("{} files, {bytes} bytes in {taken:?}", files.len());
    Ok(())
}
