//! What a check says.

use domain::coded;

use crate::{ColumnRecord, EditionContent};

coded! {
    /// A check of what an edition says, under its name.
    pub enum WordingRule {
        /// A means of suicide is named.
        Means => "WORD_MEANS", "自殺の手段";
        /// The site of a death is named.
        Place => "WORD_PLACE", "亡くなった場所";
        /// A single cause, or blame.
        Blame => "WORD_BLAME", "原因の決めつけ・非難";
        /// A sensational word, or one that makes death ordinary or a choice.
        Sensation => "WORD_SENSATION", "刺激の強い言葉";
        /// An attempt is told as success or failure.
        Success => "WORD_SUCCESS", "成功・失敗の言い方";
        /// Places are set in order by deaths.
        Ranking => "RANKING_OF_PLACES", "場所の順位づけ";
        /// Age, sex, place and day of one person in one sentence.
        Case => "CASE_RECOGNISABLE", "個人が分かる事例";
        /// A number of a few persons.
        SmallCell => "SMALL_CELL", "少ない人数";
    }
}

/// What a finding of a check does to publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishingWeight {
    /// Nothing is published until a person has answered it.
    Stops,
    /// A person should look at it.
    Warns,
}

impl WordingRule {
    /// What its findings do to publishing.
    pub const fn weight(self) -> PublishingWeight {
        match self {
            Self::Means | Self::Place | Self::Ranking | Self::Case | Self::SmallCell => {
                PublishingWeight::Stops
            }
            Self::Blame | Self::Sensation | Self::Success => PublishingWeight::Warns,
        }
    }

    /// What is wrong with the words, and the way out.
    pub fn sentence(self, words: &str) -> String {
        let (what, way) = match self {
            Self::Means => (
                "自殺の手段が分かる表現です",
                "手段を書かずに言い換えてください（例：転落防止、危険な物の管理）",
            ),
            Self::Place => (
                "人が亡くなった場所が分かる表現です",
                "場所の名前や種類を書かず、「市内」のように広く書いてください",
            ),
            Self::Blame => (
                "原因を一つに決めつけたり、亡くなった方や遺族を責めたりする表現です",
                "「様々な要因が重なって」のように書くか、この部分を除いてください",
            ),
            Self::Sensation => (
                "刺激の強い言葉か、死を選択肢のように伝える言葉です",
                "「増加した」のように数を落ち着いて書いてください",
            ),
            Self::Success => (
                "自殺を成功や失敗のように伝える言い方です",
                "「亡くなった方」「自殺未遂をした方」のように書いてください",
            ),
            Self::Ranking => (
                "自殺の多さで場所を順に並べる表現です",
                "順位をやめ、市全体の数と年ごとの移り変わりを書いてください",
            ),
            Self::Case => (
                "年齢・性別・場所・時期から個人が分かるおそれがあります",
                "このうち二つ以上を除くか、事例を書かずに取組を書いてください",
            ),
            Self::SmallCell => (
                "少ない人数から個人が分かるおそれがあります",
                "「10未満」のように幅で書くか、ほかの区分とまとめてください",
            ),
        };
        format!("「{words}」は、{what}。{way}。そのまま公表するときは、理由を答えてください。")
    }
}

/// Where a text stands in an edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EditionPlace {
    /// The action's public identifier; none outside actions.
    pub action: Option<String>,
    /// The field of an answer, `title` or `content` of an action, `measure:番号`, `indicator:ID`,
    /// `opinion:番号` or `erratum:版-番号`.
    pub field: String,
    /// The year that it tells of, where it has one.
    pub fiscal_year: Option<i32>,
}

impl EditionPlace {
    /// The indicator and the year, where it is the figure of one: such a figure can be kept back.
    pub fn figure(&self) -> Option<(&str, i32)> {
        Some((self.field.strip_prefix("indicator:")?, self.fiscal_year?))
    }

    /// The place as people call it: 12番「こころの相談」の「R7 実施状況」.
    pub fn named(&self, content: &EditionContent) -> String {
        let action = content.actions.iter().find(|one| Some(&one.id) == self.action.as_ref());
        let of = action.map(|one| format!("{}番「{}」の", one.row_no, one.title));
        format!("{}{}", of.unwrap_or_default(), self.part(content))
    }

    fn part(&self, content: &EditionContent) -> String {
        let (kind, key) = self.field.split_once(':').unwrap_or((&self.field, ""));
        let asked =
            |it: &&ColumnRecord| it.field == self.field && it.fiscal_year == self.fiscal_year;
        match kind {
            "title" => "項目名".to_owned(),
            "content" => "実施内容".to_owned(),
            "measure" => format!("施策{key}の名前"),
            "opinion" => format!("意見{key}"),
            "erratum" => format!("訂正{key}"),
            "indicator" => {
                let name = content.indicators.iter().find(|one| one.id == key);
                format!("指標「{}」", name.map_or(key, |one| &one.name))
            }
            _ => {
                let heading = content.columns.iter().find(asked);
                format!("「{}」", heading.map_or(self.field.as_str(), |one| &one.heading))
            }
        }
    }
}

/// Words that a person must look at before they are published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordingFinding {
    /// The check.
    pub rule: WordingRule,
    /// Where.
    pub place: EditionPlace,
    /// The words, as they are compared: in half width where there is one, without white space.
    pub words: String,
}

impl WordingFinding {
    /// What is wrong, and the way out.
    pub fn sentence(&self) -> String {
        self.rule.sentence(&self.words)
    }

    /// What it does to publishing.
    pub fn weight(&self) -> PublishingWeight {
        self.rule.weight()
    }
}
