//! Writes the open data of an edition into a folder: `write EDITION.json FOLDER`.

use std::{env, error::Error, fs, path::Path};

use edition::{EditionContent, canonical};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [edition, folder] = arguments.as_slice() else {
        return Err("usage: write EDITION.json FOLDER".into());
    };
    let content: EditionContent = serde_json::from_slice(&fs::read(edition)?)?;
    let folder = Path::new(folder);
    for file in opendata::files(&content)? {
        let path = folder.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.bytes)?;
    }
    fs::write(folder.join("edition.json"), canonical(&content)?)?;
    Ok(())
}
