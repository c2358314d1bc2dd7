use domain::{
    Day, Id,
    link::LinkPurpose,
    person::{Grant, Person, Role},
};
use store::{Error, PasswordLink, Session, SessionState, SessionTimes, SignedIn, Tx};

use crate::{city, world::World};

on_both!(
    a_person_comes_back_with_roles,
    a_login_is_taken_once_in_any_width,
    a_role_ends_and_a_person_leaves_but_nobody_is_lost,
    credentials_come_back_and_no_secret_is_printed,
    a_code_is_used_once,
    a_subject_is_bound_once,
    a_session_ends_by_time_by_rest_and_by_hand,
    a_role_asks_for_a_second_factor_while_it_lasts,
    the_sessions_that_began_first_end_when_there_are_too_many,
    a_link_is_used_once_and_in_time,
);

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn person(id: &str, login: &str) -> Person {
    let grant = |role, plan| Grant {
        role,
        plan,
        section: None,
        from: day("2026-04-01"),
        until: day("2027-03-31").into(),
    };
    Person {
        id: Id::new(id),
        login: login.into(),
        name: "健康課 担当者".into(),
        mail: "kenko@example.jp".into(),
        grants: vec![
            grant(Role::Clerk, Some(city::plan().id)),
            Grant { until: None, ..grant(Role::Administrator, None) },
        ],
    }
}

pub(crate) async fn add(tx: &mut Tx, person: &Person) {
    tx.create_person(person, "2026-04-01", &mut city::ids(person.id.as_str())).await.unwrap();
}

async fn begin(world: &World) -> Tx {
    city::found(&world.store).await;
    world.store.begin().await.unwrap()
}

async fn a_person_comes_back_with_roles(world: &World) {
    let mut tx = begin(world).await;
    assert!(!tx.has_people().await.unwrap());
    let (one, two) = (person("p2", "１００２"), person("p1", "a1"));
    add(&mut tx, &one).await;
    add(&mut tx, &two).await;
    assert!(tx.has_people().await.unwrap());
    let stored = tx.people().await.unwrap();
    assert_eq!(stored.iter().map(|p| &p.person).collect::<Vec<_>>(), [&one, &two]);
    assert_eq!(tx.person(&one.id).await.unwrap(), stored[0]);
    assert!(!stored[0].has_password && !stored[0].has_totp && stored[0].subject.is_none());
    assert_eq!(tx.person_of_login("1002").await.unwrap(), Some(one.id.clone()));
    assert_eq!(tx.person_of_login("1003").await.unwrap(), None);
    tx.rename_person(&one.id, "別の名", "").await.unwrap();
    assert_eq!(tx.person(&one.id).await.unwrap().person.name, "別の名");
    assert!(matches!(tx.person(&Id::new("none")).await, Err(Error::NotFound("この職員"))));
}

async fn a_login_is_taken_once_in_any_width(world: &World) {
    let mut tx = begin(world).await;
    add(&mut tx, &person("p1", "Ａ001")).await;
    let again = tx.create_person(&person("p2", "a001"), "", &mut city::ids("x")).await;
    assert!(matches!(again, Err(Error::Conflict(_))));
}

async fn a_role_ends_and_a_person_leaves_but_nobody_is_lost(world: &World) {
    let mut tx = begin(world).await;
    let person = person("p1", "1");
    add(&mut tx, &person).await;
    let held = tx.grants(&person.id).await.unwrap();
    tx.end_grant(&held[1].id, Some(day("2026-09-30"))).await.unwrap();
    tx.set_left(&person.id, Some(day("2026-12-31"))).await.unwrap();
    let stored = tx.person(&person.id).await.unwrap();
    assert_eq!(stored.person.grants.len(), 2);
    assert_eq!(stored.person.grants[1].until, Some(day("2026-09-30")));
    assert!(stored.is_here(day("2026-12-31")) && !stored.is_here(day("2027-01-01")));
    tx.set_left(&person.id, None).await.unwrap();
    assert!(tx.person(&person.id).await.unwrap().is_here(day("2030-01-01")));
    let nothing = tx.end_grant(&Id::new("none"), None).await;
    assert!(matches!(nothing, Err(Error::NotFound("この役割"))));
}

