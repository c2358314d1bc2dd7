//! What was said in the council, what the city answered, and what became of it.

use askama::Template;
use edition::{DerivedFile, MeetingRecord, OpinionRecord, PaperRecord};

use crate::{
    answer::{day_label, lines},
    error::Error,
    frame::{SiteFrame, page},
    names,
    site::{Site, SiteLink},
};

/// An opinion, ready to show.
#[derive(Debug, Clone)]
pub(crate) struct OpinionView {
    pub(crate) no: u32,
    pub(crate) meeting: String,
    pub(crate) kind: &'static str,
    /// The action's page; none where it is about the whole.
    pub(crate) about: Option<SiteLink>,
    pub(crate) opinion: Vec<String>,
    pub(crate) reply: Vec<String>,
    pub(crate) outcome: &'static str,
    pub(crate) reference: Vec<String>,
}

#[derive(Template)]
#[template(path = "opinions.html")]
struct OpinionsPage<'a> {
    frame: SiteFrame<'a>,
    opinions: Vec<OpinionView>,
    unanswered: usize,
    meetings: Vec<MeetingView>,
}

/// A meeting, ready to show.
struct MeetingView {
    day: String,
    title: String,
    openness: String,
    papers: Vec<String>,
}

impl MeetingView {
    fn of(one: &MeetingRecord) -> Self {
        let openness = match one.openness.as_str() {
            "closed" => "非公開",
            "partly" => "一部公開",
            _ => "公開",
        };
        Self {
            day: day_label(&one.held_on),
            title: one.title.clone(),
            openness: with_ground(openness, &one.ground),
            papers: one.papers.iter().map(paper).collect(),
        }
    }
}

fn paper(of: &PaperRecord) -> String {
    let audience = match of.audience.as_str() {
        "closed" => "非公開",
        "public" => "公表",
        "observers" => "傍聴者まで",
        _ => "委員",
    };
    format!("{}（{}）", of.title, with_ground(audience, &of.ground))
}

fn with_ground(word: &str, ground: &str) -> String {
    if ground.is_empty() { word.to_owned() } else { format!("{word}：{ground}") }
}

/// The page of all opinions.
pub(crate) fn page_of(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let opinions = OpinionView::all(site, None);
    page(
        names::OPINIONS,
        &OpinionsPage {
            frame: SiteFrame::of(site, names::OPINIONS, "ご意見と市の回答"),
            unanswered: opinions.iter().filter(|one| one.reply.is_empty()).count(),
            opinions,
            meetings: site.content.meetings.iter().map(MeetingView::of).collect(),
        },
    )
}

impl OpinionView {
    /// The opinions about an action, or all, in their order.
    pub(crate) fn all(site: &Site<'_>, action: Option<&str>) -> Vec<Self> {
        let wanted = |one: &&OpinionRecord| action.is_none() || one.action.as_deref() == action;
        site.content.opinions.iter().filter(wanted).map(|one| Self::of(site, one)).collect()
    }

    fn of(site: &Site<'_>, one: &OpinionRecord) -> Self {
        let row = one.action.as_deref().and_then(|id| site.row(id));
        Self {
            no: one.no,
            meeting: day_label(&one.meeting_date),
            kind: kind(&one.kind),
            about: row.map(|row| SiteLink::new(row.href.clone(), row.title.clone())),
            opinion: lines(&one.opinion),
            reply: lines(&one.reply),
            outcome: outcome(&one.outcome),
            reference: lines(&one.outcome_reference),
        }
    }
}

fn kind(code: &str) -> &'static str {
    match code {
        "question" => "質問",
        "proposal" => "提案",
        _ => "意見",
    }
}

fn outcome(code: &str) -> &'static str {
    match code {
        "changed_text" => "文章を改めました。",
        "next_plan" => "次の年度の計画に入れました。",
        "indicator_added" => "指標を足しました。",
        "not_changed" => "改めませんでした。",
        "under_study" => "検討しています。",
        _ => "まだ決まっていません。",
    }
}
