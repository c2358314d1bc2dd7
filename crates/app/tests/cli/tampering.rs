//! What somebody might do to a package on its way, and what finds it: the tools that a machine has,
//! and the program.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use edition::ContentDigest;

use crate::{
    database::Database,
    editions::{SIGNER, city, ends_well, published, signature_holds, sums_hold, unpacked},
    program::{Place, run_in, text},
};

const PASSPHRASE: &str = "合言葉";
const ANSWERS: &str = "data/csv/answers.csv";
const TAGS: &str = "tagmanifest-sha256.txt";
const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";

/// What whoever tampers has at hand.
struct Hands {
    /// The unpacked package.
    folder: PathBuf,
    /// Another edition of the city, unpacked.
    other: PathBuf,
    /// The city's key without its passphrase, and a key that nobody knows.
    keys: [PathBuf; 2],
}

impl Hands {
    fn edit(&self, name: &str, done: impl FnOnce(String) -> String) {
        let path = self.folder.join(name);
        let before = fs::read_to_string(&path).unwrap();
        let after = done(before.clone());
        assert_ne!(before, after, "{name} is changed");
        fs::write(path, after).unwrap();
    }

    /// Takes a file of the other edition.
    fn takes(&self, name: &str) {
        fs::copy(self.other.join(name), self.folder.join(name)).unwrap();
    }