async fn credentials_come_back_and_no_secret_is_printed(world: &World) {
    let mut tx = begin(world).await;
    let person = person("p1", "Ａ1");
    add(&mut tx, &person).await;
    let fresh = tx.credentials("a1").await.unwrap().unwrap();
    assert_eq!((&fresh.password, &fresh.totp), (&None, &None));
    tx.set_password(&person.id, "$argon2id$…").await.unwrap();
    tx.set_totp(&person.id, Some("SECRET")).await.unwrap();
    let known = tx.credentials("A1").await.unwrap().unwrap();
    assert_eq!(known.password.as_deref(), Some("$argon2id$…"));
    assert_eq!(tx.totp(&person.id).await.unwrap().as_deref(), Some("SECRET"));
    assert_eq!(format!("{known:?}"), "Credentials(Ａ1)", "no secret is printed");
    let secrets = |secret: &str| vec![(person.id.clone(), secret.to_owned())];
    assert_eq!(tx.totp_secrets().await.unwrap(), secrets("SECRET"));
    tx.seal_totp(&person.id, "OTHER", "sealed:0").await.unwrap();
    tx.seal_totp(&person.id, "SECRET", "sealed:1").await.unwrap();
    assert_eq!(tx.totp_secrets().await.unwrap(), secrets("sealed:1"));
    let stored = tx.person(&person.id).await.unwrap();
    assert!(stored.has_password && stored.has_totp);
    assert_eq!(tx.credentials("none").await.unwrap(), None);
}

async fn a_code_is_used_once(world: &World) {
    let mut tx = begin(world).await;
    let person = person("p1", "1");
    add(&mut tx, &person).await;
    tx.set_totp(&person.id, Some("SECRET")).await.unwrap();
    assert!(tx.use_totp_step(&person.id, 100).await.unwrap());
    assert!(!tx.use_totp_step(&person.id, 100).await.unwrap());
    assert!(!tx.use_totp_step(&person.id, 99).await.unwrap());
    assert!(tx.use_totp_step(&person.id, 101).await.unwrap());
    tx.set_totp(&person.id, Some("OTHER")).await.unwrap();
    assert!(tx.use_totp_step(&person.id, 100).await.unwrap(), "another secret, other codes");
}

async fn a_subject_is_bound_once(world: &World) {
    let mut tx = begin(world).await;
    let (one, two) = (person("p1", "1"), person("p2", "2"));
    add(&mut tx, &one).await;
    add(&mut tx, &two).await;
    assert!(tx.bind_subject(&one.id, "issuer|1").await.unwrap());
    assert!(tx.bind_subject(&one.id, "issuer|1").await.unwrap());
    assert!(!tx.bind_subject(&one.id, "issuer|2").await.unwrap());
    assert_eq!(tx.person_of_subject("issuer|1").await.unwrap(), Some(one.id.clone()));
    assert_eq!(tx.person_of_subject("issuer|2").await.unwrap(), None);
    tx.unbind_subject(&one.id).await.unwrap();
    assert!(tx.bind_subject(&two.id, "issuer|1").await.unwrap());
    let taken = tx.bind_subject(&one.id, "issuer|1").await;
    assert!(matches!(taken, Err(Error::Conflict(_))));
}

async fn a_session_ends_by_time_by_rest_and_by_hand(world: &World) {
    let mut tx = begin(world).await;
    let person = person("p1", "1");
    add(&mut tx, &person).await;
    let session = |digest: &str, state| Session {
        digest: digest.into(),
        person: person.id.clone(),
        state,
        created_at: "08:00".into(),
        seen_at: "08:00".into(),
        expires_at: "20:00".into(),
        agent: "試験".into(),
        vouched: false,
    };
    for digest in ["a", "b", "c"] {
        tx.open_session(&session(digest, SessionState::Open)).await.unwrap();
    }
    tx.open_session(&session("w", SessionState::Waiting)).await.unwrap();
    let found = tx.session("a", &at("08:30", "07:30")).await.unwrap();
    assert_eq!(found, Some(session("a", SessionState::Open)));
    assert_eq!(tx.session("a", &at("20:00", "07:30")).await.unwrap(), None, "its time is over");
    assert_eq!(tx.session("a", &at("09:00", "08:00")).await.unwrap(), None, "it was not used");
    assert_eq!(tx.session("a", &at("07:50", "07:00")).await.unwrap(), None, "it has not begun");
    tx.commit().await.unwrap();
    let here = async |digest, now| signed_in(world, digest, now, "2026-04-01").await;
    let SignedIn { session: found, stored: who, .. } = here("a", "08:30").await.unwrap();
    assert_eq!(found, session("a", SessionState::Open));
    assert_eq!(here("w", "08:30").await, None, "the second factor is still asked for");
    assert_eq!(here("none", "08:30").await, None);
    assert_eq!(here("a", "07:50").await, None, "it has not begun");
    let mut tx = world.store.begin().await.unwrap();
    assert_eq!(who, tx.person(&person.id).await.unwrap());
    tx.touch_session("a", "08:40").await.unwrap();
    tx.touch_session("a", "08:20").await.unwrap();
    let list = tx.sessions_of(&person.id, &at("09:00", "07:30")).await.unwrap();
    let digests: Vec<_> = list.iter().map(|s| (s.digest.as_str(), s.seen_at.as_str())).collect();
    assert_eq!(digests, [("a", "08:40"), ("b", "08:00"), ("c", "08:00")]);
    assert_eq!(tx.sessions_of(&person.id, &at("07:50", "07:30")).await.unwrap(), []);
    tx.end_session(&Id::new("other"), "a").await.unwrap();
    tx.end_session(&person.id, "b").await.unwrap();
    assert_eq!(tx.end_sessions(&person.id, Some("a")).await.unwrap(), 2);
    tx.forget_sessions(&at("09:00", "08:30")).await.unwrap();
    assert!(tx.session("a", &at("09:00", "08:00")).await.unwrap().is_some());
    tx.forget_sessions(&at("09:40", "08:40")).await.unwrap();
    assert!(tx.session("a", &at("09:00", "08:00")).await.unwrap().is_none());
}

