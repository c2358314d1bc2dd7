//! What was done just before, told on the page that a redirect leads to.

use domain::stage::Step;
use serde::Deserialize;

/// What a redirect tells the page that it leads to.
#[derive(Debug, Deserialize, Default)]
pub(crate) struct Flash {
    #[serde(default, rename = "said")]
    code: String,
    count: Option<usize>,
    /// How many were left as they are because of gaps.
    #[serde(default)]
    gaps: usize,
}

impl Flash {
    /// The sentence for it; only known words, since anyone may write an address.
    pub(crate) fn sentence(&self) -> String {
        let count = self.count.unwrap_or_default();
        match self.code.as_str() {
            "saved" => "保存しました。".to_owned(),
            "kept" => "前の事業を保存しました。".to_owned(),
            "adopted" => "台帳の文を欄に入れました。".to_owned(),
            "asked" => "質問を送りました。".to_owned(),
            "answered" => "質問に答えました。".to_owned(),
            "revised" => "一覧を変えました。".to_owned(),
            "written" => "記録しました。".to_owned(),
            "corrected" => "記録を直しました。".to_owned(),
            "taken" if self.gaps > 0 => {
                format!("{count}件を取り込みました。{}件は登録済みでした。", self.gaps)
            }
            "taken" => format!("{count}件を取り込みました。"),
            "marked" => "数えました。".to_owned(),
            "defined" => "台帳を保存しました。".to_owned(),
            "voided" => "記録を取り消しました。".to_owned(),
            "set" => "設定を保存しました。".to_owned(),
            "frozen" => "版を凍結しました。".to_owned(),
            "ended" => "リンクを取り消しました。".to_owned(),
            "withdrawn" => "公表を取りやめました。".to_owned(),
            "revoked" => "アクセストークンを取り消しました。".to_owned(),
            "opened" => "調査を始めました。".to_owned(),
            "closed" => format!("締め切りました。{count}件を確定しました。"),
            "reopened" => "締切を解きました。".to_owned(),
            "excepted" => "期限を延長しました。".to_owned(),
            "reminded" => format!("{count}人あての通知を用意しました。"),
            code => Step::coded(code)
                .map_or_else(String::new, |step| taken(step, self.count) + &left(self.gaps)),
        }
    }
}

/// The sentence for what a step for many left as it is.
fn left(gaps: usize) -> String {
    if gaps == 0 {
        String::new()
    } else {
        format!("{gaps}件は未記入があるため残しました。")
    }
}

/// The sentence for a step that was taken, of many replies where they were counted.
fn taken(step: Step, count: Option<usize>) -> String {
    let done = match step {
        Step::Write => "保存しました。",
        Step::Submit => "提出しました。",
        Step::Withdraw => "提出を取り下げました。",
        Step::Approve => "承認しました。",
        Step::Return => "差し戻しました。",
        Step::Accept => "受理しました。",
        Step::Lock => "確定しました。",
        Step::Reopen => "確定を解いて、差し戻しました。",
    };
    match count {
        None => done.to_owned(),
        Some(0) => "当てはまるものはありませんでした。".to_owned(),
        Some(count) => format!("{count}件を{done}"),
    }
}
