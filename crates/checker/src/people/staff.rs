//! Members of the staff by their surname: 大河内相談員 in a text for everybody.

use std::sync::OnceLock;

use prose::{Span, WordIndex, classes::is_han, lexicon};

use crate::likeness::{last_run, tail};

/// What members of the staff are called behind their surname.
const TITLES: [&str; 30] = [
    "相談員",
    "保健師",
    "主任",
    "主査",
    "主事",
    "主幹",
    "参事",
    "係長",
    "課長",
    "部長",
    "次長",
    "室長",
    "支援員",
    "指導員",
    "推進員",
    "助産師",
    "看護師",
    "栄養士",
    "心理士",
    "心理師",
    "社会福祉士",
    "教諭",
    "校長",
    "教頭",
    "園長",
    "館長",
    "コーディネーター",
    "カウンセラー",
    "ケースワーカー",
    "弁護士",
];

/// Letters with which surnames begin, and with which they end. No word for an office, a trade or a
/// place has one of both at its ends (専門相談員, 地域支援員, 中山間支援員).
const FIRST: &str = "大小中上下山川田野石松高森林木村岡島藤竹梅桜杉柳栗桑菊萩橋池沢浜岩長吉古今福平安金\
    原谷内西東北南水清秋夏冬春星月前宮寺武三五八千永荒黒白青赤本須佐斎斉飯廣広坂塩土堀増阿浅新若久宇植奥尾\
    織笠加片神河岸菅熊倉児近後境榊笹渋島霜角関瀬園染多丹津辻堤寺戸富豊鳥中永鍋成根能畠畑服早原番樋日平\
    船別星細穂堀牧正間丸水溝皆峰向室望持桃矢八柳湯横米鷲和渡亘";
const LAST: &str = "田山川村本野島嶋原井藤木崎沢澤内口橋瀬谷岡森林松浦塚江池部子尾葉宮坂倉場津浜下上中石岩見城\
    地保垣戸沼泉賀羽馬間越根永家屋辺邊杉梨脇柳";

/// What such letters make that is no surname.
const NONE: &[&str] = &[
    "大口",
    "小口",
    "内部",
    "外部",
    "本部",
    "支部",
    "学部",
    "上部",
    "下部",
    "中部",
    "西部",
    "東部",
    "北部",
    "南部",
    "長野",
    "福島",
    "福井",
    "山口",
    "石川",
    "岡山",
    "富山",
    "香川",
    "高知",
    "三重",
    "千葉",
    "宮城",
    "秋田",
    "長崎",
    "大分",
    "宮崎",
    "広島",
    "鳥取",
    "島根",
    "徳島",
    "熊本",
    "山形",
    "青森",
    "岩手",
    "現場",
    "市場",
    "職場",
    "会場",
    "広場",
    "市内",
    "町内",
    "県内",
    "村内",
    "区内",
    "庁内",
    "校内",
    "院内",
    "園内",
    "屋内",
    "中山間",
    "土木",
    "林野",
    "原野",
    "分野",
    "平野",
    "山林",
    "山村",
    "農村",
    "島内",
    "館内",
    "小中",
    "大中",
    "水中",
    "地上",
    "川上",
    "川下",
    "水辺",
    "水田",
    "田畑",
    "森林",
    "林間",
    "北中",
    "南中",
    "東中",
    "西中",
];

/// A surname straight before what a member of the staff is called.
pub(super) fn find(text: &str) -> Option<Span> {
    static INDEX: OnceLock<WordIndex<'static>> = OnceLock::new();
    let titles = INDEX.get_or_init(|| WordIndex::of(TITLES));
    let mut places = titles.find(text).map(|(_, span)| span);
    places.find_map(|at| {
        let before = text.get(..at.start)?;
        let name = last_run(before, 4, is_han);
        let (first, last) = (name.chars().next()?, name.chars().next_back()?);
        let long = (2..=3).contains(&name.chars().count());
        let known = lexicon::SURNAMES.contains(&name);
        let likely = FIRST.contains(first) && LAST.contains(last);
        let place = NONE.iter().any(|word| name.ends_with(word)) && !known;
        let lead = before.get(..before.len() - name.len())?;
        // 講師の大河内相談員: who is announced is no secret
        let public = lexicon::holds(tail(lead, 24), lexicon::ANNOUNCED);
        // 港町、山田の2地区に相談員: the title has words of its own before it
        let led = lead.chars().next_back().is_none_or(|c| !prose::classes::is_word(c))
            || lead.ends_with(prose::classes::is_hiragana);
        (long && (known || likely) && !place && !public && led)
            .then_some(Span { start: at.start - name.len(), end: at.end })
    })
}

/// Whether letters look like a surname: by what surnames begin and end with.
pub(super) fn is_likely(name: &str) -> bool {
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else {
        return false;
    };
    let likely = FIRST.contains(first) && LAST.contains(last) && !NONE.contains(&name);
    likely || lexicon::SURNAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_surname_before_what_staff_is_called_is_found_whatever_the_name() {
        for text in [
            "長年担当してきた大河内相談員の退職に備え、引継ぎを整えました。",
            "・田上保健師が訪問（12件）",
            "窓口では森脇主任と小柳主事が対応した。",
            "宇野係長から説明した。",
            "新任の竹之内支援員、鳥羽コーディネーターを配置",
        ] {
            speaks("PERSON_NAMED", &[("status", text)]);
        }
        for text in [
            "専門相談員と地域支援員を配置した。",
            "市内相談員の研修、中山間支援員の派遣",
            "家庭児童相談員、母子保健師、野外指導員",
            "福島県から保健師2名を受け入れた。",
            "学校長、中学校長、保育園長に説明した。",
            "北部相談員、土木係長、現場主任に説明した。",
            "南小校長、小中校長会で報告した。",
        ] {
            silent("PERSON_NAMED", &[("status", text)]);
        }
    }
}
