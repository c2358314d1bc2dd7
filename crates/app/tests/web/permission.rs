//! The walk: every route × nobody and every role × own and other section. What each right means is
//! written here a second time, by hand, so that a slip in the rule is seen.
//!
//! Another state of the world (a round that is open, closed, locked) is another call of `walk`.

use app::{ROUTES, Route};
use axum::http::{Method, StatusCode};
use domain::{
    Day, Id,
    person::{Grant, Role},
};

use crate::{
    persons::{Browser, grant},
    routes::filled,
    test_app::{Page, TestApp},
};

on_both!(
    every_route_is_open_to_whom_it_should_be_and_to_nobody_else,
    a_round_changes_who_may_do_what_in_no_state,
    a_role_of_another_plan_or_another_time_opens_nothing,
);

/// Who may: administrator, secretariat, clerk, chief, recorder, council, auditor.
fn allowed(right: &str) -> &'static str {
    match right {
        "Anyone" => "nobody administrator secretariat clerk chief recorder council auditor",
        "SignedIn" => "administrator secretariat clerk chief recorder council auditor",
        "Read" | "ReadRecords" => "secretariat clerk chief recorder auditor",
        "ReadEditions" => "secretariat clerk chief recorder council auditor",
        "Advise" => "secretariat council",
        "ReadDrafts" => "secretariat auditor",
        "ReadReplies" => "secretariat clerk chief auditor",
        "Answer" => "secretariat clerk chief",
        "Record" => "secretariat clerk chief recorder",
        "Approve" => "chief",
        "Coordinate" => "secretariat",
        "Audit" => "administrator secretariat auditor",
        "Administer" => "administrator",
        other => panic!("a new right: {other}"),
    }
}

/// How a request was answered, as far as permission goes.
#[derive(Debug, PartialEq)]
enum Answer {
    Let,
    SignInFirst,
    Refused,
}

fn answer(page: &Page) -> Answer {
    match page.status {
        StatusCode::SEE_OTHER if page.location().starts_with("/sign-in?next=") => {
            Answer::SignInFirst
        }
        StatusCode::SEE_OTHER if page.location() == "/sign-in" => Answer::SignInFirst,
        StatusCode::UNAUTHORIZED => Answer::SignInFirst,
        StatusCode::FORBIDDEN => Answer::Refused,
        _ => Answer::Let,
    }
}

