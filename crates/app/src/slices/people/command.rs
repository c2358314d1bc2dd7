//! `sasae people`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::{
    Day, Id,
    person::{Person, Role},
    personnel::{PersonChange, PersonnelEntry},
    plan::Plan,
};
use store::StoredPerson;

use super::{
    GrantRequest, Newcomer,
    personnel::{self, Meant, PersonnelPreview},
    view::{Places, state},
};
use crate::{
    App, Error, Result,
    kit::{
        actor::By,
        addresses, clock,
        database::{Database, open, open_existing},
        out,
    },
    slices::plans::{self, PlanChoice},
};

/// What `people` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum PeopleVerb {
    #[command(about = "職員を加え、パスワードを設定するリンクを表示します")]
    Add(AddArgs),
    #[command(about = "職員の一覧を表示します")]
    List {
        #[command(flatten)]
        database: Database,
        #[arg(long, help = "JSONで出力します")]
        json: bool,
    },
    #[command(about = "パスワードを設定し直すリンクを表示します")]
    Link {
        #[arg(value_name = "職員番号")]
        login: String,
        #[arg(long, help = "確認コード（二要素認証）の登録も取り消します")]
        reset_code: bool,
        #[command(flatten)]
        database: Database,
        #[command(flatten)]
        address: SiteAddress,
    },
    #[command(
        about = "確認コード（二要素認証）を求める役割を決めます（省くと、どの役割にも求めません）"
    )]
    RequireCode {
        #[arg(value_name = "役割", value_parser = role, help = "システム管理者、事務局 など")]
        roles: Vec<Role>,
        #[command(flatten)]
        database: Database,
    },
    #[command(about = "職員の最後の日を登録します（記録と履歴は残ります）")]
    Leave {
        #[arg(value_name = "職員番号")]
        login: String,
        #[arg(long, value_name = "日付", help = "最後の日（2027-03-31 など）")]
        on: Day,
        #[command(flatten)]
        database: Database,
    },
    #[command(about = "人事異動の一覧（CSV）を確認し、登録します")]
    Import(PersonnelArgs),
}

/// Where people open the pages.
#[derive(Debug, Args)]
pub(crate) struct SiteAddress {
    #[arg(
        long,
        env = "SASAE_ADDRESS",
        default_value = "http://127.0.0.1:8080",
        value_name = "URL",
        help = "画面を開くアドレス（表示するリンクの始まり）"
    )]
    address: String,
}

/// Options of `people add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    #[arg(long, value_name = "職員番号", help = "サインインに使う番号や名前")]
    login: String,
    #[arg(long, value_name = "氏名", help = "画面と履歴に表示する名前")]
    name: String,
    #[arg(long, value_name = "アドレス", default_value = "", help = "メールアドレス")]
    mail: String,
    #[arg(
        long,
        value_parser = role,
        value_name = "役割",
        help = "システム管理者、事務局、担当者、所属長、協議会委員、監査"
    )]
    role: Role,
    #[arg(long, value_name = "課名", default_value = "", help = "担当者・所属長の担当課")]
    section: String,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
    #[arg(long, value_name = "日付", help = "役割の開始日。省くと今日")]
    from: Option<Day>,
    #[arg(long, value_name = "日付", help = "役割の終了日")]
    until: Option<Day>,
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    address: SiteAddress,
}

/// Options of `people import`.
#[derive(Debug, Args)]
pub(crate) struct PersonnelArgs {
    #[arg(value_name = "ファイル", help = "職員番号,氏名,メール,役割,担当課,開始日,終了日 のCSV")]
    file: PathBuf,
    #[arg(long, help = "変わる所を示すだけで、何も登録しません")]
    dry_run: bool,
    #[arg(long, value_name = "日付", help = "異動の日。省くと一覧の開始日")]
    on: Option<Day>,
    #[arg(long, help = "この一覧にない担当者・所属長は前日で終了します")]
    end_absent: bool,
    #[arg(long, value_name = "市町村名", help = "どの市町村の計画か（計画が複数あるとき）")]
    city: Option<String>,
    #[command(flatten)]
    database: Database,
}

fn role(text: &str) -> std::result::Result<Role, String> {
    let names: Vec<&str> = Role::ALL.into_iter().map(Role::label).collect();
    Role::named(text).ok_or_else(|| format!("役割は {} のどれかです", names.join("、")))
}

/// Runs the verb.
pub(crate) async fn run(verb: PeopleVerb) -> Result<()> {
    let app = match &verb {
        // The first person may be there before the first sheet
        PeopleVerb::Add(args) => open(&args.database).await?,
        PeopleVerb::List { database, .. }
        | PeopleVerb::Link { database, .. }
        | PeopleVerb::RequireCode { database, .. }
        | PeopleVerb::Leave { database, .. }
        | PeopleVerb::Import(PersonnelArgs { database, .. }) => open_existing(database).await?,
    };
    let done = match verb {
        PeopleVerb::Add(args) => add(&app, args).await,
        PeopleVerb::List { json, .. } => list(&app, json).await,
        PeopleVerb::Link { login, reset_code, address, .. } => {
            let person = of_login(&app, &login).await?;
            if reset_code {
                super::drop_code(&app, &By::local(), &person).await?;
            }
            say_link(&app, &person, &address).await
        }
        PeopleVerb::Leave { login, on, .. } => {
            let person = of_login(&app, &login).await?;
            super::leave(&app, &By::local(), &person, Some(on)).await?;
            out::note(&format!("{login} の最後の日を {on} にしました。"));
            Ok(())
        }
        PeopleVerb::RequireCode { roles, .. } => require_code(&app, &roles).await,
        PeopleVerb::Import(args) => import(&app, &args).await,
    };
    app.store.close().await;
    done
}

