//! The tools that a machine has: `unzip`, `sha256sum`, `ssh-keygen`, on unpacked packages.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
};

use package::{PackageVariant, Principal, SigningKey, pack};
use tempfile::TempDir;

use crate::{
    manipulation::{ALL, Seen},
    world::{Bag, bag, bag_of, files, key, zip},
};

/// Whether every tool is there; says which one is not.
fn has(test: &str, tools: &[&str]) -> bool {
    let is_missing = |tool: &&&str| {
        let run = Command::new(tool).arg("--help").stdin(Stdio::null()).output();
        run.is_err()
    };
    match tools.iter().find(is_missing) {
        Some(tool) => println!("SKIPPED: {test}: no {tool} (apt-get install openssh-client unzip)"),
        None => return true,
    }
    false
}

fn unpacked(bag: &Bag) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in bag {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Whether both lists hold, by `sha256sum -c`.
fn sums_hold(folder: &Path) -> bool {
    ["manifest-sha256.txt", "tagmanifest-sha256.txt"].iter().all(|list| {
        let mut run = Command::new("sha256sum");
        run.args(["-c", "--strict", list]).current_dir(folder);
        run.output().unwrap().status.success()
    })
}

/// Whether the signature is the city's, by `ssh-keygen -Y verify` and the signers of the city's page.
fn signature_holds(folder: &Path, signature: &str) -> bool {
    let signers = tempfile::NamedTempFile::new().unwrap();
    fs::write(signers.path(), key().signer().allowed_line() + "\n").unwrap();
    let list = File::open(folder.join("tagmanifest-sha256.txt")).unwrap();
    let run = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-n", "sasae-edition", "-I", "112020@sasae", "-f"])
        .arg(signers.path())
        .args(["-s", signature])
        .current_dir(folder)
        .stdin(list)
        .output()
        .unwrap();
    run.status.success()
}

#[test]
fn sha256sum_and_ssh_keygen_find_a_package_whole_and_each_manipulation_that_they_can_see() {
    if !has("the tools on a package", &["sha256sum", "ssh-keygen"]) {
        return;
    }
    let whole = unpacked(&bag());
    let signature = "tagmanifest-sha256.txt.sig";
    assert!(sums_hold(whole.path()) && signature_holds(whole.path(), signature));
    for one in &ALL {
        let mut bag = bag();
        (one.done)(&mut bag);
        let folder = unpacked(&bag);
        let seen = (!sums_hold(folder.path()), !signature_holds(folder.path(), signature));
        let told = match one.seen {
            Seen::Sums => seen.0,
            Seen::Signature => seen == (false, true),
            Seen::Neither => seen == (false, false),
        };
        assert!(told, "{}: sums, signature fail: {seen:?}", one.name);
    }
}

#[test]
fn a_package_that_unzip_unpacked_is_checked_from_its_folder_by_the_lines_of_its_text() {
    if !has("the lines of README.ja.txt", &["unzip", "sha256sum", "ssh-keygen", "sh"]) {
        return;
    }
    for variant in PackageVariant::ALL {
        let packed = pack(&files(), variant, Some(&key()), &[]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("package.zip"), &packed.bytes).unwrap();
        let mut run = Command::new("unzip");
        run.args(["-q", "package.zip"]).current_dir(&folder);
        assert!(run.status().unwrap().success());
        let top = folder.path().join(packed.file_name.trim_end_matches(".zip"));
        let readme = fs::read_to_string(top.join("README.ja.txt")).unwrap();
        let is_line = |line: &&str| ["sha256sum", "ssh-keygen"].iter().any(|t| line.starts_with(t));
        let lines: Vec<&str> = readme.lines().map(str::trim).filter(is_line).collect();
        assert_eq!(lines.len(), 2, "{readme}");
        for line in lines {
            let run = Command::new("sh").args(["-c", line]).current_dir(&top).output().unwrap();
            assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
        }
    }
}

#[test]
fn ssh_keygen_opens_a_key_under_its_passphrase_and_signs_what_is_verified_here() {
    if !has("ssh-keygen with a key", &["ssh-keygen"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    fs::write(&file, key().sealed("青い空 blue", [5; 16]).unwrap()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let public = |passphrase: &str| {
        let mut run = Command::new("ssh-keygen");
        run.args(["-y", "-P", passphrase, "-f"]).arg(&file);
        run.stdin(Stdio::null()).output().unwrap()
    };
    assert!(!public("red").status.success());
    let line = String::from_utf8(public("青い空 blue").stdout).unwrap();
    assert_eq!(line.trim(), key().signer().public_line());
}

#[test]
fn a_key_that_ssh_keygen_made_signs_editions() {
    if !has("a key of ssh-keygen", &["ssh-keygen"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let run = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-C", "112020@sasae", "-N", "blue sky", "-f"])
        .arg(&file)
        .stdin(Stdio::null())
        .status();
    assert!(run.unwrap().success());
    let made = SigningKey::open(&fs::read_to_string(&file).unwrap(), "blue sky").unwrap();
    assert_eq!(made.signer().principal(), &Principal::parse("112020@sasae").unwrap());
    let packed = pack(&files(), PackageVariant::Whole, Some(&made), &[]).unwrap();
    assert_ne!(packed.bytes, zip());
    assert!(!signature_holds(
        unpacked(&bag_of(&packed.bytes)).path(),
        "tagmanifest-sha256.txt.sig"
    ));
}
