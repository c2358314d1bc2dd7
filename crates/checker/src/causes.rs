//! One finding for one cause: what a graver finding has said of the same words is not said again.

use std::collections::BTreeMap;

use crate::finding::{Finding, Mark, Severity};

/// Rules of which the second says less of the same words than the first. Where both speak of one row and
/// lead to one cell, the second is left out.
const SAID_BY: &[(&str, &str)] = &[
    ("WEEKDAY_MISMATCH", "DATE_OUT_OF_YEAR"),
    ("DATE_IMPOSSIBLE", "DATE_OUT_OF_YEAR"),
    ("DATE_SESSION_MISMATCH", "DATE_OUT_OF_YEAR"),
    ("DATE_OUT_OF_YEAR", "YEAR_LEFT_OVER"),
    ("ERA_MISMATCH", "DATE_OUT_OF_YEAR"),
    ("ERA_MISMATCH", "YEAR_LEFT_OVER"),
    ("CUMULATIVE_FELL", "NEW_VS_GROWTH"),
    ("SESSION_COUNT", "FREQ_VS_COUNT"),
    ("RHYTHM_COUNT", "FREQ_VS_COUNT"),
    ("EACH_TOTAL_MISMATCH", "RHYTHM_COUNT"),
    ("RATE_MISMATCH", "PCT_UNREACHABLE"),
    ("SUM_MISMATCH", "PART_OVER_WHOLE"),
    ("EQUATION_WRONG", "SUM_MISMATCH"),
    ("EACH_TOTAL_MISMATCH", "SUM_MISMATCH"),
    ("TENFOLD", "BIG_CHANGE_UNEXPLAINED"),
    ("TENFOLD", "PLAN_ACTUAL_GAP_100"),
    ("CUMULATIVE_FELL", "BIG_CHANGE_UNEXPLAINED"),
    ("INTERNAL_NOTE", "PLACEHOLDER"),
    ("RESULT_PENDING", "PLACEHOLDER"),
    ("BLANK_LEFT", "RESULT_PENDING"),
    ("INTERNAL_NOTE", "RESULT_PENDING"),
    ("INTERNAL_NOTE", "BLANK_LEFT"),
    ("BLANK_LEFT", "PLACEHOLDER"),
    ("COLUMNS_SWAPPED", "STATUS_PLAN_FORM"),
    ("COLUMNS_SWAPPED", "PLAN_PAST"),
    ("CELL_SWAP", "COLUMNS_SWAPPED"),
    ("INTERNAL_NOTE", "STATUS_PLAN_FORM"),
    ("PERSON_TRACEABLE", "SMALL_CELL"),
    ("PERSON_TRACEABLE", "PERSON_OF_FEW"),
    ("PERSON_OF_FEW", "SMALL_CELL"),
    ("ITEM_TWICE", "ACTION_TWICE"),
    ("OFF_TOPIC_STATUS", "COPY_OTHER_ITEM"),
    ("OFF_TOPIC_STATUS", "TEXT_PASTED"),
    ("COPY_OTHER_ITEM", "TEXT_PASTED"),
    ("SAME_EVENT_TWICE", "TEXT_PASTED"),
    ("TENFOLD", "COUNT_VANISHED"),
    ("BLANK_LEFT", "COUNT_VANISHED"),
    ("INTERNAL_NOTE", "COUNT_VANISHED"),
    ("TRUNCATED_TAIL", "COUNT_VANISHED"),
    ("NOT_DONE_100", "TARGET_CLAIM"),
    ("CANCELLED_DONE_100", "TARGET_CLAIM"),
    ("COLUMN_TEXT_MISMATCH", "NAMED_FIGURE_MISMATCH"),
    ("OFF_TOPIC_STATUS", "SAME_EVENT_TWICE"),
    ("TENFOLD", "COLUMN_TEXT_MISMATCH"),
    ("DIGIT_SLIP", "COLUMN_TEXT_MISMATCH"),
    ("DIGIT_SLIP", "NAMED_FIGURE_MISMATCH"),
    ("MONEY_MISMATCH", "DIGIT_SLIP"),
    ("COLUMN_RATE_MISMATCH", "ACHIEVED_RATE"),
    ("TARGET_CLAIM", "ACHIEVED_RATE"),
    ("CANCELLED_DONE_100", "ALL_HELD_CANCELLED"),
    ("PART_OVER_WHOLE", "COLUMN_OVER_ROOM"),
    ("COLUMNS_SWAPPED", "COUNT_VANISHED"),
];

/// Whether two marks point at words in common; a mark on a whole cell at all of them.
fn meet(a: &Mark, b: &Mark) -> bool {
    let place = |mark: &Mark| (mark.sheet, mark.no, mark.spot.clone());
    let words = match (a.span, b.span) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => true,
    };
    place(a) == place(b) && words
}

fn leads_to_one_place(a: &Finding, b: &Finding) -> bool {
    match (a.marks.first(), b.marks.first()) {
        (Some(first), Some(second)) => meet(first, second),
        _ => false,
    }
}

/// The findings without those that another one of the same row says better.
pub(crate) fn one_each(found: Vec<Finding>) -> Vec<Finding> {
    let mut rows = BTreeMap::<u32, Vec<&Finding>>::new();
    for one in &found {
        rows.entry(one.no).or_default().push(one);
    }
    let said = |one: &Finding| {
        one.no != 0
            && rows.get(&one.no).is_some_and(|others| {
                others.iter().any(|other| {
                    let better = SAID_BY.contains(&(other.rule, one.rule))
                        && other.severity <= one.severity.max(Severity::Warning);
                    better && (leads_to_one_place(other, one) || shares(other, one))
                })
            })
    };
    let keep: Vec<bool> = found.iter().map(|one| !said(one)).collect();
    found.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(one, _)| one).collect()
}

/// Whether any marks of two findings meet.
fn shares(a: &Finding, b: &Finding) -> bool {
    a.marks.iter().any(|mark| b.marks.iter().any(|other| mark.span.is_some() && meet(mark, other)))
}

#[cfg(test)]
mod tests {
    use crate::{cases, catalogue::check, context::CheckContext};

    #[test]
    fn what_one_finding_says_is_not_said_again_by_another() {
        let sheet = cases::sheet(&[&[
            ("plan", "しおりを500部配布する。"),
            ("status", "しおりを5,000部配布した。"),
            ("previous_status", "しおりを500部配布した。"),
        ]]);
        let found = check(&CheckContext::open(&sheet, &[]));
        let said: Vec<_> = found.iter().map(|one| one.rule).collect();
        assert!(said.contains(&"TENFOLD") && !said.contains(&"BIG_CHANGE_UNEXPLAINED"), "{said:?}");
    }
}
