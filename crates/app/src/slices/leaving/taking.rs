//! Taking the package of everything into an empty database: all of it, or a sentence.

use domain::{
    chain::ChainHead,
    event::{Event, PackageTaken},
    row_fault::{RowChange, RowFault},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::{AuditRecord, CarriedLine, LineBytes, Store, Tx, newest_migration};

use super::content::{CARRIED, CarriedPlan, FORMAT, LEFT_OUT, PLAN, place};
use crate::{
    Error, Result,
    kit::{actor::By, clock, database::refuse_empty, digest::digest},
};

/// What was taken.
pub(crate) struct TakenPackage {
    pub(crate) municipality: String,
    pub(crate) title: String,
    /// How many rows each table has.
    pub(crate) rows: Vec<(String, usize)>,
    /// How many persons have to set a password anew.
    pub(crate) people: usize,
}

/// Takes a package into an empty database, in one transaction, which ends well only when the chain of
/// events holds, every file has its digest, and every row is as the events tell.
pub(crate) async fn take(name: &str, bytes: Vec<u8>, url: &str) -> Result<TakenPackage> {
    let sha256 = digest(&bytes);
    let unpack = move || package::unpacked(&bytes);
    let files = tokio::task::spawn_blocking(unpack).await.map_err(Error::internal)?;
    let files = files.map_err(|error| match error {
        package::Error::NotAsPacked(_) => Error::Damaged(error.to_string()),
        other => other.into(),
    })?;
    let told: CarriedPlan = document(&files)?;
    refuse_empty(url).await?;
    let store = Store::open(url).await?;
    let mut tx = store.begin().await?;
    tx.make_way_for_all().await?;
    let mut rows = Vec::new();
    for table in tx.tables().await? {
        if !CARRIED.iter().any(|(carried, _)| *carried == table) {
            continue;
        }
        // An older version had no such table
        let Some(text) = files.get(&place(&table)) else { continue };
        let lines: Vec<CarriedLine> = lines(&table, text)?;
        tx.add_table_lines(&table, &lines, &files).await?;
        rows.push((table, lines.len()));
    }
    is_whole(&mut tx, &told).await?;
    hold(&mut tx, PackageTaken { file: name.to_owned(), sha256 }).await?;
    tx.commit().await?;
    store.close().await;
    let people = rows.iter().find(|(table, _)| table == "people").map_or(0, |(_, count)| *count);
    Ok(TakenPackage { municipality: told.municipality, title: told.title, rows, people })
}

/// What the package says of itself; refused where this version cannot take it.
fn document(files: &LineBytes) -> Result<CarriedPlan> {
    let none = || {
        Error::Refused(
            "移行の一式ではありません。sasae export --all で書き出したファイルを指定してください。"
                .to_owned(),
        )
    };
    let told: CarriedPlan =
        files.get(PLAN).and_then(|bytes| serde_json::from_slice(bytes).ok()).ok_or_else(none)?;
    if told.format != FORMAT || told.tables > newest_migration() {
        return Err(Error::Refused(format!(
            "この一式は、より新しい版のSasae（{}）で作られています。その版のSasaeで取り込んでください。",
            told.program
        )));
    }
    Ok(told)
}

/// The rows of a table.
fn lines<T: DeserializeOwned>(table: &str, text: &[u8]) -> Result<Vec<T>> {
    let all = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    all.zip(1..)
        .map(|(line, no)| {
            serde_json::from_slice(line).map_err(|_| {
                Error::Damaged(format!(
                    "一式の「{table}」の{no}行目を読めません。取り込んでいません。"
                ))
            })
        })
        .collect()
}

/// Refuses what does not hold together: the chain of events, and the digests of the files.
async fn is_whole(tx: &mut Tx, told: &CarriedPlan) -> Result<()> {
    let damaged = |why: String| Err(Error::Damaged(format!("{why} 何も取り込んでいません。")));
    match tx.check_chain().await? {
        Err(broken) => return damaged(broken.to_string()),
        Ok(verified) if verified.head != head(told) => {
            return damaged("履歴の連鎖の末尾が、一式の記載と違います。".to_owned());
        }
        Ok(_) => {}
    }
    for known in tx.file_digests().await? {
        if digest(&tx.file(&known).await?.bytes) != known {
            return damaged(format!("ファイル（SHA-256 {known}）の中身が、その要約値と違います。"));
        }
    }
    // An edition has its document until that was lawfully erased
    for edition in tx.table_lines("editions", &["internal"]).await? {
        let text = |name: &str| edition.get(name).and_then(Value::as_str).unwrap_or_default();
        let files = tx.edition_files(text("id")).await?;
        if !files.is_empty() && files.iter().all(|file| file.digest != text("digest")) {
            return damaged(format!("版（要約値 {}）の文書がありません。", text("digest")));
        }
    }
    Ok(())
}

fn head(told: &CarriedPlan) -> ChainHead {
    ChainHead { seq: told.events, hash: told.head.clone() }
}

/// Records that the package came, and holds the rows that it does not carry whole as they are; any other
/// row has to be as the events tell.
async fn hold(tx: &mut Tx, taken: PackageTaken) -> Result<()> {
    let faults = tx.check_rows().await?;
    let left_out = |table: &str| LEFT_OUT.iter().any(|(one, _)| *one == table);
    // Of persons the secrets are not carried, of what is left out nothing
    let is_known = |fault: &&RowFault| match fault.what {
        RowChange::Changed(_) => fault.table == "people",
        RowChange::Gone(_) => left_out(&fault.table),
        RowChange::Back(_) | RowChange::Added => false,
    };
    if let Some(fault) = faults.iter().find(|fault| !is_known(fault)) {
        return Err(Error::Damaged(format!("{fault} 何も取り込んでいません。")));
    }
    let event = By::local().did(Event::PackageTaken(taken), &clock::now());
    let record = AuditRecord { subject: "database".to_owned(), ..event };
    Ok(tx.hold_faults(&faults, &record).await?)
}
