//! What a reading decided: its certainty, its questions, and the answers that settle them.

use domain::{
    Field, Offset, Slot,
    decision::{Certainty, DecisionKind, RowKind},
    layout::ColumnRole,
    reading::{ProblemKind, Reading},
    scale::GradeClass,
};
use ingest::Options;

use crate::made::{self, told};

fn value(reading: &Reading, kind: DecisionKind, subject: &str) -> (String, Certainty) {
    let found = reading.decisions.iter().find(|d| d.kind == kind && d.subject == subject);
    found.map_or_else(
        || panic!("{kind:?} {subject}: {:#?}", reading.decisions),
        |decision| (decision.value.clone(), decision.certainty),
    )
}

fn subjects(reading: &Reading) -> Vec<&str> {
    reading.asked().map(|asked| asked.subject.as_str()).collect()
}

#[test]
fn what_is_asked_is_a_doubt_that_names_its_subject() {
    let csv = "事業名,担当課,R4実績,達成度,R5実績,取組状況\n会議,福祉課,１回,80,２回,A\n";
    let reading = made::read(csv.as_bytes());
    for subject in subjects(&reading) {
        let told = reading
            .problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::Doubt && problem.message.contains(subject));
        assert!(told, "{subject}: {:#?}", told_of(&reading));
    }
    // Between two years one column may be of either
    assert_eq!(subjects(&reading), ["達成度", "A"]);
}

fn told_of(reading: &Reading) -> Vec<String> {
    told(reading)
}

#[test]
fn two_columns_of_one_question_leave_no_second_reading() {
    let csv = "事業名,担当課,R4実績,達成度,R5計画,R5実績,達成度,R6計画\n会議,福祉課,１回,80,２回,２回,100,３回\n";
    let reading = made::read(csv.as_bytes());
    assert_eq!(subjects(&reading), [""; 0]);
    let certain = |subject| value(&reading, DecisionKind::Column, subject);
    assert_eq!(certain("達成度"), ("previous_achievement".to_owned(), Certainty::Certain));
    assert_eq!(certain("達成度（2つ目）"), ("achievement".to_owned(), Certainty::Certain));
}

#[test]
fn an_answer_is_remembered_and_obeyed_in_the_next_years_file() {
    let csv = |last: &str, this: &str| {
        format!(
            "事業名,担当課,{last}実績,達成度,{this}実績,取組状況\n会議,福祉課,１回,80,２回,A\n講座,健康課,３回,70,４回,B\n"
        )
    };
    let first = made::read(csv("R4", "R5").as_bytes());
    let said: Vec<(usize, String)> = first
        .decisions
        .iter()
        .enumerate()
        .filter_map(|(at, decision)| match decision.subject.as_str() {
            "達成度" => Some((at, "achievement".to_owned())),
            "A" => Some((at, GradeClass::Done.code().to_owned())),
            "B" => Some((at, GradeClass::NotDone.code().to_owned())),
            _ => None,
        })
        .collect();
    assert_eq!(said.len(), 3);
    let answers = first.answers(&said);
    let options = Options { answers, ..Options::default() };
    for (last, this) in [("R4", "R5"), ("R5", "R6"), ("令和６年度", "令和７年度")] {
        let again = ingest::read(csv(last, this).as_bytes(), &options).unwrap();
        assert_eq!(subjects(&again), [""; 0], "{this}");
        let asked = Slot::new(Field::Achievement, Offset::This);
        assert_eq!(again.sheet.rows[0].text(&asked), "80");
        let classes: Vec<GradeClass> =
            again.sheet.layout.scale().grades.iter().map(|grade| grade.class).collect();
        assert_eq!(classes, [GradeClass::Done, GradeClass::NotDone]);
        assert_eq!(again.sheet.layout.answers, options.answers);
        assert!(again.problems.iter().all(|problem| problem.kind != ProblemKind::Doubt));
    }
}

#[test]
fn reading_a_file_twice_gives_the_same_decisions() {
    let file = made::demo("aozora-r7.csv");
    assert_eq!(made::read(&file).decisions, made::read(&file).decisions);
}

