//! Keys under a passphrase, names of signers, and keys that follow one another.

use package::{Error, KeyRotation, KnownSigners, PackageVariant, Principal, SigningKey, pack};

use crate::world::{bag_of, content, files, key, key_of, kinds, verified};

#[test]
fn a_key_comes_back_with_its_passphrase_and_a_wrong_one_is_told_in_a_sentence() {
    let file = key().sealed("青い空 blue", [5; 16]).unwrap();
    assert!(file.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    let opened = SigningKey::open(&file, "青い空 blue").unwrap();
    assert_eq!(opened.signer(), key().signer());
    let wrong = SigningKey::open(&file, "青い空").unwrap_err();
    assert_eq!(wrong, Error::WrongPassphrase);
    assert!(wrong.to_string().contains("パスフレーズが違う"), "{wrong}");
    assert_eq!(key().sealed("", [5; 16]), Err(Error::NoPassphrase));
    assert!(!format!("{opened:?}").contains(&format!("{:?}", [7; 4])), "the secret is not printed");
}

#[test]
fn the_same_random_bytes_give_the_same_file_and_another_salt_another_one() {
    let sealed = |salt| key().sealed("blue sky", [salt; 16]).unwrap();
    let file = sealed(5);
    assert_eq!(file, sealed(5));
    assert_ne!(file, sealed(6));
}

#[test]
fn a_file_that_is_no_key_is_refused() {
    assert_eq!(SigningKey::open("hello", "x").unwrap_err(), Error::NotAKey);
    let cut: String = key().sealed("x", [1; 16]).unwrap().chars().take(200).collect();
    assert_eq!(SigningKey::open(&cut, "x").unwrap_err(), Error::NotAKey);
    let pair = ssh_key::private::Ed25519Keypair::from_seed(&[7; 32]);
    let bare = ssh_key::PrivateKey::from(pair).to_openssh(ssh_key::LineEnding::LF).unwrap();
    assert_eq!(SigningKey::open(&bare, "").unwrap_err(), Error::UnprotectedKey);
}

#[test]
fn a_city_signs_under_its_code_and_a_name_of_other_characters_is_refused() {
    assert_eq!(Principal::of_city(&content().city).unwrap().as_str(), "112020@sasae");
    for name in ["", "あおぞら市", "a b", "*", "a,b", "\"a\""] {
        assert_eq!(Principal::parse(name), Err(Error::UnfitPrincipal(name.to_owned())));
    }
}

#[test]
fn the_list_of_signers_is_read_as_openssh_writes_it() {
    let [allowed, public] = [key().signer().allowed_line(), key_of(8).signer().public_line()];
    let known = KnownSigners::parse(&format!("# 市\n\n{allowed}\r\n{public}\n")).unwrap();
    let names: Vec<_> =
        known.iter().map(|one| (one.principal().as_str(), one.fingerprint())).collect();
    let wanted = [key(), key_of(8)].map(|key| ("112020@sasae", key.signer().fingerprint()));
    assert_eq!(names, wanted);
    let other = allowed.replace("sasae-edition,sasae-key", "git");
    assert_eq!(KnownSigners::parse(&format!("{allowed}\n{other}")), Err(Error::UnfitSigner(2)));
    for line in ["112020@sasae", "a ssh-ed25519 AAAA", "* cert-authority ssh-ed25519 AAAA"] {
        assert_eq!(KnownSigners::parse(line), Err(Error::UnfitSigner(1)), "{line}");
    }
}

#[test]
fn who_knows_the_first_key_knows_those_that_follow_it_by_the_statements_in_the_package() {
    let (second, third) = (key_of(8), key_of(9));
    let first_names = key().rotation(second.signer(), "2027-04-01").unwrap();
    let second_names = second.rotation(third.signer(), "2031-04-01").unwrap();
    for variant in PackageVariant::ALL {
        // In whatever order they stand
        let rotations = [second_names.clone(), first_names.clone()];
        let packed = pack(&files(), variant, Some(&third), &rotations).unwrap();
        let report = verified(&bag_of(&packed.bytes));
        assert_eq!(kinds(&report), []);
        let lacking = pack(&files(), variant, Some(&third), &rotations[..1]).unwrap();
        assert!(!verified(&bag_of(&lacking.bytes)).is_sound());
    }
}

#[test]
fn a_statement_comes_back_from_its_two_files_and_a_changed_one_names_nobody() {
    let (second, third) = (key_of(8), key_of(9));
    let rotation = key().rotation(second.signer(), "2027-04-01").unwrap();
    let again = KeyRotation::read(rotation.statement(), rotation.signature()).unwrap();
    assert_eq!(again, rotation);
    let known = crate::world::known();
    assert_eq!(known.with(&[again]).iter().count(), 2);
    let [mine, theirs] = [&second, &third].map(|key| key.signer().public_line());
    let [mine, theirs] = [mine, theirs].map(|line| line.rsplit_once(' ').unwrap().0.to_owned());
    let forged = rotation.statement().replace(&mine, &theirs);
    let forged = KeyRotation::read(&forged, rotation.signature()).unwrap();
    assert_eq!(known.with(&[forged]).iter().count(), 1);
    assert_eq!(KeyRotation::read("hello", rotation.signature()), Err(Error::UnfitRotation));
    assert_eq!(key().rotation(second.signer(), "a\nb"), Err(Error::UnfitRotation));
}

#[test]
fn a_signature_of_an_edition_is_no_statement_of_a_new_key() {
    let second = key_of(8);
    let rotation = key().rotation(second.signer(), "2027-04-01").unwrap();
    let packed = pack(&files(), PackageVariant::Whole, Some(&key()), &[]).unwrap();
    let signature = bag_of(&packed.bytes).remove("tagmanifest-sha256.txt.sig").unwrap();
    let signature = String::from_utf8(signature).unwrap();
    let swapped = KeyRotation::read(rotation.statement(), &signature).unwrap();
    assert_eq!(crate::world::known().with(&[swapped]).iter().count(), 1);
}
