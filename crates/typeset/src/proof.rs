//! Proofs of the forms: what stands on the pages, read back from them as a reader of PDF would.

use std::{collections::BTreeSet, fs, sync::OnceLock};

use domain::{
    Field, FiscalYear, Offset, Place, Slot,
    layout::{Column, ColumnRole, Layout},
    measure::Measure,
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};
use typst::{
    foundations::NativeElement,
    introspection::Introspector,
    layout::{Frame, FrameItem, Point},
    model::HeadingElem,
};

use typst_layout::PagedDocument;

use crate::{
    Edition, PaperSize, Typeset, Typesetter, actions, error::Error, form, large, pdf::Standard,
    summary,
};

pub(crate) const EDITION: Edition = Edition {
    heading: report::Heading {
        municipality: "あおぞら市",
        area_code: "",
        plan_title: "自殺対策計画",
    },
    date: "令和８年１１月２４日",
    edition: "議会提出版",
};

/// The fonts of this machine; a test that needs them says that it is skipped where there are none.
pub(crate) fn typesetter() -> Option<&'static Typesetter> {
    static FOUND: OnceLock<Option<Typesetter>> = OnceLock::new();
    let found = FOUND.get_or_init(|| Typesetter::new(None).ok()).as_ref();
    if found.is_none() {
        println!("SKIPPED: this machine has no Japanese font");
    }
    found
}

fn status() -> Slot {
    Slot::new(Field::Status, Offset::This)
}

/// A sheet of `rows` rows under measures of eight, every cell with the text.
pub(crate) fn sheet(rows: u32, text: &str) -> Sheet {
    let year = FiscalYear::starting(2025).unwrap();
    let grades = vec![Grade::new("ア", "実施済"), Grade::new("エ", "未実施")];
    let layout = Layout::standard(year, Scale { name: "取組状況".to_owned(), grades });
    let measure = |n: u32| {
        let title = format!("基本施策{n}　連携強化");
        Measure { title, parent: None, place: Place::File }
    };
    let measures = (1..=rows.div_ceil(8)).map(measure).collect();
    let roles: Vec<ColumnRole> = layout.columns.iter().map(|column| column.role.clone()).collect();
    let rows = (1..=rows).map(|no| {
        let mut row = Row::blank(no, Place::File);
        row.measure = Some((no as usize - 1) / 8);
        for role in &roles {
            let text = match role {
                ColumnRole::Action => format!("事業その{no}"),
                ColumnRole::Section => format!("第{}課", no % 3 + 1),
                ColumnRole::Page | ColumnRole::Relisted | ColumnRole::Department => String::new(),
                ColumnRole::Answer(Slot { field: Field::Progress, .. }) => "ア　実施済".to_owned(),
                ColumnRole::Answer(Slot { field: Field::Achievement, .. }) => "100".to_owned(),
                _ => text.to_owned(),
            };
            *row.cell_mut(role).unwrap() = Cell::new(text, Place::File);
        }
        row
    });
    Sheet { year, rows: rows.collect(), layout, measures }
}

/// A sheet of one row and one column of answers.
fn one(text: &str) -> Sheet {
    let mut sheet = sheet(1, "");
    sheet.layout.columns = vec![
        Column::new("計画における項目", ColumnRole::Action),
        Column::new("実施状況", ColumnRole::Answer(status())),
    ];
    sheet.measures.clear();
    sheet.rows[0].measure = None;
    sheet.rows[0].answers.clear();
    sheet.rows[0].section = Cell::empty();
    sheet.rows[0].action.text = "見守".to_owned();
    sheet.rows[0].answers.insert(status(), Cell::new(text, Place::File));
    sheet
}

/// A stretch of text on a page: its baseline, its left edge, the size of its letters.
pub(crate) struct Seen {
    pub(crate) page: usize,
    at: Point,
    size: f64,
    right: f64,
    pub(crate) text: String,
}

pub(crate) fn see(frame: &Frame, page: usize, from: Point, seen: &mut Vec<Seen>) {
    for (at, item) in frame.items() {
        let at = from + *at;
        match item {
            FrameItem::Group(group) => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                see(&group.frame, page, at + moved, seen);
            }
            FrameItem::Text(text) => {
                let right = (at.x + text.width()).to_pt();
                let (size, text) = (text.size.to_pt(), text.text.to_string());
                seen.push(Seen { page, at, size, right, text });
            }
            _ => {}
        }
    }
}

