//! What all pages of a site share: rows, names, help, links. Made once for a folder.

use std::collections::BTreeSet;

use edition::{EditionContent, HelpLine};

use crate::{
    answer::{day_label, lines, year_label},
    error::Error,
    history::past_editions,
    input::SiteInput,
    names,
    row::PublicRow,
};

/// More lines than these are read by nobody who needs one; the page of help has them all.
const MOST_HELP: usize = 4;

/// A link to a page of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SiteLink {
    pub(crate) href: String,
    pub(crate) label: String,
}

impl SiteLink {
    pub(crate) fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// A line or a desk of help, ready to show.
#[derive(Debug, Clone)]
pub(crate) struct PublicHelp {
    pub(crate) name: String,
    pub(crate) telephone: String,
    /// What calls it; empty where there is no number.
    pub(crate) call: String,
    pub(crate) hours: String,
    pub(crate) note: Vec<String>,
    pub(crate) is_city: bool,
    pub(crate) source: String,
    pub(crate) checked_on: String,
}

/// A group of rows under a measure.
#[derive(Debug)]
pub(crate) struct MeasureRows<'a> {
    /// Its number; 0 is what stands under none.
    pub(crate) no: usize,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) rows: Vec<&'a PublicRow<'a>>,
}

/// What all pages share.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    pub(crate) input: &'a SiteInput<'a>,
    pub(crate) content: &'a EditionContent,
    pub(crate) rows: Vec<PublicRow<'a>>,
    /// The newest edition of each earlier year, the latest first.
    pub(crate) past: Vec<&'a EditionContent>,
    /// City and plan in one: あおぞら市 自殺対策計画.
    pub(crate) name: String,
    /// 令和７年度.
    pub(crate) year: String,
    /// 公表第2版.
    pub(crate) edition: String,
    pub(crate) frozen_on: String,
    /// 照合番号.
    pub(crate) short: String,
    /// Says that a newer edition took this one's place; empty while it is the newest.
    pub(crate) newer: String,
    pub(crate) help: Vec<PublicHelp>,
    /// Where comments go, in lines.
    pub(crate) comments: Vec<String>,
    pub(crate) call: String,
}

impl<'a> Site<'a> {
    /// What the pages of a folder share.
    pub(crate) fn of(input: &'a SiteInput<'a>) -> Result<Self, Error> {
        let content = input.content;
        if domain::FiscalYear::starting(content.fiscal_year).is_none() {
            return Err(Error::Year(content.fiscal_year));
        }
        relative_only(input)?;
        let publisher = &content.publisher;
        Ok(Self {
            input,
            content,
            rows: content.actions.iter().map(|action| PublicRow::of(action, content)).collect(),
            past: past_editions(content, input.earlier),
            name: named(content),
            year: year_label(content.fiscal_year),
            edition: content.kind.named(content.number),
            frozen_on: day_label(&content.frozen_on),
            short: input.digest.short(),
            newer: newer(input),
            help: help(&content.help)?,
            comments: lines(&publisher.comments),
            call: names::call(&publisher.telephone),
        })
    }

    /// How many actions there are, whatever the number of rows that show them.
    pub(crate) fn count(&self) -> usize {
        count(&self.rows.iter().collect::<Vec<_>>())
    }

    /// The few lines of help that stand on every page: the city's desk before the others.
    pub(crate) fn short_help(&self) -> impl Iterator<Item = &PublicHelp> {
        self.help.iter().take(MOST_HELP)
    }

    /// The rows by measure, in the order of the sheet; what stands under none comes last.
    pub(crate) fn by_measure(&'a self) -> Vec<MeasureRows<'a>> {
        let of = |no: usize| -> Vec<&PublicRow<'_>> {
            self.rows.iter().filter(|row| self.measure_no(row) == no).collect()
        };
        let numbers = (1..=self.content.measures.len()).chain([0]);
        let groups = numbers.map(|no| MeasureRows {
            no,
            title: self.measure_title(no),
            href: names::measure(no),
            rows: of(no),
        });
        groups.filter(|group| group.no > 0 || !group.rows.is_empty()).collect()
    }

    /// The row of an action, by its identifier: the first that shows it.
    pub(crate) fn row(&self, id: &str) -> Option<&PublicRow<'a>> {
        self.rows.iter().find(|row| row.record.id == id)
    }

    /// The measure under which a row stands; 0 where it is under none.
    pub(crate) fn measure_no(&self, row: &PublicRow<'_>) -> usize {
        let known = |no: &usize| (1..=self.content.measures.len()).contains(no);
        row.record.measure_no.filter(known).unwrap_or_default()
    }

    /// The title of a measure, by its number; 0 is what stands under none.
    pub(crate) fn measure_title(&self, no: usize) -> String {
        let title = no.checked_sub(1).and_then(|at| self.content.measures.get(at));
        title.map_or_else(|| "施策の下にない事業".to_owned(), |title| crate::row::one_line(title))
    }
}

/// How many actions rows show: one that is listed twice is one.
pub(crate) fn count(rows: &[&PublicRow<'_>]) -> usize {
    rows.iter().map(|row| row.record.id.as_str()).collect::<BTreeSet<_>>().len()
}

/// City and plan; the plan alone where its title begins with the city.
pub(crate) fn named(content: &EditionContent) -> String {
    let (city, plan) = (&content.city.name, &content.plan.title);
    if plan.starts_with(city.as_str()) { plan.clone() } else { format!("{city} {plan}") }
}

fn newer(input: &SiteInput<'_>) -> String {
    let told = input.newer.map(|newer| {
        let (own, number) = (input.content.number, newer.number);
        let day = day_label(&newer.frozen_on);
        format!("これは第{own}版です。最新は第{number}版（{day}）です。")
    });
    told.unwrap_or_default()
}

/// The lines of help, the city's own first.
fn help(given: &[HelpLine]) -> Result<Vec<PublicHelp>, Error> {
    if given.is_empty() {
        return Err(Error::NoHelp);
    }
    let unchecked = |line: &&HelpLine| line.checked_on.is_empty() || !line.confirmed;
    if let Some(line) = given.iter().find(unchecked) {
        return Err(Error::UncheckedHelp(line.name.clone()));
    }
    let mut help: Vec<PublicHelp> = given.iter().map(public_help).collect();
    help.sort_by_key(|line| !line.is_city);
    Ok(help)
}

fn public_help(line: &HelpLine) -> PublicHelp {
    PublicHelp {
        name: line.name.clone(),
        telephone: line.telephone.clone(),
        call: names::call(&line.telephone),
        hours: line.hours.clone(),
        note: lines(&line.note),
        is_city: line.is_city,
        source: line.source.clone(),
        checked_on: day_label(&line.checked_on),
    }
}

fn relative_only(input: &SiteInput<'_>) -> Result<(), Error> {
    let files = input.data_files.iter().map(|file| &file.name);
    let newer = input.newer.iter().map(|newer| &newer.href);
    match files.chain(newer).find(|path| !names::is_relative(path)) {
        Some(path) => Err(Error::NotRelative(path.clone())),
        None => Ok(()),
    }
}
