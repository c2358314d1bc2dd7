//! Where help is must be right before anybody is sent there: every line is checked, lately, by two.

use domain::{Day, coded, text::fold};

use crate::HelpLine;

/// For so long a check of a line holds: telephone numbers and hours change with the fiscal year.
pub const HELP_CHECK_DAYS: i64 = 180;

coded! {
    /// What of the help lines stops publishing.
    pub enum HelpFaultKind {
        /// There is no line at all.
        NoLine => "no_line", "相談先がない";
        /// No desk of the city can be called.
        NoCityDesk => "no_city_desk", "市の窓口がない";
        /// A line without a name.
        NoName => "no_name", "名前がない";
        /// A number that is no telephone number.
        NotTelephone => "not_telephone", "電話番号でない";
        /// Nobody checked it, or on no day that there is.
        Unchecked => "unchecked", "確認日がない";
        /// Checked on a day to come.
        CheckedLater => "checked_later", "確認日が先の日付";
        /// Checked too long ago.
        Stale => "stale", "確認が古い";
        /// No second person confirmed it.
        Unconfirmed => "unconfirmed", "二人目の確認がない";
        /// Where it was looked up is not said.
        NoSource => "no_source", "調べた先がない";
    }
}

/// Something in the help lines that stops publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpFault {
    /// The line's place in the list, from 0; none where the whole list is meant.
    pub line: Option<usize>,
    /// What it is.
    pub kind: HelpFaultKind,
    /// What is wrong, and the way out.
    pub sentence: String,
}

/// What of the help lines stops publishing; empty where they may be shown.
pub fn help_faults(lines: &[HelpLine], today: Day) -> Vec<HelpFault> {
    let of_list =
        |kind, sentence: &str| HelpFault { line: None, kind, sentence: sentence.to_owned() };
    if lines.is_empty() {
        let sentence = "相談先が一つも登録されていません。相談窓口の設定で、市の窓口と全国の相談電話を登録してください。";
        return vec![of_list(HelpFaultKind::NoLine, sentence)];
    }
    let mut faults = Vec::new();
    if !lines.iter().any(|line| line.is_city && is_telephone(&line.telephone)) {
        let sentence = "電話できる市の窓口が登録されていません。相談窓口の設定で、市の窓口と電話番号を登録してください。";
        faults.push(of_list(HelpFaultKind::NoCityDesk, sentence));
    }
    for (at, line) in lines.iter().enumerate() {
        faults.extend(of_line(line, today).into_iter().map(|(kind, sentence)| HelpFault {
            line: Some(at),
            kind,
            sentence,
        }));
    }
    faults
}

fn of_line(line: &HelpLine, today: Day) -> Vec<(HelpFaultKind, String)> {
    let name =
        if line.name.trim().is_empty() { "名前のない相談先" } else { line.name.trim() };
    let mut faults = Vec::new();
    if line.name.trim().is_empty() {
        let sentence =
            format!("{name}があります（電話番号「{}」）。名前を入力してください。", line.telephone);
        faults.push((HelpFaultKind::NoName, sentence));
    }
    if !line.telephone.trim().is_empty() && !is_telephone(&line.telephone) {
        let sentence = format!(
            "「{name}」の「{}」は電話番号として読めません。「048-000-0000」のように市外局番から入力してください。",
            line.telephone.trim()
        );
        faults.push((HelpFaultKind::NotTelephone, sentence));
    }
    faults.extend(of_check(line, name, today));
    if !line.confirmed {
        let sentence = format!(
            "「{name}」は二人目の確認が済んでいません。別の人が電話番号と受付時間を確かめ、確認を記録してください。"
        );
        faults.push((HelpFaultKind::Unconfirmed, sentence));
    }
    if line.source.trim().is_empty() {
        let sentence = format!(
            "「{name}」は調べた先が書かれていません。公式のページや資料の名前を入力してください。"
        );
        faults.push((HelpFaultKind::NoSource, sentence));
    }
    faults
}

fn of_check(line: &HelpLine, name: &str, today: Day) -> Option<(HelpFaultKind, String)> {
    let again = "番号と受付時間を確かめ、確認日を入れ直してください。";
    let Ok(checked) = Day::parse(&line.checked_on) else {
        return Some((
            HelpFaultKind::Unchecked,
            format!("「{name}」は確認日がありません。{again}"),
        ));
    };
    let days = checked.until(today);
    let on = checked.spoken();
    if days < 0 {
        let sentence = format!("「{name}」の確認日（{on}）は先の日付です。{again}");
        return Some((HelpFaultKind::CheckedLater, sentence));
    }
    (days > HELP_CHECK_DAYS).then(|| {
        let sentence = format!(
            "「{name}」は{on}の確認から{days}日たっています（{HELP_CHECK_DAYS}日まで）。{again}"
        );
        (HelpFaultKind::Stale, sentence)
    })
}