/// All stretches of the official form, its bookmarks and its pages.
fn proof(typesetter: &Typesetter, sheet: &Sheet) -> (Vec<Seen>, Vec<String>, usize) {
    let set = typesetter.document(form::TEMPLATE, |glyphs| form::whole(&EDITION, sheet, glyphs));
    let (document, _) = set.unwrap();
    let mut seen = Vec::new();
    for (page, of) in document.pages().iter().enumerate() {
        see(&of.frame, page, Point::zero(), &mut seen);
    }
    let headings = document.introspector().query(&HeadingElem::ELEM.select());
    let headings = headings
        .iter()
        .map(|heading| heading.to_packed::<HeadingElem>().unwrap().body.plain_text().to_string());
    (seen, headings.collect(), document.pages().len())
}

/// The answer of a sheet of one row, read back by the rule of the crate's documentation.
fn read_back(typesetter: &Typesetter, text: &str) -> String {
    let (mut seen, _, _) = proof(typesetter, &one(text));
    let head = seen.iter().find(|seen| seen.text.ends_with("実施状況")).unwrap();
    let (left, top) = (head.at.x, head.at.y);
    let title = seen.iter().find(|seen| seen.text == "見守").unwrap();
    let (first, column) = (title.at.y, title.at.x.to_pt() + title.size * 3.0);
    assert!(left.to_pt() > column, "the heading stands in the column");
    seen.retain(|seen| {
        let foot = seen.at.y.to_pt() > 800.0;
        seen.at.x.to_pt() > column && seen.at.y > top && !foot && seen.page == 0
    });
    seen.sort_by_key(|seen| (seen.at.y, seen.at.x));
    let mut read = String::new();
    let mut line = first;
    for (at, piece) in seen.iter().enumerate() {
        let down = (piece.at.y - line).to_pt() / piece.size;
        if down > 1.55 || at == 0 && down > 0.5 {
            let breaks = (1..=60).find(|n| f64::from(*n) + 0.5 > down / 1.7).unwrap_or_default();
            (0..breaks).for_each(|_| read.push('\n'));
        }
        line = piece.at.y;
        read.push_str(&piece.text);
    }
    read
}

#[test]
fn a_cell_reads_back_with_its_spaces_and_its_real_lines() {
    let Some(typesetter) = typesetter() else { return };
    let long = "関係課と連携し、市内18か所の公民館で相談会を開催した。".repeat(12);
    for text in [
        "-",
        "100",
        "  前の空白と  二重の空白、後の空白  ",
        "　全角　　空白　",
        "一行目\n二行目\n\n四行目",
        "\n\n三行目から",
        "＜庁内＞ & <b>*強調*</b> #let _x_ $y$ -- ... \"引用\" 'a'",
        &long,
        &format!("{long}\n日時：２月１２日\n\n{long}"),
        &format!("https://example.jp/{}", "a0-".repeat(120)),
        &"gate keeper ".repeat(60),
    ] {
        assert_eq!(read_back(typesetter, text), text);
    }
}

#[test]
fn a_cell_reads_back_from_every_family_that_is_here() {
    let text = "前の  空白「引用」、『二重』。\n１２３ abc ｶﾅ\n\n　終わり";
    for family in ["Noto Sans CJK JP", "IPAexゴシック", "BIZ UDPGothic"] {
        match Typesetter::new(Some(family)) {
            Ok(typesetter) => assert_eq!(read_back(&typesetter, text), text, "{family}"),
            Err(_) => println!("SKIPPED: {family} is not on this machine"),
        }
    }
}

#[test]
fn heads_are_on_every_page_and_every_measure_is_a_bookmark() {
    let Some(typesetter) = typesetter() else { return };
    let sheet = sheet(24, &"相談会を開催した。".repeat(12));
    let (seen, headings, pages) = proof(typesetter, &sheet);
    assert!(pages > 1);
    for page in 0..pages {
        let on = |text: &str| seen.iter().filter(|s| s.page == page && s.text == text).count();
        assert_eq!((on("実施内容"), on("No")), (1, 1), "page {page}");
        assert_eq!(on(&format!("{} / {pages}", page + 1)), 1, "page {page}");
        assert_eq!(on("令和８年１１月２４日　議会提出版"), 1, "page {page}");
    }
    let titles: Vec<_> = sheet.measures.iter().map(|measure| measure.title.clone()).collect();
    assert_eq!(headings, titles);
}

