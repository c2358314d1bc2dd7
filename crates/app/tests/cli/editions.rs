//! Editions on the command line: frozen, packed and signed, checked by the program and by what a
//! machine has, published as a folder, and the same after a restore.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::Day;
use serde_json::Value;

use crate::{
    database::Database,
    files,
    program::{Place, Run, command, run_in, text},
};

on_both!(
    an_edition_is_frozen_packed_and_found_changed_by_anybody,
    what_was_frozen_is_the_same_after_a_restore,
);

pub(crate) const SIGNER: &str = "999997@sasae";

/// The day in Japan, on which two persons confirmed where help is.
#[expect(clippy::disallowed_methods, reason = "what is too old is told by the program's own clock")]
pub(crate) fn today() -> Day {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 9 * 3600;
    Day::new(1970, 1, 1).unwrap().after(i64::try_from(now / 86_400).unwrap())
}

/// A city with a year, and where help is as two persons confirmed it today.
pub(crate) fn city(database: Database) -> Place {
    let place = Place::on(database);
    city_of(&place, &files::demo("aozora-r6.xlsx"));
    place
}

/// The same with the sheet of a file.
pub(crate) fn city_of(place: &Place, sheet: &Path) {
    place.import(sheet, &["--city", "あおぞら市", "--area-code", "999997"]);
    let today = today();
    let settings = format!(
        "[publisher]\nsection = \"健康推進課\"\n[[help]]\nname = \"こころの相談\"\n\
        telephone = \"099-000-0000\"\nis_city = true\nsource = \"市のページ\"\n\
        checked_on = \"{today}\"\nchecked_by = \"担当\"\nconfirmed_by = \"係長\"\n"
    );
    let file = place.file("settings.toml", settings.as_bytes());
    place.run(&["edition", "settings", text(&file)]).ok();
}

pub(crate) fn freeze(place: &Place, kind: &str, reason: &str) -> Run {
    place.run(&["edition", "freeze", "--year", "R6", "--kind", kind, "--reason", reason, "--json"])
}

/// Decides and publishes, answering each check that stops the publication.
pub(crate) fn published(place: &Place) -> Value {
    let early = freeze(place, "published", "公表のため");
    assert_eq!(early.code, 5, "{early:?}");
    assert!(early.err.contains("「決定」の版がありません"), "{early:?}");
    let open = freeze(place, "approved", "");
    assert_eq!(open.code, 5, "a reason is wanted: {open:?}");
    freeze(place, "approved", "公表のため").ok();
    let stopped = freeze(place, "published", "公表のため");
    assert_eq!(stopped.code, 5, "{stopped:?}");
    let marks: Vec<&str> = stopped.err.split('［').skip(1).collect();
    assert!(!marks.is_empty(), "{stopped:?}");
    for mark in marks {
        let mark = mark.split('］').next().unwrap();
        let answer = ["edition", "answer", mark, "--year", "R6", "--reason", "発表のとおり"];
        place.run(&answer).ok();
    }
    freeze(place, "published", "公表のため").ok().json()
}

/// Whether a machine's own tool ends well; none where it is not there.
pub(crate) fn ends_well(run: &mut Command) -> Option<bool> {
    let ended = run.output();
    if ended.is_err() {
        println!("SKIPPED: a part of the test of packages: no {:?}", run.get_program());
    }
    ended.ok().map(|ended| ended.status.success())
}

