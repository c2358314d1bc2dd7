//! Municipalities and their official codes.

/// The check digit of a municipality's five-figure code (全国地方公共団体コード): weights 6 to 2,
/// the last figure of 11 less the sum's remainder by 11. `None` if the text is not five figures.
pub fn check_digit(code: &str) -> Option<u32> {
    let digits: Vec<u32> = code.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    (digits.len() == 5).then_some(())?;
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(d, w)| d * w).sum();
    Some((11 - sum % 11) % 10)
}

/// The six-figure code of a five- or six-figure one; `None` if its check digit is wrong.
pub fn area_code(code: &str) -> Option<String> {
    let five = code.get(..5)?;
    let full = format!("{five}{}", check_digit(five)?);
    (code.len() == 5 || code == full).then_some(full)
}

/// The municipality that a text names most often (`あおぞら市`), to tell a stranger's sheet: one
/// that it names at least `least` times.
pub fn named_in(text: &str, least: usize) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for (at, end) in text.char_indices().filter(|(_, c)| matches!(c, '市' | '町' | '村' | '区'))
    {
        let name: String = text[..at].chars().rev().take_while(|c| in_name(*c)).collect();
        let name: String = name.chars().rev().collect();
        let next = text[at + end.len_utf8()..].chars().next();
        let goes_on = next.is_some_and(|c| "民内役立長営報場議会販街域政道".contains(c));
        let words = ["から", "より", "まで", "する", "った", "など"];
        let sentence = words.iter().any(|word| name.ends_with(word));
        if (2..=6).contains(&name.chars().count()) && !goes_on && !sentence {
            *counts.entry(format!("{name}{end}")).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, n)| *n)?;
    (most.1 >= least).then_some(most.0)
}

/// Whether a character may stand in a municipality's name, rather than end the word before it.
fn in_name(c: char) -> bool {
    crate::text::is_japanese(c) && !"のをはがでにとも市町村区各全本当県都府".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_follows_the_published_rule() {
        assert_eq!(area_code("11202").as_deref(), Some("112020"));
        assert_eq!(area_code("13101").as_deref(), Some("131016"));
        assert_eq!(area_code("112021"), None);
        assert_eq!(area_code("abc"), None);
    }

    #[test]
    fn the_municipality_is_found_in_a_title() {
        let title = "令和５年度　あおぞら市自殺対策計画";
        assert_eq!(named_in(title, 1).as_deref(), Some("あおぞら市"));
        assert_eq!(named_in(title, 2), None);
        assert_eq!(named_in("市民部の市報を市内に配布し、薬局から市へつなぐ", 1), None);
    }
}
