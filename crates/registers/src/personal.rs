//! What looks like a person's name, telephone number or date of birth.

/// Words that end in the title of a person and mean none.
const NOBODY: [&str; 9] =
    ["お客様", "皆様", "皆さん", "利用者様", "市民様", "王様", "同様", "仕様", "多様"];

/// Whether a text looks as if it told of a person.
pub fn looks_personal(text: &str) -> bool {
    let folded = domain::text::fold(text);
    is_birth(&folded) || has_telephone(&folded) || has_name(text)
}

fn is_birth(text: &str) -> bool {
    ["生年月日", "日生まれ", "年生まれ", "日生"].iter().any(|word| text.contains(word))
}

/// Ten or eleven figures from 0, with or without marks between.
fn has_telephone(text: &str) -> bool {
    let mark = |c: char| matches!(c, '-' | '－' | '‐' | 'ー' | '(' | ')');
    let groups = text.split(|c: char| !c.is_ascii_digit() && !mark(c));
    groups.into_iter().any(|group| {
        let figures: Vec<char> = group.chars().filter(char::is_ascii_digit).collect();
        figures.first() == Some(&'0') && (10..=11).contains(&figures.len())
    })
}

/// Han characters before さん, 様 or 氏.
fn has_name(text: &str) -> bool {
    let text = NOBODY.iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '々';
    let named = |title: &str| text.match_indices(title).any(|(at, _)| text[..at].ends_with(is_han));
    ["さん", "様", "氏"].into_iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_a_person_is_seen_and_a_number_of_copies_is_not() {
        for text in
            ["青空さんが欠席", "048-123-4567", "０９０１２３４５６７８へ", "昭和50年3月3日生まれ"]
        {
            assert!(looks_personal(text), "{text}");
        }
        for text in ["参加者の皆さんへ100部", "2021-11-16 に実施", "多様な意見", "1234567890"]
        {
            assert!(!looks_personal(text), "{text}");
        }
    }
}
