//! What became of an action by the words of its answer, where the grade that was chosen says otherwise.

use domain::coded;
use prose::{Clause, Completion, Tense};

coded! {
    /// What a report says became of the whole action.
    pub enum ToldOutcome {
        /// It was cancelled, put off or not held.
        Cancelled => "cancelled", "中止";
        /// It was, and something else was done in its place.
        Substituted => "substituted", "中止・代替";
    }
}

/// What the report of a year (実施状況) says became of the whole action; none where it says nothing of
/// the kind.
///
/// A section that cancelled its course and handed out leaflets instead may still choose 実施済. Its
/// report says so first, and by that it is known, whatever its place on the sheet:
///
/// - The first clause says that the action was cancelled (中止), not held (見送った, 開催できなかった)
///   or put off (延期). One that begins with what was done and names such a thing later tells of a part.
/// - That clause tells of the whole and of this year: it names no other year, no figure and no place or
///   occasion (第２回は, 駅前での), for these are parts.
/// - A later clause in the past that tells of a deed, or of a replacement (代わりに), makes it
///   [`ToldOutcome::Substituted`]; without one it is [`ToldOutcome::Cancelled`].
pub fn told_outcome(report: &str) -> Option<ToldOutcome> {
    let clauses = prose::clauses(report);
    let (first, rest) = clauses.split_first()?;
    let words = first.span.of(report);
    if !is_off(first) || first.tense == Tense::Future || tells_of_a_part(words) {
        return None;
    }
    let instead = |one: &Clause| match one.completion {
        Completion::Replaced => true,
        Completion::Plain | Completion::Reduced => one.tense == Tense::Past,
        _ => false,
    };
    let done = rest.iter().any(instead);
    Some(if done { ToldOutcome::Substituted } else { ToldOutcome::Cancelled })
}

fn is_off(clause: &Clause) -> bool {
    matches!(clause.completion, Completion::Cancelled | Completion::NotDone | Completion::Postponed)
}

/// Words by which a clause tells of one among several, or of another year.
const PARTS: [&str; 10] =
    ["での", "における", "一部", "のうち", "以外", "期間", "昨年", "前年", "例年", "年度は"];

fn tells_of_a_part(words: &str) -> bool {
    words.contains(|c: char| c.is_numeric() || c == '第')
        || PARTS.iter().any(|part| words.contains(part))
}

#[cfg(test)]
mod tests {
    use super::{ToldOutcome::*, *};

    #[test]
    fn case_30_a_report_that_begins_with_a_cancellation_tells_of_the_whole_action() {
        for (report, told) in [
            ("大雪により研修は中止となった。委員全員に手引きを配った。", Substituted),
            ("講座は中止とし、代わりに資料を配布した。", Substituted),
            ("面接は見送ったが、電話で相談を行った。", Substituted),
            ("会場の都合で開催できなかった。", Cancelled),
            ("感染拡大防止のため中止。", Cancelled),
            ("講演会を延期した。\n来年度に開く予定である。", Cancelled),
        ] {
            assert_eq!(told_outcome(report), Some(told), "{report}");
        }
    }

    #[test]
    fn case_30_a_part_another_year_and_what_comes_after_a_deed_are_no_cancellation_of_it() {
        for report in [
            "相談先カードを配った。雨のため配布は中止し、市役所で配った。",
            "駅前での配布は中止し、市役所で配った。",
            "第2回は中止となったが、第1回を開いた。",
            "一部の講座を中止した。",
            "昨年度は中止となったが、今年度は開催した。",
            "会場の改修のため書面開催とした。",
            "講座を中止することなく実施した。",
            "相談はなかった。",
            "来年度は中止する予定である。",
            "年間を通して行った。",
            "",
        ] {
            assert_eq!(told_outcome(report), None, "{report}");
        }
    }
}
