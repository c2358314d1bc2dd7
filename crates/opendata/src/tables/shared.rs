//! Columns that several tables have, and the kinds of column.

use crate::column::{ColumnType, DataColumn};

pub(super) const REGION_CODE: DataColumn =
    text("region_code", "団体コード", "全国地方公共団体コード（6桁）。コードのない団体では空");
pub(super) const CITY_NAME: DataColumn = text("city_name", "自治体名", "市区町村の名称");
pub(super) const PLAN_ID: DataColumn =
    text("plan_id", "計画ID", "計画の識別子。年度を越えて変わらない");
pub(super) const EDITION_ID: DataColumn =
    text("edition_id", "版ID", "版の識別子。計画ID、年度、版の種類、版の番号をつないだもの");
pub(super) const FISCAL_YEAR: DataColumn =
    whole("fiscal_year", "年度", "年度", "様式の年度。その年度が始まる西暦年");
pub(super) const ANSWER_FISCAL_YEAR: DataColumn =
    whole("answer_fiscal_year", "回答の年度", "年度", "回答が述べる年度。その年度が始まる西暦年");
pub(super) const ACTION_ID: DataColumn =
    text("action_id", "取組ID", "取組の識別子。年度を越えて変わらない");
pub(super) const ACTION_OR_PLAN: DataColumn =
    text("action_id", "取組ID", "取組の識別子。計画全体のことはplan");
pub(super) const ROW_NO: DataColumn = whole("row_no", "行番号", "", "様式の上から数えた取組の番号");
pub(super) const FIELD_CODE: DataColumn = coded("field_code", "項目", "field", "回答の項目");
pub(super) const IS_APPROXIMATE: DataColumn =
    flag("is_approximate", "概数か", "「約」と書かれた数は1、ほかの数は0。数がなければ空");

const fn column(
    name: &'static str,
    label: &'static str,
    kind: ColumnType,
    meaning: &'static str,
) -> DataColumn {
    DataColumn { name, label, kind, unit: "", meaning, list: "" }
}

pub(super) const fn text(
    name: &'static str,
    label: &'static str,
    meaning: &'static str,
) -> DataColumn {
    column(name, label, ColumnType::Text, meaning)
}

pub(super) const fn flag(
    name: &'static str,
    label: &'static str,
    meaning: &'static str,
) -> DataColumn {
    column(name, label, ColumnType::Boolean, meaning)
}

pub(super) const fn day(
    name: &'static str,
    label: &'static str,
    meaning: &'static str,
) -> DataColumn {
    column(name, label, ColumnType::Date, meaning)
}

pub(super) const fn whole(
    name: &'static str,
    label: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> DataColumn {
    DataColumn { unit, ..column(name, label, ColumnType::Integer, meaning) }
}

pub(super) const fn decimal(
    name: &'static str,
    label: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> DataColumn {
    DataColumn { unit, ..column(name, label, ColumnType::Decimal, meaning) }
}

pub(super) const fn coded(
    name: &'static str,
    label: &'static str,
    list: &'static str,
    meaning: &'static str,
) -> DataColumn {
    DataColumn { list, ..text(name, label, meaning) }
}