async fn require_code(app: &App, roles: &[Role]) -> Result<()> {
    super::codes::set_roles(app, &By::local(), roles).await?;
    let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
    let labels = if labels.is_empty() { "なし".to_owned() } else { labels.join("、") };
    out::note(&format!("確認コードを求める役割：{labels}"));
    Ok(())
}

async fn add(app: &App, args: AddArgs) -> Result<()> {
    let plan = plan(app, args.city).await?;
    let AddArgs { login, name, mail, role, section, from, until, address, .. } = args;
    let request = GrantRequest { role, plan, section, from, until };
    let person = super::add(app, &By::local(), Newcomer { login, name, mail }, request).await?;
    say_link(app, &person, &address).await
}

/// The plan that the option names: for a role in a section the only one where it names none.
async fn plan(app: &App, city: Option<String>) -> Result<Option<Plan>> {
    let mut tx = app.store.read().await?;
    let named = city.is_some();
    let plan = plans::chosen(&mut tx, &PlanChoice { municipality: city, area_code: None }).await;
    match plan {
        Ok(None) if named => Err(Error::NotFound("この市町村の計画")),
        other => other,
    }
}

async fn of_login(app: &App, login: &str) -> Result<Id<Person>> {
    let found = app.store.read().await?.person_of_login(login).await?;
    found.ok_or(Error::NotFound("この職員番号の職員"))
}

async fn say_link(app: &App, person: &Id<Person>, address: &SiteAddress) -> Result<()> {
    let token = super::link(app, &By::local(), person).await?;
    let known = app.store.read().await?.person(person).await?;
    out::note(&format!(
        "{}（{}）がパスワードを設定するリンクです。1回だけ使えます。本人に渡してください。",
        known.person.name, known.person.login
    ));
    out::say(&format!("{}{}", address.address.trim_end_matches('/'), addresses::link(&token)));
    Ok(())
}

async fn list(app: &App, json: bool) -> Result<()> {
    let mut tx = app.store.read().await?;
    let people = tx.people().await?;
    let places = Places::open(&mut tx).await?;
    drop(tx);
    let today = clock::day();
    if json {
        let all: serde_json::Value =
            people.iter().map(|known| in_json(known, &places, today)).collect();
        out::say(&serde_json::to_string_pretty(&all).map_err(Error::internal)?);
        return Ok(());
    }
    for known in &people {
        let held = known.person.grants.iter().filter(|grant| grant.holds_on(today));
        let roles: Vec<String> = held.map(|grant| places.role(grant)).collect();
        let Person { login, name, .. } = &known.person;
        out::say(&format!("{login}\t{name}\t{}\t{}", roles.join("、"), state(known, today)));
    }
    Ok(())
}

fn in_json(known: &StoredPerson, places: &Places, today: Day) -> serde_json::Value {
    let grants = known.person.grants.iter().map(|grant| {
        serde_json::json!({
            "role": grant.role.code(),
            "section": grant.section.as_ref().map(|id| places.section(id)),
            "from": grant.from, "until": grant.until,
        })
    });
    serde_json::json!({
        "id": known.person.id.as_str(), "login": known.person.login, "name": known.person.name,
        "mail": known.person.mail, "state": state(known, today), "left_on": known.left_on,
        "second_factor": known.has_totp, "grants": grants.collect::<Vec<_>>(),
    })
}

async fn import(app: &App, args: &PersonnelArgs) -> Result<()> {
    let bytes = std::fs::read(&args.file).map_err(|error| {
        Error::Refused(format!("ファイル「{}」を開けません（{error}）。", args.file.display()))
    })?;
    let list = personnel::lines(app, bytes.into()).await?;
    let plan = plan(app, args.city.clone()).await?.ok_or(Error::NotFound("計画"))?;
    let meant = Meant { on: args.on, end_absent: args.end_absent };
    let mut tx = app.store.read().await?;
    let preview = personnel::preview(&mut tx, plan.clone(), &list, meant).await?;
    let places = Places::open(&mut tx).await?;
    drop(tx);
    print_preview(&preview, &places);
    if args.dry_run {
        return Ok(());
    }
    let booked =
        personnel::book(app, &By::local(), plan, &list, meant, Some(&preview.mark)).await?;
    let needless = booked.comparison.is_needless();
    out::note(if needless { "変わる所はありません。" } else { "登録しました。" });
    Ok(())
}

fn print_preview(preview: &PersonnelPreview, places: &Places) {
    let comparison = &preview.comparison;
    let count = |kind| comparison.of(kind).count();
    out::say(&format!("{} から（{}）", preview.on, preview.plan.name()));
    out::say(&format!(
        "  新しい職員 {}人、変わる職員 {}人、変わらない職員 {}人、読み取れない行 {}行",
        count(PersonChange::New),
        count(PersonChange::Changed),
        count(PersonChange::Same),
        comparison.problems.len()
    ));
    for entry in comparison.entries.iter().filter(|entry| entry.kind() != PersonChange::Same) {
        tell_entry(entry, places);
    }
    for problem in &comparison.problems {
        out::say(&format!("  [要確認] {}行目：{}", problem.line, problem.message));
    }
}

fn tell_entry(entry: &PersonnelEntry, places: &Places) {
    let mark = if entry.kind() == PersonChange::New { "＋" } else { "≠" };
    out::say(&format!("  {mark} {} {}", entry.login, entry.name));
    for grant in &entry.begins {
        out::say(&format!("      始まる {} {}", places.role(grant), Places::days(grant)));
    }
    for (was, until) in &entry.ends {
        let until = until.map_or_else(|| "期限なし".to_owned(), |until| format!("{until} まで"));
        out::say(&format!("      終わる {} {until}", places.role(was)));
    }
}
