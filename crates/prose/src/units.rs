//! Units (助数詞) as data.

use crate::{chars::Chars, lexicon};

/// What sort of thing a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// People, cases, times, copies.
    Count,
    /// Places and bodies: where something is done, or how many of them there are.
    Place,
    /// Days, hours, minutes of an event.
    Length,
    /// A day of the month unless something says that days are counted.
    Day,
    /// Months, weeks and years.
    Period,
    /// 歳.
    Age,
    /// Shares, rates and points.
    Rate,
    /// Money.
    Money,
}

/// A unit: its usual spelling, its other spellings, and what makes it the head of another word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) usual: &'static str,
    also: &'static [&'static str],
    pub(super) kind: UnitKind,
    not: &'static [&'static str],
    /// Whether a kanji numeral before it is a number: 三か所, not 一人.
    pub(super) kanji: bool,
}

const fn of(usual: &'static str, kind: UnitKind, not: &'static [&'static str]) -> Unit {
    Unit { usual, also: &[], kind, not, kanji: false }
}

const fn spelt(usual: &'static str, also: &'static [&'static str], kind: UnitKind) -> Unit {
    Unit { usual, also, kind, not: &[], kanji: false }
}

const fn safe(unit: Unit) -> Unit {
    Unit { kanji: true, ..unit }
}

use UnitKind::{Age, Count, Day, Length, Money, Period, Place, Rate};

/// The units. Of two that fit, the longer is meant.
const UNITS: &[Unit] = &[
    of(
        "人",
        Count,
        &[
            "権",
            "事",
            "口",
            "生",
            "材",
            "工",
            "形",
            "間",
            "格",
            "暮",
            "親",
            "ひとり",
            "一人",
            "1人",
            "物",
            "々",
            "称",
            "里",
            "員",
            "目",
        ],
    ),
    safe(of("名", Count, &["簿", "称", "前", "所", "刺", "義", "札", "産", "誉", "目"])),
    safe(of("件", Count, &["名", "目"])),
    safe(of(
        "回",
        Count,
        &["答", "復", "線", "収", "覧", "転", "目", "避", "想", "路", "り", "忌"],
    )),
    of(
        "部",
        Count,
        &[
            "署", "屋", "門", "会", "活", "局", "長", "分", "品", "員", "作", "下", "族", "位",
            "構成", "制",
        ],
    ),
    of("人日", Count, &["本", "程", "常", "曜", "時"]),
    of("人泊", Count, &[]),
    of("支援単位", Count, &[]),
    of("班", Count, &["長", "員", "別"]),
    of("枚", Count, &["目"]),
    of("冊", Count, &["子", "目"]),
    of(
        "通",
        Count,
        &["知", "信", "院", "所", "学", "報", "告", "常", "話", "園", "り", "じ", "帳", "過", "勤"],
    ),
    of("票", Count, &["目"]),
    of(
        "本",
        Count,
        &[
            "人", "市", "町", "村", "県", "国", "年", "柱", "格", "校", "部", "館", "庁", "来",
            "会", "計画", "事業", "目",
        ],
    ),
    of("台", Count, &["帳", "風", "本", "紙", "目"]),
    of("個", Count, &["人", "別", "室", "性", "所"]),
    of("箱", Count, &[]),
    of("組", Count, &["織", "合", "み", "む", "目"]),
    of("食", Count, &["事", "育", "材", "生", "品", "料", "目", "堂"]),
    of("泊", Count, &["目"]),
    of("問", Count, &["題", "い", "合", "診", "目"]),
    of("票差", Count, &[]),
    of("世帯", Count, &["主", "員", "住宅"]),
    of("家庭", Count, &["教育", "訪問", "児童"]),
    of("戸", Count, &["別", "籍", "惑", "建"]),
    of("コース", Count, &[]),
    of("コマ", Count, &[]),
    of("クール", Count, &["目"]),
    of("講座", Count, &[]),
    of("教室", Count, &[]),
    of("メニュー", Count, &[]),
    of("プログラム", Count, &[]),
    of("クラス", Count, &[]),
    of("学級", Count, &[]),
    of("グループ", Count, &[]),
    of("チーム", Count, &[]),
    of("ケース", Count, &["会議", "ワーカー"]),
    of("事例", Count, &["検討", "集"]),
    of("事案", Count, &[]),
    of("項目", Count, &[]),
    of("議題", Count, &[]),
    of("事業", Count, &["所", "者", "名", "主", "計画", "費", "内容"]),
    of("施策", Count, &[]),
    safe(of("種類", Count, &[])),
    of("種", Count, &["別", "目", "類", "々"]),
    of("種目", Count, &[]),
    of("品目", Count, &[]),
    of("テーマ", Count, &[]),
    of("言語", Count, &["聴覚"]),
    of("作品", Count, &["展"]),
    of("区画", Count, &["整理"]),
    of("枠", Count, &["組", "外", "内"]),
    of("席", Count, &["上", "次", "順"]),
    of("室", Count, &["長", "内", "外", "温"]),
    of("床", Count, &["上", "下", "面"]),
    of("棟", Count, &["上"]),
    of("軒", Count, &["下", "先"]),
    of("基", Count, &["本", "準", "礎", "盤", "金", "地", "調", "づ", "幹"]),
    of("頭", Count, &["目"]),
    of("匹", Count, &[]),
    of("羽", Count, &["目"]),
    of("袋", Count, &[]),
    of("缶", Count, &[]),
    of("セット", Count, &[]),
    of("パック", Count, &[]),
    of("便", Count, &["宜", "利", "所", "り", "目"]),
    of("路線", Count, &["図", "価"]),
    of("曲", Count, &["目", "線", "が"]),
    of("番組", Count, &[]),
    of("ブース", Count, &[]),
    of("ページ", Count, &["目"]),
    of("試合", Count, &["目"]),
    of("往復", Count, &[]),
    of("歩", Count, &["行", "道", "合", "目", "み"]),
    of("kg", Count, &[]),
    of("km", Count, &["/"]),
    of("g", Count, &[]),
    of("mg", Count, &[]),
    of("t", Count, &["y", "e", "o", "h", "w", "v"]),
    of("トン", Count, &["ネル"]),
    of("cm", Count, &["×"]),
    of("mm", Count, &["×", "Hg"]),
    of("m", Count, &["×", "a", "e", "i", "o", "u", "r", "s"]),
    of("ml", Count, &[]),
    of("リットル", Count, &[]),
    of("kcal", Count, &[]),
    of("kWh", Count, &[]),
    of("ha", Count, &[]),
    of("ヘクタール", Count, &[]),
    of("㎡", Count, &[]),
    of("PV", Count, &[]),
    of("ビュー", Count, &[]),
    of("ダウンロード", Count, &[]),
    of("アクセス", Count, &[]),
    of("再生", Count, &[]),
    of("ページビュー", Count, &[]),
    safe(spelt("か所", &["ヶ所", "カ所", "ケ所", "個所", "箇所", "か処"], Place)),
    safe(of("団体", Place, &["交渉", "戦"])),
    of("機関", Place, &["紙", "誌", "車"]),
    of("医療機関", Place, &[]),
    of("関係機関", Place, &[]),
    of("関係団体", Place, &[]),
    of("施設", Place, &["長", "内"]),
    of("会場", Place, &[]),
    of("拠点", Place, &[]),
    of("校", Place, &["長", "区", "務", "舎", "内", "外", "種", "正", "庭", "則", "医"]),
    of("小学校", Place, &[]),
    of("中学校", Place, &["区"]),
    of("小中学校", Place, &[]),
    of("高校", Place, &["生"]),
    of("大学", Place, &["生", "院"]),
    of("学校", Place, &["区", "医"]),
    of("園", Place, &["児", "長", "庭", "芸", "内", "外"]),
    of("保育園", Place, &["児"]),
    of("保育所", Place, &["長"]),
    of("幼稚園", Place, &["児"]),
    of("公民館", Place, &[]),
    of("図書館", Place, &[]),
    of("病院", Place, &[]),
    of("薬局", Place, &[]),
    of("店舗", Place, &[]),
    of("農家", Place, &[]),
    of("児童館", Place, &[]),
    of("集会所", Place, &[]),
    of("診療所", Place, &[]),
    of("医院", Place, &["長"]),
    of("支所", Place, &["長"]),
    of("分館", Place, &["長"]),
    of("公園", Place, &[]),
    of("圏域", Place, &["別", "内"]),
    of("学区", Place, &["別", "内"]),
    of("校区", Place, &["別", "内"]),
    of("行政区", Place, &["長", "別", "内"]),
    of("区", Place, &["域", "別", "内", "間", "分", "民", "長", "立", "外", "切", "役", "目"]),
    of("集落", Place, &["別", "内"]),
    of("商店", Place, &["街"]),
    of("商店街", Place, &[]),
    of("クラブ", Place, &["員"]),
    of("サークル", Place, &[]),
    of("分団", Place, &["長"]),
    of("か国", Place, &["語"]),
    of("者", Place, &["会", "協", "面談", "択", "間", "連", "懇", "合意"]),
    of("店", Place, &["員", "長", "内"]),
    of("館", Place, &["長", "内", "外"]),
    of("課", Place, &["題", "長", "程", "税", "金", "外", "目", "内"]),
    of("課室", Place, &[]),
    of("係", Place, &["長", "数", "員"]),
    of("部署", Place, &[]),
    of("部局", Place, &[]),
    of("社", Place, &["会", "協", "員", "内", "団", "長", "福"]),
    of("企業", Place, &[]),
    of("法人", Place, &[]),
    of("事業所", Place, &[]),
    of("事業者", Place, &[]),
    of("地区", Place, &["社", "民", "別", "内", "組", "毎", "ごと", "計画", "目"]),
    of("地域", Place, &["包括", "福祉", "住民", "共生", "別", "目"]),
    of("自治体", Place, &[]),
    of("自治会", Place, &[]),
    of("町内会", Place, &[]),
    of("市町村", Place, &[]),
    of("市町", Place, &["村"]),
    of("窓口", Place, &["職員"]),
    of("日", Day, &["本", "程", "常", "曜", "時", "勤", "付", "誌", "給", "目", "中"]),
    Unit { usual: "日", also: &["日間"], kind: Length, not: &["間"], kanji: false },
    of("時間", Length, &["外", "帯", "割", "目"]),
    of(
        "分",
        Length,
        &[
            "野", "の1", "の2", "の3", "の4", "の5", "科", "類", "担", "析", "布", "娩", "校",
            "館", "会", "団", "署", "冊", "目", "け",
        ],
    ),
    safe(spelt(
        "か月",
        &["ヶ月", "カ月", "ケ月", "箇月", "か月間", "ヶ月間", "カ月間", "ケ月間", "箇月間"],
        Period,
    )),
    safe(of("週間", Period, &[])),
    of(
        "年",
        Period,
        &[
            "生", "度", "次", "齢", "末", "始", "目", "代", "金", "少", "長", "表", "報", "組",
            "月", "前",
        ],
    ),
    of("年間", Period, &[]),
    Unit {
        usual: "歳",
        also: &["才"],
        kind: Age,
        not: &["児", "代", "半", "入", "出"],
        kanji: false,
    },
    spelt("％", &["%", "パーセント", "ﾊﾟｰｾﾝﾄ", "㌫"], Rate),
    of("割", Rate, &["合", "引", "り", "当"]),
    of("倍", Rate, &["率"]),
    of("ポイント", Rate, &["カード"]),
    of("点", Rate, &["検", "字", "在", "灯", "滴", "訳", "線", "眼", "目"]),
    of("位", Rate, &["置", "牌"]),
    of("円", Money, &["滑", "卓", "満", "形", "陣"]),
    of("千円", Money, &[]),
    of("万円", Money, &[]),
    of("百万円", Money, &[]),
];

/// The unit that stands at the position, and the position after it.
pub(super) fn unit_at(chars: &Chars, at: usize) -> Option<(&'static Unit, usize)> {
    let spelling = |unit: &'static Unit| {
        let all = std::iter::once(&unit.usual).chain(unit.also);
        all.filter_map(|word| chars.word(at, word)).max().map(|to| (unit, to))
    };
    let longest = UNITS.iter().filter_map(spelling).max_by_key(|(_, to)| *to);
    let made = |to: usize| chars.any(to, MADE).is_some();
    longest.filter(|(unit, to)| chars.any(*to, unit.not).is_none() || made(*to))
}

/// What is done with things straight behind their unit, though it begins like another word: 50部作成,
/// not 3部作.
const MADE: &[&str] = &["作成", "作製", "作り", "会員", "分配"];

/// The unit straight behind a number that is too large for the words that begin like it: there is
/// no 300部作, and 150人生徒 are 150人.
pub(super) fn unit_of_many(chars: &Chars, at: usize) -> Option<(&'static Unit, usize)> {
    let plain = |unit: &&Unit| {
        matches!(unit.usual, "人" | "名" | "件" | "部" | "冊" | "枚" | "個" | "台" | "世帯" | "戸")
    };
    let units = UNITS.iter().filter(plain);
    units.filter_map(|unit| Some((unit, chars.word(at, unit.usual)?))).max_by_key(|(_, to)| *to)
}

/// Whether a unit counts places or bodies: か所, 校, 団体.
pub fn is_place(unit: &str) -> bool {
    UNITS.iter().any(|one| one.usual == unit && one.kind == UnitKind::Place)
}

/// Words in brackets behind a name that are no units: 登録者数（累計）.
const NO_UNITS: &[&str] = &[
    "計", "年", "度", "数", "後", "前", "込", "抜", "別", "性", "生", "者", "べ", "均", "値", "績",
    "掲", "算", "報", "定", "考", "体", "内", "児", "み", "の", "り", "目", "代", "上", "下", "満",
    "率", "規", "用", "初", "実",
];

/// The unit that a heading or the name of what is counted gives to its figure: 予算額（千円）,
/// 登録者数（累計）, 延べ利用者数（延べ人数）, 受診率.
pub fn unit_named(name: &str) -> Option<String> {
    let chars = Chars::of(name);
    let name = chars.words(0, chars.len());
    let name = name.trim_end_matches(['↑', '↓', '→', ' ']);
    let inner = name.split(['(', '[', '【']).skip(1);
    let inner = inner.filter_map(|rest| rest.split([')', ']', '】']).next());
    let inner: Vec<&str> = inner
        .map(|one| one.trim_start_matches("単位").trim_start_matches([':', ' ']).trim())
        .collect();
    let bare = name.split(['(', '[', '【']).next().unwrap_or(name).trim();
    let ending = |text: &str| {
        let ends = lexicon::COUNTED.iter().filter(|(word, _)| text.ends_with(word));
        let found = ends.max_by_key(|(word, _)| word.len());
        found.map(|(_, unit)| (*unit).to_owned())
    };
    let like = |one: &&&str| {
        let short = (1..=4).contains(&one.chars().count());
        short && !one.chars().any(char::is_numeric) && !lexicon::ends(one, NO_UNITS)
    };
    let known = inner.iter().rev().find_map(|one| measured(one).or_else(|| ending(one)));
    known
        .or_else(|| ending(bare))
        .or_else(|| inner.iter().rev().find(like).map(|one| (*one).to_owned()))
}

/// A unit that is known, with what may stand before it or beside it: 延べ人, 人/年, 決算・円.
fn measured(written: &str) -> Option<String> {
    let leads = ["延べ", "のべ", "延", "実", "年間", "単位:", "単位", ""];
    written.split(['/', '・', '、', ' ', ':', ',', ';']).find_map(|piece| {
        leads.iter().find_map(|lead| {
            let chars = Chars::of(piece.strip_prefix(lead)?);
            let (unit, to) = unit_at(&chars, 0)?;
            (to == chars.len()).then(|| unit.usual.to_owned())
        })
    })
}

/// The usual spelling of a written unit: ヶ所, ヵ所, カ所, 箇所 are か所; パーセント, % are ％.
pub fn unit(written: &str) -> String {
    let chars = Chars::of(written.trim());
    match unit_at(&chars, 0).filter(|(_, to)| *to == chars.len()) {
        Some((unit, _)) => unit.usual.to_owned(),
        None => (0..chars.len()).map(|at| chars.at(at)).collect(),
    }
}

/// Whether two units count the same: 人 and 名.
pub fn alike(one: &str, other: &str) -> bool {
    let person = |unit: &str| if unit == "名" { "人".to_owned() } else { unit.to_owned() };
    person(&unit(one)) == person(&unit(other))
}

/// What a label says that it counts, where the number has no unit: 参加者数：20.
const LABELS: &[(&str, &str)] = &[
    ("件数", "件"),
    ("回数", "回"),
    ("人数", "人"),
    ("人員", "人"),
    ("者数", "人"),
    ("員数", "人"),
    ("児数", "人"),
    ("部数", "部"),
    ("枚数", "枚"),
    ("冊数", "冊"),
    ("日数", "日"),
    ("か所数", "か所"),
    ("箇所数", "か所"),
    ("世帯数", "世帯"),
    ("団体数", "団体"),
    ("施設数", "施設"),
    ("事業所数", "事業所"),
    ("校数", "校"),
    ("率(%)", "％"),
];

/// The unit that the words before a bare number name, and the end of the label they are.
pub(super) fn unit_of_label(chars: &Chars, number: usize) -> Option<&'static str> {
    let mut end = number;
    while end > 0 && matches!(chars.at(end - 1), ' ' | ':' | '\t') {
        end -= 1;
    }
    if end == number {
        return None;
    }
    if chars.before(end) == ')' {
        let (unit, to) = (1..6).find_map(|back| unit_at(chars, end.checked_sub(back)?))?;
        let opened =
            to + 1 == end && chars.before(to.checked_sub(unit.usual.chars().count())?) == '(';
        return opened.then_some(unit.usual);
    }
    let named = LABELS.iter().find(|(label, _)| chars.ends(end, label));
    named.map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_its_figure_a_unit() {
        for (name, unit) in [
            ("予算額（千円）", Some("千円")),
            ("朝食を食べる児童の割合（小5）（％）↑", Some("％")),
            ("登録者数（累計）（人）", Some("人")),
            ("登録者数（累計）", Some("人")),
            ("事業費（決算・円）", Some("円")),
            ("決算額（税込、千円）", Some("千円")),
            ("協定事業者数（累計・者）", Some("者")),
            ("協力事業者数", Some("事業者")),
            ("執行額 [実績:千円]", Some("千円")),
            ("電話相談（延べ回数）", Some("回")),
            ("実施か所[単位：箇所]", Some("か所")),
            ("利用区画（区画）", Some("区画")),
            ("受診率", Some("％")),
            ("令和６年度", None),
            ("目標値（R8）", None),
            ("備考（参考）", None),
        ] {
            assert_eq!(unit_named(name).as_deref(), unit, "{name}");
        }
        assert!(is_place("圏域") && is_place("館") && !is_place("人"));
    }

    #[test]
    fn a_unit_has_one_usual_spelling() {
        for (written, usual) in [
            ("ヶ所", "か所"),
            ("ヵ所", "か所"),
            ("カ所", "か所"),
            ("箇所", "か所"),
            ("か所", "か所"),
            ("％", "％"),
            ("%", "％"),
            ("パーセント", "％"),
            ("名", "名"),
            ("人", "人"),
            ("ヶ月", "か月"),
            ("才", "歳"),
            ("", ""),
            ("ぽん", "ぽん"),
        ] {
            assert_eq!(unit(written), usual, "{written}");
        }
        assert!(alike("名", "人") && alike("箇所", "か所") && !alike("人", "件"));
    }
}