/// Whether a text is written as a telephone number of Japan: ten figures from 0 on, eleven after the
/// prefixes of mobile and internet telephones, or a short number. Hyphens and brackets stand between
/// figures, an extension (内線) behind them.
pub fn is_telephone(text: &str) -> bool {
    let folded = fold(text);
    let number = folded.split_once("内線").map_or(folded.as_str(), |(number, _)| number);
    let number = number.trim_end_matches(['(', '・']);
    if let Some(short) = number.strip_prefix('#') {
        return short.len() == 4 && short.bytes().all(|c| c.is_ascii_digit());
    }
    if number.len() == 3 {
        return number.starts_with('1') && number.bytes().all(|c| c.is_ascii_digit());
    }
    let figures: String = number.chars().filter(char::is_ascii_digit).collect();
    let marks = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')'));
    let long = ["050", "070", "080", "090", "0800"].iter().any(|one| figures.starts_with(one));
    let whole = number.starts_with(['0', '(']) && number.ends_with(|c: char| c.is_ascii_digit());
    let begins = figures.starts_with('0') && !figures.starts_with("00");
    marks
        && whole
        && begins
        && !number.contains("--")
        && figures.len() == if long { 11 } else { 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> HelpLine {
        HelpLine {
            name: "こころの相談".to_owned(),
            telephone: "048-000-0000".to_owned(),
            is_city: true,
            source: "市の公式ページ".to_owned(),
            checked_on: "2026-11-01".to_owned(),
            confirmed: true,
            ..HelpLine::default()
        }
    }

    fn kinds(lines: &[HelpLine]) -> Vec<HelpFaultKind> {
        let today = Day::new(2026, 11, 29).unwrap();
        let faults = help_faults(lines, today);
        assert!(faults.iter().all(|one| one.sentence.ends_with("ください。")), "{faults:?}");
        faults.into_iter().map(|one| one.kind).collect()
    }

    #[test]
    fn a_line_that_two_checked_lately_may_be_shown() {
        assert_eq!(kinds(&[line()]), []);
        let elsewhere = HelpLine { is_city: false, telephone: String::new(), ..line() };
        assert_eq!(kinds(&[line(), elsewhere]), []);
    }

    #[test]
    fn case_28_a_check_that_is_missing_or_older_than_180_days_stops_publishing() {
        let checked = |on: &str| kinds(&[HelpLine { checked_on: on.to_owned(), ..line() }]);
        assert_eq!(checked(""), [HelpFaultKind::Unchecked]);
        assert_eq!(checked("先月"), [HelpFaultKind::Unchecked]);
        assert_eq!(checked("2026-06-02"), []);
        assert_eq!(checked("2026-06-01"), [HelpFaultKind::Stale]);
        assert_eq!(checked("2026-11-30"), [HelpFaultKind::CheckedLater]);
    }

    #[test]
    fn no_line_and_no_desk_of_the_city_stop_publishing() {
        assert_eq!(kinds(&[]), [HelpFaultKind::NoLine]);
        let other = HelpLine { is_city: false, ..line() };
        assert_eq!(kinds(&[other]), [HelpFaultKind::NoCityDesk]);
        let silent = HelpLine { telephone: String::new(), ..line() };
        assert_eq!(kinds(&[silent]), [HelpFaultKind::NoCityDesk]);
    }

    #[test]
    fn one_person_alone_a_missing_source_and_a_missing_name_stop_publishing() {
        let alone = HelpLine { confirmed: false, ..line() };
        assert_eq!(kinds(&[alone]), [HelpFaultKind::Unconfirmed]);
        let unsaid = HelpLine { source: " ".to_owned(), ..line() };
        assert_eq!(kinds(&[unsaid]), [HelpFaultKind::NoSource]);
        let nameless = HelpLine { name: String::new(), ..line() };
        assert_eq!(kinds(&[nameless]), [HelpFaultKind::NoName]);
    }

    #[test]
    fn a_number_that_cannot_be_dialled_stops_publishing_and_names_the_line() {
        let wrong = HelpLine { telephone: "048-000-000".to_owned(), ..line() };
        assert_eq!(kinds(&[line(), wrong.clone()]), [HelpFaultKind::NotTelephone]);
        let faults = help_faults(&[line(), wrong], Day::new(2026, 11, 29).unwrap());
        assert_eq!(faults[0].line, Some(1));
        assert!(faults[0].sentence.contains("「こころの相談」の「048-000-000」"));
    }

    #[test]
    fn a_telephone_number_is_known_by_how_it_is_written() {
        for right in [
            "048-000-0000",
            "０４８（０００）００００",
            "(048)000-0000",
            "0480000000",
            "0120-000-000",
            "0570-000-000",
            "050-0000-0000",
            "090-0000-0000",
            "0800-000-0000",
            "048-000-0000（内線234）",
            "#7119",
            "119",
        ] {
            assert!(is_telephone(right), "{right}");
        }
        for wrong in [
            "",
            "000-0000",
            "48-000-0000",
            "048-000-000",
            "048-000-00000",
            "048-0000-0000",
            "090-0000-000",
            "048--000-0000",
            "048-000-0000、048-000-0001",
            "電話 048-000-0000",
            "048-OOO-0000",
            "911",
            "+81-48-000-0000",
        ] {
            assert!(!is_telephone(wrong), "{wrong}");
        }
    }
}