#[test]
fn each_row_that_is_no_action_is_named_with_its_kind() {
    let csv = "事業名,担当課,R5計画,R5実績\n①,②,③,④\n（例）講座,○○課,１回,１回\n会議,福祉課,２回,２回\n小計,,２,２\n講座,健康課,３回,３回\n合計,,５,５\n※実績は見込みを含む。,,,\n";
    let reading = made::read(csv.as_bytes());
    let kinds: Vec<String> = reading
        .decisions
        .iter()
        .filter(|d| d.kind == DecisionKind::Row && d.value != RowKind::Action.code())
        .map(|decision| format!("{} {}", decision.value, decision.subject))
        .collect();
    assert_eq!(
        kinds,
        [
            "numbers ①",
            "sample （例）講座",
            "total 小計",
            "total 合計",
            "note ※実績は見込みを含む。"
        ]
    );
    assert_eq!(reading.sheet.rows.len(), 2);
}

#[test]
fn owners_that_repeat_the_row_above_are_never_sections_of_their_own() {
    let csv = "事業名,担当課,R5計画,R5実績\n会議,福祉課,１回,１回\n講座,〃,２回,２回\n訪問,同上,３回,３回\n広報,,４回,４回\n調査,税務課,５回,５回\n";
    let reading = made::read(csv.as_bytes());
    let owners: Vec<&str> =
        reading.sheet.rows.iter().map(|row| row.section.text.as_str()).collect();
    assert_eq!(owners, ["福祉課", "福祉課", "福祉課", "福祉課", "税務課"]);
    assert_eq!(subjects(&reading), ["担当課の空欄"]);
}

#[test]
fn an_owner_missing_in_a_column_that_repeats_its_owners_is_nobodys() {
    let csv = "事業名,担当課,R5計画,R5実績\n会議,福祉課,１回,１回\n講座,福祉課,２回,２回\n訪問,,３回,３回\n";
    let reading = made::read(csv.as_bytes());
    assert_eq!(reading.sheet.rows[2].section.text, "");
    assert!(told(&reading).join("\n").contains("だれにも配られません"));
}

#[test]
fn years_are_read_however_they_are_written() {
    for (last, this) in [
        ("2022", "2023"),
        ("FY2022", "FY2023"),
        ("'22", "'23"),
        ("令四", "令五"),
        ("令和四年度", "令和五年度"),
        ("2022年度（R4）", "2023年度（R5）"),
        ("Ｒ４", "Ｒ５"),
    ] {
        let csv =
            format!("事業名,担当課,{last}実績,{this}計画,{this}実績\n会議,福祉課,去年,計画,今年\n");
        let reading = made::read(csv.as_bytes());
        assert_eq!(reading.sheet.year.start(), 2023, "{this}");
        let text = |year| reading.sheet.rows[0].text(&Slot::new(Field::Status, year)).to_owned();
        assert_eq!((text(Offset::Previous), text(Offset::This)), ("去年".into(), "今年".into()));
        assert_eq!(subjects(&reading), [""; 0], "{this}");
    }
}

#[test]
fn a_year_that_is_not_understood_is_asked_about() {
    for (last, this) in [("4年度", "5年度"), ("Ｘ年度", "Ｙ年度"), ("前々年度", "○年度")]
    {
        let csv = format!("事業名,担当課,{last}実績,{this}実績,計画\n会議,福祉課,去年,今年,計画\n");
        let options = Options { year: Some("R5".parse().unwrap()), ..Options::default() };
        let reading = ingest::read(csv.as_bytes(), &options).unwrap();
        let asked = reading.asked().filter(|asked| asked.kind == DecisionKind::Column);
        assert!(asked.count() >= 1, "{last}: {:#?}", reading.decisions);
    }
}

#[test]
fn percentages_that_may_be_ratios_or_steps_are_asked_about() {
    let reading = |values: [&str; 4]| {
        let rows = values.map(|value| format!("会議{value},福祉課,１回,{value}\n")).concat();
        made::read(format!("事業名,担当課,R5実績,R5達成度\n{rows}").as_bytes())
    };
    let role = ColumnRole::named("achievement").unwrap().label();
    assert_eq!(subjects(&reading(["1", "0", "1", "1"])), ["R5達成度"], "{role}");
    assert_eq!(subjects(&reading(["5", "3", "4", "2"])), ["R5達成度"]);
    assert_eq!(subjects(&reading(["50", "3", "4", "2"])), [""; 0]);
    let mixed = reading(["85%", "0.9", "70%", "100%"]);
    assert!(told(&mixed).join("\n").contains("1未満の数"), "{:#?}", told(&mixed));
}

