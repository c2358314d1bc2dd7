//! Tables of words: texts by their paragraphs, the words of codes, corrections, opinions.

use super::shared::{
    ACTION_OR_PLAN, ANSWER_FISCAL_YEAR, CITY_NAME, EDITION_ID, FIELD_CODE, FISCAL_YEAR, PLAN_ID,
    REGION_CODE, coded, day, text, whole,
};
use crate::{
    column::{DataTable, TableReference},
    lines,
};

pub(super) const TEXTS: DataTable = DataTable {
    name: "texts",
    label: "文章",
    meaning: "書かれた文章の1つの段落",
    is_prose: true,
    key: &[
        "region_code",
        "edition_id",
        "answer_fiscal_year",
        "action_id",
        "field_code",
        "paragraph_no",
    ],
    references: &[TableReference { columns: &["field_code"], table: "codes", others: &["code"] }],
    columns: &[
        REGION_CODE,
        CITY_NAME,
        PLAN_ID,
        EDITION_ID,
        FISCAL_YEAR,
        ANSWER_FISCAL_YEAR,
        ACTION_OR_PLAN,
        FIELD_CODE,
        whole("paragraph_no", "段落の番号", "", "文章の中での番号。改行ごとに1つの段落"),
        text("text", "文章", "1つの段落。体裁のための空白は除いた。元の文字はedition.jsonにある"),
    ],
    lines: lines::texts,
};

pub(super) const CODES: DataTable = DataTable {
    name: "codes",
    label: "コード一覧",
    meaning: "1つの一覧の1つのコード",
    is_prose: false,
    key: &["list_code", "list_version", "code"],
    references: &[],
    columns: &[
        text("list_code", "一覧", "一覧の名。評価区分は「grade:項目:回答の年度」"),
        text("list_version", "一覧の版", "どの版にも共通の一覧は1、その版だけのものは版ID"),
        text("code", "コード", "ほかの表にあるコード"),
        text("label", "名称", "コードの名称"),
        text("label_en", "名称（英語）", "コードの英語の名称。なければ空"),
        whole("order_no", "順番", "", "一覧の中での順番"),
        coded("common_code", "共通区分", "common", "評価区分の意味。ほかの一覧では空"),
        text("meaning", "意味", "名称だけでは分からない意味。なければ空"),
    ],
    lines: lines::codes,
};

pub(super) const ERRATA: DataTable = DataTable {
    name: "errata",
    label: "訂正",
    meaning: "1つの訂正",
    is_prose: true,
    key: &["edition_no", "erratum_no"],
    references: &[TableReference { columns: &["field_code"], table: "codes", others: &["code"] }],
    columns: &[
        whole("edition_no", "版の番号", "版", "訂正した版の番号"),
        whole("erratum_no", "訂正の番号", "", "その版の中での番号"),
        day("decided_date", "決めた日", "訂正を決めた日"),
        ACTION_OR_PLAN,
        coded("field_code", "項目", "field", "訂正した項目。指標は「indicator:指標ID」"),
        ANSWER_FISCAL_YEAR,
        coded("kind_code", "種類", "erratum_kind", "訂正の種類"),
        text("before", "訂正前", "前の版の文字。改行は⏎で示した"),
        text("after", "訂正後", "この版の文字。改行は⏎で示した"),
        text("reason", "理由", "訂正の理由"),
    ],
    lines: lines::errata,
};

pub(super) const OPINIONS: DataTable = DataTable {
    name: "opinions",
    label: "意見",
    meaning: "会議で出た1つの意見と、その後",
    is_prose: true,
    key: &["opinion_no"],
    references: &[],
    columns: &[
        day("meeting_date", "会議の日", "会議の日"),
        whole("opinion_no", "意見の番号", "", "計画の中での番号"),
        ACTION_OR_PLAN,
        coded("kind_code", "種類", "opinion_kind", "意見の種類"),
        text("opinion", "意見", "述べられたこと。改行は⏎で示した"),
        text("reply", "回答", "自治体の回答。改行は⏎で示した。まだなければ空"),
        coded("outcome_code", "反映", "outcome", "意見をどう生かしたか。まだ決まらなければ空"),
        text("outcome_reference", "反映の根拠", "反映が分かる訂正や理由"),
    ],
    lines: lines::opinions,
};
