//! What writes the figures of the sheet's counted rows: made-up records and wordings.

use crate::made::yearly;

/// A counted row: its number, its lines, and what writes its figures.
pub(crate) struct CountedRow {
    pub(crate) item: u32,
    pub(crate) lines: (usize, usize),
    pub(crate) register: &'static str,
    pub(crate) facts: Vec<String>,
    pub(crate) wordings: Vec<&'static str>,
}

fn row(
    item: u32,
    lines: (usize, usize),
    register: &'static str,
    facts: Vec<String>,
    wordings: &[&'static str],
) -> CountedRow {
    CountedRow { item, lines, register, facts, wordings: wordings.to_vec() }
}

fn held(day: &str, came: u64) -> String {
    format!(r#""date":"{day}","attended":[{{"n":{came}}}]"#)
}

fn times(n: usize, more: &str) -> Vec<String> {
    (0..n).map(|nth| format!(r#""date":"2021-06-{:02}"{more}"#, nth % 28 + 1)).collect()
}

fn asked_of(day: &str, came: u64, returned: u64, answers: &[(&str, u64)]) -> String {
    let option = |key: &str| if key == "known" { r#","option":"はい""# } else { "" };
    let answers: Vec<_> = answers
        .iter()
        .map(|(key, n)| format!(r#"{{"question":"{key}"{},"n":{n}}}"#, option(key)))
        .collect();
    format!(
        r#"{},"asked":{{"returned":{returned},"answers":[{}]}}"#,
        held(day, came),
        answers.join(",")
    )
}

const CASES: &str = "相談件数：{cases}件";
const HELD: &str = "講座を{held}回開催した。";
const COUNCIL: &str = "関係課（{sections_present}課）・関係団体（{bodies_present}か所）";
const BY_CODE: &str = r#"{list codes "{name}：{held}回" sep "、"}"#;

fn meetings() -> Vec<CountedRow> {
    let present: Vec<_> = (0..16)
        .map(|n| {
            let kind = if n < 11 { "section" } else { "body" };
            format!(r#"{{"kind":"{kind}","name":"{n}","presence":"present"}}"#)
        })
        .collect();
    let council = format!(r#""date":"2021-10-29","present":[{}]"#, present.join(","));
    let mut care = times(4, r#","channel":"central""#);
    care.extend(times(45, r#","channel":"area""#));
    vec![
        row(1, (23, 62), "協議会・連絡会議", vec![council], &[COUNCIL]),
        row(2, (63, 76), "協議会・連絡会議", times(1, ""), &["会議を{held}回開催した。"]),
        row(5, (160, 182), "ケア会議・ケース会議", care, &[BY_CODE]),
        row(8, (227, 258), "協議会・連絡会議", times(2, ""), &["会議を{held}回開催した。"]),
    ]
}

fn courses() -> Vec<CountedRow> {
    let staff = vec![
        held("2021-11-16", 16),
        asked_of("2021-11-25", 19, 35, &[("useful", 32), ("known", 14)]),
    ];
    let citizens = vec![held("2022-02-18", 11), asked_of("2022-02-28", 8, 19, &[("known", 5)])];
    let group = |key: &str, n: u64| {
        format!(r#""date":"2021-06-01","attended":[{{"group":"{key}","n":{n}}}]"#)
    };
    let mut halls = vec![group("hall", 9); 26];
    halls.extend([group("company", 9), group("company", 9)]);
    halls.extend([group("public", 9), group("public", 9), group("public", 9)]);
    let mut lessons = times(46, r#","channel":"course""#);
    lessons.extend(times(101, r#","channel":"lesson""#));
    let mut places: Vec<_> = (0..8).map(|_| held("2021-06-01", 10)).collect();
    places.push(held("2021-07-01", 9));
    vec![
        row(
            9,
            (262, 303),
            "ゲートキーパー養成講座",
            staff,
            &[
                r#"{each held "{date.md}：{attended}人" sep "、"}　合計{attended.sum}人"#,
                "アンケートでは{useful.rate}が役に立つ、{known.rate}が知っていたと回答した。",
            ],
        ),
        row(
            11,
            (326, 377),
            "講座・研修・講演会",
            vec![group("hall", 1), group("company", 1)],
            &[r#"{list groups "{name}　{attended}名" sep "、"}"#],
        ),
        row(
            14,
            (430, 463),
            "ゲートキーパー養成講座",
            citizens,
            &["参加者数：{attended}人", "アンケートでは{known.rate}が知っていたと回答した。"],
        ),
        row(
            26,
            (708, 726),
            "講座・研修・講演会",
            vec![asked_of("2021-10-01", 26, 26, &[("useful", 24)])],
            &[HELD, "アンケートでは{useful.rate}が回答した。"],
        ),
        row(
            28,
            (754, 775),
            "講座・研修・講演会",
            halls,
            &[r#"{list groups "{name}{held}回" sep "、"}"#],
        ),
        row(
            47,
            (1228, 1260),
            "講座・研修・講演会",
            places,
            &["実施回数：{held}回、参加者数：{attended}人"],
        ),
        row(74, (2114, 2135), "講座・研修・講演会", times(46, ""), &[HELD]),
        row(
            75,
            (2136, 2171),
            "学校の授業",
            lessons,
            &[r#"{list codes "{name}{held}回" sep "、"}"#],
        ),
        row(
            77,
            (2198, 2232),
            "講座・研修・講演会",
            vec![held("2021-11-08", 15)],
            &["参加者数：{attended}人"],
        ),
    ]
}

fn handouts() -> Vec<CountedRow> {
    let given = r#""date":"2021-06-01","movement":"give","persons":309,"kinds":4"#.to_owned();
    let street = r#""date":"2021-09-10","movement":"give","quantity":100,"approx":true"#.to_owned();
    let mail =
        r#""date":"2021-09-10","movement":"post","channel":"mail","reach":4000,"approx":true"#;
    let rounds = vec![
        r#""date":"2021-08-01","channel":"summer""#.to_owned(),
        r#""date":"2021-12-01","channel":"winter""#.to_owned(),
    ];
    vec![
        row(
            10,
            (304, 325),
            "リーフレットの配布",
            vec![given],
            &["{persons}人にパンフレットを{kinds}種類配布した。"],
        ),
        row(19, (561, 576), "街頭啓発", vec![street], &["啓発品を{copies}部配布した。"]),
        row(
            29,
            (776, 809),
            "広報・配信",
            vec![mail.to_owned(); 3],
            &["{channel}配信{posts}回　配信者合計数{reach}人"],
        ),
        row(
            84,
            (2410, 2436),
            "見守り・安否確認",
            rounds,
            &[r#"{list codes "{name}に{held}回" sep "、"}"#],
        ),
    ]
}

fn totals() -> Vec<CountedRow> {
    let one = |key: &str, n: u64| vec![yearly(key, n, &[])];
    let parts = [("law", 463), ("tax", 171), ("inheritance", 377), ("property", 250)];
    let desk = [("talk", 120), ("lawyer", 2), ("psychologist", 3), ("nurse", 0)];
    let again = [("talk", 206), ("lawyer", 2), ("psychologist", 4)];
    let violence = vec![yearly("cases", 125, &desk), yearly("contacts", 212, &again)];
    let named = r#"{list codes "・{name}　{cases}件{?contacts 　{contacts}回}" sep "\n"}"#;
    let each = r#"{list codes "{name}　{cases}件" sep "、"}"#;
    let topics = r#"一般　{cases}件（うち{list codes top=4 "{name}　{cases}件" sep "、" など}）"#;
    let visited = [one("visited", 1_046), one("target", 1_079)].concat();
    let sessions = [one("sessions", 26), one("users", 41)].concat();
    let menus = [one("bodies", 18), one("menus", 26)].concat();
    let by_code = |key: &str, parts: &[(&str, u64)]| {
        vec![yearly(key, parts.iter().map(|part| part.1).sum(), parts)]
    };
    let users = r#"{list codes "{name}　{users}人" sep "　"}"#;
    let paid = r#"{list codes "{name}{recipients}名" sep "、"}"#;
    vec![
        row(3, (77, 102), "産後の質問票", one("clients", 1_399), &["質問票実施人数　{clients}人"]),
        row(4, (103, 159), "相談", one("users", 55), &["相談延べ人数　{users}人"]),
        row(
            32,
            (855, 880),
            "こころの自己チェック",
            one("accesses", 14_715),
            &["年間アクセス件数：{accesses}件"],
        ),
        row(37, (972, 994), "相談", by_total(2_163, &parts), &[topics]),
        row(38, (995, 1010), "相談", one("cases", 799), &[CASES]),
        row(42, (1084, 1136), "相談", violence, &[named]),
        row(46, (1202, 1227), "相談", sessions, &["実施回数：{sessions}回、利用者数：{users}人"]),
        row(
            48,
            (1261, 1311),
            "相談",
            by_code("cases", &[("phone", 3_389), ("web", 2_271)]),
            &[each],
        ),
        row(
            49,
            (1331, 1356),
            "乳児家庭訪問",
            visited,
            &["訪問家庭数　{visited}件　訪問率　{visited.rate}"],
        ),
        row(50, (1357, 1383), "相談", one("users", 1_630), &["相談延べ人数　{users}人"]),
        row(
            51,
            (1384, 1417),
            "訪問・産後ケア",
            by_code("users", &[("stay", 70), ("day", 27)]),
            &[users],
        ),
        row(52, (1418, 1442), "訪問・産後ケア", one("visits", 20), &["訪問者数（延べ）{visits}人"]),
        row(
            71,
            (2004, 2044),
            "支給・貸付",
            by_code("recipients", &[("primary", 1_206), ("junior", 895)]),
            &[paid],
        ),
        row(
            72,
            (2045, 2080),
            "支給・貸付",
            by_code("recipients", &[("scholarship", 12), ("entrance", 4)]),
            &[paid],
        ),
        row(79, (2253, 2295), "協力団体", menus, &["{bodies}団体、{menus}メニュー"]),
        row(82, (2361, 2390), "相談", by_code("cases", &[("phone", 6), ("web", 2)]), &[each]),
    ]
}

fn by_total(total: u64, parts: &[(&str, u64)]) -> Vec<String> {
    vec![yearly("cases", total, parts)]
}

/// Every counted row that records can write.
pub(crate) fn rows() -> Vec<CountedRow> {
    [meetings(), courses(), handouts(), totals()].into_iter().flatten().collect()
}
