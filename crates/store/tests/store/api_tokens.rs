use domain::{
    Id,
    api_token::{ApiToken, TokenScope},
};
use store::{Error, KeptAnswer};

use crate::{
    city,
    people::{add, person},
    world::World,
};

on_both!(
    a_token_comes_back_by_its_digest_with_its_last_use,
    a_token_is_taken_back_once,
    an_answer_is_kept_for_a_while_and_for_few_changes,
);

fn token(id: &str) -> ApiToken {
    ApiToken {
        id: Id::new(id),
        person: Id::new("p1"),
        name: "集計の表".into(),
        scopes: vec![TokenScope::EditionRead, TokenScope::ReplyWrite],
        networks: vec!["10.1.0.0/16".into(), "2001:db8::/32".into()],
        created_at: format!("2026-08-05T00:00:00.{id}"),
        expires_at: "2027-08-05T00:00:00.000000Z".into(),
        revoked_at: None,
    }
}

async fn begin(world: &World) -> store::Tx {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    add(&mut tx, &person("p1", "a1")).await;
    tx
}

async fn a_token_comes_back_by_its_digest_with_its_last_use(world: &World) {
    let mut tx = begin(world).await;
    tx.create_api_token(&token("1"), "d1").await.unwrap();
    tx.create_api_token(&token("2"), "d2").await.unwrap();
    let stored = tx.api_token("d1").await.unwrap().unwrap();
    assert_eq!((&stored.token, &stored.used_at), (&token("1"), &None));
    assert_eq!(tx.api_token("d3").await.unwrap(), None);
    for (at, from) in [("2026-08-06", "10.1.2.3"), ("2026-08-07", "")] {
        tx.note_token_use(&Id::new("1"), at, from).await.unwrap();
        let stored = tx.api_token("d1").await.unwrap().unwrap();
        assert_eq!((stored.used_at.as_deref(), &*stored.used_from), (Some(at), from));
    }
    let all = tx.api_tokens_of(&Id::new("p1")).await.unwrap();
    assert_eq!(all.iter().map(|one| one.token.id.as_str()).collect::<Vec<_>>(), ["2", "1"]);
    assert!(tx.create_api_token(&token("3"), "d1").await.is_err(), "a digest is of one token");
}

async fn a_token_is_taken_back_once(world: &World) {
    let mut tx = begin(world).await;
    tx.create_api_token(&token("1"), "d1").await.unwrap();
    assert!(tx.revoke_api_token(&Id::new("1"), "2026-08-06").await.unwrap());
    assert!(!tx.revoke_api_token(&Id::new("1"), "2026-08-07").await.unwrap());
    let stored = tx.api_token("d1").await.unwrap().unwrap();
    assert_eq!(stored.token.revoked_at.as_deref(), Some("2026-08-06"));
}

async fn an_answer_is_kept_for_a_while_and_for_few_changes(world: &World) {
    let mut tx = begin(world).await;
    tx.create_api_token(&token("1"), "d1").await.unwrap();
    tx.create_api_token(&token("2"), "d2").await.unwrap();
    let (one, two) = (Id::new("1"), Id::new("2"));
    let answer = |version| KeptAnswer { digest: "d".into(), version };
    for (mark, version) in [("a", 1), ("b", 2), ("c", 3)] {
        let times = (&*format!("2026-08-0{version}"), "2026-07-31");
        tx.keep_answer(&one, (mark, &answer(version)), times, 2).await.unwrap();
    }
    let of = async |tx: &mut store::Tx, token: &Id<ApiToken>, mark: &str, since: &str| {
        tx.kept_answer(token, mark, since).await.unwrap().map(|kept| kept.version)
    };
    assert_eq!(of(&mut tx, &one, "a", "").await, None, "the last two are kept");
    assert_eq!(of(&mut tx, &one, "b", "").await, Some(2));
    assert_eq!(of(&mut tx, &one, "b", "2026-08-02").await, None, "its time is over");
    assert_eq!(of(&mut tx, &two, "b", "").await, None, "of another token");
    tx.keep_answer(&two, ("c", &answer(4)), ("2026-08-09", "2026-08-03"), 2).await.unwrap();
    assert_eq!(of(&mut tx, &one, "c", "").await, None, "forgotten, whosever it was");
    assert_eq!(of(&mut tx, &two, "c", "").await, Some(4));
    let twice = tx.keep_answer(&two, ("c", &answer(5)), ("2026-08-10", ""), 2).await;
    assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
}
