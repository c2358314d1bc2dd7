//! A package against its lists, its signature and its document.

use edition::{ContentDigest, canonical};
use package::{
    BasedOn, KnownSigners, OpenedPackage, PackageChecks, PackageFault as Fault, PackageVariant,
    Principal, SignatureState, SigningKey, pack, verify,
};

use crate::world::{
    bag, bag_of, cells, content, derive, files, files_of, key, key_of, kinds, verified,
    verified_by, zip,
};

#[test]
fn a_package_that_nobody_touched_is_sound_with_its_title_number_and_signer() {
    let known = crate::world::known();
    let editions = [ContentDigest::of(b"the edition before")];
    let checks =
        PackageChecks { signers: &known, editions: &editions, derive: &derive, cells: &cells };
    let report = verify(&OpenedPackage::of_zip(&zip()).unwrap(), &checks);
    assert!(report.is_sound());
    assert_eq!(report.findings, []);
    assert_eq!(report.title, "あおぞら市 自殺対策計画 令和７年度 公表第2版");
    assert_eq!(report.based_on, Some(BasedOn::AtHand));
    let digest = ContentDigest::of(&canonical(&content()).unwrap());
    assert_eq!(report.short_digest, Some(digest.short()));
    assert_eq!(report.content_digest, Some(digest));
    let fingerprint = key().signer().fingerprint();
    let principal = "112020@sasae".to_owned();
    assert_eq!(report.signature, SignatureState::Valid { principal, fingerprint });
}

#[test]
fn case_3_one_byte_changed_in_any_file_is_found_with_the_file_and_both_digests() {
    let whole = bag();
    for name in whole.keys() {
        let mut bag = whole.clone();
        bag.get_mut(name).unwrap()[0] ^= 1;
        let report = verified(&bag);
        assert!(!report.is_sound(), "{name}");
        let listed =
            !matches!(name.as_str(), "tagmanifest-sha256.txt" | "tagmanifest-sha256.txt.sig");
        if listed {
            let of_file = report
                .findings
                .iter()
                .find(|one| one.file == *name && one.kind == Fault::DigestDiffers);
            let finding = of_file.unwrap_or_else(|| panic!("{name}: {report:?}"));
            let (expected, found) =
                (ContentDigest::of(&whole[name]), ContentDigest::of(&bag[name]));
            assert_eq!((&*finding.expected, &*finding.found), (expected.as_str(), found.as_str()));
            for word in [name.as_str(), expected.as_str(), found.as_str()] {
                assert!(finding.sentence.contains(word), "{}", finding.sentence);
            }
        } else {
            assert!(kinds(&report).contains(&Fault::SignatureInvalid), "{name}: {report:?}");
        }
    }
}

#[test]
fn case_4_a_table_changed_with_its_lists_made_anew_no_longer_fits_the_signature() {
    let mut files = files();
    files[0].bytes.extend(b"a003,status,x\r\n");
    let forged = bag_of(&pack(&files, PackageVariant::Whole, Some(&key()), &[]).unwrap().bytes);
    let mut bag = bag();
    let signature = bag["tagmanifest-sha256.txt.sig"].clone();
    bag.extend(forged);
    bag.insert("tagmanifest-sha256.txt.sig".to_owned(), signature);
    let report = verified(&bag);
    assert_eq!(report.signature, SignatureState::Invalid);
    assert!(kinds(&report).contains(&Fault::SignatureInvalid));
}

#[test]
fn case_4_a_package_signed_by_another_key_has_an_unknown_signer_and_is_not_valid() {
    let other = key_of(9);
    let packed = pack(&files(), PackageVariant::Whole, Some(&other), &[]).unwrap();
    let report = verified(&bag_of(&packed.bytes));
    let fingerprint = other.signer().fingerprint();
    assert_eq!(kinds(&report), [Fault::UnknownSigner]);
    assert!(report.findings[0].sentence.contains(&fingerprint));
    assert_eq!(report.signature, SignatureState::UnknownSigner { fingerprint });
    assert!(!report.is_sound());
}

