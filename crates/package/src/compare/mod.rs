//! What was published beside what was frozen (公表後の確認).
//!
//! On their way out of a closed network files are rebuilt, and pages pass through the city's own
//! system. So a file may say the same in other bytes; where a program cannot tell, it says so.

mod page;
mod say;
mod verdict;
mod workbook;

use std::collections::BTreeMap;

use edition::DerivedFile;
use serde::Serialize;

use self::say::said;
pub use self::verdict::FileVerdict;

/// A file with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedFile {
    /// The frozen file's name; of an extra one, the path at which it was published.
    pub name: String,
    /// How it stands.
    pub verdict: FileVerdict,
    /// What differs or what to do, in a sentence; empty where there is nothing to say.
    pub detail: String,
}

/// What came of comparing a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderComparison {
    /// The part of the edition that was published, as far as the names tell: `site/`; empty for all.
    pub part: String,
    /// Each frozen file of the part in the order of names, then the extra ones.
    pub files: Vec<ComparedFile>,
}

impl FolderComparison {
    /// How many files stand so.
    pub fn count(&self, verdict: FileVerdict) -> usize {
        self.files.iter().filter(|file| file.verdict == verdict).count()
    }

    /// Whether all of the part is published, says what was frozen, and nothing else is there.
    pub fn is_whole(&self) -> bool {
        let good = [FileVerdict::Same, FileVerdict::SameContent, FileVerdict::Signed];
        self.files.iter().all(|file| good.contains(&file.verdict))
    }
}

/// Compares what was published, a folder's files or those of a zip, with what was frozen.
///
/// Which part of the edition it is and in which folder it stands is told by the names that meet.
pub fn compare(frozen: &[DerivedFile], published: &[(String, Vec<u8>)]) -> FolderComparison {
    let frozen: Named = frozen.iter().map(|file| (&*file.name, &*file.bytes)).collect();
    let published: Named = published.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
    let (part, folder) = meeting(&frozen, &published);
    let mut files = Vec::new();
    for (name, bytes) in below(&frozen, part) {
        let path = format!("{folder}{name}");
        let (verdict, detail) = match published.get(path.as_str()) {
            None => (FileVerdict::Missing, "公表先にありません。載せてください。".to_owned()),
            Some(found) => said(name, bytes, found),
        };
        files.push(ComparedFile { name: format!("{part}{name}"), verdict, detail });
    }
    for (name, _) in below(&published, folder) {
        if !frozen.contains_key(format!("{part}{name}").as_str()) {
            let detail =
                "凍結した版にないファイルです。取り除くか、心当たりを確かめてください。".to_owned();
            let name = format!("{folder}{name}");
            files.push(ComparedFile { name, verdict: FileVerdict::Extra, detail });
        }
    }
    FolderComparison { part: part.to_owned(), files }
}

/// Files by their names.
type Named<'a> = BTreeMap<&'a str, &'a [u8]>;

/// The files below a folder, by the rest of their names.
fn below<'a>(files: &'a Named, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    files.iter().filter_map(move |(name, bytes)| Some((name.strip_prefix(folder)?, *bytes)))
}

/// The folder of the frozen files and that of the published ones between which most names meet. Of
/// equal ones the smaller part: nobody is asked for what was not meant to be published.
fn meeting<'a>(frozen: &Named<'a>, published: &Named<'a>) -> (&'a str, &'a str) {
    let mut best = (0, "", "");
    let folders = folders(published);
    for part in self::folders(frozen) {
        for folder in &folders {
            let meets = |name: &str| published.contains_key(format!("{folder}{name}").as_str());
            let met = below(frozen, part).filter(|(name, _)| meets(name)).count();
            let is_smaller = (part.len(), best.2.len()) > (best.1.len(), folder.len());
            if met > best.0 || (met == best.0 && met > 0 && is_smaller) {
                best = (met, part, folder);
            }
        }
    }
    (best.1, best.2)
}

/// The most folders that are tried on either side; an edition has five.
const MOST_FOLDERS: usize = 40;

/// The folders in which files stand, with the one that has no name.
fn folders<'a>(files: &Named<'a>) -> Vec<&'a str> {
    let mut found = vec![""];
    for name in files.keys() {
        for (at, _) in name.match_indices('/') {
            let folder = &name[..=at];
            if found.len() < MOST_FOLDERS && !found.contains(&folder) {
                found.push(folder);
            }
        }
    }
    found
}
