//! A fragment (文) that records write, within the text of a field: it is added at the end, or takes the
//! place of the fragment that was adopted before. Every other word stays.

/// The text with the fragment in it. `before` is the fragment that was adopted earlier: where it stands
/// in the text exactly once the new one takes its place.
pub fn with_fragment(text: &str, before: Option<&str>, fragment: &str) -> String {
    if let Some(before) = before.filter(|before| stands_once(text, before)) {
        return text.replacen(before, fragment, 1);
    }
    match text.trim_end() {
        "" => fragment.to_owned(),
        text => format!("{text}\n{fragment}"),
    }
}

/// Whether a fragment stands in a text, at one place only.
pub fn stands_once(text: &str, fragment: &str) -> bool {
    !fragment.is_empty() && text.matches(fragment).count() == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_field_takes_the_fragment_alone() {
        assert_eq!(with_fragment("", None, "参加者35人"), "参加者35人");
        assert_eq!(with_fragment(" \n", None, "参加者35人"), "参加者35人");
    }

    #[test]
    fn a_field_with_words_keeps_them_and_takes_the_fragment_as_its_last_line() {
        assert_eq!(
            with_fragment("講座を開いた。", None, "参加者35人"),
            "講座を開いた。\n参加者35人"
        );
    }

    #[test]
    fn the_fragment_of_before_is_exchanged_and_the_words_around_it_stay() {
        let text = "講座を開き、参加者35人だった。";
        assert_eq!(
            with_fragment(text, Some("参加者35人"), "参加者34人"),
            "講座を開き、参加者34人だった。"
        );
    }

    #[test]
    fn a_fragment_that_was_rewritten_by_hand_or_stands_twice_is_left_alone() {
        for text in ["参加者三十五人", "参加者35人、参加者35人"] {
            let after = with_fragment(text, Some("参加者35人"), "参加者34人");
            assert_eq!(after, format!("{text}\n参加者34人"));
        }
    }

    proptest! {
        #[test]
        fn whatever_stood_around_the_fragment_still_stands(
            head in "[^０-９0-9]{0,12}", tail in "[^０-９0-9]{0,12}", fragment in "[1-9]{1,6}人",
        ) {
            let text = format!("{head}77人{tail}");
            prop_assert_eq!(
                with_fragment(&text, Some("77人"), &fragment),
                format!("{head}{fragment}{tail}")
            );
            let added = with_fragment(&text, None, &fragment);
            prop_assert!(added.starts_with(text.trim_end()) && added.ends_with(&fragment));
        }
    }
}
