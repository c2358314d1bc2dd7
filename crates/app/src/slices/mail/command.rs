//! `sasae mail`: the queue on the command line.

use clap::{ArgGroup, Subcommand};
use domain::{Id, mail::MailState};
use serde_json::{Value, json};
use store::Mail;

use super::{MailDecision, decide};
use crate::{
    App, Error, Result,
    kit::{
        clock,
        database::{Database, open_existing},
        out,
    },
};

/// What can be asked of the queue.
#[derive(Debug, Subcommand)]
pub(crate) enum MailVerb {
    #[command(about = "送信待ちや送信できなかったメールの一覧（本文は出しません）")]
    List {
        #[command(flatten)]
        database: Database,
        #[arg(
            long,
            value_name = "状態",
            value_parser = state,
            help = "queued 送信待ち、sending 送信中、sent 送信済み、unclear 不明、failed 送信できず、held 保留"
        )]
        state: Option<MailState>,
        #[arg(long, default_value_t = 200, value_name = "件数", help = "新しい方から何件まで")]
        limit: u32,
        #[arg(long, help = "結果をJSONで出力します")]
        json: bool,
    },
    #[command(about = "送信できなかったメール、保留・送信待ちのメールを、すぐに送り直します")]
    Retry {
        #[command(flatten)]
        database: Database,
        #[arg(value_name = "ID", help = "メールのID")]
        id: String,
    },
    #[command(about = "送信できたか不明なメールをどうするかを決めます")]
    #[command(group = ArgGroup::new("decision").required(true))]
    Settle {
        #[command(flatten)]
        database: Database,
        #[arg(value_name = "ID", help = "メールのID")]
        id: String,
        #[arg(long, group = "decision", help = "届いていたので、送信済みにします")]
        sent: bool,
        #[arg(long, group = "decision", help = "届いていなかったので、もう一度送ります")]
        again: bool,
    },
    #[command(about = "送信待ちのメールを保留にします（retry で再開します）")]
    Hold {
        #[command(flatten)]
        database: Database,
        #[arg(value_name = "ID", help = "メールのID")]
        id: String,
    },
}

fn state(text: &str) -> std::result::Result<MailState, String> {
    MailState::named(text).ok_or_else(|| {
        let codes: Vec<&str> = MailState::ALL.into_iter().map(MailState::code).collect();
        format!("状態は {} のどれかです", codes.join("、"))
    })
}

/// Runs the verb.
pub(crate) async fn run(verb: &MailVerb) -> Result<()> {
    match verb {
        MailVerb::List { database, state, limit, json } => {
            let app = open_existing(database).await?;
            let listed = list(&app, *state, *limit, *json).await;
            app.store.close().await;
            listed
        }
        MailVerb::Retry { database, id } => settle(database, id, MailDecision::Retry).await,
        MailVerb::Settle { database, id, sent, .. } => {
            settle(database, id, if *sent { MailDecision::Arrived } else { MailDecision::Again })
                .await
        }
        MailVerb::Hold { database, id } => settle(database, id, MailDecision::Hold).await,
    }
}

async fn settle(database: &Database, id: &str, decision: MailDecision) -> Result<()> {
    let app = open_existing(database).await?;
    let by = crate::kit::actor::By::local();
    let settled = decide(&app, &Id::new(id), decision, &by).await;
    app.store.close().await;
    let mail = settled.map_err(with_way_out)?;
    out::note(&format!("メール {} を「{}」にしました。", mail.id, mail.state.label()));
    Ok(())
}

fn with_way_out(error: Error) -> Error {
    match error {
        Error::Conflict(sentence) => {
            Error::Conflict(format!("{sentence} 状態は sasae mail list で確かめられます。"))
        }
        other => other,
    }
}

async fn list(app: &App, state: Option<MailState>, limit: u32, as_json: bool) -> Result<()> {
    let mut tx = app.store.read().await?;
    let mails = tx.mails(state, limit).await?;
    if as_json {
        let mut values = Vec::new();
        for mail in &mails {
            let files = tx.mail_files(&mail.id).await?;
            let files: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            values.push(value(mail, &files));
        }
        out::say(&serde_json::to_string_pretty(&values).map_err(Error::internal)?);
        return Ok(());
    }
    for mail in &mails {
        out::say(&line(mail));
    }
    let counts = tx.mail_counts().await?;
    out::note(&format!(
        "送信待ち {}件、送信済み {}件、不明 {}件、送信できず {}件、保留 {}件",
        counts.waiting, counts.sent, counts.unclear, counts.failed, counts.held
    ));
    Ok(())
}

fn value(mail: &Mail, files: &[&str]) -> Value {
    json!({
        "id": mail.id.as_str(),
        "key": mail.key,
        "state": mail.state.code(),
        "recipient": mail.recipient,
        "name": mail.name,
        "subject": mail.subject,
        "files": files,
        "attempts": mail.attempts,
        "created_at": mail.created_at,
        "next_at": mail.next_at,
        "claimed_until": mail.claimed_until,
        "sent_at": mail.sent_at,
        "problem": mail.problem,
    })
}

fn line(mail: &Mail) -> String {
    let (state, at) = (mail.state.label(), clock::spoken(&mail.created_at));
    let head = format!("{}  [{state}] {at}  {}  {}", mail.id, mail.recipient, mail.subject);
    let problem = Some(mail.problem.as_str()).filter(|problem| !problem.is_empty());
    problem.map_or(head.clone(), |problem| format!("{head}\n    {problem}"))
}
