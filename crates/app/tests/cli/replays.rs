//! Editions drawn again from the history: after chance has worked on a city, byte for byte what was
//! frozen, also after a restore and a move; and what does not fit is named.

use domain::{
    Field, FiscalYear, Id, Offset, Slot,
    event::{Event, ImportBooked, RowsHeld},
    plan::Plan,
};
use serde_json::Value;
use store::{AuditRecord, Store, Tx};

use crate::{
    database::Database,
    editions::{city, freeze, published},
    program::{Place, Run, text},
    walk::Walk,
};

on_both!(
    an_edition_drawn_again_from_the_history_is_byte_equal_wherever_it_is_kept,
    what_was_withdrawn_is_drawn_again_as_it_was,
    what_the_history_does_not_tell_is_named_and_never_guessed,
);

/// Freezes what chance has made of the year.
fn froze(place: &Place, year: &str, kind: &str) -> Run {
    let reason = ["--reason", "試験のため", "--json"];
    place.run(&[&["edition", "freeze", "--year", year, "--kind", kind][..], &reason[..]].concat())
}

/// Draws each edition again; answers how many there are.
fn all_are_drawn_again(place: &Place, told: &str) -> usize {
    let list = place.run(&["edition", "list", "--json"]).ok().json();
    let editions = list.as_array().unwrap();
    for of in editions {
        let year = format!("R{}", of["fiscal_year"].as_i64().unwrap() - 2018);
        let number = of["number"].to_string();
        let kind = of["kind"].as_str().unwrap();
        let which = ["--year", &year, "--kind", kind, "--number", &number];
        let run = place.run(&[&["edition", "replay"][..], &which[..]].concat());
        assert_eq!(run.code, 0, "{told} {which:?}: {run:?}");
        assert!(run.out.contains("一致"), "{told}: {run:?}");
        let json = place.run(&[&["edition", "replay", "--json"][..], &which[..]].concat()).json();
        assert_eq!(json["verdict"], "same", "{json}");
        assert_eq!(json["replayed_digest"], of["content_digest"], "{json}");
        assert_eq!(json["as_of"], of["as_of"], "{json}");
    }
    editions.len()
}

/// How many turns of chance a test takes, and from which seed, unless the environment says so.
#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
fn chance(name: &str, usual: u64) -> u64 {
    let told = std::env::var(name).ok();
    told.map_or(usual, |told| told.parse().unwrap())
}

fn an_edition_drawn_again_from_the_history_is_byte_equal_wherever_it_is_kept(database: Database) {
    let place = Place::on(database);
    let (turns, seed) = (chance("SASAE_WALK_TURNS", 2), chance("SASAE_WALK_SEED", 7));
    println!("SASAE_WALK_TURNS={turns} SASAE_WALK_SEED={seed}");
    let mut walk = Walk::start(&place, seed);
    for _ in 0..turns {
        walk.turn();
        froze(&place, "R8", "council").ok();
    }
    froze(&place, "R7", "approved").ok();
    published_of(&place, "R7");
    let taken = walk.stop();
    for kind in [
        "write",
        "approve",
        "accept",
        "return",
        "revise",
        "grades",
        "questions",
        "take up",
        "figure",
        "rename",
        "list",
        "publication",
        "meeting",
        "opinion",
        "book",
    ] {
        assert!(taken.contains_key(kind), "{kind} was always refused: {taken:?}");
    }
    let count = all_are_drawn_again(&place, "as it stands");
    assert_eq!(count, usize::try_from(turns).unwrap() + 2);

    place.run(&["backup", "--output", "b.sqlite"]).ok();
    let backup = place.folder.path().join("b.sqlite");
    let restored = Place::on(database);
    restored.run(&["restore", "--backup", text(&backup)]).ok();
    assert_eq!(all_are_drawn_again(&restored, "restored"), count);
    let moved = Place::sqlite();
    let to = format!("sqlite:{}", moved.folder.path().join("sasae.sqlite").display());
    restored.run_bare(&["db", "copy", "--from", &restored.database, "--to", &to]).ok();
    assert_eq!(all_are_drawn_again(&moved, "moved"), count);
}

