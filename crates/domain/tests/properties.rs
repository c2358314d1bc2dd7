//! Laws that hold for every input.

use domain::{
    Field, FiscalYear, Offset, Slot, Value,
    difference::{PieceKind, pieces},
    layout::ColumnRole,
    percent,
    scale::{Grade, Scale},
    section::split_names,
    text::{fold, ink},
    timeline::join,
};
use proptest::prelude::*;

/// Texts as forms have them: kana, Han, both widths of figures, marks, line breaks.
fn text() -> impl Strategy<Value = String> {
    "[ぁ-んァ-ヶ一-龠０-９0-9A-Za-zＡ-Ｚ。、・（）％%～〜ー―\\- 　\n]{0,40}"
}

proptest! {
    #[test]
    fn a_year_is_read_from_both_of_its_names(start in 1868_i32..2200) {
        let year = FiscalYear::starting(start).unwrap();
        prop_assert_eq!(FiscalYear::parse(&year.official()), Ok(year));
        prop_assert_eq!(FiscalYear::parse(&year.short()), Ok(year));
        prop_assert_eq!(FiscalYear::parse(&start.to_string()), Ok(year));
        prop_assert_eq!(FiscalYear::find(&format!("{year}実施状況")), Some(year));
    }

    #[test]
    fn no_text_upsets_the_reader_of_years(text in any::<String>()) {
        let _ = FiscalYear::parse(&text);
        let _ = FiscalYear::find_all(&text);
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn the_pieces_of_a_difference_are_both_texts(before in text(), after in text()) {
        let found = pieces(&before, &after);
        let of = |kind| -> String {
            found.iter().filter(|p| p.kind == PieceKind::Same || p.kind == kind).map(|p| p.text.as_str()).collect()
        };
        prop_assert_eq!(of(PieceKind::Removed), before);
        prop_assert_eq!(of(PieceKind::Added), after);
    }

    #[test]
    fn a_value_keeps_its_text(text in text()) {
        let value = Value::read(&text);
        prop_assert_eq!(value == Value::Missing, ink(&text) == 0);
        prop_assert!(value == Value::Missing || value.text() == text);
        prop_assert_eq!(Value::stored(value.state(), value.text().to_owned()), value);
    }

    #[test]
    fn a_percentage_reads_the_same_in_either_width(whole in 0_u32..=1000, tenth in 0_u32..10) {
        let plain = format!("{whole}.{tenth}");
        let wide: String = plain.chars().map(|c| match c {
            '.' => '．',
            digit => char::from_u32(digit as u32 - '0' as u32 + '０' as u32).unwrap(),
        }).collect();
        prop_assert_eq!(percent::number(&format!("{wide}％")), Some(plain.clone()));
        prop_assert_eq!(percent::number(&format!("{plain} %")), Some(plain));
    }

    #[test]
    fn splitting_names_loses_nothing_but_what_stands_between(text in text()) {
        let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"・、，,／/･；;".contains(*c)).collect::<String>();
        prop_assert_eq!(kept(&split_names(&text).concat()), kept(&text));
    }

    #[test]
    fn every_role_is_found_by_its_name(name in "[一-龠]{1,8}", year in 0_usize..3, field in 0_usize..6) {
        let year = [Offset::Previous, Offset::This, Offset::Next][year];
        let field = Field::STANDARD.get(field).cloned().unwrap_or(Field::Other(name));
        let role = ColumnRole::Answer(Slot::new(field, year));
        prop_assert_eq!(ColumnRole::named(&role.name()).unwrap(), role);
    }

    #[test]
    fn a_grade_is_found_however_it_is_written(count in 2_usize..6, at in 0_usize..6) {
        let codes = ["ア", "イ", "ウ", "エ", "オ", "カ"];
        let labels = ["実施済", "実施中", "準備中", "未実施", "中止", "その他"];
        let grades: Vec<Grade> = codes.iter().zip(labels).take(count).map(|(c, l)| Grade::new(c, l)).collect();
        let list: Vec<String> = grades.iter().map(Grade::written).collect();
        let scale = Scale::from_heading("取組状況", &format!("取組状況\n{} から選択してください", list.join(","))).unwrap();
        prop_assert_eq!(&scale.grades, &grades);
        if let Some(grade) = grades.get(at) {
            for text in [grade.written(), grade.code.clone(), grade.label.clone(), format!("{} {}", grade.code, grade.label)] {
                prop_assert_eq!(scale.find(&text), Some(grade));
            }
        }
    }

    #[test]
    fn joining_sheets_keeps_every_statement(years in proptest::collection::vec((2018_i32..2026, text()), 0..12)) {
        let statements = years.iter().flat_map(|(year, text)| {
            let sheet = FiscalYear::starting(*year).unwrap();
            let slot = |offset| Slot::new(Field::Status, offset);
            [Offset::Previous, Offset::This].map(|offset| (sheet, slot(offset), Value::read(text), ()))
        });
        let joined = join(statements);
        let count: usize = joined.values().flat_map(|fields| fields.values()).map(|j| j.statements.len()).sum();
        prop_assert_eq!(count, years.len() * 2);
        for (year, fields) in &joined {
            let leading = fields[&Field::Status].leading().unwrap();
            let own = fields[&Field::Status].statements.iter().any(|s| s.sheet == *year);
            prop_assert_eq!(leading.sheet == *year, own);
        }
    }
}
