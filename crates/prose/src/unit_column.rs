//! The unit that a column of units gives to the figures of its row.

use crate::{
    chars::Chars,
    units::{unit, unit_at},
};

/// Whether a word is a unit by itself.
pub fn is_unit(word: &str) -> bool {
    let chars = Chars::of(word);
    unit_at(&chars, 0).is_some_and(|(_, to)| to == chars.len())
}

/// The unit that a column of units gives, remarks in brackets aside: 人日（延べ人数）. `None` where it
/// names none, or several.
pub fn unit_of_column(written: &str) -> Option<String> {
    let (mut bare, mut depth) = (String::new(), 0_u32);
    for c in written.trim().chars() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = bare.trim();
    let several = bare.contains(['・', '、', '，', '\n']);
    (!several && bare.chars().any(|c| c.is_alphanumeric() || c == '%' || c == '％'))
        .then(|| unit(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_units_names_one_unit_or_none() {
        for (written, unit) in [
            ("人日（延べ人数）", Some("人日")),
            ("人（実人数）", Some("人")),
            ("％", Some("％")),
            ("ヶ所", Some("か所")),
            ("人（実人数）・回（延べ回数）", None),
            ("－", None),
        ] {
            assert_eq!(unit_of_column(written).as_deref(), unit, "{written}");
        }
        assert!(is_unit("行政区") && is_unit("人日") && !is_unit("喫煙"));
    }
}
