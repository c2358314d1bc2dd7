//! The clauses of a text: where a sentence is cut, and what joins again.

use crate::{
    clause::{Clause, Completion, Tense},
    completion::completion,
    cut,
    lexicon::completion::INTENTS,
    span::Span,
    tense::tense,
};

/// The clauses of a text, in its order.
pub fn clauses(text: &str) -> Vec<Clause> {
    let sentences = cut::sentences(text);
    sentences.into_iter().flat_map(|sentence| parts(text, sentence)).collect()
}

/// The clauses of one sentence.
fn parts(text: &str, sentence: Span) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for span in cut::pieces(text, sentence) {
        let next = read(text, span);
        match clauses.last_mut() {
            Some(last) if joins(text, *last, next) => {
                let span = Span { start: last.span.start, end: span.end };
                let completion = if next.completion == Completion::Plain {
                    last.completion
                } else {
                    next.completion
                };
                *last = Clause { span, completion, tense: next.tense };
            }
            _ => clauses.push(next),
        }
    }
    clauses
}

fn read(text: &str, span: Span) -> Clause {
    let words = span.of(text);
    Clause { span, tense: tense(words), completion: completion(words) }
}

/// Whether two neighbours say one thing: nothing changes between them, the first gives only a
/// reason or an intent, or it names what the second leaves out (講話のみとした).
fn joins(text: &str, first: Clause, second: Clause) -> bool {
    let words = first.span.of(text).trim_end_matches(['、', '，', ' ', '　', '\n']);
    if first.completion != Completion::Plain {
        let left_out = first.completion == Completion::NotDone && words.ends_with('ず');
        return first.completion == second.completion
            || left_out && second.completion == Completion::Reduced;
    }
    let said = words.strip_suffix('が').unwrap_or(words);
    second.completion == Completion::Plain
        || first.tense != Tense::Past
        || !words.ends_with(['が', 'の', 'も'])
        || INTENTS.iter().any(|intent| said.ends_with(intent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Completion::{Cancelled, NoCase, NotDone, Plain, Reduced, Replaced};
    use Tense::{Bare, Future, Past, Present};

    fn told(text: &str) -> Vec<(&str, Tense, Completion)> {
        clauses(text).iter().map(|c| (c.span.of(text), c.tense, c.completion)).collect()
    }

    #[test]
    fn a_sentence_is_cut_where_what_happened_changes() {
        assert_eq!(
            told("面接相談は中止となったが、電話で相談を実施した。"),
            [
                ("面接相談は中止となったが、", Past, Cancelled),
                ("電話で相談を実施した。", Past, Plain)
            ]
        );
        assert_eq!(
            told("昨年度は未開催だったが、今年度は開催した。"),
            [("昨年度は未開催だったが、", Past, NotDone), ("今年度は開催した。", Past, Plain)]
        );
        assert_eq!(
            told("研修は中止とし、代わりに資料を配布した。"),
            [("研修は中止とし、", Bare, Cancelled), ("代わりに資料を配布した。", Past, Replaced)]
        );
        assert_eq!(
            told("窓口で扱った事例はなかったが、引き続き見守っていく。"),
            [
                ("窓口で扱った事例はなかったが、", Past, NoCase),
                ("引き続き見守っていく。", Future, Plain)
            ]
        );
        assert_eq!(
            told("祭りが中止となったため、啓発物品を配布できなかった。"),
            [
                ("祭りが中止となったため、", Past, Cancelled),
                ("啓発物品を配布できなかった。", Past, NotDone)
            ]
        );
    }

    #[test]
    fn a_sentence_stays_whole_where_nothing_changes() {
        for (text, tense, completion) in [
            ("会場の改修のため書面開催とした。", Past, Replaced),
            ("研修会を企画したが、感染症の拡大により中止となった。", Past, Cancelled),
            ("体験は実施せず、講義のみとした。", Past, Reduced),
            ("参加をためらう人もいたが、例年どおり開催できた。", Past, Plain),
            ("「話してよかった。」と回答した。", Past, Plain),
            ("窓口につないだ。（あおぞら課）", Past, Plain),
            ("利用は増えているが、会場が遠い場合もある。", Present, Plain),
            ("あおぞら市の窓口で\n相談に応じた。", Past, Plain),
        ] {
            assert_eq!(told(text), [(text, tense, completion)]);
        }
    }

    #[test]
    fn lines_of_a_list_are_clauses_of_their_own() {
        let text =
            "市民向けに講座を実施した。\n日時：令和3年5月1日\n場所　市民会館\n参加者数：20人";
        let ends: Vec<_> = told(text).iter().map(|(_, tense, _)| *tense).collect();
        assert_eq!(ends, [Past, Bare, Bare, Bare]);
        assert_eq!(told("").len(), 0);
        assert_eq!(told("。\n（）").len(), 0);
    }

    proptest::proptest! {
        #[test]
        fn clauses_lie_in_order_within_any_text(text in "[中止延期しせずなかったがためので。、\n（）「」A-Za-z０-９0-9👪\u{301}]{0,60}|.{0,80}") {
            let mut last = 0;
            for clause in clauses(&text) {
                proptest::prop_assert!(clause.span.start >= last && clause.span.start < clause.span.end);
                proptest::prop_assert!(text.get(clause.span.start..clause.span.end).is_some());
                last = clause.span.end;
            }
        }
    }
}
