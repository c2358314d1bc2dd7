//! Indicators of a plan, and the figures that a person or a list gave for them.

use domain::{
    Id,
    indicator::{Figure, FigureKind, Indicator, RightLeap},
    plan::Plan,
};

use crate::{Error, Result, Tx, json};

const KINDS: [FigureKind; 3] = [FigureKind::Base, FigureKind::Actual, FigureKind::Target];

/// The stored code of a figure's kind.
fn code(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Base => "base",
        FigureKind::Actual => "actual",
        FigureKind::Target => "target",
    }
}

/// A stored number; the shortest text that is read as the same number again.
fn number(text: &str) -> Result<Option<f64>> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.map(Some).ok_or_else(|| Error::Corrupt(text.to_owned()))
}

impl Tx {
    /// The plan's indicators, in the order in which they were added.
    pub async fn indicators(&mut self, plan: &Id<Plan>) -> Result<Vec<Indicator>> {
        let sql = "select id, action_id, name, unit, counted
            from indicators where plan_id = $1 order by id";
        let rows: Vec<(String, String, String, String, String)> =
            fetch_all!(self, sql, plan.as_str())?;
        let read = rows.into_iter().map(|(id, action, name, unit, counted)| Indicator {
            id: Id::new(id),
            action: Some(action).filter(|id| !id.is_empty()).map(Id::new),
            name,
            unit,
            counted,
        });
        Ok(read.collect())
    }

    /// Adds an indicator; `false` when its action, or the plan, has one of this name and unit.
    pub async fn add_indicator(&mut self, plan: &Id<Plan>, new: &Indicator) -> Result<bool> {
        let sql = "insert into indicators (id, plan_id, action_id, name, unit, counted)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (plan_id, action_id, name, unit) do nothing";
        let added = changed!(
            self,
            sql,
            new.id.as_str(),
            plan.as_str(),
            new.action.as_ref().map_or("", Id::as_str),
            &new.name,
            &new.unit,
            &new.counted
        )?;
        Ok(added > 0)
    }

    /// Gives an indicator of the plan another name and unit.
    pub async fn rename_indicator(
        &mut self,
        plan: &Id<Plan>,
        id: &Id<Indicator>,
        (name, unit): (&str, &str),
    ) -> Result<()> {
        let sql = "update indicators set name = $1, unit = $2 where id = $3 and plan_id = $4";
        exec!(self, sql, name, unit, id.as_str(), plan.as_str())
    }

    /// Removes an indicator with the figures that were given for it; `false` when the plan has none
    /// such.
    pub async fn remove_indicator(&mut self, plan: &Id<Plan>, id: &Id<Indicator>) -> Result<bool> {
        let figures = "delete from indicator_figures where indicator_id in
            (select id from indicators where id = $1 and plan_id = $2)";
        let leaps = "delete from indicator_leaps where indicator_id in
            (select id from indicators where id = $1 and plan_id = $2)";
        let own = "delete from indicators where id = $1 and plan_id = $2";
        let mut gone = 0;
        for sql in [figures, leaps, own] {
            gone = changed!(self, sql, id.as_str(), plan.as_str())?;
        }
        Ok(gone > 0)
    }

    /// The figures that were given for the plan's indicators, year by year.
    pub async fn figures(&mut self, plan: &Id<Plan>) -> Result<Vec<(Id<Indicator>, Figure)>> {
        let sql = "select f.indicator_id, f.year, f.kind, f.value
            from indicator_figures f join indicators i on i.id = f.indicator_id
            where i.plan_id = $1 order by f.indicator_id, f.year, f.kind";
        let rows: Vec<(String, i64, String, String)> = fetch_all!(self, sql, plan.as_str())?;
        let figure = |(id, year, kind, value): (String, i64, String, String)| {
            let (year, kind) = (json::year(year)?, json::coded(&KINDS, code, &kind)?);
            Ok((Id::new(id), Figure { year, kind, value: number(&value)? }))
        };
        rows.into_iter().map(figure).collect()
    }

    /// Sets a figure of an indicator, in place of the one before.
    pub async fn set_figure(&mut self, id: &Id<Indicator>, figure: &Figure) -> Result<()> {
        let sql = "insert into indicator_figures (indicator_id, year, kind, value)
            values ($1, $2, $3, $4)
            on conflict (indicator_id, year, kind) do update set value = excluded.value";
        let value = figure.value.map_or_else(String::new, |number| number.to_string());
        exec!(self, sql, id.as_str(), json::start(figure.year), code(figure.kind), &value)
    }

    /// Takes a given figure back: what the sentences tell stands again.
    pub async fn drop_figure(&mut self, id: &Id<Indicator>, figure: &Figure) -> Result<bool> {
        let sql = "delete from indicator_figures
            where indicator_id = $1 and year = $2 and kind = $3";
        let gone = changed!(self, sql, id.as_str(), json::start(figure.year), code(figure.kind))?;
        Ok(gone > 0)
    }

    /// The leaps of the plan's indicators that someone has called right.
    pub async fn right_leaps(
        &mut self,
        plan: &Id<Plan>,
    ) -> Result<Vec<(Id<Indicator>, RightLeap)>> {
        let sql = "select l.indicator_id, l.from_year, l.before_value, l.to_year, l.after_value
            from indicator_leaps l join indicators i on i.id = l.indicator_id
            where i.plan_id = $1 order by l.indicator_id, l.from_year, l.to_year";
        let rows: Vec<(String, i64, String, i64, String)> = fetch_all!(self, sql, plan.as_str())?;
        let figure = |text: String| number(&text)?.ok_or(Error::Corrupt(text));
        let leap = |(id, from, before, to, after): (String, i64, String, i64, String)| {
            let (from, to) = (json::year(from)?, json::year(to)?);
            let (before, after) = (figure(before)?, figure(after)?);
            Ok((Id::new(id), RightLeap { from, before, to, after }))
        };
        rows.into_iter().map(leap).collect()
    }

    /// Keeps that a leap of an indicator is right; `false` when that was known.
    pub async fn call_leap_right(&mut self, id: &Id<Indicator>, leap: &RightLeap) -> Result<bool> {
        let sql = "insert into indicator_leaps
                (indicator_id, from_year, before_value, to_year, after_value)
            values ($1, $2, $3, $4, $5)
            on conflict (indicator_id, from_year, before_value, to_year, after_value) do nothing";
        let (from, to) = (json::start(leap.from), json::start(leap.to));
        let (before, after) = (leap.before.to_string(), leap.after.to_string());
        let added = changed!(self, sql, id.as_str(), from, &before, to, &after)?;
        Ok(added > 0)
    }
}
