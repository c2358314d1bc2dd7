//! Laws of counting, and vector 38: what is written reads back as its own figures.

use proptest::prelude::*;
use prose::Quantity;
use registers::{
    Amount, CountedRecords, DraftNumber, Register, RegisterRecord, Shape, Wording, WordingStyle,
    draft,
    shipped::shipped,
    style::{DateForm, ListForm, PercentForm, Thousands},
    written::about,
};

use crate::made::{asked, counted, day, records, register, year};

/// Records of any register, with every fact that its wordings may ask for.
fn full(register: &Register) -> Vec<RegisterRecord> {
    let codes: Vec<Option<&str>> = match register.codes.as_slice() {
        [] => vec![None],
        codes => codes.iter().map(|code| Some(code.key.as_str())).collect(),
    };
    let channel =
        |code: Option<&str>| code.map_or(String::new(), |c| format!(r#","channel":"{c}""#));
    let facts: Vec<String> = match register.shape {
        Shape::Occasion => {
            let groups: Vec<_> = match register.groups.as_slice() {
                [] => vec![r#"{"n":1234}"#.to_owned()],
                groups => {
                    groups.iter().map(|g| format!(r#"{{"group":"{}","n":1234}}"#, g.key)).collect()
                }
            };
            let one = |(nth, code): (usize, Option<&str>)| {
                format!(
                    r#""date":"2021-11-{:02}","venue":"会館","form":"online","attended":[{}]{},
                    "present":[{{"kind":"section","name":"課","presence":"present"}},
                    {{"kind":"body","name":"会","presence":"present"}}],"asked":{{"returned":35,
                    "answers":[{{"question":"useful","n":32}}]}}"#,
                    nth + 11,
                    groups.join(","),
                    channel(code)
                )
            };
            codes.iter().copied().enumerate().map(one).collect()
        }
        Shape::Handout => {
            let movement = if register.counting("posts").is_some() { "post" } else { "give" };
            let one = |(nth, code): (usize, Option<&str>)| {
                format!(
                    r#""date":"2021-11-{:02}","movement":"{movement}","audience":"委員","approx":{},
                    "venue":"会館","quantity":12345,"persons":309,"kinds":4,"reach":12345{}"#,
                    nth + 11,
                    nth == 1,
                    channel(code)
                )
            };
            codes.iter().copied().enumerate().map(one).collect()
        }
        Shape::Total => {
            let parts: Vec<_> =
                codes.iter().flatten().map(|c| format!(r#"{{"code":"{c}","n":1200}}"#)).collect();
            let one = |(key, n): (&str, u64)| {
                format!(
                    r#""counting":"{key}","from":"2021-04-01","to":"2022-03-31","value":{n},
                    "breakdown":[{}]"#,
                    parts.join(",")
                )
            };
            let keys = register.countings.iter().map(|counting| counting.key.as_str());
            keys.zip((0_u64..).map(|n| 12_345 + 1_000 * n)).map(one).collect()
        }
    };
    let facts: Vec<_> = facts.iter().map(String::as_str).collect();
    records(register, &facts)
}

fn styles() -> Vec<WordingStyle> {
    let mut styles = Vec::new();
    for bits in 0..32_u8 {
        for percent in PercentForm::ALL {
            let on = |bit: u8| bits & (1 << bit) != 0;
            styles.push(WordingStyle {
                full_width: on(0),
                thousands: if on(1) { Thousands::Comma } else { Thousands::None },
                persons_in_mei: on(2),
                percent,
                date: if on(3) { DateForm::Official } else { DateForm::Dotted },
                list: if on(4) { ListForm::Comma } else { ListForm::Lines },
                short_total: on(1),
                whole_percent: on(2),
            });
        }
    }
    styles
}

/// Whether the quantity is the figure of the draft.
fn is_same(read: &Quantity, number: &DraftNumber, style: &WordingStyle) -> bool {
    let value = number.tally.value.unwrap();
    let value = if number.tally.is_approx() { about(value) } else { value };
    let value = match value {
        Amount::Tenths(n) if style.whole_percent => Amount::Whole((n + 5) / 10),
        other => other,
    };
    read.span.start <= number.bytes.start
        && number.bytes.end <= read.span.end
        && (read.value - value.number()).abs() < 1e-9
        && prose::alike(&read.unit, &number.tally.unit)
        && read.approximate == number.tally.is_approx()
}

#[test]
fn vector_38_every_wording_in_every_style_reads_back_as_its_figures_and_days() {
    let mut wrong = Vec::new();
    let mut drafts = 0;
    for register in shipped().unwrap() {
        let records = full(&register);
        let counted = counted(&register, &records);
        for (text, style) in
            register.wordings.iter().flat_map(|w| styles().into_iter().map(move |s| (w, s)))
        {
            let Some(draft) = draft(&Wording::parse(text).unwrap(), &counted, &style) else {
                wrong.push(format!("{}: nothing is written by {text}", register.name));
                break;
            };
            drafts += 1;
            let read = prose::quantities(&draft.text, asked());
            let same = read.len() == draft.numbers.len()
                && read.iter().zip(&draft.numbers).all(|(r, n)| is_same(r, n, &style));
            let days: Vec<_> = prose::dates(&draft.text, asked())
                .iter()
                .filter_map(|date| domain::Day::new(date.year, date.month.into(), date.day?.into()))
                .collect();
            if !same || days != draft.days {
                let told: Vec<_> = read.iter().map(|q| (q.value, q.unit.clone())).collect();
                wrong.push(format!("{}: {} → {told:?}", register.name, draft.text));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(drafts > 2_000, "{drafts} drafts");
}

#[test]
fn no_text_that_a_register_writes_is_said_otherwise_by_its_own_records() {
    let mut wrong = Vec::new();
    for register in shipped().unwrap() {
        let mut records = full(&register);
        // Something is lacking, too
        let mut open = records[0].clone();
        open.id = domain::Id::new("open");
        if let registers::RecordFacts::Occasion(told) = &mut open.facts {
            told.attended.clear();
            told.present.iter_mut().for_each(|one| {
                one.name.push('乙');
                one.presence = registers::record::Presence::Unrecorded;
            });
        }
        records.push(open);
        let counted = counted(&register, &records);
        let known = [registers::KnownFigures::of(&counted)];
        for (text, style) in
            register.wordings.iter().flat_map(|w| styles().into_iter().map(move |s| (w, s)))
        {
            let wording = Wording::parse(text).unwrap();
            let Some(draft) = draft(&wording, &counted, &style) else { continue };
            let text = draft.text;
            let read = registers::TextRead {
                text: &text,
                year: year(),
                quantities: &prose::quantities(&text, asked()),
                dates: &prose::dates(&text, asked()),
                clauses: &prose::clauses(&text),
            };
            let found = registers::held_against(read, &known);
            let silent = found.differ.is_empty() && found.unknown_days.is_empty();
            if !silent || found.state_conflict.is_some() {
                wrong.push(format!("{}: {text}: {found:?}", register.name));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What may be recorded of a session: its day, how many came, whether it was entered by mistake.
fn sessions() -> impl Strategy<Value = Vec<RegisterRecord>> {
    let one = (0_i64..365, proptest::option::of(0_u64..500), any::<bool>());
    proptest::collection::vec(one, 0..12).prop_map(|told| {
        let line = |(days, came, void): &(i64, Option<u64>, bool)| {
            let came = came.map_or("null".to_owned(), |n| n.to_string());
            let state = if *void { r#""void","reason":"誤入力""# } else { r#""held""# };
            let date = day("2021-04-01").after(*days);
            format!(r#""date":"{date}","attended":[{{"n":{came}}}],"state":{state}"#)
        };
        let lines: Vec<String> = told.iter().map(line).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        records(&register("講座・研修・講演会"), &lines)
    })
}

proptest! {
    #[test]
    fn the_order_of_records_does_not_matter(
        records in sessions(),
        seed in any::<prop::sample::Index>(),
    ) {
        let register = register("講座・研修・講演会");
        let mut turned = records.clone();
        if !turned.is_empty() {
            let by = seed.index(turned.len());
            turned.rotate_left(by);
            turned.reverse();
        }
        for key in ["held", "attended", "venues"] {
            let (one, other) = (counted(&register, &records), counted(&register, &turned));
            prop_assert_eq!(one.tally(key), other.tally(key));
        }
    }

    #[test]
    fn what_is_void_counts_nowhere(records in sessions()) {
        let register = register("講座・研修・講演会");
        let mut sound = records.clone();
        sound.retain(|record| record.state.counts());
        for counting in &register.countings {
            let (all, less) = (counted(&register, &records), counted(&register, &sound));
            prop_assert_eq!(all.tally(&counting.key), less.tally(&counting.key));
        }
    }

    #[test]
    fn recording_what_was_not_recorded_makes_no_sum_smaller(records in sessions(), n in 0_u64..500) {
        let register = register("講座・研修・講演会");
        let mut more = records.clone();
        for record in &mut more {
            if let registers::RecordFacts::Occasion(told) = &mut record.facts {
                told.attended[0].n = told.attended[0].n.or(Some(n));
            }
        }
        let before = counted(&register, &records).tally("attended").unwrap();
        let after = counted(&register, &more).tally("attended").unwrap();
        prop_assert!(before.value <= after.value);
        prop_assert!(after.flags.is_empty());
    }

    #[test]
    fn two_halves_of_a_year_make_the_year(records in sessions()) {
        let register = register("講座・研修・講演会");
        let held = |period| {
            let counted = CountedRecords::of(&register, &records, period, day("2022-04-10"));
            counted.tally("held").unwrap().whole().unwrap_or_default()
        };
        let quarters: u64 = (1..=4).map(|n| held(registers::Period::quarter(year(), n))).sum();
        prop_assert_eq!(quarters, held(registers::Period::fiscal_year(year())));
    }
}
