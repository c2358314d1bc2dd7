//! Made-up sheets for benches.

use domain::{
    FiscalYear, Place, Slot,
    layout::Layout,
    scale::Scale,
    sheet::{Cell, Row, Sheet},
};

/// A made-up sheet; no two cells say quite the same.
pub(crate) fn sheet(year: &str, rows: usize) -> Sheet {
    let year = FiscalYear::parse(year).unwrap();
    let texts = |at: usize, slot: &Slot| match slot.key().as_str() {
        "previous_achievement" | "achievement" => "100".to_owned(),
        "progress" => "実施済".to_owned(),
        "plan" | "next_plan" => {
            format!(
                "見守り講座{at}を年{}回開催し、延べ{}人の参加を目指す。",
                at % 12 + 1,
                20 + at % 50
            )
        }
        "evaluation" => {
            format!("講座{at}の参加者の{}％が役に立つと答え、概ね順調である。", 50 + at % 50)
        }
        _ => format!(
            "見守り講座{at}を{}月{}日に開催し、{}人が参加した。\n場所：市役所{}階会議室",
            year.start() % 9 + 1,
            at % 27 + 1,
            20 + (at + usize::try_from(year.start()).unwrap()) % 60,
            at % 5 + 1
        ),
    };
    let layout = Layout::standard(year, Scale::default());
    let row = |no: u32| {
        let mut row = Row::blank(no, Place::File);
        row.action.text = format!("見守り講座{no}");
        row.content.text = format!("地域の見守り手を増やす講座{no}を開きます。");
        row.section.text = format!("第{}課", no % 30);
        for (slot, _) in Slot::STANDARD {
            let text = texts(no as usize, &slot);
            row.answers.insert(slot, Cell::new(text, Place::File));
        }
        row
    };
    let rows = (1..=u32::try_from(rows).unwrap()).map(row).collect();
    Sheet { year, layout, measures: Vec::new(), rows }
}