/// Asks every route, as everybody; answers what was not as it should be.
async fn walk(app: &TestApp, plan: &str, state: &str) -> Vec<String> {
    let plan = Id::new(plan.rsplit('/').next().unwrap());
    let mut tx = app.store.read().await.unwrap();
    let sections = tx.sections(&plan).await.unwrap();
    let (mut own, mut other) = (&sections[0].id, &sections[1].id);
    let mut action = Id::new("none");
    let round = tx.rounds(&plan).await.unwrap().into_iter().next();
    let asked_of = match &round {
        Some(round) => tx.reply_heads(&round.id).await.unwrap(),
        None => Vec::new(),
    };
    drop(tx);
    if let Some(first) = asked_of.first() {
        (own, action) = (&first.section, first.action.clone());
        other = &asked_of.iter().find(|head| head.section != first.section).unwrap().section;
    }
    let (mut people, mut programs) = (Vec::new(), Vec::new());
    for role in Role::ALL {
        let section = role.is_of_section().then_some(own);
        let held = grant(role, Some(&plan), section);
        let person = app.person(&format!("{state}-{}", role.code()), vec![held]).await;
        programs.push((role.code(), app.program_of(&person).await));
        people.push((role, person));
    }
    let mut seats: Vec<(&str, Option<Browser<'_>>)> = vec![("nobody", None)];
    seats.extend(people.iter().map(|(role, _)| (role.code(), None)));
    let mut wrong = Vec::new();
    let mut asked = 0;
    for Route { method, path: route, right, .. } in ROUTES {
        let right = &format!("{right:?}");

        let places = if route.contains("{section}") { vec![own, other] } else { vec![own] };
        for section in places {
            let path = filled(route, |name| match name {
                "plan" => plan.to_string(),
                "section" => section.to_string(),
                "year" if round.is_some() => "R8".to_owned(),
                "year" => "R7".to_owned(),
                "action" => action.to_string(),
                _ => "none".to_owned(),
            });
            for (at, (who, kept)) in seats.iter_mut().enumerate() {
                let who = *who;
                let seat = match (kept.take(), at.checked_sub(1)) {
                    (Some(seat), _) => seat,
                    (None, Some(person)) => app.seat(&people[person].1).await,
                    (None, None) => app.stranger(),
                };
                let elsewhere = section != own && ["clerk", "chief", "recorder"].contains(&who);
                let may = allowed(right).split(' ').any(|role| role == who) && !elsewhere;
                let mut page = seat.ask(method, &path).await;
                asked += 1;
                if route.starts_with("/api/v1/work/") {
                    // A cookie opens nothing here; a token does what its person may
                    if page.status != StatusCode::UNAUTHORIZED {
                        wrong.push(format!("{state}: {method} {path} as {who} by a cookie"));
                    }
                    if let Some((_, program)) = programs.iter().find(|(role, _)| *role == who) {
                        page = program.ask(method, &path, &[], "").await;
                    }
                }
                let got = answer(&page);
                // What a request changed may be the seat itself: the next one takes a new one
                if *method == Method::GET || got == Answer::Refused {
                    *kept = Some(seat);
                }
                let fits = match (may, who) {
                    // The page of signing in asks everybody for more, the demo's is not there
                    (true, _) => got == Answer::Let || right == "Anyone",
                    (false, "nobody") => got == Answer::SignInFirst,
                    (false, _) => {
                        got == Answer::Refused && page.text().contains("役割がありません")
                    }
                };
                if !fits || page.status.is_server_error() {
                    let status = page.status;
                    wrong.push(format!("{state}: {method} {path} ({right}) as {who}: {status}"));
                }
            }
        }
    }
    assert!(asked >= 7 * ROUTES.len());
    wrong
}

async fn every_route_is_open_to_whom_it_should_be_and_to_nobody_else(app: &TestApp) {
    let plan = app.aozora().await;
    let wrong = walk(app, &plan, "no-round").await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The states of a round: each gives the same rights, whatever the stages then allow.
async fn a_round_changes_who_may_do_what_in_no_state(app: &TestApp) {
    let plan = app.aozora().await;
    app.begin_round(&plan).await;
    let id = Id::new(plan.rsplit('/').next().unwrap());
    for state in ["open", "closed"] {
        let mut tx = app.store.begin().await.unwrap();
        let round = tx.rounds(&id).await.unwrap().remove(0);
        let at = (state == "closed").then_some("2026-07-01T00:00:00Z");
        tx.close_round(&round.id, at).await.unwrap();
        app.commit(tx).await;
        let wrong = walk(app, &plan, state).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

async fn a_role_of_another_plan_or_another_time_opens_nothing(app: &TestApp) {
    let plan = app.aozora().await;
    let id = Id::new(plan.rsplit('/').next().unwrap());
    let day = |text| Day::parse(text).unwrap();
    let held = grant(Role::Secretariat, Some(&id), None);
    let past = Grant { until: Some(day("2021-03-31")), ..held.clone() };
    let coming = Grant { from: day("2299-04-01"), ..held.clone() };
    for (at, grants) in [vec![past], vec![coming], vec![]].into_iter().enumerate() {
        let person = app.person(&format!("p{at}"), grants).await;
        let page = app.seat(&person).await.get(&format!("{plan}/search")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{at}");
    }
    let person = app.person("here", vec![held]).await;
    let seat = app.seat(&person).await;
    seat.open(&format!("{plan}/search")).await;
    assert_eq!(seat.get("/plans/other/search").await.status, StatusCode::FORBIDDEN);
    // Taken away while signed in: gone at the next request
    let mut tx = app.store.begin().await.unwrap();
    let held = tx.grants(&person).await.unwrap();
    tx.end_grant(&held[0].id, Some(day("2021-03-31"))).await.unwrap();
    app.commit(tx).await;
    assert_eq!(seat.get(&format!("{plan}/search")).await.status, StatusCode::FORBIDDEN);
}