#[test]
fn no_measure_is_left_alone_at_the_end_of_a_page() {
    let Some(typesetter) = typesetter() else { return };
    let (seen, _, _) = proof(typesetter, &sheet(40, "相談会を開催した。"));
    let measures: Vec<_> = seen.iter().filter(|seen| seen.text.contains("連携強化")).collect();
    assert_eq!(measures.len(), 5);
    for measure in measures {
        let below = |seen: &&Seen| {
            let foot = seen.at.y.to_pt() > 800.0;
            seen.page == measure.page && seen.at.y > measure.at.y && !foot
        };
        assert!(seen.iter().any(|s| below(&s)), "{} on page {}", measure.text, measure.page);
    }
}

fn holds(typeset: &Typeset, words: &[u8]) -> bool {
    typeset.pdf.windows(words.len()).any(|window| window == words)
}

#[test]
fn every_form_is_tagged_accessible_and_the_same_bytes_each_time() {
    let Some(typesetter) = typesetter() else { return };
    let sheet = sheet(6, "相談会を開催した。\n参加者：12人");
    let mut before = sheet.clone();
    before.year = sheet.year.plus(-1);
    let others = [before.clone()];
    let all = || {
        [
            typesetter.sheet(&EDITION, &sheet, PaperSize::A3),
            typesetter.sheet(&EDITION, &sheet, PaperSize::A4),
            typesetter.actions(&EDITION, &sheet, &others),
            typesetter.summary(&EDITION, &sheet, Some(&before)),
            typesetter.sections(&EDITION, &sheet),
        ]
        .map(Result::unwrap)
    };
    let (first, again) = (all(), all());
    for (at, (one, other)) in first.iter().zip(&again).enumerate() {
        assert_eq!(one.standard, Standard::Ua1, "{at}");
        assert!(one.missing.is_empty(), "{at}: {:?}", one.missing);
        for words in ["/StructTreeRoot", "/Outlines", "pdfuaid:part", "ja", "あおぞら市"] {
            assert!(holds(one, words.as_bytes()), "{at}: {words}");
        }
        assert!(one.pdf == other.pdf, "{at}: the same sheet, other bytes");
    }
    assert!(holds(&first[0], b"/MediaBox[0 0 1190.5511 841.8898]"));
    assert!(holds(&first[1], b"/MediaBox[0 0 841.8898 595.2756]"));
    assert_eq!(first[2].pages, 6, "a page for each action");
    assert_eq!(first[4].pages, 3, "a page for each section");
}

#[test]
fn a_letter_that_no_font_has_is_seen_and_listed() {
    let Some(typesetter) = typesetter() else { return };
    let private = "記号\u{10fffd}と\tタブ\u{1}";
    let typeset = typesetter.sheet(&EDITION, &one(private), PaperSize::A3).unwrap();
    assert_eq!(typeset.missing, ['\u{1}', '\t', '\u{10fffd}']);
    assert_eq!(typeset.standard, Standard::Ua1);
    assert_eq!(read_back(typesetter, private), "記号〓と タブ〓");
}

#[test]
fn a_cell_higher_than_a_page_runs_on_and_loses_nothing() {
    let Some(typesetter) = typesetter() else { return };
    let text = "相談会を開催した。".repeat(1_000);
    let mut sheet = sheet(2, "短い文");
    sheet.rows[0].answers.insert(status(), Cell::new(text.clone(), Place::File));
    let (seen, _, pages) = proof(typesetter, &sheet);
    assert!(pages > 1);
    let letters: usize = seen.iter().map(|seen| seen.text.matches('開').count()).sum();
    assert_eq!(letters, 1_000);
    let lowest = seen.iter().map(|seen| seen.at.y.to_pt()).fold(0.0, f64::max);
    assert!(lowest < 842.0, "nothing is set below the paper's edge: {lowest}");
}

