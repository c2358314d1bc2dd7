//! Making the package of everything.

use std::collections::BTreeMap;

use package::CarriedFiles;
use serde_json::Value;
use store::{CarriedLine, Tx, newest_migration};

use super::content::{
    CARRIED, CarriedPlan, FORMAT, HISTORY, LEFT_OUT, PEOPLE, PEOPLE_WITHOUT, PLAN, TABLES, place,
};
use crate::{App, Error, Result, kit::clock};

/// Packs everything, as it stands at one moment.
pub(crate) async fn give(app: &App) -> Result<Vec<u8>> {
    let mut tx = app.store.read().await?;
    let mut plans = tx.plans().await?;
    let plan = plans.pop().ok_or(Error::NotFound("計画"))?;
    if !plans.is_empty() {
        return Err(Error::Refused(format!(
            "このデータには計画が{}件あります。履歴は一つの連鎖のため、計画を分けて書き出せません。すべてを別の場所に移すには、sasae backup と sasae restore を使ってください。",
            plans.len() + 1
        )));
    }
    let head = tx.chain_head().await?;
    let (events, head) = head.map_or((0, String::new()), |head| (head.seq, head.hash));
    let told = CarriedPlan {
        format: FORMAT.to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        tables: newest_migration(),
        events,
        head,
        municipality: plan.municipality.clone(),
        title: plan.title.clone(),
    };
    let mut files = BTreeMap::new();
    let document = serde_json::to_vec_pretty(&told).map_err(Error::internal)?;
    files.insert(PLAN.to_owned(), document);
    let places = kept(&mut tx, &mut files).await?;
    for (table, _) in CARRIED {
        let without: &[&str] = if table == "people" { &PEOPLE_WITHOUT } else { &[] };
        let mut lines = tx.table_lines(table, without).await?;
        if table == "files" {
            for line in &mut lines {
                name_bytes(line, &places);
            }
        }
        if table == "events" {
            // The key is the identifier; people read a history in its order
            lines.sort_by_key(|line| line.get("seq").and_then(Value::as_i64));
        }
        files.insert(place(table), written(&lines)?);
    }
    for (year, layout) in tx.layouts(&plan.id).await? {
        let text = toml::to_string_pretty(&layout).map_err(Error::internal)?;
        files.insert(format!("layouts/{}.toml", year.short()), text.into_bytes());
    }
    drop(tx);
    let carried = CarriedFiles {
        folder: "sasae-all".to_owned(),
        told: vec![
            ("Source-Organization", plan.municipality.clone()),
            ("External-Description", format!("{} {}", plan.municipality, plan.title)),
            ("Bagging-Date", clock::day().to_string()),
            ("Sasae-Format", FORMAT.to_owned()),
        ],
        readme: readme(&told),
        files,
    };
    Ok(app.desk.run(move || package::carried(carried)).await??)
}

/// The rows of a table, one a line.
fn written(lines: &[CarriedLine]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line).map_err(Error::internal)?;
        text.push(b'\n');
    }
    Ok(text)
}

/// Puts the bytes of every kept file in its place; answers where each digest is.
async fn kept(
    tx: &mut Tx,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, String>> {
    let mut places = BTreeMap::new();
    let text = |line: &CarriedLine, name: &str| {
        line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let mut folders = BTreeMap::new();
    for edition in tx.table_lines("editions", &[]).await? {
        let number = |name: &str| edition.get(name).and_then(Value::as_i64).unwrap_or_default();
        let (year, kind, number) = (number("year"), text(&edition, "kind"), number("number"));
        folders.insert(text(&edition, "id"), format!("editions/{year}-{kind}-{number}"));
    }
    for file in tx.table_lines("edition_files", &[]).await? {
        let digest = text(&file, "digest");
        let folder = folders.get(&text(&file, "edition_id")).map_or("editions", String::as_str);
        let path = format!("{folder}/{}", text(&file, "name"));
        files.insert(path.clone(), tx.file(&digest).await?.bytes);
        places.entry(digest).or_insert(path);
    }
    let read: Vec<String> = tx
        .table_lines("imports", &["reading"])
        .await?
        .iter()
        .map(|it| text(it, "digest"))
        .collect();
    for digest in tx.file_digests().await? {
        if places.contains_key(&digest) {
            continue;
        }
        let file = tx.file(&digest).await?;
        let folder = if read.contains(&digest) { "originals" } else { "kept" };
        let path = format!("{folder}/{digest}.{}", ending(&file.name));
        files.insert(path.clone(), file.bytes);
        places.insert(digest, path);
    }
    Ok(places)
}

/// The ending of a file's name, as every machine writes it.
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_plain = |it: &String| {
        (1..=5).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    ending.filter(is_plain).unwrap_or_else(|| "bin".to_owned())
}

/// Says in a line of a kept file where its bytes are.
fn name_bytes(line: &mut CarriedLine, places: &BTreeMap<String, String>) {
    let digest = line.get("digest").and_then(Value::as_str).unwrap_or_default();
    let place = places.get(digest).cloned().unwrap_or_default();
    line.insert("bytes".to_owned(), place.into());
}

/// What stands beside the files, for whoever has no Sasae.
fn readme(of: &CarriedPlan) -> String {
    let tables = CARRIED.iter().filter(|(table, _)| !["events", "people"].contains(table));
    let tables = tables.map(|(table, what)| format!("   {TABLES}{table}.ndjson　{what}\n"));
    let tables = tables.collect::<Vec<_>>().concat();
    let left_out = LEFT_OUT.iter().map(|(table, why)| format!("   {table}　{why}\n"));
    let left_out = left_out.collect::<Vec<_>>().concat();
    format!(
        "{}　{}　移行の一式

data フォルダに、Sasae にあるこの計画のすべてがあります。パスワードなどの秘密は含みません。
1. editions　凍結した版のファイル（年度の始まる西暦-種類-番号）
2. originals　取り込んだファイルの原本　kept　そのほかの控え（名前は SHA-256）
3. layouts　各年度の様式（TOML）
4. {HISTORY}　履歴（1行に1件の JSON、古い順）　{PEOPLE}　職員（秘密を除く）
5. そのほかの表（1行に1行の JSON）
{tables}6. 含まないもの
{left_out}7. すべてのファイルが作ったときのままかは、このフォルダーで次の1行で確かめられます。
   sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
8. 空のデータベースに戻すときは、次のようにします。
   sasae import --all ファイル名.zip --database sqlite:新しいファイル.sqlite
",
        of.municipality, of.title
    )
}