#[test]
fn grades_that_nobody_explained_have_no_meaning() {
    let csv = "事業名,担当課,R5実績,取組状況\n会議,福祉課,１回,◎\n講座,福祉課,２回,×\n";
    let reading = made::read(csv.as_bytes());
    assert_eq!(subjects(&reading), ["◎", "×"]);
    let legend = "事業名,担当課,R5実績,取組状況\n会議,福祉課,１回,◎\n講座,福祉課,２回,×\n◎：実施済　×：未実施,,,\n";
    let explained = made::read(legend.as_bytes());
    let classes: Vec<GradeClass> =
        explained.sheet.layout.scale().grades.iter().map(|grade| grade.class).collect();
    assert_eq!(classes, [GradeClass::Done, GradeClass::NotDone]);
    assert_eq!(subjects(&explained), [""; 0]);
}

#[test]
fn steps_under_achievement_become_grades_when_a_person_says_so() {
    let csv = |graded: &str| {
        format!(
            "事業名,担当課,R5計画,R5実績,達成度{graded}\n会議,福祉課,１回,１回,5{a}\n講座,健康課,３回,３回,4{a}\n相談,福祉課,毎月,毎月,3{a}\n訪問,健康課,９件,８件,2{a}\n",
            a = if graded.is_empty() { "" } else { ",A" }
        )
    };
    let read = |csv: &str| {
        let first = made::read(csv.as_bytes());
        let asked = |(at, d): (usize, &domain::decision::Decision)| {
            (d.kind == DecisionKind::Value).then(|| (at, "level".to_owned()))
        };
        let said: Vec<_> = first.decisions.iter().enumerate().filter_map(asked).collect();
        assert_eq!(said.len(), 1, "{:#?}", first.decisions);
        let options = Options { answers: first.answers(&said), ..Options::default() };
        ingest::read(csv.as_bytes(), &options).unwrap()
    };
    let graded = Slot::new(Field::Progress, Offset::This);
    let alone = read(&csv(""));
    let texts: Vec<&str> = alone.sheet.rows.iter().map(|row| row.text(&graded)).collect();
    assert_eq!(texts, ["5", "4", "3", "2"]);
    assert_eq!(alone.sheet.layout.scale().grades.len(), 4);
    assert!(!alone.sheet.layout.slots().any(|slot| slot.field == Field::Achievement));
    // Where another column has the grades, the steps are a question of the plan's own
    let beside = read(&csv(",取組状況"));
    let own = Slot::new(Field::Other("達成度".to_owned()), Offset::This);
    assert_eq!(beside.sheet.rows[0].text(&own), "5");
    assert_eq!(beside.sheet.rows[0].text(&graded), "A");
}

#[test]
fn sentences_under_a_heading_of_grades_tell_what_was_done() {
    let csv = "事業名,担当課,R5実績,R6取組状況,R6評価\n\
        会議,福祉課,１回,庁内の会議を２回開催し、課題を共有した。,A\n\
        講座,福祉課,２回,市民向けの講座を３回開催し、延べ40人が参加した。,B\n\
        相談,福祉課,30件,窓口での相談を随時行い、38件に応じた。,A\n";
    let reading = made::read(csv.as_bytes());
    let done = Slot::new(Field::Status, Offset::This);
    let grade = Slot::new(Field::Progress, Offset::This);
    let row = &reading.sheet.rows[1];
    assert_eq!(row.text(&done), "市民向けの講座を３回開催し、延べ40人が参加した。");
    assert_eq!(row.text(&grade), "B");
    let column = value(&reading, DecisionKind::Column, "R6取組状況");
    assert_eq!(column, (ColumnRole::Answer(done).name(), Certainty::Inferred));
}
