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
fn means_and_places_are_found_in_every_style() {
    for text in [
        "飛び降りによる死亡が続いたため、見回りを行いました。",
        "・大橋で2名が亡くなる事案→自殺防止看板を設置",
        "首つりが多いことから、若者への啓発を強化した。自殺対策連絡会で共有。",
    ] {
        speaks("MEANS_TOLD", &[("status", text)]);
    }
    for text in [
        "自殺の手段への対策を連絡会で話し合いました。",
        "・橋の上に相談先の看板を設置",
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