#[test]
fn no_form_runs_over_the_edge_of_its_paper() {
    let Some(typesetter) = typesetter() else { return };
    let word = "https://example.jp/".repeat(20);
    let mut sheet = sheet(3, &word);
    for n in 0..12 {
        let own = Slot::new(Field::Other(format!("独自の項目{n}")), Offset::This);
        sheet.layout.columns.push(Column::new("独自", ColumnRole::Answer(own.clone())));
        sheet.rows[0].answers.insert(own, Cell::new(word.clone(), Place::File));
    }
    sheet.rows[0].action.text.clone_from(&word);
    sheet.rows[0].section.text.clone_from(&word);
    sheet.rows[1].answers.insert(status(), Cell::new("長い文。".repeat(2_000), Place::File));
    let (all, widths) = (every_form(typesetter, &sheet), [1190.6, 841.9, 841.9, 595.3, 1190.6]);
    for (at, ((document, _), width)) in all.iter().zip(widths).enumerate() {
        let mut seen = Vec::new();
        for (page, of) in document.pages().iter().enumerate() {
            see(&of.frame, page, Point::zero(), &mut seen);
        }
        for seen in seen {
            assert!(seen.right < width - 20.0, "form {at}, page {}: {}", seen.page, seen.text);
            assert!(seen.at.y.to_pt() < 842.0, "form {at}, page {}: {}", seen.page, seen.text);
        }
    }
}

fn every_form(typesetter: &Typesetter, sheet: &Sheet) -> [(PagedDocument, Vec<char>); 5] {
    [
        typesetter.document(form::TEMPLATE, |l| form::whole(&EDITION, sheet, l)),
        typesetter.document(large::TEMPLATE, |l| large::data(&EDITION, sheet, l)),
        typesetter.document(actions::TEMPLATE, |l| actions::data(&EDITION, sheet, &[], l)),
        typesetter.document(summary::TEMPLATE, |l| summary::data(&EDITION, sheet, None, l)),
        typesetter.document(form::TEMPLATE, |l| form::by_section(&EDITION, sheet, l)),
    ]
    .map(Result::unwrap)
}

#[test]
fn a_sheet_of_a_thousand_rows_ends() {
    let Some(typesetter) = typesetter() else { return };
    let mut long = sheet(1_000, "");
    long.layout
        .columns
        .retain(|column| matches!(column.role, ColumnRole::Action | ColumnRole::Section));
    long.rows.iter_mut().for_each(|row| row.answers.clear());
    let typeset = typesetter.sheet(&EDITION, &long, PaperSize::A3).unwrap();
    assert!(typeset.pages > 20, "{}", typeset.pages);
    let none = Sheet { rows: Vec::new(), ..long };
    assert_eq!(typesetter.sheet(&EDITION, &none, PaperSize::A3).unwrap().pages, 1);
    assert_eq!(typesetter.actions(&EDITION, &none, &[]).unwrap().pages, 1);
}

#[test]
fn fonts_that_are_not_there_are_said_in_a_sentence() {
    let empty = std::env::temp_dir().join(format!("sasae-no-fonts-{}", std::process::id()));
    fs::create_dir_all(&empty).unwrap();
    let refused = Typesetter::with_folder(&empty, None).map(|_| ()).unwrap_err();
    assert!(matches!(refused, Error::NoFont));
    assert!(refused.to_string().contains("--font"), "{refused}");
    let file = empty.join("not-a-font.ttf");
    fs::write(&file, "no font").unwrap();
    let refused = Typesetter::with_folder(&empty, file.to_str()).map(|_| ()).unwrap_err();
    assert!(refused.to_string().contains("フォントファイルとして読めません"), "{refused}");
    fs::remove_dir_all(&empty).unwrap();
    let Some(_) = typesetter() else { return };
    let refused = Typesetter::new(Some("存在しない書体")).map(|_| ()).unwrap_err();
    assert!(refused.to_string().contains("「存在しない書体」が見つかりません"), "{refused}");
}

#[test]
fn one_typesetter_serves_many_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Typesetter>();
}

#[test]
fn a_font_is_known_by_both_of_its_names() {
    let Some(found) = typesetter() else { return };
    let names: BTreeSet<&str> = [found.font(), "ＢＩＺ ＵＤゴシック"].into();
    for name in names.into_iter().filter(|_| found.font() == "BIZ UDGothic") {
        assert_eq!(Typesetter::new(Some(name)).unwrap().font(), "BIZ UDGothic");
    }
}
