//! Words that say that a figure rose or fell, or stood above or below another.

use crate::likeness::head;

/// Which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// It rose, or stands above.
    Up,
    /// It fell, or stands below.
    Down,
}

const UPS: [&str; 15] = [
    "上回", "増加", "増え", "増と", "上昇", "上が", "伸び", "伸ば", "向上", "超え", "超過", "超す",
    "拡大", "の増", "多く",
];
const DOWNS: [&str; 15] = [
    "下回",
    "減少",
    "減っ",
    "減り",
    "減と",
    "低下",
    "下が",
    "縮減",
    "短縮",
    "削減",
    "の減",
    "割り込",
    "落ち込",
    "届かな",
    "少なく",
];
/// What follows where they are only wished, denied or named.
const NOT: [&str; 16] = [
    "ない",
    "ず",
    "なかっ",
    "ません",
    "を目指",
    "を図",
    "よう",
    "に向け",
    "に努め",
    "を防",
    "傾向に歯止",
    "抑",
    "率",
    "要因",
    "が必要",
    "幅",
];

/// The first word of a way: where it begins, where it ends, and the way; nothing where it is denied.
pub(super) fn first(words: &str) -> Option<(usize, usize, Way)> {
    let of = |list: &[&str], way| {
        let hits = list.iter().filter_map(|word| Some((words.find(*word)?, word.len())));
        hits.min().map(|(at, long)| (at, at + long, way))
    };
    let found = [of(&UPS, Way::Up), of(&DOWNS, Way::Down)];
    let (at, end, way) = found.into_iter().flatten().min_by_key(|(at, ..)| *at)?;
    let near = head(words.get(end..).unwrap_or_default(), 7);
    let near = near.split(['、', '。', '\n', '，']).next().unwrap_or(near);
    let both = words.get(at..).is_some_and(|rest| rest.starts_with("増減"));
    (!both && !NOT.iter().any(|no| near.contains(no))).then_some((at, end, way))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_read_where_it_is_told_and_not_where_it_is_wished() {
        let way = |words| first(words).map(|(.., way)| way);
        assert_eq!(way("を上回る利用があった"), Some(Way::Up));
        assert_eq!(way("から0.5時間の縮減"), Some(Way::Down));
        assert_eq!(way("より増加するよう努める"), None);
        assert_eq!(way("を下回らなかった"), None);
    }
}
