//! What is kept for the day on which the database is lost: backups, and the key.

use std::path::Path;

use chrono::TimeDelta;

use super::{args::DoctorArgs, checkup::Checkup};
use crate::{
    kit::{clock, files},
    slices::backup::{self, Checksum},
};

/// A nightly backup is made every day; after so many hours without one something stands in its way.
const OLD: TimeDelta = TimeDelta::hours(36);

pub(super) async fn look(seen: &mut Checkup, args: &DoctorArgs) {
    match args.nightly.folder() {
        None => seen.unwise(
            "backup",
            "夜間バックアップを使っていません。sasae serve に --backup-dir を指定するか、ほかの方法で毎日控えを取ってください。",
        ),
        Some(folder) if !folder.is_dir() => seen.wrong(
            "backup",
            format!("バックアップ先「{}」がありません。フォルダーを作ってください。", folder.display()),
        ),
        Some(folder) => look_at_backups(seen, folder).await,
    }
    if let Some(file) = store::database_file(&args.database.database) {
        look_at_key(seen, &files::beside(file, ".key"), args.key_copy.as_deref());
    }
}

async fn look_at_backups(seen: &mut Checkup, folder: &Path) {
    let rests = backup::rests(folder);
    if let Some(rest) = rests.first() {
        seen.unwise(
            "rests",
            format!(
                "途中で終わったバックアップの残りが{}件あります（{}）。次のバックアップのときに消えます。",
                rests.len(), rest.display()
            ),
        );
    }
    let Some((made, file)) = backup::newest(folder) else {
        return seen.wrong(
            "backup",
            format!(
                "「{}」に夜間バックアップがまだありません。sasae serve の記録（ログ）を確かめてください。",
                folder.display()
            ),
        );
    };
    let (shown, age) = (file.display(), clock::japan() - made);
    if age > OLD {
        return seen.wrong(
            "backup",
            format!(
                "夜間バックアップが{}時間ありません（最後は {shown}）。sasae serve が動いているか、記録（ログ）を確かめてください。",
                age.num_hours()
            ),
        );
    }
    match backup::verify_backup(&file, &[]).await {
        Err(error) => seen.failed("backup", &error),
        Ok(report) => match (report.damage.first(), report.checksum) {
            (Some(damage), _) => seen
                .wrong("backup", format!("最後のバックアップ「{shown}」が壊れています: {damage}")),
            (None, Some(Checksum::Absent)) => seen.unwise(
                "backup",
                format!("最後のバックアップ「{shown}」に控え（.sha256）がありません。"),
            ),
            _ => seen.good(
                "backup",
                format!("最後のバックアップ: {shown}（{}時間前、確かめました）", age.num_hours()),
            ),
        },
    }
}

/// The key beside the database, without which what it encrypts is lost.
fn look_at_key(seen: &mut Checkup, key: &Path, copy: Option<&Path>) {
    if !key.exists() {
        return;
    }
    let shown = key.display();
    let Ok(bytes) = std::fs::read(key) else {
        return seen
            .wrong("key", format!("鍵ファイル「{shown}」を読めません。権限を確かめてください。"));
    };
    match copy.map(std::fs::read) {
        Some(Ok(same)) if same == bytes => seen.good("key", format!("鍵ファイル「{shown}」: 控えと同じです")),
        Some(_) => seen.wrong(
            "key",
            format!("鍵ファイル「{shown}」の控えを読めないか、中身が違います。控えを取り直してください。"),
        ),
        None => seen.unwise(
            "key",
            format!("鍵ファイル「{shown}」の控えを確かめていません。データベースともバックアップとも別の場所に控え、--key-copy で指定してください。"),
        ),
    }
}
