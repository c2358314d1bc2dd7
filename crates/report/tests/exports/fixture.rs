//! A small sheet of a fictional city with every kind of value.

use domain::{
    Field, FiscalYear, Offset, Place, Slot,
    layout::{Column, ColumnRole, Layout},
    measure::Measure,
    scale::{Grade, Scale},
    sheet::{Cell, Row, Sheet},
};
use report::Heading;

pub(crate) const HEADING: Heading =
    Heading {
        municipality: "あおぞら市", area_code: "999997", plan_title: "自殺対策計画"
    };

pub(crate) fn scale() -> Scale {
    let grades = [("ア", "実施済"), ("ウ", "準備中"), ("エ", "未実施"), ("オ", "その他")];
    let grades = grades.map(|(code, label)| Grade::new(code, label)).to_vec();
    Scale { name: "取組状況".to_owned(), grades }
}

pub(crate) fn own_field() -> Slot {
    Slot::new(Field::Other("予算額（千円）".to_owned()), Offset::This)
}

/// Rows: texts by action, content, page, departments, sections, relisted, the eight standard
/// answers and the own field.
const ROWS: [(Option<usize>, [&str; 15]); 5] = [
    (
        Some(1),
        [
            "庁内連絡会議",
            "関係課の連携を強化します。",
            "18",
            "市民部・\n福祉部",
            "健康課・こども課",
            "",
            "書面で開催した。\n日時：令和２年２月１２日",
            "100",
            "年1回開催する。",
            "年1回開催した。",
            "連携が図れた。",
            "ア　実施済",
            "96.9",
            "年1回開催する。",
            "120",
        ],
    ),
    (
        Some(1),
        [
            "相談窓口の周知",
            "",
            "Ｒ３追加",
            "市民部",
            "健康課",
            "",
            "-",
            "-",
            "=1+1を計算する。",
            "+81に掲載",
            "@SNSで周知した。",
            "ウ　準備中",
            "0",
            "-1日だけ、\"続ける\"",
            "",
        ],
    ),
    (
        Some(2),
        [
            "人権研修",
            "職員に行います。",
            "20",
            "",
            "人権・男女共同参画課",
            "再掲",
            "",
            "",
            "対象外",
            "",
            "未確定",
            "",
            "対象外",
            "",
            "対象外",
        ],
    ),
    (
        Some(2),
        [
            "<庁内> & '会議'",
            "'24年から",
            "21",
            "",
            "",
            "",
            "",
            "１００％",
            "",
            "２回",
            "",
            "順調",
            "96.90",
            "",
            "",
        ],
    ),
    (None, ["施策のない事業", "", "", "", "", "", "", "未確定", "", "", "", "", "", "", ""]),
];

pub(crate) fn sheet() -> Sheet {
    let year = FiscalYear::parse("R3").unwrap();
    let mut layout = Layout::standard(year, scale());
    layout.columns.push(Column::new("予算額（千円）", ColumnRole::Answer(own_field())));
    let measure =
        |title: &str, parent| Measure { title: title.to_owned(), parent, place: Place::File };
    let measures = vec![
        measure("第１章　生きる支援", None),
        measure("基本施策１　地域におけるネットワークの強化", Some(0)),
        measure("基本施策２　人材の育成", Some(0)),
    ];
    let roles: Vec<ColumnRole> = layout.columns.iter().map(|column| column.role.clone()).collect();
    let rows = ROWS.iter().zip(1..).map(|((measure, texts), no)| {
        let mut row = Row::blank(no, Place::Lines { from: no * 10, to: no * 10 + 9 });
        row.measure = *measure;
        for (at, (role, text)) in (0..).zip(roles.iter().zip(texts)) {
            *row.cell_mut(role).unwrap() = Cell::new(*text, Place::cell(&"様式".into(), no, at));
        }
        row
    });
    Sheet { year, rows: rows.collect(), layout, measures }
}
