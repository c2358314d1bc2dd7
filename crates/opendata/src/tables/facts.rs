//! Tables of facts: codes and numbers, one a cell.

use super::shared::{
    ACTION_ID, ACTION_OR_PLAN, ANSWER_FISCAL_YEAR, CITY_NAME, EDITION_ID, FIELD_CODE, FISCAL_YEAR,
    IS_APPROXIMATE, PLAN_ID, REGION_CODE, ROW_NO, coded, decimal, flag, text, whole,
};
use crate::{
    column::{DataColumn, DataTable, TableReference},
    lines,
};

const STATE_CODE: DataColumn =
    coded("state_code", "状態", "state", "回答があるか、なければその理由");

pub(super) const ANSWERS: DataTable = DataTable {
    name: "answers",
    label: "回答",
    meaning: "1つの取組の1つの項目への、1つの年度の回答。書かれていない回答にも1行がある",
    is_prose: false,
    key: &["region_code", "edition_id", "answer_fiscal_year", "row_no", "field_code"],
    references: &[
        TableReference {
            columns: &["edition_id", "row_no", "action_id"],
            table: "actions",
            others: &["edition_id", "row_no", "action_id"],
        },
        TableReference { columns: &["field_code"], table: "codes", others: &["code"] },
        TableReference { columns: &["grade_code"], table: "codes", others: &["code"] },
    ],
    columns: &[
        REGION_CODE,
        CITY_NAME,
        PLAN_ID,
        EDITION_ID,
        whole("edition_no", "版の番号", "版", "版の種類と年度ごとの番号"),
        whole("sheet_fiscal_year", "様式の年度", "年度", "様式の年度。その年度が始まる西暦年"),
        ANSWER_FISCAL_YEAR,
        ACTION_ID,
        ROW_NO,
        FIELD_CODE,
        STATE_CODE,
        coded(
            "grade_code",
            "評価区分",
            "grade",
            "様式の評価区分。一覧の名は「grade:項目:回答の年度」。区分のない回答では空",
        ),
        coded("common_code", "共通区分", "common", "評価区分の意味。年度や自治体の比較に使う"),
        decimal("number", "数値", "unit列の単位", "達成度の数値。状態がgivenのときだけある"),
        text("unit", "単位", "数値の単位。数値がなければ空"),
        IS_APPROXIMATE,
        decimal("base_number", "基になる数", "", "割合の基になった数。分からなければ空"),
        coded("small_number_code", "秘匿", "small_number", "回答を伏せたか"),
    ],
    lines: lines::answers,
};

pub(super) const ACTIONS: DataTable = DataTable {
    name: "actions",
    label: "取組",
    meaning: "様式の1つの行。再掲の取組は同じ取組IDで2行以上ある",
    is_prose: true,
    key: &["region_code", "edition_id", "row_no"],
    references: &[TableReference { columns: &["measure_code"], table: "codes", others: &["code"] }],
    columns: &[
        REGION_CODE,
        CITY_NAME,
        PLAN_ID,
        EDITION_ID,
        FISCAL_YEAR,
        ACTION_ID,
        ROW_NO,
        whole("measure_no", "施策の番号", "", "様式の上から数えた施策の番号。施策の下になければ0"),
        coded("measure_code", "施策", "measure", "施策の符号。名称はcodes.csvにある"),
        coded(
            "package_code",
            "政策パッケージ",
            "package",
            "国などの体系の、主に対応する項目。「体系:符号」の形。対応表がないか、主な項目が2つ以上あれば空",
        ),
        flag("is_relisted", "再掲か", "再掲の欄に記入があれば1"),
        flag(
            "is_continuing",
            "継続か",
            "前の年度の回答があるか、前の取組を引き継いでいれば1。前の年度の欄がない様式では空",
        ),
        whole("page_no", "ページ", "ページ", "計画書のページ。複数あれば最初のページ"),
        text("action_name", "取組の名称", "様式に書かれた名称。体裁のための空白は除いた"),
        text("action_name_en", "取組の名称（英語）", "自治体が付けた英語の名称。なければ空"),
    ],
    lines: lines::actions,
};

pub(super) const OWNERS: DataTable = DataTable {
    name: "owners",
    label: "担当",
    meaning: "1つの取組の1つの担当",
    is_prose: false,
    key: &["region_code", "edition_id", "action_id", "owner_no"],
    references: &[TableReference {
        columns: &["edition_id", "action_id"],
        table: "actions",
        others: &["edition_id", "action_id"],
    }],
    columns: &[
        REGION_CODE,
        CITY_NAME,
        PLAN_ID,
        EDITION_ID,
        FISCAL_YEAR,
        ACTION_ID,
        whole("owner_no", "担当の番号", "", "取組の中での番号。様式に書かれた順"),
        text(
            "owner_code",
            "担当の符号",
            "部と課の名称から作った符号。名称が同じなら年度を越えて同じ",
        ),
        text("department_name", "部", "部の名称。様式になければ空"),
        text("section_name", "課", "課の名称。様式になければ空"),
        coded("role_code", "役割", "role", "担当の役割"),
    ],
    lines: lines::owners,
};

pub(super) const INDICATORS: DataTable = DataTable {
    name: "indicators",
    label: "指標",
    meaning: "1つの指標の1つの年度の、1つの値",
    is_prose: false,
    key: &["region_code", "edition_id", "indicator_id", "figure_fiscal_year", "figure_code"],
    references: &[TableReference { columns: &["indicator_id"], table: "codes", others: &["code"] }],
    columns: &[
        REGION_CODE,
        CITY_NAME,
        PLAN_ID,
        EDITION_ID,
        FISCAL_YEAR,
        coded("indicator_id", "指標ID", "indicator", "指標の識別子。名称はcodes.csvにある"),
        ACTION_OR_PLAN,
        whole("figure_fiscal_year", "値の年度", "年度", "値の年度。その年度が始まる西暦年"),
        coded("figure_code", "値の種類", "figure", "基準値、実績値、目標値のどれか"),
        STATE_CODE,
        decimal("number", "数値", "unit列の単位", "値。状態がgivenのときだけある"),
        text("unit", "単位", "値の単位"),
        coded("count_kind_code", "数え方", "count_kind", "単位から分かる数え方。分からなければ空"),
        IS_APPROXIMATE,
        decimal("denominator_number", "分母", "", "割合の分母。分からなければ空"),
        whole("n_count", "数えた行の数", "行", "値の元になった行の数（nのうち）。1つの値では空"),
        whole("of_count", "全体の行の数", "行", "値の元になりうる行の数（Nのうち）。1つの値では空"),
    ],
    lines: lines::indicators,
};
