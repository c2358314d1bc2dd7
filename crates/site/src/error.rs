//! Why a site is not made. Each sentence says the way out.

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody may be left without help by a page about suicide.
    #[error("相談先が1件もありません。相談先を登録し、確認してから公表してください。")]
    NoHelp,
    /// A number that nobody checked is not shown.
    #[error(
        "相談先「{0}」は確認が済んでいません。番号を確かめた日を記入し、もう一人が確認してから公表してください。"
    )]
    UncheckedHelp(String),
    /// The year of the edition is none.
    #[error("版の年度「{0}」が正しくありません。年度を確かめてください。")]
    Year(i32),
    /// The folder works anywhere only while its links are relative.
    #[error(
        "「{0}」はこのフォルダーからの相対パスではありません。「csv/answers.csv」のように指定してください。"
    )]
    NotRelative(String),
    /// A page could not be written.
    #[error("公表用のページを作れませんでした。")]
    Page(#[from] askama::Error),
    /// A document could not be written as JSON.
    #[error("公表用のデータを作れませんでした。")]
    Json(#[from] serde_json::Error),
}
