//! The code lists that every edition has. Labels stand here and in `codes.csv`, nowhere else.

use crate::column::{CodeList, ListedCode};

/// The code of what concerns the plan as a whole, where other lines name an action.
pub const WHOLE_PLAN: &str = "plan";

/// The code lists in the order of `codes.csv`.
pub const LISTS: &[CodeList] = &[
    STATE,
    FIELD,
    COMMON,
    SMALL_NUMBER,
    FIGURE,
    COUNT_KIND,
    ROLE,
    OPINION_KIND,
    OUTCOME,
    ERRATUM_KIND,
    list("grade", "評価区分", true, &[]),
    list("measure", "施策", true, &[]),
    list("package", "政策パッケージ", true, &[]),
    list("indicator", "指標", true, &[]),
];

/// The list of a name.
pub(crate) fn named(name: &str) -> Option<&'static CodeList> {
    LISTS.iter().find(|list| list.name == name)
}

const STATE: CodeList = list(
    "state",
    "回答の状態",
    false,
    &[
        code("given", "回答あり", "given", ""),
        code("missing", "未記入", "missing", "回答の欄が空だった"),
        code("dash", "横線", "dash", "回答の欄に横線だけがあった"),
        code("not_applicable", "該当なし", "not applicable", "対象でないと書かれていた"),
        code("too_early", "時期未到来", "too early", "まだ答えられる時期でないと書かれていた"),
        code("withheld", "非公表", "withheld", "個人が分からないように公表しない"),
    ],
);

pub(crate) const FIELD: CodeList = list(
    "field",
    "項目",
    true,
    &[
        code("plan", "実施計画", "plan", "その年度に行う予定のこと"),
        code("status", "実施状況", "status", "その年度に行ったこと"),
        code("evaluation", "担当課の評価", "evaluation", "担当課が自ら行った評価"),
        code("progress", "取組状況", "progress", "評価区分による進みぐあい"),
        code("achievement", "達成度", "achievement", "予定に対して行えた割合"),
        code("next_plan", "次年度の実施計画", "next plan", "様式の年度より後に行う予定のこと"),
        code("indicator_definition", "指標の定義", "indicator definition", "何を数えた指標か"),
        code("title", "取組の名称", "title", ""),
        code("content", "取組の内容", "content", "計画書に書かれた内容"),
        code("page", "計画書のページ", "page", ""),
        code("owners", "担当", "owners", ""),
        code("row", "取組の行全体", "row", ""),
    ],
);

const COMMON: CodeList = list(
    "common",
    "共通区分",
    false,
    &[
        code("done", "実施済", "done", "予定どおり行った"),
        code("partly", "一部実施", "partly done", "一部を行った"),
        code("under_way", "実施中", "under way", "始めて続けている"),
        code("preparing", "準備中", "preparing", "準備をしている"),
        code("not_done", "未実施", "not done", "行わなかった"),
        code("cancelled", "中止", "cancelled", "取りやめた"),
        code("substituted", "代替実施", "substituted", "別のことを代わりに行った"),
        code("not_applicable", "対象外", "not applicable", "行うことがない"),
        code("too_early", "時期未到来", "too early", "まだ言えない"),
        code("other", "その他", "other", "ほかのどれでもない"),
        code("unknown", "意味が未設定", "unknown", "区分の意味を自治体が示していない"),
    ],
);

const SMALL_NUMBER: CodeList = list(
    "small_number",
    "秘匿",
    false,
    &[
        code("none", "秘匿なし", "none", ""),
        code(
            "primary_or_complementary",
            "秘匿",
            "suppressed",
            "個人が分からないように伏せた。ほかの数からの逆算を防ぐための秘匿と区別しない",
        ),
    ],
);

const FIGURE: CodeList = list(
    "figure",
    "値の種類",
    false,
    &[
        code("base", "基準値", "baseline", "計画を作ったときの値"),
        code("actual", "実績値", "actual", "数えた値か測った値"),
        code("target", "目標値", "target", "達しようとする値"),
    ],
);

const COUNT_KIND: CodeList = list(
    "count_kind",
    "数え方",
    false,
    &[
        code("cases", "件数", "cases", ""),
        code("times", "回数", "times", ""),
        code("persons", "実人数", "persons", ""),
        code("visits", "延べ人数", "visits", ""),
        code("places", "箇所数", "places", ""),
        code("copies", "部数", "copies", ""),
    ],
);

const ROLE: CodeList = list(
    "role",
    "担当の役割",
    false,
    &[code("in_charge", "担当", "in charge", "様式に担当として書かれている")],
);

const OPINION_KIND: CodeList = list(
    "opinion_kind",
    "意見の種類",
    false,
    &[
        code("question", "質問", "question", ""),
        code("opinion", "意見", "opinion", ""),
        code("proposal", "提案", "proposal", ""),
    ],
);

const OUTCOME: CodeList = list(
    "outcome",
    "意見の反映",
    false,
    &[
        code("changed_text", "文言を改めた", "text changed", ""),
        code("next_plan", "次年度の計画に入れた", "taken into the next plan", ""),
        code("indicator_added", "指標を足した", "indicator added", ""),
        code("not_changed", "改めない", "not changed", ""),
        code("under_study", "検討する", "under study", ""),
    ],
);

const ERRATUM_KIND: CodeList = list(
    "erratum_kind",
    "訂正の種類",
    false,
    &[
        code("correction", "誤りの訂正", "correction", ""),
        code("addition", "追記", "addition", ""),
        code("withdrawal", "公表の取りやめ", "withdrawal", ""),
    ],
);

const fn list(
    name: &'static str,
    label: &'static str,
    is_open: bool,
    codes: &'static [ListedCode],
) -> CodeList {
    CodeList { name, label, is_open, codes }
}

const fn code(
    code: &'static str,
    label: &'static str,
    label_en: &'static str,
    meaning: &'static str,
) -> ListedCode {
    ListedCode { code, label, label_en, meaning }
}
