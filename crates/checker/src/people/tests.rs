//! What must not be told of people, in the styles of several cities.

use crate::cases::{silent, speaks};

#[test]
fn hints_that_tell_who_it_is_are_found_in_every_style() {
    for text in [
        "緑町の82歳の男性が自宅で倒れているのを発見し、孤立死を防ぎました。",
        "・9月、東小学校6年生の女子児童、虐待通告1件→一時保護",
        "◎青葉団地の50代男性（元教員）のひきこもりに対応した。",
    ] {
        speaks("PERSON_TRACEABLE", &[("status", text)]);
    }
    for text in [
        "65歳以上の方の孤立を防ぐため、各地区で見守りを行いました。",
        "・小学6年生を対象にSOSの出し方教育（いじめ防止）を9月に実施",
        "◎ひきこもりの相談に応じた。30代から50代が多い。",
    ] {
        silent("PERSON_TRACEABLE", &[("status", text)]);
    }
}

#[test]
fn age_place_trade_and_household_tell_of_one_in_any_order() {
    for text in [
        "事例検討では、昨年妻に先立たれ桜台地区で独りで暮らす82歳の元郵便局員の事例を取り上げた。",
        "・12月、三丁目で理髪店を営んでいた82歳の独居男性宅を訪問→受診につながる",
        "・通報31件、うち2月に若葉団地3号棟で単身の入居者が亡くなっているのを新聞販売店が発見",
        "うち１人は港南中学校を卒業したばかりの15歳であり、個別に支援しました。",
        "北小学校6年の女子児童1人については、医療機関につなぎました。",
        "相談に訪れた留学生1人が死にたい気持ちを打ち明けている。",
    ] {
        speaks("PERSON_TRACEABLE", &[("status", text)]);
    }
    for text in [
        "中学校5校の2年生を対象に実施し、相談窓口を案内した。",
        "・参加者のうち3人がその場で求人に応募",
        "年代別では50歳代が78件で最も多く、40歳代の71件が続く。相談は北地区に多い。",
        "相談員2名を東町の窓口に配置し、８月から週２日対応しました。",
        "77歳、88歳、100歳の方に記念品を配り、各地区の民生委員が訪問した。",
    ] {
        silent("PERSON_TRACEABLE", &[("status", text)]);
    }
    speaks(
        "PERSON_TRACEABLE",
        &[
            ("action", "自殺未遂者への支援"),
            ("status", "継続して支援した者に10歳代の女子が1人おり、学校とも情報を共有した。"),
        ],
    );
}

#[test]
fn means_and_places_are_found_in_every_style() {
    for text in [
        "飛び降りによる死亡が続いたため、見回りを行いました。",
        "・大橋で2名が亡くなる事案→自殺防止看板を設置",
        "大橋の歩道から欄干を乗り越える事案が続いたため、見回りを夜間に変更した。",
        "首つりが多いことから、若者への啓発を強化した。自殺対策連絡会で共有。",
    ] {
        speaks("MEANS_TOLD", &[("status", text)]);
    }
    for text in [
        "自殺の手段への対策を連絡会で話し合いました。",
        "・橋の上に相談先の看板を設置",
        "課題を乗り越える事例を研修で紹介した。",
        "河川の事故を防ぐため見回りを行った。",
    ] {
        silent("MEANS_TOLD", &[("status", text)]);
    }
}

#[test]
fn names_of_persons_are_found_in_every_style() {
    for text in
        ["高橋様からの相談に応じました。", "・担当：渡辺（内線２１４）", "連絡は090-1234-5678へ"]
    {
        speaks("PERSON_NAMED", &[("status", text)]);
    }
    for text in ["講師の高橋先生から助言を受けました。", "・担当：健康課", "電話は012-345-6789へ"]
    {
        silent("PERSON_NAMED", &[("status", text)]);
    }
}

#[test]
fn one_of_a_few_is_recognised_by_school_illness_or_loss_in_every_style() {
    for text in [
        "◆9月に来所した桜台区の農家の長男（42歳）は、父親の死後に眠れなくなり、医療機関を紹介",
        "中央保育所には人工呼吸器を使う4歳児1人が在籍し、看護師が付き添っている。",
        "11月に息子さんを亡くされた西町の鮮魚店のご夫婦には、保健師が訪問を行っています。",
        "・新規導入の4人のうち1人は通院を中断していた50歳代女性で、経過を確認",
    ] {
        speaks("PERSON_TRACEABLE", &[("status", text)]);
    }
    for text in [
        "各保育所の4歳児を対象に、看護師が講話を行った。",
        "・夫婦で参加できる教室を11月に桜台地区で開催",
        "農家の女性を対象に、9月に健康教室を開きました。",
    ] {
        silent("PERSON_TRACEABLE", &[("status", text)]);
    }
}

