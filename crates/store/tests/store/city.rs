//! みずほの市, a small city that does not exist: its plan, its sheets, its imports.

use domain::{
    Field, FiscalYear, Id, Offset, Place, Slot,
    layout::{Column, ColumnRole, Layout},
    measure::Measure,
    plan::Plan,
    reading::{Account, Problem, ProblemKind, Reader, Reading},
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};
use store::{Import, NewImport, Store, Tx};

pub(crate) fn year(text: &str) -> FiscalYear {
    FiscalYear::parse(text).unwrap()
}

/// Identifiers that sort in the order in which they are made.
pub(crate) fn ids(prefix: &str) -> impl FnMut() -> String + Send {
    let mut n = 0;
    let prefix = prefix.to_owned();
    move || {
        n += 1;
        format!("{prefix}-{n:06}")
    }
}

pub(crate) fn plan() -> Plan {
    Plan {
        id: Id::new("plan-1"),
        municipality: "みずほの市".into(),
        area_code: "119999".into(),
        title: "自殺対策計画".into(),
    }
}

fn place(row: u32, column: u32) -> Place {
    Place::cell(&"様式".into(), row, column)
}

/// What a row of the city's sheet says: title, bureaux, sections, this year's result.
pub(crate) type Line<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The city's sheet of a year: two measures, one within the other, and an own column.
pub(crate) fn sheet(of: &str, lines: &[Line<'_>]) -> Sheet {
    let mut scale =
        Scale { name: "取組状況".into(), grades: vec![Grade::new("ア", "実施済")] };
    scale.grades[0].points = Some(0.1 + 0.2);
    let mut layout = Layout::standard(year(of), scale);
    layout.columns.push(Column::new("予算額（千円）", ColumnRole::Answer(own())));
    let measure =
        |title: &str, parent, row| Measure { title: title.into(), parent, place: place(row, 0) };
    let measures = vec![
        measure("基本施策１　ネットワークの強化", None, 2),
        measure("（１）会議の開催", Some(0), 3),
    ];
    let rows = lines.iter().zip(1..).map(|(line, no)| row(*line, no, &layout)).collect();
    Sheet { year: year(of), layout, measures, rows }
}

/// A question that only this city asks.
pub(crate) fn own() -> Slot {
    Slot::new(Field::Other("予算額（千円）".into()), Offset::Previous)
}

fn row((title, department, section, status): Line<'_>, no: u32, layout: &Layout) -> Row {
    let mut row = Row::blank(no, Place::Lines { from: no, to: no + 3 });
    row.measure = (no > 1).then_some((no as usize) % 2);
    row.action = Cell::new(title, place(no, 0));
    row.content = Cell::new("関係機関が集まり\n情報を共有する。", place(no, 1));
    row.page = Cell::new("Ｒ３追加", place(no, 2));
    row.department = Cell::new(department, place(no, 3));
    row.section = Cell::new(section, place(no, 4));
    for (slot, at) in layout.slots().zip(6..) {
        row.answers.insert(slot.clone(), Cell::new("", place(no, at)));
    }
    row.answers.insert(Slot::new(Field::Status, Offset::This), Cell::new(status, place(no, 9)));
    row.answers.insert(Slot::new(Field::Achievement, Offset::This), Cell::new("－", place(no, 12)));
    row.answers.insert(own(), Cell::empty());
    row
}

/// Three rows, two of them one action.
pub(crate) fn three() -> Sheet {
    sheet(
        "R3",
        &[
            ("連絡会議", "福祉部", "健康課・長寿課", "２回実施した。"),
            ("ＤＶ相談", "市民部", "市民課", "100%の件数に対応。"),
            ("連絡 会議", "福祉部", "", "ＤＶ相談と合同で_実施。"),
        ],
    )
}

pub(crate) fn reading(sheet: Sheet) -> Reading {
    let doubt = Problem::new(ProblemKind::Doubt, Place::File, "年度を確認してください。");
    Reading {
        reader: Reader::Xlsx,
        year_found: Some(sheet.year),
        title: "みずほの市 進捗状況".into(),
        municipality: Some("みずほの市".into()),
        sheet,
        problems: vec![doubt.at(1, ColumnRole::Answer(own()))],
        account: Account { characters_read: 3, characters_placed: 2, ..Account::default() },
        decisions: Vec::new(),
        by_layout: false,
    }
}

pub(crate) fn import(id: &str, digest: &str, sheet: Sheet) -> NewImport {
    NewImport {
        id: Id::new(id),
        plan: plan().id,
        digest: digest.into(),
        name: format!("{digest}.xlsx"),
        reading: reading(sheet),
        created_at: format!("2026-04-01T00:00:00.{}Z", id.len()),
    }
}

/// Keeps the file and adds the import.
pub(crate) async fn receive(tx: &mut Tx, import: &NewImport) {
    tx.keep_file(&import.digest, "a.xlsx", &[0, 159, 255], "2026-04-01T00:00:00Z").await.unwrap();
    tx.create_import(import).await.unwrap();
}

/// Keeps, imports and books a sheet in one transaction; the import's identifier names all others.
pub(crate) async fn book(store: &Store, id: &str, sheet: &Sheet) -> Id<Import> {
    let mut tx = store.begin().await.unwrap();
    let import = import(id, &format!("digest-{id}"), sheet.clone());
    receive(&mut tx, &import).await;
    tx.save_sheet(&import.plan, &import.id, sheet, &mut ids(id)).await.unwrap();
    tx.mark_booked(&import.id, "2026-04-02T00:00:00Z").await.unwrap();
    tx.commit().await.unwrap();
    import.id
}

/// Adds the plan.
pub(crate) async fn found(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    tx.create_plan(&plan()).await.unwrap();
    tx.commit().await.unwrap();
}
