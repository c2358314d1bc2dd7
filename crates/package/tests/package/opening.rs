//! Zip files and folders that are no package, or that mean harm.

use package::{Error, MOST_FILES, OpenedPackage};
use proptest::prelude::*;

use crate::world::{bag, kinds, verified, zip, zip_of};

fn refused(zip: &[u8]) -> Error {
    OpenedPackage::of_zip(zip).unwrap_err()
}

#[test]
fn what_is_no_package_is_refused_with_a_sentence() {
    assert_eq!(refused(b"hello"), Error::NotAZip);
    assert_eq!(refused(b""), Error::NotAZip);
    assert_eq!(refused(&zip()[..zip().len() / 2]), Error::DamagedZip);
    assert_eq!(refused(&zip_of(&[("a.txt", b"a"), ("x/y/bagit.txt", b"")])), Error::NoPackage);
    let none: [(String, Vec<u8>); 0] = [];
    assert_eq!(OpenedPackage::of_folder(none).unwrap_err(), Error::NoPackage);
}

#[test]
fn a_path_that_leads_out_of_the_folder_is_refused() {
    for path in ["../a", "x/../../a", "/a", "C:/a", "x//a", "x/./a", "x/a\u{7}"] {
        let zip = zip_of(&[("x/bagit.txt", b""), (path, b"a")]);
        assert!(matches!(refused(&zip), Error::UnsafePath(_)), "{path}");
    }
    let folder = [("bagit.txt".to_owned(), Vec::new()), ("..\\a".to_owned(), Vec::new())];
    assert!(matches!(OpenedPackage::of_folder(folder).unwrap_err(), Error::UnsafePath(_)));
}

#[test]
fn a_link_is_refused() {
    use std::io::Cursor;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::DEFAULT;
    zip.start_file("x/bagit.txt", options).unwrap();
    zip.add_symlink("x/data", "/etc", options).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    assert_eq!(refused(&zip), Error::LinkInside("x/data".to_owned()));
}

#[test]
fn a_zip_that_unpacks_to_more_than_a_package_or_holds_more_files_is_refused() {
    let zeros = vec![0; 64 << 20];
    let large: Vec<_> = ["a", "b", "c", "d", "e"].map(|name| (name, zeros.as_slice())).into();
    assert!(matches!(refused(&zip_of(&large)), Error::TooLarge(_)));
    let names: Vec<String> = (0..=MOST_FILES).map(|no| format!("{no}")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(refused(&zip_of(&many)), Error::TooLarge(_)));
}

#[test]
fn two_files_of_one_name_are_refused() {
    let mut zip = zip_of(&[("x/bagit.txt", b""), ("x/a1", b"one"), ("x/a2", b"two")]);
    for at in 0..zip.len() - 4 {
        if zip[at..].starts_with(b"x/a2") {
            zip[at + 3] = b'1';
        }
    }
    assert_eq!(refused(&zip), Error::DamagedZip);
}

#[test]
fn a_file_beside_the_folder_of_the_package_is_told_as_one_that_no_list_names() {
    let mut entries: Vec<(String, Vec<u8>)> = package::files_of_zip(&zip()).unwrap();
    entries.push(("__MACOSX/._a".to_owned(), vec![1]));
    let entries: Vec<_> = entries.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    let package = OpenedPackage::of_zip(&zip_of(&entries)).unwrap();
    assert_eq!(package.content().unwrap(), crate::world::content());
    assert_eq!(package.file("../__MACOSX/._a"), Some([1].as_slice()));
}

#[test]
fn a_package_whose_declaration_is_gone_is_still_opened_and_told() {
    let mut bag = bag();
    bag.remove("bagit.txt");
    assert_eq!(kinds(&verified(&bag)), [package::PackageFault::MissingFile]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_zip_makes_opening_and_verifying_fall(
        damage in proptest::collection::vec((0usize..4000, any::<u8>()), 1..20),
    ) {
        let mut zip = zip();
        for (at, byte) in damage {
            let length = zip.len();
            zip[at % length] = byte;
        }
        if let Ok(package) = OpenedPackage::of_zip(&zip) {
            let bag = package::files_of_zip(&zip).unwrap().into_iter().collect();
            let _ = (package.content(), verified(&bag));
        }
    }
}
