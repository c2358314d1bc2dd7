//! A round through a real `LibreOffice`: no answer changes, and nothing hidden is lost.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use domain::reply_workbook::{HiddenSheet, ReplyWorkbook, WorkbookColumn, compare};

use crate::book::{
    ACHIEVEMENT, Answers as _, CellValue, EVALUATION, NEXT, Numbered as _, PROGRESS, STATUS,
    WorkbookCopy, book, changed, noticed, read, save,
};

/// A folder of its own for each test, so that two never share its profile.
pub(crate) struct Office(PathBuf);

impl Office {
    pub(crate) fn found(test: &str) -> Option<Self> {
        let found = Command::new("soffice").arg("--version").output();
        if !found.is_ok_and(|output| output.status.success()) {
            println!("SKIPPED: {test}: soffice is not installed");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("replies-{test}"));
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(folder.join("out")).unwrap();
        Some(Self(folder))
    }

    /// The file saved in another format.
    pub(crate) fn save(&self, bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
        let given = self.0.join(format!("book.{from}"));
        std::fs::write(&given, bytes).unwrap();
        let profile = format!("-env:UserInstallation=file://{}", self.0.join("profile").display());
        let out = self.0.join("out");
        let output = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", to, "--outdir"])
            .args([&out, &given])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read(out.join(format!("book.{to}"))).unwrap()
    }
}

#[test]
fn saved_by_libreoffice_in_any_format_nothing_has_changed() {
    let Some(office) = Office::found("formats") else { return };
    let sent = report::reply_workbook(&book()).unwrap();
    let ods = office.save(&sent, "xlsx", "ods");
    let again = office.save(&ods, "ods", "xlsx");
    let files = [
        ("xlsx", office.save(&sent, "xlsx", "xlsx")),
        ("xls", office.save(&sent, "xlsx", "xls")),
        ("ods", ods),
        ("ods → xlsx", again),
    ];
    for (format, bytes) in files {
        let returned = ingest::reply_workbook(&bytes).unwrap();
        assert!(
            matches!(returned.hidden, HiddenSheet::Whole(_)),
            "{format}: {:?}",
            returned.hidden
        );
        let comparison = compare(&returned, &book());
        assert_eq!(changed(&comparison), [""; 0], "{format}");
        assert_eq!(noticed(&comparison), ["NoChange"], "{format} {:#?}", comparison.notices);
        assert_eq!((returned.rows.len(), comparison.cells.len()), (6, 25), "{format}");
    }
}

#[test]
fn changes_and_conflicts_are_found_after_a_round_through_libreoffice() {
    let Some(office) = Office::found("changes") else { return };
    let copy = WorkbookCopy::of(&book()).set(1, STATUS, "６回開催した。\n=合計は別").set(
        2,
        STATUS,
        "研修を３回行った。",
    );
    let mut now = book();
    save(&mut now, 2, STATUS, "研修を２回行った。");
    for format in ["xlsx", "ods", "xls"] {
        let comparison = read(&office.save(&copy.save(), "xlsx", format), &now);
        let wanted = ["1 status Taken", "2 status Conflict(Both)"];
        assert_eq!(changed(&comparison), wanted, "{format}");
        assert_eq!(comparison.cells[0].theirs, "６回開催した。\n=合計は別", "{format}");
    }
}

/// Every kind of change at once: what a section did, and what was written meanwhile.
fn planted() -> (WorkbookCopy, ReplyWorkbook) {
    let mut copy = WorkbookCopy::of(&book())
        .set(1, STATUS, "６回開催した。")
        .set(1, EVALUATION, "Excelで書いた。")
        .set(2, STATUS, "３回行った。")
        .set(2, ACHIEVEMENT, CellValue::Percent(0.85))
        .set(3, NEXT, CellValue::Fault)
        .set(4, STATUS, CellValue::Date(46_113.0))
        .set(4, PROGRESS, "ｱ")
        .clear(3, EVALUATION);
    copy.put(1, &WorkbookColumn::Plan, "年８回に増やす。".into());
    copy.put(5, &WorkbookColumn::Input(STATUS), "書き換えた。".into());
    let front = copy.front();
    let (second, sixth) = (front.row_of(2), front.row_of(6));
    let twin = front.rows[second].clone();
    front.rows.remove(sixth);
    front.rows.push(twin);
    front.rows.push([(2, "新しい事業".into())].into());
    let (second, third) = (front.row_of(2), front.row_of(3));
    front.rows.swap(second, third);
    let mut now = book();
    save(&mut now, 1, EVALUATION, "画面で書いた。");
    save(&mut now, 2, STATUS, "３回行った。");
    save(&mut now, 4, NEXT, "増やす。");
    (copy, now)
}

#[test]
fn every_planted_change_is_found_after_a_round_through_libreoffice() {
    let Some(office) = Office::found("planted") else { return };
    let (copy, now) = planted();
    let outcomes = [
        "1 status Taken",
        "1 evaluation Conflict(Both)",
        "2 status Same",
        "2 achievement Taken",
        "3 evaluation Taken",
        "3 next_plan Doubt(Fault)",
        "4 status Doubt(Date)",
        "4 progress Taken",
        "4 next_plan Kept",
    ];
    let notices = ["Added", "Moved", "Deleted", "Locked", "CopiesAlike", "Locked", "Older"];
    assert_eq!(changed(&copy.compare(&now)), outcomes, "before the round");
    for format in ["xlsx", "ods", "xls"] {
        let comparison = read(&office.save(&copy.save(), "xlsx", format), &now);
        assert_eq!(changed(&comparison), outcomes, "{format}");
        assert_eq!(noticed(&comparison), notices, "{format}");
    }
}
