//! The package's bytes and what stands in it.

use edition::DerivedFile;
use package::{Error, PackageVariant, pack};

use crate::world::{bag, bag_of, content, files, key, verified, zip};

#[test]
fn case_8_the_same_files_in_any_order_give_the_same_zip() {
    let mut turned = files();
    turned.reverse();
    let again = pack(&turned, PackageVariant::Whole, Some(&key()), &[]).unwrap();
    assert_eq!(again.bytes, zip());
    assert_eq!(again.file_name, "112020-2025-published-2.zip");
}

/// Another machine, system or time of day that wrote other bytes would show here. Other words in
/// README.ja.txt and another release of the compressor change the number, and nothing else may.
#[test]
fn case_8_the_zip_of_the_made_up_city_is_the_same_on_each_machine() {
    let digest = edition::ContentDigest::of(&zip());
    assert_eq!(digest.as_str(), "6d739bba96c33b1837e17aaa4ced6b1ec231732085bdbabd8c6685945c2842bb");
}

#[test]
fn the_package_is_one_folder_with_the_lists_of_bagit_and_a_text_on_how_to_check() {
    let names = package::files_of_zip(&zip()).unwrap();
    assert!(names.iter().all(|(name, _)| name.starts_with("112020-2025-published-2/")));
    let bag = bag();
    let names: Vec<&str> = bag.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "README.ja.txt",
            "allowed_signers.txt",
            "bag-info.txt",
            "bagit.txt",
            "data/csv/texts.csv",
            "data/edition.json",
            "data/sheet.pdf",
            "data/site/index.html",
            "data/site/search.js",
            "manifest-sha256.txt",
            "tagmanifest-sha256.txt",
            "tagmanifest-sha256.txt.sig",
        ]
    );
    let info = String::from_utf8(bag["bag-info.txt"].clone()).unwrap();
    let payload = bag.iter().filter(|(name, _)| name.starts_with("data/"));
    let bytes: usize = payload.map(|(_, bytes)| bytes.len()).sum();
    assert!(info.contains("Source-Organization: あおぞら市\n"), "{info}");
    assert!(info.contains("External-Identifier: 112020-2025-published-2\n"), "{info}");
    assert!(info.contains("Bagging-Date: 2026-11-24\n"), "{info}");
    assert!(info.contains(&format!("Payload-Oxum: {bytes}.5\n")), "{info}");
}

#[test]
fn the_text_on_how_to_check_names_the_number_the_commands_and_the_signer() {
    let readme = String::from_utf8(bag()["README.ja.txt"].clone()).unwrap();
    let digest = edition::ContentDigest::of(&edition::canonical(&content()).unwrap());
    for word in [
        "あおぞら市 自殺対策計画 令和７年度 公表第2版",
        &digest.short(),
        "Get-FileHash",
        "sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt",
        "ssh-keygen -Y verify -n sasae-edition -f allowed_signers.txt -I 112020@sasae \
         -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt",
        &key().signer().fingerprint(),
    ] {
        assert!(readme.contains(word), "{word} is not in {readme}");
    }
}

#[test]
fn a_package_without_a_key_says_that_nobody_signed() {
    let packed = pack(&files(), PackageVariant::Whole, None, &[]).unwrap();
    let bag = bag_of(&packed.bytes);
    assert!(!bag.contains_key("allowed_signers.txt"));
    let readme = String::from_utf8(bag["README.ja.txt"].clone()).unwrap();
    assert!(readme.contains("署名がありません") && !readme.contains("ssh-keygen"), "{readme}");
}

#[test]
fn the_variant_for_sanitisers_holds_only_kinds_of_files_that_pass_and_is_sound() {
    let packed = pack(&files(), PackageVariant::Sanitised, Some(&key()), &[]).unwrap();
    assert_eq!(packed.file_name, "112020-2025-published-2-sanitised.zip");
    let bag = bag_of(&packed.bytes);
    let passing = [".html", ".css", ".csv", ".xlsx", ".pdf", ".txt"];
    let passes = |name: &String| passing.iter().any(|ending| name.ends_with(ending));
    assert!(bag.keys().all(passes), "{:?}", bag.keys());
    assert!(bag.contains_key("data/csv/texts.csv") && !bag.contains_key("data/edition.json"));
    let report = verified(&bag);
    assert_eq!(report.findings, []);
    let whole = verified(&crate::world::bag());
    assert_eq!(report.content_digest, whole.content_digest, "the document's digest goes along");
}

#[test]
fn files_that_not_every_machine_can_write_or_that_have_one_name_are_refused() {
    let with = |name: &str| {
        let mut files = files();
        files.push(DerivedFile { name: name.to_owned(), media_type: "text/csv", bytes: vec![1] });
        pack(&files, PackageVariant::Whole, None, &[]).unwrap_err()
    };
    for name in ["../a.csv", "/a.csv", "a//b.csv", "表.csv", "a b.csv", "a\\b.csv", ".a", "a%.csv"]
    {
        assert_eq!(with(name), Error::UnfitFileName(name.to_owned()));
    }
    assert_eq!(with("csv/texts.csv"), Error::NameTwice("csv/texts.csv".to_owned()));
    let lacking: Vec<_> = files().into_iter().filter(|file| file.name != "edition.json").collect();
    assert_eq!(pack(&lacking, PackageVariant::Whole, None, &[]), Err(Error::NoEdition));
}
