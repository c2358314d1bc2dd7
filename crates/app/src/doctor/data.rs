//! The database: whether it opens, is of this version, takes changes and holds together; the server
//! that it is on; the people in it.

use store::{Age, ServerState, Store, StoredLease, Tx};

use super::{args::DoctorArgs, checkup::Checkup};
use crate::{
    Error, Result,
    kit::{
        clock,
        database::{Database, existing},
        lease,
    },
};

/// How far the clocks of two machines may differ, in seconds.
const APART: i64 = 5 * 60;

/// The oldest `PostgreSQL` that its makers still mend.
const OLDEST_SERVER: u32 = 15;

pub(super) async fn look(seen: &mut Checkup, args: &DoctorArgs) {
    look_at_way(seen, &args.database.database);
    let store = match opened(&args.database).await {
        Ok(store) => store,
        Err(error) => return seen.failed("database", &error),
    };
    if look_at_schema(seen, &store).await
        && let Err(error) = look_inside(seen, &store, args).await
    {
        seen.failed("database", &error);
    }
    store.close().await;
}

async fn opened(database: &Database) -> Result<Store> {
    Ok(Store::open_as_is(existing(database).await?).await?)
}

/// Whether what goes to the server can be read on the way.
pub(super) fn look_at_way(seen: &mut Checkup, url: &str) {
    if store::is_open_way(url) {
        seen.unwise(
            "encryption",
            "データベースのサーバーとの通信を暗号化していません。指定の末尾を ?sslmode=verify-full にしてください。",
        );
    }
}

/// Whether the tables are this version's, so that one may look into them.
async fn look_at_schema(seen: &mut Checkup, store: &Store) -> bool {
    let age = async {
        let age = store.age().await?;
        Ok::<_, Error>((age, store.is_up_to_date().await?))
    };
    match age.await {
        Ok((Age::Current, true)) => {
            seen.good("schema", "データベースの表: この版のものです");
            return true;
        }
        Ok((Age::Current, false)) => seen.wrong(
            "schema",
            "データベースの表を作った手順が、この版のSasaeのものと違います。このデータを作った版のSasaeで開くか、バックアップから戻してください。",
        ),
        Ok((Age::Older, _)) => seen.unwise(
            "schema",
            "データベースの表が以前の版のものです。sasae backup で控えを取ってから、この版の sasae serve を起動してください。",
        ),
        Err(error) => seen.failed("schema", &error),
    }
    false
}

async fn look_inside(seen: &mut Checkup, store: &Store, args: &DoctorArgs) -> Result<()> {
    match store.try_writing().await.map_err(Error::from) {
        Ok(()) => {
            seen.good("writing", format!("データベース（{}）: 読み書きできます", store.kind()));
        }
        Err(error) => seen.failed("writing", &error),
    }
    if let Some(server) = store.server().await? {
        look_at_server(seen, &server);
    }
    look_at_history(seen, store).await?;
    look_at_clock(seen, store).await;
    let mut tx = store.read().await?;
    look_at_people(seen, &mut tx, args.access.is_open(args.listen.listen)).await?;
    look_at_leases(seen, &tx.leases().await?);
    Ok(())
}

/// Whether somebody can sign in, where the pages are open to other machines or not.
async fn look_at_people(seen: &mut Checkup, tx: &mut Tx, open: bool) -> Result<()> {
    match (tx.has_lost_people().await?, tx.has_people().await?) {
        (true, _) => seen.wrong(
            "people",
            "職員が1人も残っていませんが、履歴には職員の操作があります。バックアップから戻してください（sasae restore）。",
        ),
        (_, true) => seen.good("people", "職員: 登録されています"),
        _ if open => seen.wrong(
            "people",
            "職員が登録されていないため、ほかの端末からは開けません。sasae people add で最初のシステム管理者を登録してください。",
        ),
        _ => seen.unwise(
            "people",
            "職員が登録されていません。この端末を使える人は、だれでもすべてを操作できます。sasae people add で登録してください。",
        ),
    }
    Ok(())
}

/// Who does what for all programs on the database.
fn look_at_leases(seen: &mut Checkup, leases: &[StoredLease]) {
    for lease in leases {
        let (who, at) = (lease::spoken(&lease.holder), clock::spoken(&lease.seen_at));
        let says = format!("当番「{}」: {who}（最後の合図 {at}）", lease.name);
        if lease.seen_at < clock::in_seconds(-APART) {
            let silent = "合図が途絶えています。ほかの sasae serve が動いていれば、引き継ぎます。";
            seen.unwise("leases", format!("{says}。{silent}"));
        } else {
            seen.good("leases", says);
        }
    }
}

fn look_at_server(seen: &mut Checkup, server: &ServerState) {
    let (version, way) =
        (server.version / 10_000, if server.encrypted { "TLS" } else { "暗号化なし" });
    let says = format!("PostgreSQL {version}（{way}）");
    if server.standby {
        seen.wrong(
            "server",
            format!("{says}: 待機系につながっています。主系のアドレスを指定してください。"),
        );
    } else if version < OLDEST_SERVER {
        seen.unwise(
            "server",
            format!("{says}: 開発元の手入れが終わった版です。新しい版へ移してください。"),
        );
    } else {
        seen.good("server", says);
    }
}

/// The structure of the file, and the chain of events.
async fn look_at_history(seen: &mut Checkup, store: &Store) -> Result<()> {
    let broken = store.integrity().await?;
    if let Some(first) = broken.first() {
        seen.wrong(
            "structure",
            format!("データベースの構造に誤りがあります（{first}）。sasae verify で確かめ、バックアップから戻してください。"),
        );
    }
    match store.read().await?.check_chain().await? {
        Ok(verified) => {
            seen.good("chain", format!("履歴の連鎖: 問題ありません（{}件）", verified.head.seq));
        }
        Err(broken) => seen.wrong("chain", broken.to_string()),
    }
    Ok(())
}

/// Whether the clock stands before what was already written.
pub(super) async fn look_at_clock(seen: &mut Checkup, store: &Store) {
    let last = async { store.read().await?.last_event_at().await }.await;
    if let Some(last) = last.ok().flatten().filter(|last| *last > clock::in_seconds(APART)) {
        seen.wrong(
            "history-clock",
            format!(
                "最後の履歴（{}）が、この端末の時計より先です。時計を合わせてください。合っているなら、そのときの時計が進んでいました。",
                clock::spoken(&last)
            ),
        );
    }
}
