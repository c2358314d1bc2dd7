//! Which tables are held, by which columns.

/// A table whose rows are held.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct HeldTable {
    pub(crate) name: &'static str,
    /// The columns of its primary key.
    pub(crate) key: &'static [&'static str],
    /// Its other columns.
    pub(crate) rest: &'static [&'static str],
}

/// The number of the last migration that changed what is held: its columns, or what stands in them.
/// Where an older one was the last, every row is held anew, once.
pub(crate) const SHAPE: i64 = 27;

/// What is held: everything that people wrote, decided or were given.
pub(crate) const HELD: &[HeldTable] = &[
    HeldTable { name: "plans", key: &["id"], rest: &["municipality", "area_code", "title"] },
    // The key is the digest of the bytes
    HeldTable { name: "files", key: &["digest"], rest: &["name", "size", "kept_at"] },
    HeldTable {
        name: "imports",
        key: &["id"],
        rest: &[
            "plan_id",
            "digest",
            "name",
            "reader",
            "year",
            "state",
            "reading",
            "created_at",
            "booked_at",
        ],
    },
    HeldTable { name: "sections", key: &["id"], rest: &["plan_id", "parent_id", "name", "folded"] },
    HeldTable {
        name: "measures",
        key: &["id"],
        rest: &["plan_id", "parent_id", "kind", "title", "folded", "position"],
    },
    HeldTable {
        name: "actions",
        key: &["id"],
        rest: &["plan_id", "title", "folded", "introduced_in", "retired_in"],
    },
    HeldTable {
        name: "sheets",
        key: &["id"],
        rest: &["plan_id", "year", "import_id", "layout", "measures"],
    },
    HeldTable {
        name: "sheet_rows",
        key: &["id"],
        rest: &[
            "sheet_id",
            "position",
            "no",
            "action_id",
            "measure",
            "measure_id",
            "action",
            "content",
            "page",
            "department",
            "section",
            "relisted",
            "places",
            "place",
            "folded",
        ],
    },
    HeldTable { name: "row_owners", key: &["row_id", "position"], rest: &["section_id"] },
    HeldTable {
        name: "answers",
        key: &["row_id", "field", "year_offset"],
        rest: &["asked_year", "position", "state", "text", "folded", "place"],
    },
    HeldTable {
        name: "people",
        key: &["id"],
        rest: &[
            "login",
            "folded",
            "name",
            "mail",
            "password",
            "totp",
            "subject",
            "left_on",
            "created_at",
        ],
    },
    HeldTable {
        name: "grants",
        key: &["id"],
        rest: &["person_id", "role", "plan_id", "section_id", "from_day", "until_day"],
    },
    HeldTable { name: "code_roles", key: &["role"], rest: &[] },
    HeldTable {
        name: "links",
        key: &["digest"],
        rest: &["person_id", "purpose", "created_at", "expires_at", "used_at"],
    },
    HeldTable {
        name: "api_tokens",
        key: &["id"],
        rest: &[
            "person_id",
            "name",
            "digest",
            "scopes",
            "networks",
            "created_at",
            "expires_at",
            "revoked_at",
        ],
    },
    HeldTable {
        name: "rounds",
        key: &["id"],
        rest: &[
            "plan_id",
            "year",
            "opens_on",
            "due_on",
            "approval",
            "questions",
            "created_at",
            "closed_at",
        ],
    },
    HeldTable {
        name: "round_exceptions",
        key: &["id"],
        rest: &["round_id", "section_id", "until_day", "reason", "given_by", "given_at"],
    },
    HeldTable {
        name: "replies",
        key: &["round_id", "section_id", "action_id"],
        rest: &["stage", "version", "reason", "submitted_on", "missing"],
    },
    HeldTable {
        name: "entries",
        key: &["round_id", "section_id", "action_id", "field", "year_offset"],
        rest: &[
            "text",
            "version",
            "same_reason",
            "approved",
            "accepted",
            "written_by",
            "written_at",
        ],
    },
    HeldTable {
        name: "comments",
        key: &["id"],
        rest: &[
            "round_id",
            "action_id",
            "section_id",
            "field",
            "year_offset",
            "text",
            "written_by",
            "written_at",
            "answer",
            "answered_by",
            "answered_at",
        ],
    },
    HeldTable { name: "action_links", key: &["from_id", "to_id", "year"], rest: &["plan_id"] },
    HeldTable { name: "section_links", key: &["from_id", "to_id"], rest: &["plan_id", "on_day"] },
    HeldTable {
        name: "finding_answers",
        key: &["plan_id", "year", "rule", "action_id", "mark"],
        rest: &["kind", "reason", "told", "answered_by", "answered_at", "cell_year", "cell", "was"],
    },
    HeldTable { name: "plan_words", key: &["plan_id", "list", "word"], rest: &["official"] },
    HeldTable { name: "rule_settings", key: &["plan_id", "rule"], rest: &["weight"] },
    HeldTable { name: "rule_limits", key: &["plan_id", "rule", "name"], rest: &["value"] },
    HeldTable {
        name: "indicators",
        key: &["id"],
        rest: &["plan_id", "action_id", "name", "unit", "counted"],
    },
    HeldTable {
        name: "indicator_figures",
        key: &["indicator_id", "year", "kind"],
        rest: &["value"],
    },
    HeldTable {
        name: "indicator_leaps",
        key: &["indicator_id", "from_year", "before_value", "to_year", "after_value"],
        rest: &[],
    },
    HeldTable {
        name: "registers",
        key: &["plan_id", "name", "version"],
        rest: &["definition", "defined_by", "defined_at"],
    },
    HeldTable {
        name: "register_records",
        key: &["plan_id", "id", "version"],
        rest: &[
            "register",
            "register_version",
            "section_id",
            "state",
            "first_day",
            "last_day",
            "line",
            "written_by",
            "written_at",
        ],
    },
    HeldTable {
        name: "editions",
        key: &["id"],
        rest: &[
            "plan_id",
            "year",
            "kind",
            "number",
            "as_of",
            "digest",
            "internal",
            "frozen_by",
            "frozen_at",
        ],
    },
    HeldTable {
        name: "edition_files",
        key: &["edition_id", "name"],
        rest: &["media_type", "digest"],
    },
    HeldTable {
        name: "edition_withdrawals",
        key: &["edition_id"],
        rest: &["ground", "withdrawn_by", "withdrawn_at"],
    },
    HeldTable {
        name: "publication_settings",
        key: &["plan_id"],
        rest: &["settings", "changed_by", "changed_at"],
    },
    HeldTable {
        name: "publication_answers",
        key: &["plan_id", "mark"],
        rest: &["told", "reason", "answered_by", "answered_at"],
    },
    HeldTable {
        name: "council_records",
        key: &["plan_id", "kind", "id", "version"],
        rest: &["year", "line", "written_by", "written_at"],
    },
    HeldTable {
        name: "meeting_links",
        key: &["id"],
        rest: &[
            "plan_id",
            "meeting",
            "digest",
            "papers",
            "expires_on",
            "made_by",
            "made_at",
            "ended_by",
            "ended_at",
        ],
    },
    HeldTable {
        name: "schemes",
        key: &["plan_id", "id", "version"],
        rest: &["definition", "defined_by", "defined_at"],
    },
    HeldTable {
        name: "crosswalk_rows",
        key: &[
            "plan_id",
            "scheme",
            "scheme_version",
            "to_scheme",
            "to_version",
            "source",
            "target",
            "version",
        ],
        rest: &["state", "line", "written_by", "written_at"],
    },
];

impl HeldTable {
    /// The table of a name, if it is held.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        HELD.iter().find(|table| table.name == name)
    }

    /// How many columns are held.
    pub(crate) fn width(&self) -> usize {
        self.key.len() + self.rest.len()
    }

    /// Its columns as a statement answers them: each as a text, so that both databases say the same.
    pub(crate) fn columns(&self) -> String {
        let all = self.key.iter().chain(self.rest);
        let each: Vec<String> = all.map(|column| format!("cast({column} as text)")).collect();
        each.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations;

    #[test]
    fn whoever_changes_what_is_held_says_so() {
        for (number, sql) in migrations::texts().filter(|(number, _)| *number > SHAPE) {
            let words: Vec<&str> =
                sql.split([' ', '\n', '(']).filter(|it| !it.is_empty()).collect();
            let changes = words.windows(2).any(|pair| {
                let verbs = ["table", "into", "update", "from"];
                verbs.contains(&pair[0]) && HeldTable::named(pair[1]).is_some()
            });
            assert!(!changes, "migration {number} changes held rows: SHAPE is its number");
        }
    }
}
