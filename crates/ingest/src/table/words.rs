//! What the words of a row say that it is, besides an action.

/// Whether a text is a note below or beside the table.
pub(super) fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['※', '＊', '*'])
        || text.starts_with("注")
        || text.starts_with("（注")
        || text.starts_with("(注")
        || text.starts_with("[注")
        || text.starts_with("【注")
}

/// Whether a row's title says that it adds up the others.
pub(super) fn is_total(title: &str) -> bool {
    ["計", "合計", "総計", "小計", "平均", "全体"].contains(&domain::text::fold(title).as_str())
}
