//! Sentences of a city that does not exist, and what they count.

use domain::{Field, FiscalYear};

use super::*;
use crate::quantity::{Per, QuantityRole};
use Share::{Own, Part, Total};

fn asked(field: &Field) -> AskedField<'_> {
    AskedField { field, year: FiscalYear::parse("R3").unwrap() }
}

/// The quantities as `value unit`, with the upper end of a range.
fn told(text: &str) -> Vec<String> {
    let one = |q: &Quantity| {
        let high = q.high.map_or(String::new(), |high| format!("~{high}"));
        format!("{}{high}{}", q.value, q.unit)
    };
    quantities(text, asked(&Field::Status)).iter().map(one).collect()
}

fn only(field: &Field, text: &str) -> Quantity {
    let found = quantities(text, asked(field));
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn numbers_are_read_with_their_units() {
    for (text, read) in [
        ("受講者　１，２３４名", vec!["1234名"]),
        ("アクセス件数：12,345件", vec!["12345件"]),
        ("市内９ヵ所の公民館で開催", vec!["9か所"]),
        ("薬局12箇所、店舗３カ所に設置", vec!["12か所", "3か所"]),
        ("満足度は８５．５パーセントだった", vec!["85.5％"]),
        ("参加者 10～20人", vec!["10~20人"]),
        ("参加者10人～20人程度", vec!["10~20人"]),
        ("年１〜２回の開催", vec!["1~2回"]),
        ("参加者：５月１日：１０人、６月１日：１５人　合計２\n５人", vec!["10人", "15人", "25人"]),
        ("冊子を２種類、計三千部配布", vec!["2種類"]),
        ("約１万２千人に配信した", vec!["12000人"]),
        ("補助金1,200千円", vec!["1200千円"]),
        ("二回開催した", vec!["2回"]),
        ("参加者数：25\n実施回数　3", vec!["25人", "3回"]),
        ("参加者（人）：25", vec!["25人"]),
        ("30の子育て講座を開いた", vec!["30講座"]),
        ("前年度比２倍、１２％増、3.5ポイント減", vec!["2倍", "12％", "3.5ポイント"]),
        ("10団体50人が参加", vec!["10団体", "50人"]),
        ("講座を2日間、1回90分で実施", vec!["2日", "90分"]),
        ("相談件数は０件であった", vec!["0件"]),
        ("来館者　R4：2,318人→R5：1,907人", vec!["2318人", "1907人"]),
        ("来館者 R4:2,318人、R5:986人", vec!["2318人", "986人"]),
        ("令和4年度:12,040件", vec!["12040件"]),
        ("受付時間9:30、来場者1,204人", vec!["1204人"]),
        ("ボランティア活動 延べ３，２１５時間", vec!["3215時間"]),
        ("3,000部作成し、60部作成分を追加", vec!["3000部", "60部"]),
        ("協定事業者は55者、4圏域で36枠を設けた", vec!["55者", "4圏域", "36枠"]),
        ("延べ152人（1回平均25.3人）", vec!["152人", "25.3人"]),
        ("1,850人生徒に配布", vec!["1850人"]),
    ] {
        assert_eq!(told(text), read, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_count_is_none() {
    for text in [
        "第３回は書面で、第1・2回は会場で",
        "令和3年10月29日（金）10時30分～12:00",
        "9:00～17:15　第1・3土曜日",
        "電話0480-12-3456、048（123）4567",
        "第４次あおぞら計画 基本施策１",
        "資料No.5 P.12 第６条 １１０番",
        "24時間365日受け付ける",
        "小学5年生と4歳児、3歳児健診、１歳６か月児健診",
        "2次救急 K6 PHQ9 R3 5類",
        "一人ひとりに寄り添い、1人1人を支えた",
        "1つの柱 あおぞら町１丁目2番3号",
        "30代の相談 １回目 3年目 10月号 3部作 2人暮らし",
        "1回答 2課題 3部署名 3部作 2者面談",
        "2週間前に資料を送付した。3か月後に",
        "",
    ] {
        let found: Vec<_> = told(text).into_iter().filter(|q| q != "3部署").collect();
        assert_eq!(found, [""; 0], "{text}");
    }
}

#[test]
fn the_words_that_belong_to_a_number_are_its_span() {
    for (text, words) in [
        ("講座を年1回以上開催する。", "年1回以上"),
        ("約１００部を配布", "約１００部"),
        ("延べ60人が参加", "延べ60人"),
        ("それぞれ各1日ずつ開催", "それぞれ各1日ずつ"),
        ("法律相談を2か月に1回行う", "2か月に1回"),
        ("毎月１回発行", "毎月１回"),
        ("10人程度で実施", "10人程度"),
    ] {
        assert_eq!(only(&Field::Plan, text).span.of(text), words);
    }
}

#[test]
fn frequency_bounds_and_estimates_are_told() {
    let of = |text| only(&Field::Plan, text);
    assert_eq!(of("年２回開催").per, Some(Per::Year));
    assert_eq!(of("月に１回開催").per, Some(Per::Month));
    assert_eq!(of("毎週1回開催").per, Some(Per::Week));
    assert_eq!(of("隔月1回開催").per, Some(Per::Months(2)));
    assert_eq!(of("3年に1回調査").per, Some(Per::Years(3)));
    assert_eq!(of("1日2回放送").per, Some(Per::Day));
    assert_eq!(of("1人30分の相談").per, Some(Per::Each));
    assert_eq!(of("令和3年度2回開催").per, None);
    assert!(of("年1回以上開催").least && !of("10人以下で開催").least);
    assert!(of("約50人").approximate && of("50人程度").approximate && !of("50人").approximate);
}

#[test]
fn what_is_counted_is_the_phrase_or_label_beside_it() {
    let label = |text: &str, n: usize| quantities(text, asked(&Field::Status))[n].label.clone();
    for (text, n, words) in [
        ("相談件数：12件", 0, "相談件数"),
        ("参加者：５月１日：１５人、６月１日：１８人", 1, "参加者 6月1日"),
        ("受講者数\n保健師　２名、栄養士　１名", 1, "受講者数 栄養士"),
        ("・面接相談　10件　12回", 1, "面接相談"),
        ("民生委員１２０人に冊子を３種類配布した", 0, "民生委員"),
        ("民生委員１２０人に冊子を３種類配布した", 1, "冊子"),
        ("年1回以上、庁内連絡会議を開催する。", 0, "庁内連絡会議"),
        ("保護者を対象に40回講座を行った。", 0, "講座"),
        ("庁内（９課）・協力団体（４か所）で話し合った", 1, "協力団体"),
        ("訪問者数（延べ）２０人", 0, "訪問者数"),
        ("令和3年度は延べ30件の子育て相談があった", 0, "子育て相談"),
        ("支給実績：小学校10名、中学校20名", 1, "支給実績 中学校"),
        ("実施回数：6回、参加者数：50人", 1, "参加者数"),
        ("95％の職員が「役に立つ」と回答した", 0, "職員が「役に立つ」と回答した"),
        ("心の相談を実施（年20回）", 0, "心の相談 実施"),
    ] {
        assert_eq!(label(text, n), words, "{text}");
    }
}

#[test]
fn a_number_was_done_is_meant_or_only_describes() {
    for (field, text, role) in [
        (Field::Status, "講座を3回開催した。", QuantityRole::Actual),
        (Field::Plan, "講座を3回開催する。", QuantityRole::Target),
        (Field::Plan, "これまで各1回としていたが、今後は増やす。", QuantityRole::Context),
        (Field::Status, "予定は9回であったが、中止した。", QuantityRole::Target),
        (Field::Evaluation, "次年度は5回に増やしていく。", QuantityRole::Target),
        (Field::Evaluation, "参加者は5人であった。", QuantityRole::Actual),
        (Field::Plan, "65歳以上の方を対象とする。", QuantityRole::Context),
        (Field::Plan, "産後1か月の産婦を支える。", QuantityRole::Context),
        (Field::Plan, "30日以内に連絡する。", QuantityRole::Context),
        (Field::Status, "８か所の相談窓口と連携した。", QuantityRole::Context),
        (Field::Status, "８か所の公民館で講座を開いた。", QuantityRole::Actual),
        (Field::Status, "従業員50人以上の事業所に送付した。", QuantityRole::Context),
        (Field::Plan, "週2回を上限に配達する。", QuantityRole::Context),
        (Field::Other("目標値".into()), "20人", QuantityRole::Target),
    ] {
        assert_eq!(only(&field, text).role, role, "{text}");
    }
}

#[test]
fn words_give_a_number_its_year() {
    let years = |text: &str| {
        let found = quantities(text, asked(&Field::Evaluation));
        found.iter().map(|q| q.year.start() - 2018).collect::<Vec<_>>()
    };
    assert_eq!(years("令和２年度は３回、令和３年度は５回開催した。"), [2, 3]);
    assert_eq!(years("前年度の12人から40人に増加した。"), [2, 3]);
    assert_eq!(years("昨年度より12％増加した。"), [3]);
    assert_eq!(years("次年度は6回開催したい。"), [4]);
    assert_eq!(years("【令和２年度】\n参加者：10人\n【令和３年度】\n参加者：12人"), [2, 3]);
    assert_eq!(years("対象を広げた（令和４年度～）相談は7件。"), [3]);
}

#[test]
fn a_number_that_only_leads_to_another_is_a_change() {
    use Share::Change;

    let shares = |text: &str| {
        let found = quantities(text, asked(&Field::Status));
        found.iter().map(|q| q.share).collect::<Vec<_>>()
    };
    assert_eq!(shares("新たに３店が加わり４１店となった。"), [Change, Own]);
    assert_eq!(shares("前年度の12人から40人に増加した。"), [Own, Own], "another year's own figure");
    assert_eq!(shares("回数を５回から８回へ増やした。"), [Change, Own]);
    assert_eq!(shares("２か所増え、計９か所となった。"), [Change, Total]);
    assert_eq!(shares("65歳から74歳に案内した。"), [Own, Own]);
    assert_eq!(shares("10人から20人が参加した。"), [Own, Own]);
}

#[test]
fn sums_and_parts_are_told_apart() {
    let shares = |text: &str| {
        let found = quantities(text, asked(&Field::Status));
        found.iter().map(|q| q.share).collect::<Vec<_>>()
    };
    assert_eq!(shares("相談60件（うち法律20件、税金10件）、訪問3件"), [Own, Part, Part, Own]);
    assert_eq!(shares("５月：10人、６月：12人　合計22人"), [Own, Own, Total]);
    assert_eq!(shares("参加者30人（男性10人、女性20人）"), [Own, Part, Part]);
    assert_eq!(shares("講座10回（延べ120人）"), [Own, Own]);
    assert_eq!(shares("入居者のうち、高齢者に2回連絡した"), [Own]);
}

#[test]
fn a_word_between_two_numbers_belongs_to_one_of_them() {
    let read = quantities("0\n年間0名", asked(&Field::Plan));
    let spans: Vec<_> = read.iter().map(|one| (one.span.start, one.span.end)).collect();
    assert!(spans.is_sorted_by(|one, next| one.1 <= next.0), "{spans:?}");
}

proptest::proptest! {
    #[test]
    fn quantities_lie_in_order_within_any_text(
        text in "[0-9０-９一二十百万千,，.．~～\\-/:： \n人名件回か所年月日週間約延べ計各以上うち第の（）()「」、。は👪]{0,60}|.{0,80}",
    ) {
        let mut last = 0;
        for one in quantities(&text, asked(&Field::Plan)) {
            proptest::prop_assert!(one.span.start >= last && one.span.start < one.span.end);
            proptest::prop_assert!(text.get(one.span.start..one.span.end).is_some());
            proptest::prop_assert!(one.value.is_finite() && one.high.is_none_or(|high| high > one.value));
            last = one.span.end;
        }
    }
}
