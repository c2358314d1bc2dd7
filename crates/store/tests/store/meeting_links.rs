//! Links that open a meeting's papers.

use store::{Error, MeetingLink};

use crate::{city, world::World};

on_both!(
    a_meetings_link_is_found_by_the_digest_of_its_token_and_ended_once,
    two_links_never_have_the_same_token,
);

fn link(id: &str, meeting: &str, made_at: &str) -> MeetingLink {
    MeetingLink {
        id: id.into(),
        plan_id: city::plan().id.to_string(),
        meeting: meeting.into(),
        digest: format!("digest of {id}"),
        papers: "members".into(),
        expires_on: "2026-08-31".into(),
        made_by: "事務局".into(),
        made_at: made_at.into(),
        ended_by: None,
        ended_at: None,
    }
}

async fn a_meetings_link_is_found_by_the_digest_of_its_token_and_ended_once(world: &World) {
    city::found(&world.store).await;
    let plan = city::plan().id;
    let mut tx = world.store.begin().await.unwrap();
    let (first, second) = (link("a", "m", "2026-08-04"), link("b", "m", "2026-08-05"));
    for one in [&first, &second, &link("c", "other", "2026-08-06")] {
        tx.add_meeting_link(one).await.unwrap();
    }
    assert_eq!(tx.meeting_link("digest of a").await.unwrap().as_ref(), Some(&first));
    assert_eq!(tx.meeting_link("a").await.unwrap(), None);
    assert_eq!(tx.meeting_links(&plan, "m").await.unwrap(), [second, first.clone()]);
    let elsewhere = tx.end_meeting_link(&plan, ("other", "a"), ("事務局", "2026-08-07")).await;
    assert!(matches!(elsewhere, Err(Error::Conflict("会議のリンク"))), "{elsewhere:?}");
    tx.end_meeting_link(&plan, ("m", "a"), ("事務局", "2026-08-07")).await.unwrap();
    let ended = tx.meeting_link("digest of a").await.unwrap().unwrap();
    let (by, at) = (Some("事務局".into()), Some("2026-08-07".into()));
    assert_eq!(ended, MeetingLink { ended_by: by, ended_at: at, ..first });
    let again = tx.end_meeting_link(&plan, ("m", "a"), ("別の人", "2026-08-08")).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
}

async fn two_links_never_have_the_same_token(world: &World) {
    city::found(&world.store).await;
    let mut tx = world.store.begin().await.unwrap();
    tx.add_meeting_link(&link("a", "m", "2026-08-04")).await.unwrap();
    let twin = MeetingLink { id: "b".into(), ..link("a", "m", "2026-08-04") };
    assert!(tx.add_meeting_link(&twin).await.is_err());
}
