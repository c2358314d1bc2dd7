//! The lists of a `BagIt` package (RFC 8493): what its files are called, and lines of digests.

use std::collections::BTreeMap;

use edition::ContentDigest;

use crate::archive::MOST_CARRIED;

/// Says which folder is a bag, by which rules.
pub(crate) const DECLARATION: &str = "bagit.txt";
/// What [`DECLARATION`] says.
pub(crate) const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// What the bag holds, in words.
pub(crate) const INFO: &str = "bag-info.txt";
/// The digests of the payload.
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// The digests of the files beside the payload.
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The signature over [`TAG_MANIFEST`]; the second name is for ways that let only known endings pass.
pub(crate) const SIGNATURES: [&str; 2] =
    ["tagmanifest-sha256.txt.sig", "tagmanifest-sha256.sig.txt"];
/// Who signs.
pub(crate) const SIGNERS: &str = "allowed_signers.txt";
/// How to check.
pub(crate) const README: &str = "README.ja.txt";
/// The folder of the payload.
pub(crate) const PAYLOAD: &str = "data/";
/// The document within the payload.
pub(crate) const DOCUMENT: &str = "data/edition.json";

/// The lines of `sha256sum` for files.
pub(crate) fn lines<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let line = |(path, bytes)| [ContentDigest::of(bytes).as_str(), "  ", path, "\n"].concat();
    files.into_iter().map(line).collect()
}

/// Whether every machine writes and lists a name as it is: `sha256sum` escapes others.
pub(crate) fn is_fit(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_segment = |one: &str| !one.is_empty() && !one.starts_with('.') && !one.ends_with('.');
    name.split('/').all(|one| is_segment(one) && one.chars().all(is_plain))
}

/// A list of digests as it was read.
#[derive(Debug, Default)]
pub(crate) struct DigestList {
    /// The digests by their paths, in lower case.
    pub(crate) digests: BTreeMap<String, String>,
    /// The numbers of lines that are none: no digest, no path, a path for the second time.
    pub(crate) unread: Vec<usize>,
}

impl DigestList {
    /// Reads a list; figures in capitals and line ends of Windows are the same list.
    pub(crate) fn read(text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text);
        let mut list = Self::default();
        // No package has more files than are opened: what goes on is no list of one
        for (no, line) in (1..).zip(text.lines().take(MOST_CARRIED + 1)) {
            match entry(line) {
                Some((path, digest)) if no <= MOST_CARRIED && !list.digests.contains_key(path) => {
                    list.digests.insert(path.to_owned(), digest);
                }
                _ => list.unread.push(no),
            }
        }
        list
    }
}

/// Path and digest of a line; `sha256sum` marks binary reading by a star.
fn entry(line: &str) -> Option<(&str, String)> {
    let (digest, path) = line.split_once(' ')?;
    let path = path.strip_prefix([' ', '*'])?;
    let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_digest && !path.is_empty()).then(|| (path, digest.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_capitals_with_line_ends_of_windows_is_the_same_list() {
        let text = lines([("data/a.csv", b"a".as_slice()), ("data/b.csv", b"b")]);
        let windows = text.to_ascii_uppercase().replace("DATA/A.CSV", "data/a.csv");
        let windows = windows.replace("DATA/B.CSV", "data/b.csv").replace('\n', "\r\n");
        let list = DigestList::read(windows.as_bytes());
        assert!(list.unread.is_empty());
        assert_eq!(list.digests, DigestList::read(text.as_bytes()).digests);
        assert_eq!(list.digests["data/a.csv"], ContentDigest::of(b"a").as_str());
    }

    #[test]
    fn a_line_that_is_no_digest_and_a_path_for_the_second_time_are_named_by_their_numbers() {
        let good = lines([("data/a.csv", b"a".as_slice())]);
        let list = DigestList::read(format!("{good}\nhello  data/b.csv\n{good}").as_bytes());
        assert_eq!(list.unread, [2, 3, 4]);
    }

    #[test]
    fn a_list_of_more_files_than_a_package_has_is_read_no_further() {
        let digest = ContentDigest::of(b"");
        let endless: String = (0..MOST_CARRIED + 50)
            .fold(String::new(), |all, no| all + &format!("{digest}  data/{no}\n"));
        let list = DigestList::read(endless.as_bytes());
        assert_eq!((list.digests.len(), list.unread), (MOST_CARRIED, vec![MOST_CARRIED + 1]));
    }
}
