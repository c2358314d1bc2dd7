//! A text that has to be read nowhere any more: gone where only the past has it, told where it stands.

use domain::{
    Id,
    event::{EntryWritten, Event},
};
use store::{AuditRecord, CouncilRecord, Store};

use crate::{city, world::World};

on_both!(
    a_text_is_erased_out_of_the_past_and_the_chain_holds,
    a_text_that_still_stands_is_told_with_its_places,
);

const AT: &str = "2026-04-01T00:00:00Z";
const WORDS: &str = "山田花子さん";

fn written(id: &str, text: &str) -> AuditRecord {
    let written = EntryWritten {
        field: "status".into(),
        before: String::new(),
        after: text.into(),
        version: 1,
        same_as_last_year: None,
        file: None,
    };
    AuditRecord {
        id: Id::new(id),
        at: AT.into(),
        actor: "事務局".into(),
        person: None,
        plan: Some(city::plan().id),
        action: None,
        section: None,
        subject: "kept".into(),
        event: Event::EntryWritten(written),
    }
}

fn minutes(version: i64, line: &str) -> CouncilRecord {
    CouncilRecord {
        kind: "minutes".into(),
        id: "m".into(),
        version,
        year: 2021,
        line: format!("{{\"text\":\"{line}\"}}"),
        written_by: "事務局".into(),
        written_at: AT.into(),
    }
}

/// A city whose past tells the text: a reading that no sheet stands on, a version, a file, an event.
async fn past(store: &Store) {
    city::found(store).await;
    let mut tx = store.begin().await.unwrap();
    let told = city::sheet("R3", &[("連絡会議", "福祉部", "健康課", WORDS)]);
    city::receive(&mut tx, &city::import("told", "told", told)).await;
    for (version, line) in [(1, WORDS), (2, "参加者")] {
        tx.write_council_record(&city::plan().id, &minutes(version, line)).await.unwrap();
    }
    tx.keep_file("kept", "R3.sheet.json", WORDS.as_bytes(), AT).await.unwrap();
    tx.keep_file("other", "R3.sheet.json", b"{}", AT).await.unwrap();
    tx.record_all(&[written("e1", WORDS), written("e2", "参加者")]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_text_is_erased_out_of_the_past_and_the_chain_holds(world: &World) {
    past(&world.store).await;
    city::book(&world.store, "i1", &city::three()).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(tx.erase_text(&plan, WORDS).await.unwrap(), []);
    let verified = tx.check_chain().await.unwrap().unwrap();
    assert_eq!((verified.head.seq, verified.emptied), (2, 1));
    let digests = tx.file_digests().await.unwrap();
    assert!(
        !digests.iter().any(|digest| ["kept", "told"].contains(&digest.as_str())),
        "{digests:?}"
    );
    assert!(digests.contains(&"other".to_owned()), "{digests:?}");
    let versions = tx.council_versions(&plan, ("minutes", "m")).await.unwrap();
    assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [2]);
    assert!(tx.import(&Id::new("told")).await.is_err() && tx.import(&Id::new("i1")).await.is_ok());
    tx.commit().await.unwrap();
    world.store.scrub().await.unwrap();
    assert!(world.store.read().await.unwrap().check_chain().await.unwrap().is_ok());
}

async fn a_text_that_still_stands_is_told_with_its_places(world: &World) {
    past(&world.store).await;
    let sheet = city::sheet("R4", &[("連絡会議", "福祉部", "健康課", WORDS)]);
    city::book(&world.store, "stands", &sheet).await;
    let mut tx = world.store.begin().await.unwrap();
    let standing = tx.erase_text(&city::plan().id, WORDS).await.unwrap();
    let places: Vec<(&str, &str, i64)> =
        standing.iter().map(|one| (one.table.as_str(), one.column.as_str(), one.rows)).collect();
    assert!(places.contains(&("answers", "text", 1)), "{places:?}");
    assert!(places.contains(&("imports", "reading", 1)), "{places:?}");
    drop(tx);
    let mut tx = world.store.read().await.unwrap();
    let versions = tx.council_versions(&city::plan().id, ("minutes", "m")).await.unwrap();
    assert_eq!(versions.len(), 2, "what was not committed never was");
}
