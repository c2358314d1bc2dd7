//! Any files as one package with lists of their digests, and back: all of them as they were, or none.

use std::collections::BTreeMap;

use crate::{
    archive::{self, Bounds, Files, MOST_CARRIED},
    bag,
    error::Error,
    info,
    opened::OpenedPackage,
    verify::lists,
};

/// How much is opened of what a city carries away, with the tags beside the files.
const CARRIED: Bounds = Bounds { files: MOST_CARRIED + 10, bytes: 8 << 30 };

/// Files that are carried together.
#[derive(Debug, Clone, Default)]
pub struct CarriedFiles {
    /// The one folder at the top, ASCII.
    pub folder: String,
    /// What the package says of itself: labels and values of one line.
    pub told: Vec<(&'static str, String)>,
    /// How to read and to check it, in words.
    pub readme: String,
    /// The files by their paths, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Packs files as a `BagIt` package, a zip: the same files give the same bytes. The error is a name that
/// not every machine can write, or more files than are opened.
pub fn carried(of: CarriedFiles) -> Result<Vec<u8>, Error> {
    if of.files.len() > MOST_CARRIED {
        let most = format!("ファイルが {} 個あります。{MOST_CARRIED} 個までです", of.files.len());
        return Err(Error::TooLarge(most));
    }
    let mut files = Files::new();
    for (name, bytes) in of.files {
        if !bag::is_fit(&name) {
            return Err(Error::UnfitFileName(name));
        }
        files.insert(format!("{}{name}", bag::PAYLOAD), bytes);
    }
    let manifest = bag::lines(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let mut told = of.told;
    told.push((info::OXUM, info::oxum(&files)));
    let tags = BTreeMap::from([
        (bag::DECLARATION, bag::DECLARED.to_owned()),
        (bag::INFO, info::lines(&told)),
        (bag::MANIFEST, manifest),
        (bag::README, of.readme),
    ]);
    let list = bag::lines(tags.iter().map(|(path, text)| (*path, text.as_bytes())));
    files.extend(tags.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    files.insert(bag::TAG_MANIFEST.to_owned(), list.into_bytes());
    archive::written(&of.folder, &files)
}

/// The files of a package by the paths under which they were packed. The error names the first file that
/// is missing, added or changed, and nothing is given of a package that has one.
pub fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let package = OpenedPackage::within(bytes, CARRIED)?;
    if let Some(fault) = lists::findings(&package, false).into_iter().find(|one| one.is_fault) {
        return Err(Error::NotAsPacked(fault.sentence));
    }
    let payload = package.files.into_iter().filter_map(|(path, bytes)| {
        path.strip_prefix(bag::PAYLOAD).map(|name| (name.to_owned(), bytes))
    });
    Ok(payload.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> CarriedFiles {
        let files = [("history.ndjson", "{}\n"), ("tables/plans.ndjson", "{\"id\":\"p\"}\n")];
        CarriedFiles {
            folder: "aozora".to_owned(),
            told: vec![("Source-Organization", "あおぞら市".to_owned())],
            readme: "読み方\n".to_owned(),
            files: files.map(|(name, text)| (name.to_owned(), text.into())).into(),
        }
    }

    #[test]
    fn what_was_packed_is_unpacked_as_it_was() {
        let zip = carried(some()).unwrap();
        assert_eq!(zip, carried(some()).unwrap(), "the same files, the same bytes");
        assert_eq!(unpacked(&zip).unwrap(), some().files);
    }

    #[test]
    fn a_package_with_a_changed_a_missing_or_an_added_file_is_refused_whole() {
        let zip = carried(some()).unwrap();
        let whole = archive::read(&zip, CARRIED).unwrap();
        let again = |change: &dyn Fn(&mut Files)| {
            let mut files = whole.clone();
            change(&mut files);
            let files: Files = files
                .into_iter()
                .map(|(path, bytes)| (path.strip_prefix("aozora/").unwrap().to_owned(), bytes))
                .collect();
            unpacked(&archive::written("aozora", &files).unwrap())
        };
        assert!(again(&|_| {}).is_ok());
        let history = "aozora/data/history.ndjson";
        let told = |done: Result<BTreeMap<_, _>, Error>| done.unwrap_err().to_string();
        let changed = told(again(&|files| files.get_mut(history).unwrap()[0] = b'['));
        assert!(changed.contains("data/history.ndjson の中身が一覧と違います"), "{changed}");
        let missing = told(again(&|files| drop(files.remove(history))));
        assert!(missing.contains("data/history.ndjson がありません"), "{missing}");
        let more = "aozora/data/more.ndjson";
        let added = told(again(&|files| drop(files.insert(more.to_owned(), Vec::new()))));
        assert!(added.contains("一覧にないファイル"), "{added}");
        let list = "aozora/manifest-sha256.txt";
        let list = told(again(&|files| drop(files.remove(list))));
        assert!(list.contains("何も取り込んでいません"), "{list}");
        assert!(unpacked(&zip[..zip.len() / 2]).is_err());
    }

    #[test]
    fn a_name_that_not_every_machine_writes_is_refused() {
        let mut of = some();
        of.files.insert("原本/シート.xlsx".to_owned(), Vec::new());
        assert!(matches!(carried(of), Err(Error::UnfitFileName(_))));
    }
}