#[test]
fn a_surname_that_no_list_has_is_one_before_a_form_of_address() {
    for text in [
        "カウンセラーの三枝先生が学校を訪問した。",
        "・保健師の鬼頭さんが同行",
        "相談は、嘱託の薬袋氏が受けています。",
    ] {
        speaks("PERSON_NAMED", &[("status", text)]);
    }
    for text in [
        "担任の先生が面談した。",
        "児童の保護者、担当先生と話し合った。",
        "・地域の商店主さんに依頼",
        "講師の三枝先生を迎え、講演会を開いた。",
        "地元の農家さん、漁師さんから食材の提供を受けました。",
    ] {
        silent("PERSON_NAMED", &[("status", text)]);
    }
}

#[test]
fn where_a_shelter_stands_is_not_told_in_every_style() {
    for text in [
        "・県の一時保護所及び東町三丁目の民間シェルターと調整",
        "緑ヶ丘団地内の母子生活支援施設に入所を依頼しました。",
        "避難先の北沢地区のシェルターまで職員が同行した。",
    ] {
        speaks("SHELTER_PLACE", &[("action", "ＤＶ被害者の保護"), ("status", text)]);
    }
    for text in ["・民間シェルターと調整", "県の一時保護所に移送した。", "犬の保護施設を見学した。"]
    {
        silent("SHELTER_PLACE", &[("action", "ＤＶ被害者の保護"), ("status", text)]);
    }
    silent(
        "SHELTER_PLACE",
        &[("action", "防災"), ("status", "東町三丁目の津波避難シェルターを点検した。")],
    );
}

#[test]
fn one_who_is_known_by_work_school_or_letter_is_found_in_every_style() {
    for text in [
        "相談者（40代、市立病院勤務）に受診を勧め、支援につないだ。",
        "・消防署勤務の30代職員が休職、産業医面談につないだ",
        "北原小６年の女子児童１人（父子家庭）が登校できなくなり、支援しました。",
        "緑台中2年のKさん（父子家庭）については関係機関と支援会議を開いた。",
        "9月、小学5年の双子が一時保護となり、児童相談所と連携した。",
        "信用金庫に勤める50代男性のうつの相談に応じた。",
    ] {
        speaks("PERSON_TRACEABLE", &[("status", text)]);
    }
    for text in [
        "県立病院に勤務する看護師を講師に、40代以上の方を対象に開催した。",
        "・小学5年生を対象に、SOSの出し方教育を9月に実施",
        "北原小６年の児童32人が授業を受け、感想文を書いた。",
        "規模を縮小し、期間中2年ぶりに相談会を開催した。",
        "市役所勤務の新任職員30人に研修を行った。",
    ] {
        silent("PERSON_TRACEABLE", &[("status", text)]);
    }
    let action = ("action", "要保護児童対策地域協議会");
    speaks("PERSON_OF_FEW", &[action, ("status", "身体的 51件／性的（栗林小）1件")]);
    silent("PERSON_OF_FEW", &[action, ("status", "身体的 51件／性的（継続中）1件")]);
    silent("PERSON_OF_FEW", &[action, ("status", "性的被害の相談（規模縮小）1回")]);
}

#[test]
fn names_in_full_are_found_in_every_style() {
    for text in [
        "会に参加した北原区の田所フミ子さんから、お話がありました。",
        "■沼袋彗太さん(ひきこもり歴あり)が体験を話した。",
        "・遺族の久我山美咲さんが手記を寄せた。",
    ] {
        speaks("PERSON_NAMED", &[("status", text)]);
    }
    for text in [
        "先輩ママさんの集い、地域サロンさんの協力を得た。",
        "民生委員児童委員さん、地元商店街さんと連携した。",
        "講師の久我山美咲さんが講演した。",
        "老人クラブさん、自治会役員さんに説明した。",
        "「のぞみさん家」で居場所を開いた。",
    ] {
        silent("PERSON_NAMED", &[("status", text)]);
    }
    for text in [
        "汐見橋での事案が続いているとの御意見を踏まえ、見回りを強化しました。",
        "・踏切での事案を受け、夜間の巡回を実施",
    ] {
        speaks("MEANS_TOLD", &[("status", text)]);
    }
    silent("MEANS_TOLD", &[("status", "不審者の事案を受け、通学路の巡回を強化した。")]);
}
