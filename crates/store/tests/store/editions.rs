//! Editions with their files, what a plan publishes, and answers before it does.

use domain::FiscalYear;
use store::{EditionFile, Error, PublicationAnswer, StoredEdition, Tx};

use crate::{city, world::World};

on_both!(
    an_edition_comes_back_with_its_files,
    an_edition_follows_only_the_last_of_its_kind_and_year,
    a_withdrawn_edition_stays_and_says_on_what_ground,
    an_erased_edition_keeps_its_digest_and_what_others_use_stays,
    an_edition_is_its_plans_own,
    the_files_at_the_top_come_without_folders_but_for_one_that_is_named,
    the_settings_of_publication_are_those_that_were_said_last,
    an_answer_before_a_publication_can_be_given_anew,
);

const AT: &str = "2026-08-04T00:00:00Z";

fn edition(kind: &str, number: i64) -> StoredEdition {
    StoredEdition {
        id: format!("{kind}-{number}"),
        year: 2021,
        kind: kind.into(),
        number,
        as_of: 7,
        digest: "d".into(),
        internal: "{}".into(),
        frozen_by: "事務局".into(),
        frozen_at: AT.into(),
        ground: None,
        withdrawn_at: None,
    }
}

async fn begun(world: &World) -> Tx {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.keep_file("d", "edition.json", b"{}", AT).await.unwrap();
    tx
}

async fn an_edition_comes_back_with_its_files(world: &World) {
    let mut tx = begun(world).await;
    let (plan, council) = (city::plan().id, edition("council", 1));
    tx.freeze_edition(&plan, &council).await.unwrap();
    let file = EditionFile {
        name: "edition.json".into(),
        media_type: "application/json".into(),
        digest: "d".into(),
        size: 2,
    };
    tx.add_edition_files(&council.id, std::slice::from_ref(&file)).await.unwrap();
    assert_eq!(tx.editions(&plan).await.unwrap(), std::slice::from_ref(&council));
    assert_eq!(tx.edition(&plan, &council.id).await.unwrap(), council);
    assert_eq!(tx.edition_files(&council.id).await.unwrap(), [file]);
    let (media_type, bytes) = tx.edition_file(&council.id, "edition.json").await.unwrap();
    assert_eq!((media_type.as_str(), bytes.as_slice()), ("application/json", b"{}".as_slice()));
    assert!(matches!(tx.edition_file(&council.id, "no").await, Err(Error::NotFound(_))));
}

async fn an_edition_follows_only_the_last_of_its_kind_and_year(world: &World) {
    let mut tx = begun(world).await;
    let plan = city::plan().id;
    for (kind, number) in [("council", 1), ("council", 2), ("published", 1)] {
        tx.freeze_edition(&plan, &edition(kind, number)).await.unwrap();
    }
    for (kind, number) in [("council", 2), ("council", 4), ("published", 3)] {
        let mut late = edition(kind, number);
        late.id = "late".into();
        let late = tx.freeze_edition(&plan, &late).await;
        assert!(matches!(late, Err(Error::Conflict("版"))), "{kind} {number}");
    }
    let year = FiscalYear::parse("R3").unwrap();
    let council = tx.editions_of(&plan, year, "council").await.unwrap();
    assert_eq!(council.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
    assert!(tx.editions_of(&plan, year.plus(1), "council").await.unwrap().is_empty());
}

async fn a_withdrawn_edition_stays_and_says_on_what_ground(world: &World) {
    let mut tx = begun(world).await;
    let plan = city::plan().id;
    tx.freeze_edition(&plan, &edition("published", 1)).await.unwrap();
    let ground = ("条例第7条", "事務局", AT);
    tx.withdraw_edition("published-1", ground).await.unwrap();
    let stands = tx.edition(&plan, "published-1").await.unwrap();
    assert_eq!(stands.ground.as_deref(), Some("条例第7条"));
    let again = tx.withdraw_edition("published-1", ground).await;
    assert!(matches!(again, Err(Error::Conflict(_))));
}

async fn an_erased_edition_keeps_its_digest_and_what_others_use_stays(world: &World) {
    let mut tx = begun(world).await;
    tx.keep_file("own", "sheet.pdf", b"%PDF", AT).await.unwrap();
    let plan = city::plan().id;
    for number in [1, 2] {
        tx.freeze_edition(&plan, &edition("published", number)).await.unwrap();
    }
    let file = |name: &str, digest: &str| EditionFile {
        name: name.into(),
        media_type: "application/json".into(),
        digest: digest.into(),
        size: 2,
    };
    let both = [file("edition.json", "d"), file("sheet.pdf", "own")];
    tx.add_edition_files("published-1", &both).await.unwrap();
    tx.add_edition_files("published-2", &both[..1]).await.unwrap();
    assert_eq!(tx.erase_edition_files("published-1").await.unwrap(), 1);
    assert!(tx.edition_files("published-1").await.unwrap().is_empty());
    assert!(matches!(tx.file("own").await, Err(Error::NotFound(_))));
    assert_eq!(tx.edition_files("published-2").await.unwrap().len(), 1, "shared bytes stay");
    assert_eq!(tx.edition(&plan, "published-1").await.unwrap().digest, "d");
}

async fn the_files_at_the_top_come_without_folders_but_for_one_that_is_named(world: &World) {
    let mut tx = begun(world).await;
    tx.freeze_edition(&city::plan().id, &edition("published", 1)).await.unwrap();
    let file = |name: &str| EditionFile {
        name: name.into(),
        media_type: "text/html".into(),
        digest: "d".into(),
        size: 2,
    };
    let all = ["edition.json", "site/action-001.html", "site/index.html", "table.pdf"].map(file);
    tx.add_edition_files("published-1", &all).await.unwrap();
    let names = |files: Vec<EditionFile>| files.into_iter().map(|one| one.name).collect::<Vec<_>>();
    let top = tx.edition_top_files("published-1", "site/index.html").await.unwrap();
    assert_eq!(names(top), ["edition.json", "site/index.html", "table.pdf"]);
    let none = tx.edition_top_files("published-1", "none").await.unwrap();
    assert_eq!(names(none), ["edition.json", "table.pdf"]);
}

async fn an_edition_is_its_plans_own(world: &World) {
    let mut tx = begun(world).await;
    tx.freeze_edition(&city::plan().id, &edition("council", 1)).await.unwrap();
    let other = domain::Id::new("another");
    assert!(matches!(tx.edition(&other, "council-1").await, Err(Error::NotFound("版"))));
    assert!(tx.editions(&other).await.unwrap().is_empty());
}

async fn the_settings_of_publication_are_those_that_were_said_last(world: &World) {
    let mut tx = begun(world).await;
    let plan = city::plan().id;
    assert_eq!(tx.publication_settings(&plan).await.unwrap(), None);
    for settings in ["{}", "{\"k\":1}"] {
        tx.set_publication_settings(&plan, settings, ("事務局", AT)).await.unwrap();
        assert_eq!(tx.publication_settings(&plan).await.unwrap().as_deref(), Some(settings));
    }
}

async fn an_answer_before_a_publication_can_be_given_anew(world: &World) {
    let mut tx = begun(world).await;
    let plan = city::plan().id;
    let answer = |reason: &str| PublicationAnswer {
        mark: "m".into(),
        told: "場所の名前".into(),
        reason: reason.into(),
        answered_by: "事務局".into(),
        answered_at: AT.into(),
    };
    for reason in ["広報の場所", "公園の名前"] {
        tx.answer_publication(&plan, &answer(reason)).await.unwrap();
        assert_eq!(tx.publication_answers(&plan).await.unwrap(), [answer(reason)]);
    }
}
