//! Replies: sections write, hand in, approve; the secretariat returns and accepts. No save is lost
//! or merged: whoever saw an older version sees both and chooses.

pub(crate) mod adopting;
pub(crate) mod bulk;
mod choices;
pub(crate) mod form;
mod gaps;
pub(crate) mod list;
pub(crate) mod notice;
mod offers;
pub(crate) mod program;
pub(crate) mod reply_ref;
pub(crate) mod saving;
pub(crate) mod section;
pub(crate) mod shown;
pub(crate) mod web;

use domain::{
    Day, Id, Slot,
    event::{CommentAnswered, CommentAsked, EntryWritten, Event, ReplyMoved},
    letter::Matter,
    reply::{Entry, Reply, remark, storable},
    round::{Exception, Round},
    stage::{Stage, Step, after},
};
use store::{AuditRecord, NewEntry, Saved, Tx};

pub(crate) use reply_ref::{ReplyRef, takes_answers};

use crate::{
    App, Error, Result,
    kit::{actor::Actor, clock, ids},
    slices::rounds,
};

/// A text that someone wants to write.
#[derive(Debug, Clone)]
pub(crate) struct WriteRequest {
    pub(crate) slot: Slot,
    pub(crate) text: String,
    /// Why it says the same as last year, where that was chosen.
    pub(crate) same: Option<String>,
    /// The version that the writer saw.
    pub(crate) base: u32,
}

/// What came of a request to write.
#[derive(Debug, Clone)]
pub(crate) enum WriteOutcome {
    /// It stands, as this version.
    Saved(u32),
    /// It said what stands already.
    Unchanged(u32),
    /// Someone else wrote meanwhile: this is what stands.
    Stale(Entry),
    /// It cannot be stored, for this reason.
    Refused(String),
}

/// A reply with its round, read for a change.
pub(crate) struct ReplyForUpdate {
    pub(crate) round: Round,
    pub(crate) reply: Reply,
    /// Whether the section may write today.
    pub(crate) open: bool,
}

/// Opens a reply for a change: whoever else would change it waits.
pub(crate) async fn open(tx: &mut Tx, asked: &ReplyRef, today: Day) -> Result<ReplyForUpdate> {
    let (round, reply) =
        tx.reply_for_update(&asked.plan, asked.year, &asked.section, &asked.action).await?;
    let open = takes_answers(tx, &round, &asked.section, today).await?;
    Ok(ReplyForUpdate { round, reply, open })
}

/// Why nothing may be written today.
pub(crate) fn shut(round: &Round) -> Error {
    Error::Conflict(if round.closed {
        "この調査は締め切られています。直す必要があるときは、事務局に延長を依頼してください。"
            .to_owned()
    } else {
        format!("この調査は{}に始まります。それまで記入できません。", round.opens_on.spoken())
    })
}

/// Writes what someone wants to write, each field by itself, in one transaction.
pub(crate) async fn write(
    app: &App,
    asked: &ReplyRef,
    requests: Vec<WriteRequest>,
    by: &Actor,
) -> Result<Vec<(Slot, WriteOutcome)>> {
    let mut tx = app.store.begin().await?;
    let opened = open(&mut tx, asked, by.today).await?;
    let outcomes = write_in(&mut tx, opened, requests, None, by).await?;
    tx.commit().await?;
    Ok(outcomes)
}

/// The same within a transaction; the history names the file that the texts came from, if there is
/// one.
pub(crate) async fn write_in(
    tx: &mut Tx,
    ReplyForUpdate { round, mut reply, open }: ReplyForUpdate,
    requests: Vec<WriteRequest>,
    file: Option<&str>,
    by: &Actor,
) -> Result<Vec<(Slot, WriteOutcome)>> {
    if !open {
        return Err(shut(&round));
    }
    let to = after(Step::Write, reply.stage, &by.roles, round.approval).ok_or_else(|| {
        Error::Conflict(format!(
            "この回答は「{}」のため、書き換えられません。直すときは、提出を取り下げるか、差し戻しを依頼してください。",
            reply.stage.label()
        ))
    })?;
    let (mut outcomes, mut events) = (Vec::new(), Vec::new());
    let before = reply.missing(&round).len();
    for request in requests {
        let outcome = write_one(tx, &round, &mut reply, &request, by, &mut events).await?;
        outcomes.push((request.slot, outcome));
    }
    if !events.is_empty() {
        if to != reply.stage {
            tx.move_reply(&round.id, &reply, to, "", None).await?;
        }
        let missing = reply.missing(&round).len();
        if missing != before {
            tx.count_missing(&round.id, &reply.section, &reply.action, missing).await?;
        }
        let records = events.into_iter().map(|(at, written)| {
            let written = EntryWritten { file: file.map(ToOwned::to_owned), ..written };
            record(by, &round, &reply, Event::EntryWritten(written), &at)
        });
        tx.record_all(&records.collect::<Vec<_>>()).await?;
    }
    Ok(outcomes)
}