async fn signed_in(world: &World, digest: &str, now: &str, today: &str) -> Option<SignedIn> {
    world.store.signed_in(digest, &at(now, "07:30"), day(today)).await.unwrap()
}

async fn a_role_asks_for_a_second_factor_while_it_lasts(world: &World) {
    let mut tx = begin(world).await;
    let person = person("p1", "1");
    add(&mut tx, &person).await;
    let session = Session {
        digest: "a".into(),
        person: person.id.clone(),
        state: SessionState::Open,
        created_at: "08:00".into(),
        seen_at: "08:00".into(),
        expires_at: "20:00".into(),
        agent: String::new(),
        vouched: true,
    };
    tx.open_session(&session).await.unwrap();
    tx.set_code_roles(&[Role::Secretariat]).await.unwrap();
    tx.set_code_roles(&[Role::Chief, Role::Clerk]).await.unwrap();
    assert_eq!(tx.code_roles().await.unwrap(), [Role::Clerk, Role::Chief]);
    tx.commit().await.unwrap();
    for (today, asked) in
        [("2026-03-31", false), ("2026-04-01", true), ("2027-03-31", true), ("2027-04-01", false)]
    {
        let found = signed_in(world, "a", "08:30", today).await.unwrap();
        assert_eq!((found.code_asked, found.session.vouched), (asked, true), "{today}");
    }
}

fn at(now: &str, idle_since: &str) -> SessionTimes {
    SessionTimes { now: now.into(), idle_since: idle_since.into(), begun_by: now.into() }
}

async fn the_sessions_that_began_first_end_when_there_are_too_many(world: &World) {
    let mut tx = begin(world).await;
    let (one, two) = (person("p1", "1"), person("p2", "2"));
    for person in [&one, &two] {
        add(&mut tx, person).await;
    }
    let session = |who: &Person, digest: &str, began: &str| Session {
        digest: digest.into(),
        person: who.id.clone(),
        state: SessionState::Open,
        created_at: began.into(),
        seen_at: "08:30".into(),
        expires_at: "20:00".into(),
        agent: String::new(),
        vouched: false,
    };
    for (who, digest, began) in
        [(&one, "a", "08:02"), (&one, "b", "08:00"), (&one, "c", "08:01"), (&two, "d", "07:00")]
    {
        tx.open_session(&session(who, digest, began)).await.unwrap();
    }
    let waiting = Session { state: SessionState::Waiting, ..session(&one, "w", "06:00") };
    tx.open_session(&waiting).await.unwrap();
    tx.limit_sessions(&one.id, SessionState::Open, 2).await.unwrap();
    assert!(tx.close_session("w").await.unwrap(), "one that waits is of another kind");
    let left = tx.sessions_of(&one.id, &at("09:00", "08:00")).await.unwrap();
    assert_eq!(left.iter().map(|s| s.digest.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert!(tx.close_session("d").await.unwrap() && !tx.close_session("d").await.unwrap());
}

async fn a_link_is_used_once_and_in_time(world: &World) {
    let mut tx = begin(world).await;
    let person = person("p1", "1");
    add(&mut tx, &person).await;
    let link = |digest: &str, purpose| PasswordLink {
        digest: digest.into(),
        person: person.id.clone(),
        purpose,
        created_at: "1".into(),
        expires_at: "5".into(),
        used_at: None,
    };
    tx.create_link(&link("old", LinkPurpose::Invite)).await.unwrap();
    tx.create_link(&link("new", LinkPurpose::Reset)).await.unwrap();
    assert_eq!(tx.link("old").await.unwrap(), None, "a new link takes the old one's place");
    assert_eq!(tx.link("new").await.unwrap(), Some(link("new", LinkPurpose::Reset)));
    assert!(!tx.use_link("new", "5").await.unwrap(), "too late");
    assert!(tx.use_link("new", "4").await.unwrap());
    assert!(!tx.use_link("new", "4").await.unwrap(), "a second time");
    assert_eq!(tx.link("new").await.unwrap().unwrap().used_at.as_deref(), Some("4"));
    tx.void_links(&person.id).await.unwrap();
    assert!(tx.link("new").await.unwrap().is_some(), "a used link is remembered");
}
