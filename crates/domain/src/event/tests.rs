//! Events of the version before are read, and what cannot be read has its label.

use serde_json::{Value, from_value, json, to_value};

use super::*;
use crate::{FiscalYear, mail::MailState, stage::Stage};

fn read(kind: &str, detail: &Value) -> Option<Event> {
    from_value(json!({ "kind": kind, "detail": detail })).ok()
}

/// A detail of each kind as the version before the types, or the kind's own first version, wrote it.
#[expect(clippy::too_many_lines, reason = "one line a kind")]
fn earlier() -> Vec<(&'static str, Value)> {
    let grant = json!({
        "role": "clerk", "plan": "p", "section": "s", "from": "2026-04-01", "until": null,
    });
    let settings = json!({
        "opens_on": "2026-04-01", "due_on": "2026-05-31", "approval": true, "questions": [
            { "slot": { "field": "status", "year": "this" }, "required": true },
        ],
    });
    let moved = json!({ "before": "draft", "after": "submitted", "reason": "" });
    let cells = json!([{
        "action": "a1", "field": "status", "version": 2, "choice": "ours", "kept": "あ", "left": "い",
    }]);
    let settled = json!({ "file": "健康課.xlsx", "round": "r1", "cells": cells });
    let corrected = json!({
        "id": "k1", "register": "講座", "version": 2, "before": "{}", "after": "{}",
        "reason": "数え直し",
    });
    let failed = json!({ "failures": 5, "wait_seconds": 60 });
    let mut all = vec![
        ("import.read", json!({ "file": "a", "sha256": "d", "fiscal_year": 2021, "rows": 3 })),
        (
            "import.booked",
            json!({
                "fiscal_year": 2021, "rows": 3, "other_readings": [],
                "changes": [
                    { "action": "講座", "kind": "added" },
                    { "action": "講座", "kind": "cell", "role": "status", "before": "", "after": "あ" },
                ],
            }),
        ),
        ("import.discarded", json!({ "file": "a" })),
        ("file.kept", json!({ "file": "a", "why": "表がありません。" })),
        (
            "round.opened",
            json!({
                "fiscal_year": 2021, "opens_on": "2026-04-01", "due_on": "2026-05-31",
                "approval": true, "asked": 4, "questions": [],
            }),
        ),
        ("round.changed", json!({ "before": settings.clone(), "after": settings })),
        ("round.closed", json!({ "fiscal_year": 2021, "locked": 3, "stage": "locked" })),
        ("round.reopened", json!({ "fiscal_year": 2021, "reason": "訂正" })),
        ("round.excepted", json!({ "until": "2026-06-01", "reason": "異動" })),
        (
            "round.revised",
            json!({ "fiscal_year": 2021, "revision": {
                "kind": "add", "title": "講座", "department": "福祉部", "section": "健康課",
            } }),
        ),
        (
            "round.reminded",
            json!({
                "fiscal_year": 2021, "letters": 1, "mail_off": true, "queued": 0, "sent_before": 0,
                "refused": [{ "name": "山田", "why": "宛先がありません。" }], "without_person": ["健康課"],
            }),
        ),
        (
            "entry.written",
            json!({
                "field": "status", "before": "", "after": "２回", "version": 1,
                "same_as_last_year": null,
            }),
        ),
        (
            "replies.returned",
            json!({ "file": "a", "round": "r", "fiscal_year": 2021, "workbooks": 1, "taken": 2 }),
        ),
        ("replies.taken", settled.clone()),
        ("replies.decided", settled),
        ("comment.asked", json!({ "field": "status", "after": "人数は。" })),
        ("comment.answered", json!({ "comment": "c1", "after": "30人です。" })),
        (
            "personnel.booked",
            json!([{
                "person": null, "login": "a1", "name": "山田", "mail": "", "begins": [grant],
                "ends": [{ "grant": grant, "until": "2026-03-31" }],
            }]),
        ),
        ("person.added", json!({ "login": "a1", "name": "山田", "grant": grant })),
        ("person.granted", grant.clone()),
        ("person.grant_ended", json!({ "grant": grant, "until": null })),
        ("person.left", json!({ "before": null, "after": "2026-03-31" })),
        (
            "person.renamed",
            json!({ "before": { "name": "a", "mail": "" }, "after": { "name": "b", "mail": "" } }),
        ),
        ("link.made", json!({ "purpose": "invite", "until": "2026-04-08T00:00:00Z" })),
        ("password.set", json!({ "by": "account" })),
        ("code.roles", json!({ "before": [], "after": ["administrator", "secretariat"] })),
        ("signin.opened", json!({ "by": "password" })),
        ("signin.ended", json!({ "sessions": 2, "at": "2026-04-08T00:00:00Z" })),
        ("signin.failed", json!({ "failures": 1, "wait_seconds": null })),
        ("signin.locked", failed),
        ("mail.settled", json!({ "before": "unclear", "after": "sent" })),
        ("backup.done", json!({ "file": "a", "sha256": "d", "size": 10 })),
        ("backup.failed", json!({ "why": "空きがありません。" })),
        ("backup.restored", json!({ "file": "a", "sha256": "d" })),
        ("database.copied", json!({ "from": "sqlite:a", "to": "postgres://***@h/d" })),
        ("package.taken", json!({ "file": "a.zip", "sha256": "d" })),
        ("rows.held", json!({ "reason": "消去の請求" })),
        (
            "finding.answered",
            json!({ "rule": "A", "answer": "right", "reason": "毎年同じ", "told": "前年度と同じです。" }),
        ),
        ("finding.reopened", json!({ "rule": "A" })),
        (
            "register.defined",
            json!({ "name": "講座", "version": 1, "before": null, "after": "{}" }),
        ),
        (
            "register.renewed",
            json!({ "name": "講座", "version": 2, "before": "{}", "after": "{}" }),
        ),
        ("record.written", json!({ "id": "k1", "register": "講座", "version": 1, "after": "{}" })),
        ("record.corrected", corrected.clone()),
        ("record.voided", corrected),
        (
            "records.imported",
            json!({
                "file": "a.ndjson", "sha256": "d", "sent": 2, "known": 1,
                "taken": [{ "id": "k1", "register": "講座", "version": 1, "after": "{}" }],
            }),
        ),
        (
            "draft.adopted",
            json!({
                "field": "status", "register": "講座", "wording": "{held}回", "after": "2回",
                "version": 3, "evidence": [["k1", 1]], "digest": "d",
            }),
        ),
        (
            "edition.frozen",
            json!({ "fiscal_year": 2025, "name": "公表第1版", "digest": "d", "reason": "" }),
        ),
        ("edition.withdrawn", json!({ "name": "公表第1版", "digest": "d", "reason": "個人情報" })),
        ("publication.set", json!({ "before": null, "after": "{}" })),
        ("publication.answered", json!({ "told": "場所の名前", "reason": "広報の場所" })),
        (
            "meeting.written",
            json!({ "id": "m", "version": 1, "step": "作成", "before": null, "after": "{}" }),
        ),
        (
            "opinion.written",
            json!({ "id": "1", "version": 2, "step": "回答確定", "before": "{}", "after": "{}" }),
        ),
        (
            "minutes.written",
            json!({ "id": "m", "version": 1, "step": "案", "before": null, "after": "{}" }),
        ),
        ("sheet.returned", json!({ "file": "a.xlsx", "meeting": "m", "member": "委員A" })),
        (
            "meeting_link.made",
            json!({ "meeting": "第1回", "papers": "委員", "expires_on": "2026-07-20" }),
        ),
        (
            "meeting_link.ended",
            json!({ "meeting": "第1回", "papers": "委員", "expires_on": "2026-07-20" }),
        ),
        ("meeting_link.read", json!({ "what": "資料の一覧" })),
        ("indicator.added", json!({ "counted": "受講者" })),
        (
            "indicator.figure",
            json!({ "year": "R3", "kind": "実績", "before": null, "value": 18.5, "dropped": false }),
        ),
        ("indicator.renamed", json!({ "before": "受講", "name": "受講者数" })),
        ("indicator.right", json!({ "id": "i", "leaps": [["R3", 3.0, "R4", 34.0]] })),
        ("indicator.removed", json!({ "counted": "受講者", "given": [["R3", "目標", 30.0]] })),
        (
            "indicator.listed",
            json!({ "digest": "d", "changes": [["自殺死亡率", "R3", "実績", null, 18.5]] }),
        ),
        (
            "rule.changed",
            json!({ "changes": [["A", "grown", 300, 200], ["B", "weight", null, "off"]] }),
        ),
        (
            "words.changed",
            json!({
                "before": { "names": {}, "hoped_absent": ["孤立"] },
                "after": { "names": { "社協": "社会福祉協議会" }, "hoped_absent": [] },
            }),
        ),
    ];
    all.push((
        "grades.explained",
        json!({ "grades": [{ "grade": "Ａ　順調", "before": "unknown", "after": "done" }] }),
    ));
    let token = json!({
        "token": "t1", "name": "集計", "scopes": ["reply:read"], "networks": ["10.1.0.0/16"],
        "until": "2027-01-01T00:00:00.000000Z",
    });
    all.push(("token.made", token));
    all.push(("token.used", json!({ "token": "t1", "name": "集計", "from": "10.1.2.3" })));
    let back = json!({ "token": "t1", "name": "集計", "at": "2026-12-01T00:00:00.000000Z" });
    all.push(("token.revoked", back));
    let scheme = json!({
        "id": "made-up", "title": "架空の体系", "version": 2, "valid_from": "2022-04-01",
        "items": [{ "code": "1", "label": "一つ目" }, { "code": "1-1", "label": "中", "parent": "1" }],
    });
    all.push(("scheme.defined", json!({ "after": scheme })));
    all.push(("scheme.renewed", json!({ "before": scheme, "after": scheme })));
    let row = json!({
        "source": "1", "target": "a1", "relation": "partial", "primary": true,
        "decided_by": "事務局", "decided_on": "2026-04-01",
    });
    let key = json!({ "scheme": "made-up", "version": 2 });
    let written = json!({ "crosswalk": key, "changes": [{ "after": row }, { "before": row }] });
    all.push(("crosswalk.changed", written.clone()));
    all.push(("crosswalk.imported", written));
    for step in Step::ALL {
        let kind = Event::of_step(step, from_value(moved.clone()).unwrap()).kind().to_owned();
        let known = Event::KINDS.iter().find(|(known, _)| *known == kind).unwrap().0;
        all.push((known, moved.clone()));
    }
    let bare = ["totp.set", "totp.removed", "signin.closed", "mail.sent", "mail.failed"];
    all.extend(bare.map(|kind| (kind, json!({}))));
    all
}

