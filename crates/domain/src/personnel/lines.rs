//! The lines of a list of persons, understood one by one.

use std::collections::BTreeMap;

use super::present::Present;
use crate::{
    Day,
    person::{Grant, Person, Role, check_login, check_name, differs},
    section::{self, Section},
    text::fold,
};

/// A line of the list as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonnelLine {
    /// Where it stands in the file.
    pub line: u32,
    /// 職員番号.
    pub login: String,
    /// 氏名; may be empty for someone who is known.
    pub name: String,
    /// メール; empty for none, or for the one that is known.
    pub mail: String,
    /// 役割.
    pub role: String,
    /// 担当課.
    pub section: String,
    /// 開始日; the day of the change when empty.
    pub from: String,
    /// 終了日; none when empty.
    pub until: String,
}

/// A line that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonnelProblem {
    /// Where it stands in the file.
    pub line: u32,
    /// What is wrong with it, and what to do.
    pub message: String,
}

/// What a line says, understood.
pub(super) struct LineReading {
    pub(super) line: u32,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) mail: String,
    pub(super) grant: Grant,
}

/// The lines that can be understood, and what is wrong with the others.
pub(super) fn understood(
    list: &[PersonnelLine],
    present: Present<'_>,
    known: &BTreeMap<String, &Person>,
) -> (Vec<LineReading>, Vec<PersonnelProblem>) {
    let mut claims: Vec<LineReading> = Vec::new();
    let mut problems = Vec::new();
    for line in list {
        let claim = claim(line, present, known).and_then(|claim| against(&claims, claim));
        match claim {
            Ok(claim) => claims.push(claim),
            Err(message) => problems.push(PersonnelProblem { line: line.line, message }),
        }
    }
    (claims, problems)
}

fn claim(
    line: &PersonnelLine,
    present: Present<'_>,
    known: &BTreeMap<String, &Person>,
) -> Result<LineReading, String> {
    let [login, name, mail] = [&line.login, &line.name, &line.mail].map(|text| tidy(text));
    if login.is_empty() {
        return Err("職員番号が空です。".to_owned());
    }
    let is_new = !known.contains_key(&fold(&login));
    if is_new {
        let others = present.people.iter().map(|person| person.login.as_str());
        check_login(&login, others).map_err(|unfit| unfit.to_string())?;
    }
    check_name(&name).map_err(|unfit| format!("氏名に{unfit}"))?;
    if name.is_empty() && is_new {
        return Err(format!("「{login}」は登録されていない職員番号で、氏名が空です。"));
    }
    if !mail.is_empty() && !is_mail(&mail) {
        return Err(format!("「{mail}」はメールアドレスとして読めません。"));
    }
    let role = Role::named(&line.role).ok_or_else(|| {
        let names: Vec<&str> = Role::ALL.into_iter().map(Role::label).collect();
        format!("「{}」という役割はありません（{}のどれか）。", line.role.trim(), names.join("、"))
    })?;
    let section = section_of(role, &line.section, present.sections)?;
    let day = |text: &str| (!text.trim().is_empty()).then(|| Day::parse(text)).transpose();
    let from = day(&line.from).map_err(|error| error.to_string())?.unwrap_or(present.on);
    let until = day(&line.until).map_err(|error| error.to_string())?;
    if until.is_some_and(|until| until < from) {
        return Err(format!("終了日が開始日より前です（{from} から）。"));
    }
    let plan = (role != Role::Administrator).then(|| present.plan.clone());
    let section = section.map(|section| section.id.clone());
    let grant = Grant { role, plan, section, from, until };
    Ok(LineReading { line: line.line, login, name, mail, grant })
}

/// A text on one line, without white space around.
fn tidy(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).collect()
}

/// Whether a text may be a mail address: no more than a guard against shifted columns.
fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains([' ', ',', '<', '>', '\u{3000}'])
    })
}

fn section_of<'a>(
    role: Role,
    text: &str,
    sections: &'a [Section],
) -> Result<Option<&'a Section>, String> {
    match (role.is_of_section(), text.trim().is_empty()) {
        (false, true) => Ok(None),
        (false, false) => Err(format!("役割「{}」は担当課を持ちません。", role.label())),
        (true, true) => Err(format!("役割「{}」の担当課が空です。", role.label())),
        (true, false) => section::named(sections, text).map(Some),
    }
}

/// Refuses a line that says again, or otherwise, what one before it says.
fn against(before: &[LineReading], claim: LineReading) -> Result<LineReading, String> {
    let earlier = before.iter().map(|other| other.login.as_str());
    differs(&claim.login, earlier).map_err(|unfit| unfit.to_string())?;
    for other in before.iter().filter(|other| fold(&other.login) == fold(&claim.login)) {
        let differs = !claim.name.is_empty() && !other.name.is_empty() && claim.name != other.name;
        if differs {
            return Err(format!("氏名が{}行目（{}）と違います。", other.line, other.name));
        }
        let (one, two) = (&claim.grant, &other.grant);
        let twice = (one.role, &one.section) == (two.role, &two.section)
            && one.until.is_none_or(|until| until >= two.from)
            && two.until.is_none_or(|until| until >= one.from);
        if twice {
            return Err(format!("{}行目と同じ職員・役割・担当課です。", other.line));
        }
    }
    Ok(claim)
}
