//! A freeze that is killed, or does not come alone: the whole edition is there, or nothing of it.

use std::{
    fs,
    process::{Child, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use store::Store;

use crate::{
    database::Database,
    editions::{city, freeze},
    program::{Place, command},
};

on_both!(
    a_freeze_that_is_killed_leaves_the_whole_edition_or_nothing_of_it,
    of_two_freezes_at_once_each_is_whole_or_refused,
);

/// So many freezes are killed at times that are spread over a whole one.
const SPREAD: u32 = 3;

/// So many are killed at the moment at which they begin to write, a little later each time.
const AT_WRITING: u32 = 4;

fn begun(place: &Place) -> Child {
    let freeze = ["edition", "freeze", "--year", "R6", "--kind", "council", "--reason", "試験"];
    let mut run = command();
    run.args(freeze).args(["--database", &place.database]).current_dir(place.folder.path());
    run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How many bytes the log beside the file has; none on a server.
fn written(place: &Place) -> u64 {
    let log = place.folder.path().join("sasae.sqlite-wal");
    fs::metadata(log).map_or(0, |of| of.len())
}

/// How many files are kept.
fn kept(place: &Place) -> usize {
    let url = match place.database.strip_prefix("sqlite:") {
        Some(file) => format!("sqlite:{}", place.folder.path().join(file).display()),
        None => place.database.clone(),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&url).await.unwrap();
        let kept = store.read().await.unwrap().file_digests().await.unwrap().len();
        store.close().await;
        kept
    })
}

/// Looks at what is there: each edition that is listed is whole, and nothing is kept besides. Answers how
/// many there are.
fn looked_at(place: &Place, (before, each): (usize, usize)) -> usize {
    let list = place.run(&["edition", "list", "--json"]).ok().json();
    let editions = list.as_array().unwrap().len();
    // Those before were looked at before
    for number in editions.max(1)..=editions {
        let (number, file) = (number.to_string(), format!("{number}.zip"));
        let of = ["--year", "R6", "--kind", "council", "--number", &number, "--output", &file];
        place.run(&[&["edition", "package"][..], &of[..]].concat()).ok();
        place.run_bare(&["edition", "verify", &file]).ok();
        place.run(&[&["edition", "replay"][..], &of[..6]].concat()).ok();
    }
    assert!(kept(place) >= before, "what was kept before is kept");
    assert!(kept(place) <= before + editions * each, "no file of an edition that is not there");
    place.run(&["verify"]).ok();
    editions
}

fn a_freeze_that_is_killed_leaves_the_whole_edition_or_nothing_of_it(database: Database) {
    let place = city(database);
    let before = kept(&place);
    let clock = Instant::now();
    freeze(&place, "council", "試験").ok();
    let (whole, each) = (clock.elapsed(), kept(&place) - before);
    assert!(each > 10, "{each}");
    let mut editions = 1;
    for at in 0..SPREAD + AT_WRITING {
        let quiet = written(&place);
        let mut child = begun(&place);
        if at < SPREAD {
            sleep(whole * (at + 1) / (SPREAD + 1));
        } else {
            let ends = Instant::now() + 2 * whole;
            let waits = || written(&place) <= quiet.max(64 * 1024) && Instant::now() < ends;
            while database == Database::Sqlite && waits() {
                sleep(Duration::from_micros(200));
            }
            if database == Database::Postgres {
                sleep(whole * (90 + 2 * (at - SPREAD)) / 100);
            }
            sleep(Duration::from_millis(u64::from(at - SPREAD) * 4));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let now = looked_at(&place, (before, each));
        assert!([editions, editions + 1].contains(&now), "{editions} → {now}");
        editions = now;
    }
    println!("{editions} of {} freezes were there after a kill", SPREAD + AT_WRITING + 1);
    freeze(&place, "council", "試験").ok();
    assert_eq!(looked_at(&place, (before, each)), editions + 1, "and the next one follows");
}

fn of_two_freezes_at_once_each_is_whole_or_refused(database: Database) {
    let place = city(database);
    let before = kept(&place);
    let mut both = [begun(&place), begun(&place)];
    let codes = both.each_mut().map(|child| child.wait().unwrap().code().unwrap());
    let done = codes.iter().filter(|code| **code == 0).count();
    assert!(done >= 1 && codes.iter().all(|code| [0, 5, 6].contains(code)), "{codes:?}");
    assert_eq!(looked_at(&place, (before, 50)), done, "{codes:?}");
}