    /// Every file by its path in the package.
    fn files(&self) -> Vec<String> {
        let (mut open, mut found) = (vec![self.folder.clone()], Vec::new());
        while let Some(at) = open.pop() {
            for entry in fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    open.push(entry);
                } else {
                    found.push(text(entry.strip_prefix(&self.folder).unwrap()).to_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// Makes a list of digests anew, as anybody can.
    fn lists(&self, list: &str, is_listed: impl Fn(&str) -> bool) {
        let files = self.files().into_iter().filter(|name| is_listed(name));
        let line = |name: String| {
            let digest = ContentDigest::of(&fs::read(self.folder.join(&name)).unwrap());
            format!("{digest}  {name}\n")
        };
        fs::write(self.folder.join(list), files.map(line).collect::<String>()).unwrap();
    }

    fn lists_payload(&self) {
        self.lists("manifest-sha256.txt", |name| name.starts_with("data/"));
    }

    fn lists_all(&self) {
        self.lists_payload();
        self.lists(TAGS, |name| !name.starts_with("data/") && !name.starts_with(TAGS));
    }

    fn signs(&self, key: &Path, namespace: &str) {
        fs::remove_file(self.folder.join(SIGNATURE)).unwrap();
        let mut run = Command::new("ssh-keygen");
        run.args(["-q", "-Y", "sign", "-n", namespace, "-f"]).arg(key).arg(TAGS);
        let ended = run.current_dir(&self.folder).stdin(Stdio::null()).output().unwrap();
        assert!(ended.status.success(), "{ended:?}");
    }
}

/// Something that is done to a package.
struct Deed {
    name: &'static str,
    done: fn(&Hands),
    /// Whether `sha256sum -c` still succeeds, and `ssh-keygen -Y verify`.
    tools: (bool, bool),
    /// What `sasae edition verify` says.
    says: &'static [&'static str],
}

const SUMS: (bool, bool) = (false, true);
const KEYS: (bool, bool) = (true, false);
const NONE: (bool, bool) = (true, true);

const DEEDS: [Deed; 14] = [
    Deed {
        name: "a byte of a table is changed",
        done: |it| it.edit(ANSWERS, |table| table.replacen(",done,", ",Done,", 1)),
        tools: SUMS,
        says: &["data/csv/answers.csv の中身が一覧と違います"],
    },
    Deed {
        name: "a file is removed",
        done: |it| fs::remove_file(it.folder.join("data/sheet.pdf")).unwrap(),
        tools: SUMS,
        says: &["data/sheet.pdf がありません"],
    },
    Deed {
        name: "two files change their names",
        done: |it| {
            let names = ["actions", "owners", "between"].map(|name| format!("data/csv/{name}.csv"));
            let [one, other, between] = names.map(|name| it.folder.join(name));
            fs::rename(&one, &between).unwrap();
            fs::rename(&other, &one).unwrap();
            fs::rename(&between, &other).unwrap();
        },
        tools: SUMS,
        says: &["data/csv/actions.csv の中身が一覧と違います", "data/csv/owners.csv の中身"],
    },
    Deed {
        name: "a table is changed and its list made anew",
        done: |it| {
            it.edit(ANSWERS, |table| table.replacen(",done,", ",partly,", 1));
            it.lists_payload();
        },
        tools: SUMS,
        says: &["manifest-sha256.txt の中身が一覧と違います", "answers.csv が edition.json と違"],
    },
    Deed {
        name: "a table is changed and both lists made anew (case 4)",
        done: |it| {
            it.edit(ANSWERS, |table| table.replacen(",done,", ",partly,", 1));
            it.lists_all();
        },
        tools: KEYS,
        says: &["署名が一式と合いません", "answers.csv が edition.json と違"],
    },
    Deed {
        name: "everything is listed anew and signed by another key (case 4)",
        done: |it| {
            it.takes("data/edition.json");
            it.lists_all();
            it.signs(&it.keys[1], "sasae-edition");
        },
        tools: KEYS,
        says: &["知らない署名者の署名です", "を知りません"],
    },
    Deed {
        name: "the city's own signature is one of another namespace",
        done: |it| it.signs(&it.keys[0], "file"),
        tools: KEYS,
        says: &["署名が一式と合いません"],
    },
    Deed {
        name: "a tag file is changed",
        done: |it| {
            it.edit("bag-info.txt", |info| info.replace("Bagging-Date: 2", "Bagging-Date: 1"));
        },
        tools: SUMS,
        says: &[
            "bag-info.txt の中身が一覧と違います",
            "bag-info.txt の記載が edition.json と違います",
        ],
    },
    Deed {
        name: "a file is emptied",
        done: |it| fs::write(it.folder.join("data/csv/texts.csv"), "").unwrap(),
        tools: SUMS,
        says: &["data/csv/texts.csv の中身が一覧と違います"],
    },
    Deed {
        name: "the document is that of another edition",
        done: |it| it.takes("data/edition.json"),
        tools: SUMS,
        says: &["data/edition.json の中身が一覧と違います"],
    },
    Deed {
        name: "the signature is that of another edition",
        done: |it| it.takes(SIGNATURE),
        tools: KEYS,
        says: &["署名が一式と合いません"],
    },
    Deed {
        name: "the signature is removed",
        done: |it| fs::remove_file(it.folder.join(SIGNATURE)).unwrap(),
        tools: KEYS,
        says: &["署名がありません"],
    },
    // What no list of digests can tell: README.ja.txt has the number of files, the program names it
    Deed {
        name: "a file is added",
        done: |it| fs::write(it.folder.join("data/csv/more.csv"), "a\n").unwrap(),
        tools: NONE,
        says: &["data/csv/more.csv は一覧にないファイルです"],
    },
    // What the city itself got wrong after the freeze
    Deed {
        name: "a cell is changed, and all is listed and signed anew by the city's key (case 5)",
        done: |it| {
            it.edit(ANSWERS, |table| table.replacen(",done,", ",partly,", 1));
            it.lists_all();
            it.signs(&it.keys[0], "sasae-edition");
        },
        tools: NONE,
        says: &[
            "の行のcommon_code（共通区分）が違います。版では「done」、ファイルでは「partly」です",
        ],
    },
];

/// A package of the city, signed; answers the zip.
fn packed(place: &Place, kind: &str, key: &Path) -> PathBuf {
    let zip = place.folder.path().join(format!("{kind}.zip"));
    let passphrase = place.file("passphrase", PASSPHRASE.as_bytes());
    let whose = ["edition", "package", "--year", "R6", "--kind", kind, "--output", text(&zip)];
    let key = ["--key", text(key), "--passphrase-file", text(&passphrase)];
    place.run(&[&whose[..], &key[..]].concat()).ok();
    zip
}

/// A key under a passphrase, and a copy without it; answers both with the line of its signer.
fn key(place: &Place, name: &str) -> (PathBuf, PathBuf, String) {
    let at = place.folder.path();
    let passphrase = place.file("passphrase", PASSPHRASE.as_bytes());
    let (sealed, bare) = (at.join(name), at.join(format!("{name}-bare")));
    let verb = ["edition", "key", "--name", SIGNER, "--passphrase-file", text(&passphrase)];
    let made = run_in(at, &[&verb[..], &["--output", text(&sealed)]].concat()).ok();
    fs::copy(&sealed, &bare).unwrap();
    let mut run = Command::new("ssh-keygen");
    run.args(["-q", "-p", "-P", PASSPHRASE, "-N", "", "-f"]).arg(&bare).stdin(Stdio::null());
    assert!(run.output().unwrap().status.success());
    (sealed, bare, made.out)
}

#[test]
fn cases_3_to_5_each_of_ten_manipulations_fails_with_a_machines_tools_and_is_named_by_verify() {
    if ends_well(Command::new("ssh-keygen").arg("--help")).is_none() {
        return;
    }
    let place = city(Database::Sqlite);
    published(&place);
    let (sealed, bare, signer) = key(&place, "key");
    let (_, strange, _) = key(&place, "strange");
    let signers = place.file("signers", signer.as_bytes());
    let zip = packed(&place, "published", &sealed);
    let at = place.folder.path();
    let (other, _) = unpacked(&packed(&place, "approved", &sealed), &at.join("other"));
    let verify = |folder: &Path| {
        let verb = ["edition", "verify", text(folder), "--signers", text(&signers)];
        run_in(Path::new("/"), &verb)
    };
    let tools = |folder: &Path| {
        let holds = (sums_hold(folder), signature_holds(folder, &signers));
        (holds.0.unwrap(), holds.1.unwrap())
    };
    let (whole, _) = unpacked(&zip, &at.join("whole"));
    assert_eq!(tools(&whole), (true, true), "nobody touched it");
    let told = verify(&whole).ok();
    assert!(told.out.contains(&format!("{SIGNER} の署名です")), "{told:?}");

    let mut seen = 0;
    for (no, deed) in DEEDS.iter().enumerate() {
        let (folder, _) = unpacked(&zip, &at.join(format!("deed-{no}")));
        let hands = Hands { folder, other: other.clone(), keys: [bare.clone(), strange.clone()] };
        (deed.done)(&hands);
        assert_eq!(tools(&hands.folder), deed.tools, "{}", deed.name);
        seen += usize::from(deed.tools != NONE);
        let told = verify(&hands.folder);
        assert_eq!(told.code, 8, "{}: {told:?}", deed.name);
        for words in deed.says {
            assert!(told.out.contains(words), "{}: {words}: {}", deed.name, told.out);
        }
        let valid = format!("{SIGNER} の署名です");
        assert_eq!(told.out.contains(&valid), deed.tools.1, "{}: {}", deed.name, told.out);
    }
    assert!(seen >= 10, "{seen}");
}