#[test]
fn case_5_a_table_that_differs_from_the_document_in_one_cell_is_told_by_that_cell() {
    let mut files = files();
    let table = String::from_utf8(files[0].bytes.clone()).unwrap();
    files[0].bytes = table.replace("312人", "321人").into_bytes();
    let packed = pack(&files, PackageVariant::Whole, Some(&key()), &[]).unwrap();
    let report = verified(&bag_of(&packed.bytes));
    assert_eq!(kinds(&report), [Fault::CellDiffers]);
    assert_eq!(
        report.findings[0].sentence,
        "data/csv/texts.csv が edition.json と違います。2行3列は\
         「相談会を26回開き、312人が来た。」のはずですが「相談会を26回開き、321人が来た。」です。"
    );
    assert!(!report.is_sound());
}

#[test]
fn a_page_that_differs_from_the_document_is_told_as_a_whole() {
    let mut files = files();
    files[1].bytes.extend(b"<p>x");
    let packed = pack(&files, PackageVariant::Whole, Some(&key()), &[]).unwrap();
    let package = OpenedPackage::of_zip(&packed.bytes).unwrap();
    let known = crate::world::known();
    let checks = PackageChecks {
        signers: &known,
        editions: &[],
        derive: &derive,
        cells: &|_, _, _| Vec::new(),
    };
    let report = verify(&package, &checks);
    assert_eq!(kinds(&report), [Fault::BasedOnUnknown, Fault::DerivedDiffers]);
    assert_eq!(report.based_on, Some(BasedOn::NotAtHand));
}

#[test]
fn the_edition_before_that_is_not_at_hand_is_told_and_is_no_fault() {
    let mut content = content();
    content.based_on = Some(ContentDigest::of(b"another"));
    let packed = pack(&files_of(&content), PackageVariant::Whole, Some(&key()), &[]).unwrap();
    let report = verified(&bag_of(&packed.bytes));
    assert_eq!(kinds(&report), [Fault::BasedOnUnknown]);
    assert!(report.is_sound());
}

#[test]
fn who_knows_no_signer_is_told_that_nobody_known_signed_and_may_use_the_package() {
    let unsigned = pack(&files(), PackageVariant::Whole, None, &[]).unwrap();
    let bag = bag_of(&unsigned.bytes);
    let report = verified_by(&bag, &KnownSigners::default());
    assert_eq!((kinds(&report), report.is_sound()), (vec![Fault::Unsigned], true));
    let report = verified(&bag);
    assert_eq!((kinds(&report), report.is_sound()), (vec![Fault::Unsigned], false));
    let report = verified_by(&crate::world::bag(), &KnownSigners::default());
    assert_eq!((kinds(&report), report.is_sound()), (vec![Fault::UnknownSigner], true));
}

#[test]
fn a_known_signer_of_another_city_does_not_vouch_for_this_one() {
    let theirs = Principal::parse("112038@sasae").unwrap();
    let theirs = SigningKey::of_seed(&[3; 32], &theirs).unwrap();
    let mut known = crate::world::known();
    known.add(theirs.signer().clone());
    let packed = pack(&files(), PackageVariant::Whole, Some(&theirs), &[]).unwrap();
    let report = verified_by(&bag_of(&packed.bytes), &known);
    assert_eq!(kinds(&report), [Fault::OtherSigner]);
    assert!(!report.is_sound());
}

#[test]
fn a_document_of_another_format_is_told_by_its_name() {
    let mut bag = bag();
    let document = String::from_utf8(bag["data/edition.json"].clone()).unwrap();
    let document = document.replace("sasae-edition-1", "sasae-edition-2");
    bag.insert("data/edition.json".to_owned(), document.into_bytes());
    let report = verified(&bag);
    let finding = report.findings.iter().find(|one| one.kind == Fault::UnknownFormat).unwrap();
    assert!(finding.sentence.contains("sasae-edition-2"), "{}", finding.sentence);
}

#[test]
fn the_report_is_data_with_a_sentence_for_each_finding() {
    let mut bag = bag();
    bag.remove("data/sheet.pdf");
    let json = serde_json::to_value(verified(&bag)).unwrap();
    let finding = &json["findings"][0];
    assert_eq!(
        (&finding["kind"], &finding["file"]),
        (&"missing_file".into(), &"data/sheet.pdf".into())
    );
    assert_eq!(finding["is_fault"], true);
    assert_eq!(json["signature"]["state"], "valid");
    assert!(finding["sentence"].as_str().unwrap().starts_with("data/sheet.pdf がありません。"));
}