#[test]
fn an_event_of_an_earlier_version_is_read_and_loses_nothing() {
    let earlier = earlier();
    for (kind, _) in Event::KINDS {
        let known = earlier.iter().any(|(known, _)| known == kind);
        assert!(known, "{kind} has no detail in `earlier`");
    }
    for (kind, detail) in earlier {
        let event = read(kind, &detail).unwrap_or_else(|| panic!("{kind}: {detail}"));
        assert_eq!(event.kind(), kind);
        let written = to_value(&event).unwrap();
        assert_eq!(written["kind"], kind);
        assert!(holds(&written["detail"], &detail), "{kind}: {written} instead of {detail}");
        assert_eq!(read(kind, &written["detail"]), Some(event));
    }
}

/// Whether a detail has all that another one has; what is new stands beside it.
fn holds(all: &Value, part: &Value) -> bool {
    match (all, part) {
        (Value::Object(all), Value::Object(part)) => part
            .iter()
            .all(|(name, value)| all.get(name).map_or(value.is_null(), |own| holds(own, value))),
        (Value::Array(all), Value::Array(part)) => {
            all.len() == part.len() && all.iter().zip(part).all(|(own, value)| holds(own, value))
        }
        _ => all == part,
    }
}

#[test]
fn what_cannot_be_read_has_its_label_and_is_not_recorded() {
    assert_eq!(read("import.booked", &json!({})), None);
    assert_eq!(read("import.undone", &json!({})), None);
    let unreadable = Event::Unreadable("import.booked".to_owned());
    assert_eq!((unreadable.kind(), unreadable.label()), ("import.booked", "シートの登録"));
    assert_eq!(Event::Unreadable("import.undone".to_owned()).label(), "import.undone");
    assert!(to_value(&unreadable).is_err());
}

