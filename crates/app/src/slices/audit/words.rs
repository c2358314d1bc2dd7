//! What the kinds of events are called.

/// The kinds with their words, in the order of a year.
const WORDS: [(&str, &str); 56] = [
    ("import.read", "ファイルの読み込み"),
    ("import.booked", "シートの登録"),
    ("import.discarded", "取込の取りやめ"),
    ("file.kept", "ファイルの保存"),
    ("round.opened", "調査の開始"),
    ("round.changed", "調査の設定の変更"),
    ("round.closed", "調査の締切"),
    ("round.reopened", "締切の解除"),
    ("round.excepted", "期限の延長"),
    ("round.revised", "事業・担当の見直し"),
    ("round.reminded", "督促の作成"),
    ("entry.written", "記入"),
    ("reply.write", "記入"),
    ("reply.submit", "提出"),
    ("reply.withdraw", "提出の取り下げ"),
    ("reply.approve", "承認"),
    ("reply.return", "差戻し"),
    ("reply.accept", "受理"),
    ("reply.reopen", "確定の解除"),
    ("reply.lock", "確定"),
    ("replies.returned", "回答ファイルの受け取り"),
    ("replies.taken", "回答ファイルからの記入"),
    ("replies.decided", "回答ファイルの食い違いの判断"),
    ("comment.asked", "質問"),
    ("comment.answered", "質問への答え"),
    ("personnel.booked", "職員の一括登録"),
    ("person.added", "職員の登録"),
    ("person.granted", "役割の追加"),
    ("person.grant_ended", "役割の期間の変更"),
    ("person.left", "利用の終了日の変更"),
    ("person.renamed", "氏名・メールの変更"),
    ("link.made", "パスワード設定リンクの作成"),
    ("password.set", "パスワードの設定"),
    ("totp.set", "確認コードの登録"),
    ("totp.removed", "確認コードの取り消し"),
    ("signin.opened", "サインイン"),
    ("signin.closed", "サインアウト"),
    ("signin.ended", "ほかの端末のサインインの終了"),
    ("signin.failed", "サインインの失敗"),
    ("signin.locked", "失敗の繰り返しによる一時停止"),
    ("mail.settled", "メールの扱いの判断"),
    ("mail.sent", "メールの送信"),
    ("mail.failed", "メールの送信の失敗"),
    ("backup.done", "バックアップ"),
    ("backup.failed", "バックアップの失敗"),
    ("backup.restored", "バックアップからの復元"),
    ("database.copied", "データベースの移し替え"),
    ("finding.answered", "指摘への回答"),
    ("finding.reopened", "指摘への回答の取り消し"),
    ("indicator.added", "指標の追加"),
    ("indicator.figure", "指標の値の入力"),
    ("indicator.right", "10倍の変化の確認"),
    ("indicator.renamed", "指標の名前の変更"),
    ("indicator.removed", "指標の取り消し"),
    ("indicator.listed", "成果指標の読み込み"),
    ("rule.changed", "点検の設定の変更"),
];

/// What an event's kind is called; the kind itself where it has no word.
pub(super) fn word(kind: &str) -> &str {
    WORDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// The sources below a folder.
    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    /// The quoted words of a source that look like a kind: `import.read`.
    fn kinds(source: &str) -> impl Iterator<Item = &str> {
        let families: Vec<&str> =
            WORDS.iter().map(|(kind, _)| kind.split('.').next().unwrap()).collect();
        source.split('"').filter(move |quoted| {
            let mut parts = quoted.split('.');
            let family = parts.next().is_some_and(|first| families.contains(&first));
            let plain = |part: &str| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            };
            family && parts.next().is_some_and(plain) && parts.next().is_none()
        })
    }

    #[test]
    fn every_kind_of_event_has_a_word() {
        let mut found = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        let all: Vec<&str> = found.iter().flat_map(|source| kinds(source)).collect();
        assert!(all.len() > WORDS.len(), "the sources were found");
        let endings = [".html", ".css", ".js", ".svg", ".json", ".example"];
        let files = |kind: &&&str| endings.iter().any(|end| kind.ends_with(end));
        let wordless: Vec<_> =
            all.iter().filter(|kind| !files(kind) && word(kind) == **kind).collect();
        assert!(wordless.is_empty(), "{wordless:?}");
    }
}
