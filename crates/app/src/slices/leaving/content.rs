//! What a package of everything holds, and what it leaves out.

use serde::{Deserialize, Serialize};

/// The name of the package's shape; a change that breaks readers changes it.
pub(super) const FORMAT: &str = "sasae-all-1";

/// What the package says of itself.
pub(super) const PLAN: &str = "plan.json";
/// The events, one a line, in the order of the chain.
pub(super) const HISTORY: &str = "history.ndjson";
/// The persons, one a line, without secrets.
pub(super) const PEOPLE: &str = "people.ndjson";
/// The folder of the other tables, a file each with a row a line.
pub(super) const TABLES: &str = "tables/";

/// The tables that are carried, each with what it is.
pub(super) const CARRIED: [(&str, &str); 39] = [
    ("plans", "計画"),
    ("files", "ファイルの一覧（中身は editions、originals、kept）"),
    ("imports", "取込と、その読み取り"),
    ("sections", "担当課"),
    ("measures", "施策"),
    ("actions", "事業"),
    ("action_links", "事業の改称・統合・分割"),
    ("section_links", "担当課の改称・統合"),
    ("sheets", "各年度のシート"),
    ("sheet_rows", "シートの行"),
    ("row_owners", "行の担当課"),
    ("answers", "シートの記入"),
    ("rounds", "年度調査"),
    ("round_exceptions", "期限の延長"),
    ("replies", "回答の段階"),
    ("entries", "回答の文"),
    ("comments", "質問と答え"),
    ("people", "職員"),
    ("grants", "役割"),
    ("code_roles", "確認コードを求める役割"),
    ("finding_answers", "点検への回答"),
    ("rule_settings", "点検の重さ"),
    ("rule_limits", "点検の線"),
    ("plan_words", "点検の言葉"),
    ("indicators", "指標"),
    ("indicator_figures", "指標の値"),
    ("indicator_leaps", "10倍の変化の確認"),
    ("registers", "台帳"),
    ("register_records", "台帳の記録"),
    ("editions", "版"),
    ("edition_files", "版のファイル"),
    ("edition_withdrawals", "版の公表の取りやめ"),
    ("publication_settings", "公表の設定"),
    ("publication_answers", "公表前の確認への回答"),
    ("council_records", "協議会の会議・意見・会議録"),
    ("schemes", "体系"),
    ("crosswalk_rows", "対応表"),
    ("events", "履歴"),
    ("chain", "履歴の連鎖の末尾"),
];

/// The tables that are left out, each with the reason.
pub(super) const LEFT_OUT: [(&str, &str); 10] = [
    ("sessions", "サインインの印。新しいところで改めてサインインする"),
    ("links", "パスワードを決める一度きりのリンク。新しく作る"),
    ("attempts", "サインインの失敗の数。その場かぎりのもの"),
    ("leases", "動いているサーバーの印。その場かぎりのもの"),
    ("mails", "送信待ちのメール。宛先を含み、送ったことは履歴にある"),
    ("mail_files", "送信待ちのメールの添付。その送信待ちとともに残さない"),
    ("meeting_links", "会議の資料を開く期限付きのリンク。新しいところで改めて作る"),
    ("api_tokens", "プログラムのアクセストークン。新しいところで改めて発行する"),
    ("api_token_uses", "アクセストークンの最後の利用。その場かぎりのもの"),
    ("kept_answers", "プログラムの送り直しへの答え。24時間だけのもの"),
];

/// The columns of persons that are left out: secrets, and the name at a sign-in of the old place.
pub(super) const PEOPLE_WITHOUT: [&str; 4] = ["password", "totp", "totp_step", "subject"];

/// What a package says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CarriedPlan {
    /// [`FORMAT`].
    pub(super) format: String,
    /// The program's version.
    pub(super) program: String,
    /// The number of the last migration of its tables.
    pub(super) tables: i64,
    /// How many events there are, and the hash of the last.
    pub(super) events: i64,
    pub(super) head: String,
    /// Whose plan it is.
    pub(super) municipality: String,
    pub(super) title: String,
}

/// Where the rows of a table stand in the package.
pub(super) fn place(table: &str) -> String {
    match table {
        "events" => HISTORY.to_owned(),
        "people" => PEOPLE.to_owned(),
        other => format!("{TABLES}{other}.ndjson"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[tokio::test]
    async fn every_table_is_carried_or_left_out_with_a_reason() {
        let store = store::Store::open("sqlite::memory:").await.unwrap();
        let tables = store.read().await.unwrap().tables().await.unwrap();
        let named = CARRIED.iter().chain(&LEFT_OUT);
        assert!(named.clone().all(|(_, why)| !why.is_empty()));
        let known: BTreeSet<&str> = named.clone().map(|(table, _)| *table).collect();
        assert_eq!(known.len(), named.count(), "a table is named once");
        assert_eq!(tables.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    }
}