#[test]
fn no_kind_stands_twice() {
    let mut kinds: Vec<_> = Event::KINDS.iter().map(|(kind, _)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), Event::KINDS.len());
}

#[test]
fn an_event_tells_what_a_reader_wants_to_see() {
    let of = |kind| {
        let (kind, detail) = earlier().into_iter().find(|(known, _)| *known == kind).unwrap();
        read(kind, &detail).unwrap()
    };
    let written = of("entry.written");
    assert_eq!((written.field(), written.texts()), (Some("status"), Some(("", "２回"))));
    assert_eq!(of("comment.answered").texts(), Some(("30人です。", "30人です。")));
    assert_eq!(of("round.reopened").reason(), Some("訂正"));
    assert_eq!(of("reply.submit").reason(), None);
    assert_eq!(of("indicator.figure").values(), ["R3 実績：なし → 18.5"]);
    assert_eq!(of("indicator.renamed").values(), ["受講 → 受講者数"]);
    assert_eq!(of("words.changed").values(), ["社協：なし → 社会福祉協議会", "孤立：削除"]);
    assert_eq!(of("grades.explained").values(), ["「Ａ　順調」：意味が未設定 → 実施済"]);
    assert_eq!(of("indicator.listed").values(), ["自殺死亡率 R3 実績：なし → 18.5"]);
    assert_eq!(of("token.made").values(), ["集計：回答を読む"]);
    assert_eq!(of("token.used").values(), ["集計（10.1.2.3）"]);
    assert!(of("indicator.removed").names_its_subject());
    assert_eq!(of("crosswalk.changed").values(), ["第2版の対応表：追加1件、削除1件"]);
}

#[test]
fn details_are_types() {
    let moved = ReplyMoved {
        before: Stage::Draft,
        after: Stage::Submitted,
        reason: String::new(),
        submitted_on: None,
    };
    assert_eq!(Event::of_step(Step::Submit, moved).label(), "提出");
    let settled = MailSettled { before: MailState::Unclear, after: MailState::Sent };
    let written = to_value(Event::MailSettled(settled)).unwrap();
    assert_eq!(
        written,
        json!({ "kind": "mail.settled", "detail": { "before": "unclear", "after": "sent" } })
    );
    let figure =
        GivenFigure(FiscalYear::parse("R3").unwrap(), crate::indicator::FigureKind::Base, None);
    assert_eq!(to_value(figure).unwrap(), json!(["R3", "基準", null]));
}
