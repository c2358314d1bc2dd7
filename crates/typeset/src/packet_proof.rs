//! Proofs of the council's packet: two pages of A4 come first, and their figures are the table's.

use ::edition::{
    ActionIdentity, AsOf, City, EditionContent, EditionKind, IndicatorRecord, PacketOpinion,
    PlanRecord, PublishedFigure, Publisher,
};
use domain::{
    Field, Offset, Slot, layout::ColumnRole, progress, scale::GradeClass, sheet::Sheet,
    unaccepted::Unaccepted,
};
use typst::layout::Point;
use typst_layout::Page;

use crate::{
    form, packet,
    proof::{EDITION, see, sheet, typesetter},
};

/// A year's actions: every fourth is not done, every second has a percentage.
fn year(rows: u32, title: &str) -> Sheet {
    let mut sheet = sheet(rows, "関係課と連携して開催した。");
    for row in &mut sheet.rows {
        row.action.text = format!("{title}{}", row.no);
        let (grade, percent) = match row.no % 4 {
            0 => ("エ　未実施", ""),
            1 => ("ア　実施済", "100"),
            2 => ("ア　実施済", "50.5"),
            _ => ("ア　実施済", "対象外"),
        };
        for (field, text) in [(Field::Progress, grade), (Field::Achievement, percent)] {
            let slot = ColumnRole::Answer(Slot::new(field, Offset::This));
            text.clone_into(&mut row.cell_mut(&slot).unwrap().text);
        }
    }
    sheet
}

/// The edition of a sheet with so many indicators.
fn frozen(sheet: &Sheet, indicators: usize, name: &str) -> EditionContent {
    let identity = |no: usize| ActionIdentity { id: format!("a{no}"), follows: Vec::new() };
    let identities: Vec<_> = (0..sheet.rows.len()).map(identity).collect();
    let figure = |year: i32, figure: &str| PublishedFigure {
        fiscal_year: year,
        figure: figure.to_owned(),
        state: "given".to_owned(),
        number: "123456789.5".to_owned(),
        approximate: false,
        of: None,
    };
    let indicator = |no: usize| IndicatorRecord {
        id: format!("i{no}"),
        action: None,
        name: name.to_owned(),
        unit: "人".to_owned(),
        definition: String::new(),
        figures: vec![figure(2024, "actual"), figure(2025, "actual"), figure(2025, "target")],
    };
    EditionContent {
        format: ::edition::FORMAT.to_owned(),
        city: City::default(),
        plan: PlanRecord::default(),
        fiscal_year: sheet.year.start(),
        kind: EditionKind::Council,
        number: 1,
        frozen_on: "2026-11-24".to_owned(),
        as_of: AsOf::default(),
        based_on: None,
        columns: ::edition::columns(sheet),
        scales: ::edition::scales(&sheet.layout),
        measures: sheet.measures.iter().map(|measure| measure.title.clone()).collect(),
        actions: ::edition::actions(sheet, &identities),
        indicators: (0..indicators).map(indicator).collect(),
        meetings: Vec::new(),
        opinions: Vec::new(),
        crosswalks: Vec::new(),
        errata: Vec::new(),
        help: Vec::new(),
        publisher: Publisher::default(),
    }
}

#[test]
fn the_councils_packet_opens_with_two_pages_of_a4_for_a_few_actions_and_for_many() {
    let Some(typesetter) = typesetter() else { return };
    let long = "地域のつながりと見守りを育てる長い名前の事業".repeat(4);
    let said = PacketOpinion {
        no: Some(150),
        said: long.clone(),
        reply: long.clone(),
        became: "文言を改めた".to_owned(),
        change: Some((long.clone(), long.clone())),
    };
    for (rows, loud) in [(8, false), (8, true), (150, false), (150, true)] {
        let title = if loud { long.as_str() } else { "事業" };
        let sheet = year(rows, title);
        let content = frozen(&sheet, if loud { 40 } else { 0 }, &long);
        let mut before = content.clone();
        for one in before.actions.iter_mut().flat_map(|action| &mut action.answers) {
            if loud && !one.number.is_empty() {
                "12.5".clone_into(&mut one.number);
            }
        }
        let opinions = if loud { vec![said.clone(); 30] } else { Vec::new() };
        let questions = if loud { format!("{long}\n").repeat(9) } else { String::new() };
        let packet = ::edition::packet(&content, Some(&before), &opinions, &questions);
        let set =
            typesetter.document(form::TEMPLATE, |l| packet::data(&EDITION, &sheet, &packet, l));
        let (document, _) = set.unwrap();
        let is_a4 = |page: &Page| {
            let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
            (width - 595.3).abs() < 1.0 && (height - 841.9).abs() < 1.0
        };
        let front = document.pages().iter().take_while(|page| is_a4(page)).count();
        assert_eq!(front, 2, "{rows} actions, loud: {loud}");
        let mut seen = Vec::new();
        for (page, of) in document.pages().iter().take(2).enumerate() {
            see(&of.frame, page, Point::zero(), &mut seen);
        }
        let of_page = |page: usize| -> String {
            seen.iter().filter(|one| one.page == page).map(|one| one.text.as_str()).collect()
        };
        for (page, part) in [0, 0, 1, 1, 1].into_iter().zip(&packet.parts) {
            let title = part.title.replace('　', "");
            assert!(of_page(page).replace('　', "").contains(&title), "{page}: {title}");
        }
    }
}

#[test]
fn the_figures_of_the_councils_two_pages_are_those_of_the_table() {
    for rows in [8, 150] {
        let sheet = year(rows, "事業");
        let packet = ::edition::packet(&frozen(&sheet, 3, "受講者数"), None, &[], "");
        let all = progress::overall(&sheet, &Unaccepted::default());
        let [_, changed, undone, numbers, _] = &packet.parts[..] else { panic!("{packet:?}") };
        let not_done = all.of_class(GradeClass::NotDone);
        assert_eq!(not_done, rows as usize / 4);
        assert_eq!(undone.lead, format!("{rows}件のうち{not_done}件"));
        assert_eq!(undone.lines.len() + undone.more, not_done);
        assert!(changed.lead.starts_with(&format!("{rows}件のうち")), "{}", changed.lead);
        let (mean, n) = (all.mean().unwrap(), all.with_percent());
        let mean = domain::percent::trim((mean * 10.0).round() / 10.0);
        let told = format!("達成度の平均：{mean}％（{rows}件のうち{n}件に値）");
        assert_eq!(numbers.lines[0].text, told);
        assert_eq!(numbers.lead, "指標3件のうち3件に値");
    }
}
