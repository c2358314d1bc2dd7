//! What somebody might do to a package, what finds it, and which tool of a machine sees it.

use edition::{ContentDigest, canonical};
use package::{PackageFault as Fault, PackageVariant, pack};

use crate::world::{Bag, bag, bag_of, content, files, files_of, key, key_of, kinds, verified};

/// Which of a machine's tools sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// `sha256sum -c` on one of the lists.
    Sums,
    /// `ssh-keygen -Y verify` with the signers that the city named.
    Signature,
    /// None: it takes a look at what the files say, or which there are.
    Neither,
}

/// What is done to a package.
pub(crate) struct Manipulation {
    pub(crate) name: &'static str,
    pub(crate) done: fn(&mut Bag),
    pub(crate) found: &'static [Fault],
    pub(crate) seen: Seen,
}

const TABLE: &str = "data/csv/texts.csv";
const LIST: &str = "manifest-sha256.txt";
const TAGS: &str = "tagmanifest-sha256.txt";
const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";

pub(crate) const ALL: [Manipulation; 13] = [
    Manipulation {
        name: "a byte of a table is changed",
        done: |bag| bag.get_mut(TABLE).unwrap()[20] ^= 1,
        found: &[Fault::DigestDiffers, Fault::CellDiffers],
        seen: Seen::Sums,
    },
    Manipulation {
        name: "a file is taken away",
        done: |bag| drop(bag.remove("data/sheet.pdf")),
        found: &[Fault::MissingFile, Fault::OxumDiffers],
        seen: Seen::Sums,
    },
    Manipulation {
        name: "a file is added",
        done: |bag| drop(bag.insert("data/more.csv".to_owned(), b"x".to_vec())),
        found: &[Fault::ExtraFile, Fault::OxumDiffers],
        seen: Seen::Neither,
    },
    Manipulation {
        name: "a file gets another name",
        done: |bag| {
            let page = bag.remove("data/site/search.js").unwrap();
            bag.insert("data/site/find.js".to_owned(), page);
        },
        found: &[Fault::MissingFile, Fault::ExtraFile],
        seen: Seen::Sums,
    },
    Manipulation {
        name: "a table is changed and its list made anew",
        done: |bag| {
            change(bag);
            listed(bag);
        },
        found: &[Fault::DigestDiffers, Fault::CellDiffers],
        seen: Seen::Sums,
    },
    Manipulation {
        name: "a table is changed and both lists made anew",
        done: |bag| {
            change(bag);
            relisted(bag);
        },
        found: &[Fault::SignatureInvalid, Fault::CellDiffers],
        seen: Seen::Signature,
    },
    Manipulation {
        name: "a file is taken away and from both lists",
        done: |bag| {
            bag.remove("data/site/search.js");
            relisted(bag);
        },
        found: &[Fault::OxumDiffers, Fault::SignatureInvalid],
        seen: Seen::Signature,
    },
    Manipulation {
        name: "the signature is taken away",
        done: |bag| drop(bag.remove(SIGNATURE)),
        found: &[Fault::Unsigned],
        seen: Seen::Signature,
    },
    Manipulation {
        name: "the signature is that of another edition",
        done: |bag| {
            let mut other = content();
            other.number = 1;
            let signature = signed(&other).remove(SIGNATURE).unwrap();
            bag.insert(SIGNATURE.to_owned(), signature);
        },
        found: &[Fault::SignatureInvalid],
        seen: Seen::Signature,
    },
    Manipulation {
        name: "a document is changed and everything signed by another key under the city's name",
        done: |bag| {
            let mut other = content();
            "相談会を開かなかった。".clone_into(&mut other.actions[0].answers[0].text);
            let packed = pack(&files_of(&other), PackageVariant::Whole, Some(&key_of(9)), &[]);
            *bag = bag_of(&packed.unwrap().bytes);
        },
        found: &[Fault::UnknownSigner],
        seen: Seen::Signature,
    },
    Manipulation {
        name: "the package says another day of itself",
        done: |bag| {
            let info = String::from_utf8(bag["bag-info.txt"].clone()).unwrap();
            let info = info.replace("2026-11-24", "2026-11-25");
            bag.insert("bag-info.txt".to_owned(), info.into_bytes());
        },
        found: &[Fault::DigestDiffers, Fault::InfoDiffers],
        seen: Seen::Sums,
    },
    Manipulation {
        name: "a cell of a table is changed and everything signed by the city's own key",
        done: |bag| {
            let mut files = files();
            let table = String::from_utf8(files[0].bytes.clone()).unwrap();
            files[0].bytes = table.replace("312人", "321人").into_bytes();
            let packed = pack(&files, PackageVariant::Whole, Some(&key()), &[]);
            *bag = bag_of(&packed.unwrap().bytes);
        },
        found: &[Fault::CellDiffers],
        seen: Seen::Neither,
    },
    Manipulation {
        name: "the document is written otherwise and everything signed by the city's own key",
        done: |bag| {
            let mut files = files();
            let pretty = serde_json::to_vec_pretty(&content()).unwrap();
            let document = files.iter_mut().find(|file| file.name == "edition.json").unwrap();
            document.bytes = pretty;
            let packed = pack(&files, PackageVariant::Whole, Some(&key()), &[]);
            *bag = bag_of(&packed.unwrap().bytes);
        },
        found: &[Fault::NotCanonical],
        seen: Seen::Neither,
    },
];

fn signed(content: &edition::EditionContent) -> Bag {
    bag_of(&pack(&files_of(content), PackageVariant::Whole, Some(&key()), &[]).unwrap().bytes)
}

fn change(bag: &mut Bag) {
    let table = String::from_utf8(bag[TABLE].clone()).unwrap();
    bag.insert(TABLE.to_owned(), table.replace("312人", "321人").into_bytes());
}

/// Makes the payload's list anew, as anybody can.
fn listed(bag: &mut Bag) {
    let text = lines(bag, |name| name.starts_with("data/"));
    bag.insert(LIST.to_owned(), text);
}

/// Makes both lists anew.
fn relisted(bag: &mut Bag) {
    listed(bag);
    let text = lines(bag, |name| !name.starts_with("data/") && !name.starts_with(TAGS));
    bag.insert(TAGS.to_owned(), text);
}

fn lines(bag: &Bag, is_listed: impl Fn(&str) -> bool) -> Vec<u8> {
    let files = bag.iter().filter(|(name, _)| is_listed(name));
    let lines = files.map(|(name, bytes)| format!("{}  {name}\n", ContentDigest::of(bytes)));
    lines.collect::<String>().into_bytes()
}

#[test]
fn each_manipulation_is_found_and_named() {
    for one in &ALL {
        let mut bag = bag();
        (one.done)(&mut bag);
        let report = verified(&bag);
        assert_eq!(kinds(&report), one.found, "{}: {report:#?}", one.name);
        assert!(!report.is_sound(), "{}", one.name);
        assert!(report.findings.iter().all(|finding| !finding.sentence.is_empty()));
    }
}

#[test]
fn making_both_lists_anew_of_an_untouched_package_changes_nothing() {
    let mut bag = bag();
    relisted(&mut bag);
    assert_eq!(bag, crate::world::bag());
    assert_eq!(bag["data/edition.json"], canonical(&content()).unwrap());
}