async fn write_one(
    tx: &mut Tx,
    round: &Round,
    reply: &mut Reply,
    request: &WriteRequest,
    by: &Actor,
    events: &mut Vec<(String, EntryWritten)>,
) -> Result<WriteOutcome> {
    if round.question(&request.slot).is_none() {
        return Ok(WriteOutcome::Refused("この調査でたずねていない項目です。".to_owned()));
    }
    let same = request.same.as_deref().map(remark).transpose();
    let (text, same) = match storable(&request.text).and_then(|text| Ok((text, same?))) {
        Ok(texts) => texts,
        Err(error) => return Ok(WriteOutcome::Refused(error.to_string())),
    };
    let before = reply.entries.get(&request.slot).cloned().unwrap_or_default();
    if text == before.text && same == before.same {
        return Ok(WriteOutcome::Unchanged(before.version));
    }
    if request.base != before.version {
        return Ok(WriteOutcome::Stale(before));
    }
    let at = clock::now();
    let new = NewEntry {
        slot: &request.slot,
        text: &text,
        same: same.as_deref(),
        base: request.base,
        by: &by.name,
        at: &at,
    };
    let saved = tx.write_entry(&round.id, &reply.section, &reply.action, &new).await?;
    let Saved::As(version) = saved else {
        // Written by a transaction that this one could not see
        let now = tx.reply(&round.id, &reply.section, &reply.action).await?;
        return Ok(WriteOutcome::Stale(
            now.entries.get(&request.slot).cloned().unwrap_or_default(),
        ));
    };
    tx.show_entries(round, &reply.action, &request.slot).await?;
    let written = EntryWritten {
        field: request.slot.key(),
        before: before.text.clone(),
        after: text.clone(),
        version,
        same_as_last_year: request.same.clone(),
        file: None,
    };
    events.push((at.clone(), written));
    let entry =
        Entry { text, version, same: request.same.clone(), by: by.name.clone(), at, ..before };
    reply.entries.insert(request.slot.clone(), entry);
    Ok(WriteOutcome::Saved(version))
}

/// A step that someone wants to take.
#[derive(Debug, Clone)]
pub(crate) struct Move {
    pub(crate) step: Step,
    /// The version of the reply that was seen; `None` where the step is taken on whatever there is.
    pub(crate) seen: Option<u32>,
    pub(crate) reason: String,
    /// Until when a section may write again, where the round is closed.
    pub(crate) until: Option<Day>,
}

/// Takes a step of the table; what is sent back is told to the section's clerks, with an address
/// that begins with `base`.
pub(crate) async fn take(
    app: &App,
    asked: &ReplyRef,
    step: &Move,
    by: &Actor,
    base: &str,
) -> Result<Stage> {
    let mut tx = app.store.begin().await?;
    let opened = open(&mut tx, asked, by.today).await?;
    let stage = take_in(&mut tx, &opened, step, by).await?;
    if stage == Stage::Returned {
        let reason = step.reason.trim().to_owned();
        let mark = format!("{}:{}", asked.action, opened.reply.version);
        let matter = |action| Matter::Returned { action, reason };
        notice::note(app, &mut tx, asked, matter, (&mark, base), by).await?;
    }
    tx.commit().await?;
    app.mail.wake();
    Ok(stage)
}

/// The same within a transaction.
pub(crate) async fn take_in(
    tx: &mut Tx,
    ReplyForUpdate { round, reply, open }: &ReplyForUpdate,
    taken: &Move,
    by: &Actor,
) -> Result<Stage> {
    if taken.seen.is_some_and(|seen| seen != reply.version) {
        return Err(Error::Conflict(format!(
            "この回答は、ほかの人の操作で「{}」になりました。内容を確かめて、もう一度操作してください。",
            reply.stage.label()
        )));
    }
    let to = after(taken.step, reply.stage, &by.roles, round.approval)
        .filter(|_| !matches!(taken.step, Step::Write | Step::Lock))
        .ok_or_else(|| not_now(taken.step, reply.stage))?;
    let writing = matches!(taken.step, Step::Submit | Step::Withdraw);
    if writing && !open {
        return Err(shut(round));
    }
    let reason = reason(taken, round, reply)?;
    if to == Stage::Returned && !open && round.closed {
        leave(tx, round, reply, taken.until, &reason, by).await?;
    }
    // What is accepted after the close is locked with it
    let to = if to == Stage::Accepted && round.closed { Stage::Locked } else { to };
    let handed_in = if to == Stage::Submitted { Some(by.today) } else { reply.submitted_on };
    tx.move_reply(&round.id, reply, to, &reply.reason_at(to, &reason), handed_in).await?;
    match taken.step {
        Step::Approve => tx.keep_approved(&round.id, &reply.section, &reply.action).await?,
        Step::Accept => tx.keep_accepted(&round.id, &reply.section, &reply.action).await?,
        _ => {}
    }
    let moved = ReplyMoved { before: reply.stage, after: to, reason, submitted_on: handed_in };
    let event = Event::of_step(taken.step, moved);
    tx.record(&record(by, round, reply, event, &clock::now())).await?;
    Ok(to)
}

