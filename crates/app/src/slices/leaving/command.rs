//! `sasae export --all` and `sasae import --all`.

use std::path::Path;

use super::{giving::give, taking::take};
use crate::{
    Error, Result,
    kit::{
        database::{Database, open_existing},
        files, out,
    },
};

/// Writes the package of everything.
pub(crate) async fn export(database: &Database, output: &Path) -> Result<()> {
    if output.exists() {
        return Err(Error::Usage(format!(
            "「{}」はすでにあります。上書きはしません。別の名前を指定してください。",
            output.display()
        )));
    }
    let app = open_existing(database).await?;
    let given = give(&app).await;
    app.store.close().await;
    let bytes = given?;
    std::fs::write(output, &bytes).map_err(|error| {
        Error::Refused(format!("「{}」に書き込めません（{error}）。", output.display()))
    })?;
    out::note(&format!(
        "移行の一式を「{}」に書き出しました（{}バイト）。パスワードなどの秘密は含みませんが、未公表の内容と職員の氏名を含みます。扱いに注意してください。",
        output.display(),
        bytes.len()
    ));
    Ok(())
}

/// Takes the package of everything into an empty database.
pub(crate) async fn import(file: &Path, database: &Database) -> Result<()> {
    let bytes = files::bytes(file)?;
    let name =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let taken = take(&name, bytes, &database.database).await?;
    for (table, rows) in &taken.rows {
        out::say(&format!("{table}\t{rows}"));
    }
    let (whose, url) = (taken.municipality, store::redacted(&database.database));
    out::note(&format!(
        "{whose}の{}を {url} に取り込み、履歴の連鎖とすべてのファイルの要約値が元と同じことを確かめました。",
        taken.title
    ));
    if taken.people > 0 {
        out::note(
            "パスワードと確認コードは含まれていません。sasae people link で、職員にパスワードを決めるリンクを渡してください。",
        );
    }
    Ok(())
}
