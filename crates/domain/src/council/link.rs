//! Links that open a meeting's papers without signing in: until when.

use super::CouncilFault;
use crate::Day;

/// The most days that a link opens: papers of a yearly council are read within one.
const LONGEST: i64 = 366;

/// Checks the last day of a new link.
pub fn check_link_day(last: Day, today: Day) -> Result<(), CouncilFault> {
    if (0..=LONGEST).contains(&today.until(last)) { Ok(()) } else { Err(CouncilFault::LinkDay) }
}

/// Whether a link opens today: its last day is not over, and nobody ended it.
pub fn link_opens(last: Day, is_ended: bool, today: Day) -> bool {
    !is_ended && today <= last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_through_its_last_day_unless_somebody_ended_it() {
        let day = |text| Day::parse(text).unwrap();
        let last = day("2026-07-20");
        assert!(link_opens(last, false, day("2026-07-20")));
        assert!(!link_opens(last, false, day("2026-07-21")));
        assert!(!link_opens(last, true, day("2026-07-01")));
    }

    #[test]
    fn a_link_has_a_last_day_within_a_year() {
        let day = |text| Day::parse(text).unwrap();
        let today = day("2026-07-20");
        assert_eq!(check_link_day(today, today), Ok(()));
        assert_eq!(check_link_day(day("2027-07-20"), today), Ok(()));
        for far in ["2026-07-19", "2028-07-20"] {
            assert_eq!(check_link_day(day(far), today), Err(CouncilFault::LinkDay), "{far}");
        }
    }
}
