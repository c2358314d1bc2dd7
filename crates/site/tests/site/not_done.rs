//! The list of what was not done or cannot be told.

use domain::scale::GradeClass;

use crate::{aozora, html, text, written};

/// The words of the list for an edition.
fn listed(content: &edition::EditionContent) -> String {
    let files = written(content, &[]).unwrap();
    html::words(&html::pieces(text(&files, "notdone.html")))
}

/// The part of the list before it tells how it was made.
fn list(words: &str) -> &str {
    words.split("調べ方").next().unwrap()
}

#[test]
fn case_30_what_was_not_done_given_up_replaced_or_left_open_is_listed_with_its_state_and_reason() {
    let words = listed(&aozora::edition());
    let list = list(&words);
    for title in [
        "高齢者の居場所づくり",
        "災害時のこころのケア訓練",
        "教職員向けの研修",
        "民生委員・児童委員の研修",
        "お店でできる声かけ講習",
        "ＳＮＳでの相談先案内",
    ] {
        assert!(list.contains(title), "{title}");
    }
    for title in ["いのちを支える連絡会議", "見守り協力店の登録", "窓口職員の研修"]
    {
        assert!(!list.contains(title), "{title}");
    }
    assert!(list.contains("12事業のうち6事業"), "an action that is listed twice is one");
    assert!(list.contains("行いませんでした。達成度は0％です。"));
    assert!(list.contains("講師の日程が合わず、研修は開かなかった。"));
    assert!(list.contains("予定とはちがうことを、代わりに行いました。"));
    assert!(list.contains("達成度の欄は「-」です。"));
}

#[test]
fn each_action_counts_for_its_first_cause_and_the_causes_add_up() {
    let words = listed(&aozora::edition());
    let table = words.split("事業の数\n").last().unwrap_or(&words);
    let numbers: Vec<&str> = table.lines().map(str::trim).collect();
    assert!(numbers.iter().any(|line| line.ends_with("合計上のどれか6")), "{table}");
}

#[test]
fn zero_and_a_dash_are_listed_whatever_the_grade_and_an_empty_percentage_is_not() {
    let mut content = aozora::edition();
    let cells = [(0, "0", "given"), (2, "", "dash"), (6, "", "missing")];
    for (at, number, state) in cells {
        let cell = &mut content.actions[at].answers[4];
        (cell.number, cell.state) = (number.to_owned(), state.to_owned());
    }
    let words = listed(&content);
    let list = list(&words);
    assert!(list.contains("いのちを支える連絡会議") && list.contains("高齢者の居場所づくり"));
    assert!(!list.contains("窓口職員の研修"));
}

#[test]
fn what_is_kept_back_is_not_taken_for_missing() {
    let mut content = aozora::edition();
    for answer in &mut content.actions[0].answers {
        (answer.state, answer.text) = ("withheld".to_owned(), String::new());
        (answer.number, answer.class) = (String::new(), None);
    }
    content.actions.truncate(11);
    let words = listed(&content);
    assert!(!list(&words).contains("いのちを支える連絡会議"));
}

#[test]
fn words_are_quoted_beside_the_list_and_decide_nothing() {
    let words = listed(&aozora::edition());
    let quoted = words.split("などの言葉がある事業").nth(1).unwrap();
    assert!(quoted.contains("相談先カードの配布") && quoted.contains("駅前での配布は中止し"));
    assert!(!list(&words).contains("相談先カードの配布"));
    assert!(
        words.contains(
            "文章の言葉で決めているのは、「中止・代替」と「中止（文章による）」だけです。"
        )
    );
}

#[test]
fn case_30_a_report_that_begins_with_a_cancellation_is_listed_by_its_words_whatever_its_grade() {
    let mut content = aozora::edition();
    let reports = [
        (0, "大雪により会議は中止となった。委員全員に資料を送り、意見を書面でもらった。"),
        (6, "講師の都合により研修は中止となった。"),
        (8, "相談先カードを６，０００枚配った。雨のため駅前での配布は中止し、市役所で配った。"),
    ];
    for (at, report) in reports {
        report.clone_into(&mut content.actions[at].answers[1].text);
    }
    let words = listed(&content);
    let list = list(&words);
    assert!(list.contains("中止・代替") && list.contains("中止（文章による）"));
    for told in [
        "市の区分は「ア　実施済」ですが、実施状況の文では、中止して代わりのことを行ったとしています。",
        "市の区分は「ア　実施済」ですが、実施状況の文では、中止したか、行わなかったとしています。",
        "委員全員に資料を送り",
    ] {
        assert!(list.contains(told), "{told}: {list}");
    }
    assert!(!list.contains("相談先カードの配布"), "a part that was cancelled is no cancellation");
    assert!(list.contains("12事業のうち8事業"));
    let page =
        html::words(&html::pieces(text(&written(&content, &[]).unwrap(), "action-001.html")));
    assert!(
        page.contains("できなかった理由") && !page.contains("予定どおり行いました。達成度は100％")
    );
}

#[test]
fn a_grade_whose_meaning_nobody_said_is_told_of() {
    let words = listed(&aozora::edition());
    let untold = words.split("区分からは分からない事業").nth(1).unwrap();
    assert!(untold.contains("図書館での特集展示"));
}

#[test]
fn an_empty_list_says_how_it_was_determined() {
    let mut content = aozora::edition();
    content.actions.truncate(1);
    let words = listed(&content);
    assert!(words.contains(
        "当てはまる事業はありません。下の「調べ方」のとおりに、1事業をすべて調べました。"
    ));
    for rule in
        ["取組状況の区分が「未実施」のもの", "達成度が0％のもの", "対象外とされた事業（0事業）"]
    {
        assert!(words.contains(rule), "{rule}");
    }
    content.actions[0].answers[3].class = Some(GradeClass::NotDone);
    assert!(!listed(&content).contains("当てはまる事業はありません。"));
}