pub(crate) fn sums_hold(folder: &Path) -> Option<bool> {
    let list = ["-c", "--strict", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"];
    ends_well(Command::new("sha256sum").args(list).current_dir(folder))
}

pub(crate) fn signature_holds(folder: &Path, signers: &Path) -> Option<bool> {
    let list = File::open(folder.join("tagmanifest-sha256.txt")).unwrap();
    let verify = ["-Y", "verify", "-n", "sasae-edition", "-I", SIGNER, "-f", text(signers)];
    let mut run = Command::new("ssh-keygen");
    run.args(verify).args(["-s", "tagmanifest-sha256.txt.sig"]).stdin(list);
    ends_well(run.current_dir(folder))
}

/// Unpacks a package; answers its one folder, and the paths of the files in it.
pub(crate) fn unpacked(zip: &Path, to: &Path) -> (PathBuf, Vec<PathBuf>) {
    let mut archive = zip::ZipArchive::new(File::open(zip).unwrap()).unwrap();
    archive.extract(to).unwrap();
    let names = archive.file_names().map(|name| PathBuf::from(&*name.unwrap()));
    let names: Vec<PathBuf> = names.collect();
    let top = PathBuf::from(names[0].components().next().unwrap().as_os_str());
    let mut within: Vec<PathBuf> =
        names.iter().map(|name| name.strip_prefix(&top).unwrap().to_owned()).collect();
    within.sort();
    (to.join(top), within)
}

/// Runs the program in another place of the world.
fn elsewhere(place: &Place, arguments: &[&str]) {
    let mut run = command();
    run.args(arguments).args(["--database", &place.database]).current_dir(place.folder.path());
    let ended = run.env("TZ", "America/New_York").env("LANG", "C").env("LC_ALL", "C").output();
    assert!(ended.unwrap().status.success());
}

fn an_edition_is_frozen_packed_and_found_changed_by_anybody(database: Database) {
    let place = city(database);
    let made = published(&place);
    let at = place.folder.path();
    let file = |name: &str| at.join(name).to_str().unwrap().to_owned();
    place.file("passphrase", "合言葉".as_bytes());
    let (key, passphrase) = (file("key"), file("passphrase"));
    let key_verb =
        ["edition", "key", "--name", SIGNER, "--passphrase-file", &passphrase, "--output", &key];
    let allowed = run_in(at, &key_verb).ok().out;
    let signers = place.file("signers", allowed.as_bytes());
    let again = run_in(at, &key_verb);
    assert_eq!(again.code, 3, "a key is never written over: {again:?}");

    let whose = ["edition", "package", "--year", "R6", "--kind", "published"];
    let signed = ["--key", &key, "--passphrase-file", &passphrase, "--output", "one.zip"];
    place.run(&[&whose[..], &signed[..]].concat()).ok();
    let other = ["--key", &key, "--passphrase-file", &passphrase, "--output", "two.zip"];
    elsewhere(&place, &[&whose[..], &other[..]].concat());
    let zip = fs::read(at.join("one.zip")).unwrap();
    assert_eq!(zip, fs::read(at.join("two.zip")).unwrap(), "the same bytes wherever it is made");

    let (folder, names) = unpacked(&at.join("one.zip"), &at.join("展開"));
    let unpacked = text(&folder).to_owned();
    let verify = |what: &str| {
        let arguments = ["edition", "verify", what, "--signers", text(&signers)];
        run_in(Path::new("/"), &arguments)
    };
    for whole in [file("one.zip"), unpacked.clone()] {
        let told = verify(&whole).ok();
        assert!(told.out.contains(SIGNER), "{told:?}");
    }
    let strange = run_in(Path::new("/"), &["edition", "verify", &file("one.zip")]);
    assert!(strange.out.contains("署名"), "nobody is known: {strange:?}");
    assert!(
        sums_hold(&folder).unwrap_or(true) && signature_holds(&folder, &signers).unwrap_or(true)
    );
    let digest = made["content_digest"].as_str().unwrap();
    assert!(fs::read_to_string(folder.join("manifest-sha256.txt")).unwrap().contains(digest));

    // Case 3. One byte of a file of each kind in each folder: the program names it, and the machine's own tool
    // finds it
    let mut kinds = BTreeSet::new();
    let is_new = |name: &&PathBuf| {
        let kind = (name.parent().map(Path::to_owned), name.extension().map(ToOwned::to_owned));
        name.starts_with("data") && kinds.insert(kind)
    };
    let chosen: Vec<&PathBuf> = names.iter().filter(is_new).collect();
    for name in chosen {
        let path = folder.join(name);
        let bytes = fs::read(&path).unwrap();
        let mut changed = bytes.clone();
        *changed.last_mut().unwrap() ^= 1;
        fs::write(&path, &changed).unwrap();
        let told = verify(&unpacked);
        assert_eq!(told.code, 8, "{name:?}: {told:?}");
        let digests = [&bytes, &changed].map(|of| edition::ContentDigest::of(of).to_string());
        for words in [name.to_str().unwrap(), digests[0].as_str(), digests[1].as_str()] {
            assert!(told.out.contains(words), "{name:?} {words}: {told:?}");
        }
        assert_ne!(sums_hold(&folder), Some(true), "{name:?}");
        fs::write(&path, &bytes).unwrap();
    }
    // A changed list of digests is found by its signature
    let list = folder.join("tagmanifest-sha256.txt");
    let lines = fs::read_to_string(&list).unwrap();
    fs::write(&list, lines.replacen('0', "1", 1)).unwrap();
    assert_eq!(verify(&unpacked).code, 8);
    assert_ne!(signature_holds(&folder, &signers), Some(true));

    // The public folder is what was frozen, and nothing is written over
    let site = ["edition", "site", "--output", "公表"];
    place.run(&site).ok();
    assert!(at.join("公表/index.html").is_file());
    let of = ["--year", "R6", "--kind", "published"];
    let compared = place.run(&[&["edition", "compare", "公表"][..], &of[..]].concat()).ok();
    assert!(compared.out.contains("index.html"), "{compared:?}");
    fs::remove_file(at.join("公表/index.html")).unwrap();
    let half = place.run(&[&["edition", "compare", "公表"][..], &of[..]].concat());
    assert_eq!(half.code, 8, "a folder that was uploaded half: {half:?}");
    assert_ne!(place.run(&site).code, 0, "the folder is not empty");
}

fn what_was_frozen_is_the_same_after_a_restore(database: Database) {
    let place = city(database);
    freeze(&place, "council", "協議会に諮るため").ok();
    let list = |of: &Place| of.run(&["edition", "list", "--json"]).ok().json();
    let pack = |of: &Place| {
        let kind = ["--year", "R6", "--kind", "council", "--output", "one.zip"];
        of.run(&[&["edition", "package"][..], &kind[..]].concat()).ok();
        fs::read(of.folder.path().join("one.zip")).unwrap()
    };
    place.run(&["backup", "--output", "b.sqlite"]).ok();
    let restored = Place::sqlite();
    let backup = place.folder.path().join("b.sqlite");
    restored.run(&["restore", "--backup", text(&backup)]).ok();
    assert_eq!(list(&restored), list(&place));
    assert_eq!(pack(&restored), pack(&place));
}