/// Publishes a year, answering each check that stops it: small figures are kept back.
fn published_of(place: &Place, year: &str) -> Value {
    let stopped = froze(place, year, "published");
    for mark in stopped.err.split('［').skip(1) {
        let mark = mark.split('］').next().unwrap();
        let kept_back = ["--reason", "※で伏せて公表する"];
        let answer = [&["edition", "answer", mark, "--year", year][..], &kept_back[..]].concat();
        place.run(&answer).ok();
    }
    froze(place, year, "published").ok().json()
}

fn what_was_withdrawn_is_drawn_again_as_it_was(database: Database) {
    let place = city(database);
    published(&place);
    freeze(&place, "council", "協議会に諮るため").ok();
    let which = ["--year", "R6", "--kind", "council"];
    let withdraw = [&["edition", "withdraw", "--ground", "個人情報"][..], &which[..]].concat();
    place.run(&withdraw).ok();
    freeze(&place, "council", "差し替え").ok();
    assert_eq!(all_are_drawn_again(&place, "withdrawn"), 4);
}

/// Does something past the use cases, and records an event that says otherwise, or nothing of it.
fn past_the_program(place: &Place, what: impl AsyncFnOnce(&mut Tx, &Plan) -> Event) {
    let url = match place.database.strip_prefix("sqlite:") {
        Some(file) => format!("sqlite:{}", place.folder.path().join(file).display()),
        None => place.database.clone(),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&url).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let plan = tx.plans().await.unwrap().remove(0);
        let event = what(&mut tx, &plan).await;
        let record = AuditRecord {
            id: Id::new(format!("past-{}", event.kind())),
            at: "2026-04-01T00:00:00.000000Z".to_owned(),
            actor: "試験".to_owned(),
            person: None,
            plan: Some(plan.id),
            action: None,
            section: None,
            subject: "test".to_owned(),
            event,
        };
        tx.record(&record).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    });
}

fn what_the_history_does_not_tell_is_named_and_never_guessed(database: Database) {
    let place = city(database);
    let year = FiscalYear::parse("R6").unwrap();
    past_the_program(&place, async |tx, plan| {
        let stored = tx.sheet(&plan.id, year).await.unwrap().unwrap();
        let mut sheet = stored.sheet;
        let status = Slot::new(Field::Status, Offset::This);
        sheet.rows[2].answers.get_mut(&status).unwrap().text = "書き換えた文。".to_owned();
        let mut numbers = 0..;
        let mut ids = move || format!("past-{:06}", numbers.next().unwrap());
        tx.save_sheet(&plan.id, &stored.import.id, &sheet, &mut ids).await.unwrap();
        Event::RowsHeld(RowsHeld { reason: "試験".to_owned() })
    });
    freeze(&place, "council", "協議会に諮るため").ok();
    let which = ["edition", "replay", "--year", "R6", "--kind", "council"];
    let differs = place.run(&which);
    assert_eq!(differs.code, 8, "{differs:?}");
    for word in ["協議会用第1版：相違", "令和６年度実施状況", "書き換えた文。"]
    {
        assert!(differs.out.contains(word), "{word}: {differs:?}");
    }
    let json = place.run(&[&which[..], &["--json"]].concat()).json();
    assert_eq!(json["verdict"], "differs", "{json}");
    assert_eq!(json["difference"]["frozen"], "書き換えた文。", "{json}");

    // As a version recorded it that did not keep which rows are whose
    past_the_program(&place, async |_, _| {
        Event::ImportBooked(ImportBooked {
            fiscal_year: year,
            rows: 1,
            file: None,
            sheet: None,
            filed: None,
            changes: None,
            other_readings: Vec::new(),
        })
    });
    freeze(&place, "council", "協議会に諮るため").ok();
    let unknown = place.run(&which);
    assert_eq!(unknown.code, 3, "{unknown:?}");
    assert!(
        unknown.err.contains("シートの登録") && unknown.err.contains("以前の版"),
        "{unknown:?}"
    );
    let first = place.run(&[&which[..], &["--number", "1"]].concat());
    assert_eq!(first.code, 8, "what was frozen before is compared as before: {first:?}");
}
