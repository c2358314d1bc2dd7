//! The words and codes of severities and families.

use checker::{Family, Severity};

/// The word of a weight on screen.
pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "要修正",
        Severity::Warning => "要確認",
        Severity::Info => "参考",
    }
}

/// The code of a weight in JSON.
pub(crate) fn code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The code of a family in JSON.
pub(crate) fn family(family: Family) -> &'static str {
    match family {
        Family::Form => "form",
        Family::Years => "years",
        Family::Cells => "cells",
        Family::Grade => "grade",
        Family::Calendar => "calendar",
        Family::Numbers => "numbers",
        Family::Columns => "columns",
        Family::Rows => "rows",
        Family::Names => "names",
        Family::People => "people",
        Family::Registers => "registers",
    }
}

pub(crate) fn family_word(of: Family) -> &'static str {
    match of {
        Family::Form => "形式",
        Family::Years => "年度の比較",
        Family::Cells => "欄の比較",
        Family::Grade => "文と区分・達成度",
        Family::Calendar => "暦",
        Family::Numbers => "数字",
        Family::Columns => "列の比較",
        Family::Rows => "行の比較",
        Family::Names => "名称・用語",
        Family::People => "個人の特定",
        Family::Registers => "台帳",
    }
}
