//! Letters: the words of each kind, and one letter for all that a person is told on a day.

#[cfg(test)]
mod tests {
    use domain::{
        Day, FiscalYear, Id,
        letter::{Enclosure, Letter, Matter, Note, Office, Recipient, digest, invitation, reset},
    };

    fn office() -> Office {
        Office {
            city: "あおぞら市".into(),
            plan: "自殺対策計画".into(),
            name: "健康福祉部 健康課".into(),
            contact: "電話 000-000-0000（内線 123）".into(),
        }
    }

    fn recipient(id: &str, name: &str) -> Recipient {
        let address = format!("{id}@aozora.example");
        Recipient { person: Some(Id::new(id)), name: name.into(), address }
    }

    fn note(to: &str, section: &str, matter: Matter) -> Note {
        Note {
            to: recipient(to, "青空"),
            round: Id::new("r8"),
            section: section.into(),
            matter,
            link: format!("https://sasae.example/sections/{section}"),
            workbook: None,
            mark: String::new(),
        }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn letters(notes: Vec<Note>) -> Vec<Letter> {
        digest(notes, &office(), day("2027-05-28"))
    }

    fn only(notes: Vec<Note>) -> Letter {
        let mut letters = letters(notes);
        assert_eq!(letters.len(), 1);
        letters.remove(0)
    }

    fn shown(letter: &Letter) -> String {
        format!("鍵：{}\n件名：{}\n\n{}", letter.key, letter.subject, letter.body)
    }

    fn reminder(days: i64, open: usize) -> Matter {
        Matter::Reminder { due: day("2027-05-31"), days, open }
    }

    fn returned(action: &str, reason: &str) -> Matter {
        Matter::Returned { action: action.into(), reason: reason.into() }
    }

    fn workbook(section: &str) -> Enclosure {
        Enclosure { name: format!("{section}.xlsx"), bytes: b"PK".to_vec() }
    }

    #[test]
    fn a_person_is_invited_by_a_link_that_works_once() {
        let until = "2027年4月8日 9:00";
        let link = "https://sasae.example/invitations/abc";
        let letter = invitation(recipient("p1", "青空"), &office(), link, until, "i1");
        assert!(letter.secret);
        insta::assert_snapshot!(shown(&letter));
    }

    #[test]
    fn a_new_password_is_set_by_a_link_that_works_once() {
        let until = "2027年4月8日 9:00";
        let link = "https://sasae.example/resets/abc";
        let letter = reset(recipient("p1", ""), &office(), link, until, "t1");
        assert!(letter.secret);
        insta::assert_snapshot!(shown(&letter));
    }

    #[test]
    fn the_opening_of_a_round_is_told() {
        let year = FiscalYear::parse("R8").unwrap();
        let opened = Matter::Opened { year, due: day("2027-05-31"), open: 12 };
        insta::assert_snapshot!(shown(&only(vec![note("p1", "健康課", opened)])));
    }

    #[test]
    fn a_reminder_says_the_days_left_the_open_actions_and_both_ways_to_answer() {
        let mut note = note("p1", "健康課", reminder(3, 5));
        note.workbook = Some(workbook("健康課"));
        let letter = only(vec![note]);
        assert_eq!(letter.enclosures, [workbook("健康課")]);
        assert_eq!(letter.key, "reminder:r8:p1:2027-05-28");
        insta::assert_snapshot!(shown(&letter));
    }

    #[test]
    fn a_reminder_on_the_last_day_says_so() {
        let letter = only(vec![note("p1", "健康課", reminder(0, 1))]);
        assert_eq!(letter.subject, "【自殺対策計画】回答の期限は本日です（未回答1件）");
        assert!(letter.body.contains("令和9年5月31日（本日）"), "{}", letter.body);
        assert!(!letter.body.contains("添付"), "{}", letter.body);
    }

    #[test]
    fn a_late_section_is_asked_to_answer() {
        let overdue = Matter::Overdue { due: day("2027-05-26"), days: 2, open: 4 };
        insta::assert_snapshot!(shown(&only(vec![note("p1", "健康課", overdue)])));
    }

    #[test]
    fn a_returned_answer_comes_with_the_reason() {
        let returned =
            returned("ゲートキーパー養成研修", "回数が書かれていません。\n人数もお願いします。");
        insta::assert_snapshot!(shown(&only(vec![note("p1", "健康課", returned)])));
    }

    #[test]
    fn a_comment_is_to_be_answered() {
        let (action, text) = ("相談窓口の周知".into(), "配布先は市内の全校ですか。".into());
        let mut asked = note("p1", "健康課", Matter::Comment { action, text });
        asked.mark = "c1".into();
        insta::assert_snapshot!(shown(&only(vec![asked])));
    }

    #[test]
    fn accepted_answers_are_thanked_for() {
        let accepted = Matter::Accepted { count: 3 };
        insta::assert_snapshot!(shown(&only(vec![note("p1", "健康課", accepted)])));
    }

    #[test]
    fn all_that_a_person_is_told_on_a_day_is_one_letter() {
        let mut first = note("p1", "健康課", reminder(3, 5));
        first.workbook = Some(workbook("健康課"));
        let mut second = note("p1", "長寿課", reminder(3, 2));
        second.workbook = Some(workbook("長寿課"));
        let other = note("p2", "健康課", reminder(3, 5));
        let mut back = note("p1", "長寿課", returned("見守り訪問", "前年度の文のままです。"));
        (back.workbook, back.mark) = (Some(workbook("長寿課")), "e7".into());
        let letters = letters(vec![first, other, second, back]);
        let to: Vec<_> = letters.iter().map(|letter| letter.to.address.as_str()).collect();
        assert_eq!(to, ["p1@aozora.example", "p2@aozora.example"]);
        assert_eq!(letters[0].enclosures, [workbook("健康課"), workbook("長寿課")]);
        insta::assert_snapshot!(shown(&letters[0]));
    }

    #[test]
    fn no_note_no_letter() {
        assert!(letters(Vec::new()).is_empty());
    }

    #[test]
    fn the_same_notes_of_a_day_are_the_same_letter_and_other_notes_are_another() {
        let key = |marks: &[&str]| {
            let notes = marks.iter().map(|mark| Note {
                mark: (*mark).into(),
                ..note("p1", "健康課", returned("研修", "理由"))
            });
            only(notes.collect()).key
        };
        assert_eq!(key(&["e1", "e2"]), key(&["e2", "e1"]));
        assert_ne!(key(&["e1"]), key(&["e1", "e2"]));
        assert_ne!(key(&["e1"]), key(&["e2"]));
    }

    #[test]
    fn what_someone_wrote_stays_in_its_place() {
        let reason =
            format!("{}\u{7}\r\nBcc: x@evil.example\n{}", "長".repeat(10), "い".repeat(900));
        let letter = only(vec![note("p1", "健康課\r\nBcc: x", returned("研修\nBcc: x", &reason))]);
        assert_eq!(letter.subject.lines().count(), 1);
        let quoted = letter.body.lines().find(|line| line.contains("Bcc: x@evil")).unwrap();
        assert!(quoted.starts_with("　　"), "{quoted}");
        assert!(letter.body.contains("…（続きは画面で）"));
        assert!(!letter.body.contains('\u{7}') && !letter.body.contains('\r'));
        assert!(letter.body.chars().count() < 700, "{}", letter.body.chars().count());
    }
}