/// What a step says of itself: why something is sent back, or handed in with gaps.
fn reason(taken: &Move, round: &Round, reply: &Reply) -> Result<String> {
    if taken.step.needs_reason() {
        return rounds::stated(&taken.reason);
    }
    if taken.step != Step::Submit {
        return Ok(String::new());
    }
    let said = reply.said_of_gaps(round, &taken.reason);
    let said = said.map_err(|gaps| Error::Refused(gaps.to_string()))?;
    Ok(storable(&said)?)
}

fn not_now(step: Step, stage: Stage) -> Error {
    if (step, stage) == (Step::Submit, Stage::NotStarted) {
        return Error::Conflict(
            "まだ何も記入されていません。記入してから提出してください。".to_owned(),
        );
    }
    Error::Conflict(format!(
        "「{}」の回答に、「{}」の操作はできません。画面を読み直してください。",
        stage.label(),
        step.label()
    ))
}

/// Sent back after the close, a reply can only be mended with leave.
async fn leave(
    tx: &mut Tx,
    round: &Round,
    reply: &Reply,
    until: Option<Day>,
    reason: &str,
    by: &Actor,
) -> Result<()> {
    let until = until.ok_or_else(|| {
        Error::Refused(
            "締切後の差し戻しです。いつまで直せるか、日付を指定してください。".to_owned(),
        )
    })?;
    let exception = Exception { section: reply.section.clone(), until, reason: reason.to_owned() };
    rounds::except_in(tx, round, exception, by).await
}

/// Asks a section about one cell, and tells its clerks.
pub(crate) async fn comment(
    app: &App,
    asked: &ReplyRef,
    field: &str,
    text: &str,
    by: &Actor,
    base: &str,
) -> Result<()> {
    let text = storable(text.trim())?;
    if text.is_empty() {
        return Err(Error::Refused("質問を入力してください。".to_owned()));
    }
    let mut tx = app.store.begin().await?;
    let ReplyForUpdate { round, reply, .. } = open(&mut tx, asked, by.today).await?;
    let question = round.questions.iter().find(|question| question.slot.key() == field);
    let slot = question.map(|question| question.slot.clone());
    let slot = slot.ok_or_else(|| Error::Refused("質問する項目を選んでください。".to_owned()))?;
    let at = clock::now();
    let comment = store::NewComment {
        id: ids::new(),
        action: asked.action.clone(),
        section: asked.section.clone(),
        slot,
        text,
        by: by.name.clone(),
        at: at.clone(),
    };
    tx.add_comment(&round.id, &comment).await?;
    let matter = |action| Matter::Comment { action, text: comment.text.clone() };
    notice::note(app, &mut tx, asked, matter, (comment.id.as_str(), base), by).await?;
    let event = CommentAsked { field: comment.slot.key(), after: comment.text };
    tx.record(&record(by, &round, &reply, Event::CommentAsked(event), &at)).await?;
    tx.commit().await?;
    app.mail.wake();
    Ok(())
}

/// Answers a question, which closes it.
pub(crate) async fn answer(
    app: &App,
    asked: &ReplyRef,
    comment: &Id<store::Comment>,
    text: &str,
    by: &Actor,
) -> Result<()> {
    let text = storable(text.trim())?;
    if text.is_empty() {
        return Err(Error::Refused("答えを入力してください。".to_owned()));
    }
    let mut tx = app.store.begin().await?;
    let ReplyForUpdate { round, reply, .. } = open(&mut tx, asked, by.today).await?;
    let at = clock::now();
    tx.answer_comment(&round.id, &asked.section, comment, (&text, &by.name, &at)).await?;
    let event = CommentAnswered { comment: comment.to_string(), after: text };
    tx.record(&record(by, &round, &reply, Event::CommentAnswered(event), &at)).await?;
    tx.commit().await?;
    Ok(())
}

/// The audit record of what was done to a reply.
fn record(by: &Actor, round: &Round, reply: &Reply, event: Event, at: &str) -> AuditRecord {
    AuditRecord {
        plan: Some(round.plan.clone()),
        action: Some(reply.action.clone()),
        section: Some(reply.section.clone()),
        subject: round.id.to_string(),
        ..by.did(event, at)
    }
}
