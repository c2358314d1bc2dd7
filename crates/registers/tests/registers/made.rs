//! Made-up records, each written as the line of JSON that other tools give.

use domain::{Day, Field, FiscalYear, Id};
use prose::AskedField;
use registers::{
    CountedRecords, Period, RecordLine, Register, RegisterDraft, RegisterRecord, Wording,
    WordingStyle, draft, line::RecordStamp, shipped::shipped,
};

pub(crate) fn year() -> FiscalYear {
    FiscalYear::starting(2021).unwrap()
}

pub(crate) fn asked() -> AskedField<'static> {
    AskedField { field: &Field::Status, year: year() }
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The register of a name.
pub(crate) fn register(name: &str) -> Register {
    shipped().unwrap().into_iter().find(|register| register.name == name).unwrap()
}

/// Records of a register: what stands in braces after register and shape.
pub(crate) fn records(register: &Register, facts: &[&str]) -> Vec<RegisterRecord> {
    let record = |(nth, facts): (usize, &&str)| {
        let (name, shape) = (&register.name, register.shape.code());
        let line = format!("{{\"register\":\"{name}\",\"shape\":\"{shape}\",{facts}}}");
        let stamp = RecordStamp {
            id: Id::new(format!("r{nth:04}")),
            register_version: register.version,
            by: "職員".to_owned(),
            at: "2022-04-01T09:00:00Z".to_owned(),
        };
        RecordLine::parse(&line).unwrap().into_record(stamp).unwrap()
    };
    facts.iter().enumerate().map(record).collect()
}

pub(crate) fn counted<'a>(
    register: &'a Register,
    records: &'a [RegisterRecord],
) -> CountedRecords<'a> {
    CountedRecords::of(register, records, Period::fiscal_year(year()), day("2022-04-10"))
}

/// The whole number of a counting; none where it is not known.
pub(crate) fn whole(records: &CountedRecords<'_>, key: &str) -> Option<u64> {
    records.tally(key).unwrap().whole()
}

/// Half width, with commas.
pub(crate) fn style() -> WordingStyle {
    WordingStyle::default()
}

pub(crate) fn drafted(wording: &str, records: &CountedRecords<'_>) -> Option<RegisterDraft> {
    draft(&Wording::parse(wording).unwrap(), records, &style())
}

pub(crate) fn written(wording: &str, records: &CountedRecords<'_>) -> Option<String> {
    drafted(wording, records).map(|draft| draft.text)
}

/// A line for each month of the year with so much for each.
pub(crate) fn monthly(counting: &str, numbers: &[u64]) -> Vec<String> {
    let months = Period::fiscal_year(year()).each_month();
    let line = |(month, n): (&Period, &u64)| {
        format!(
            "\"counting\":\"{counting}\",\"from\":\"{}\",\"to\":\"{}\",\"value\":{n}",
            month.from, month.to
        )
    };
    months.iter().zip(numbers).map(line).collect()
}

/// A line for the whole year.
pub(crate) fn yearly(counting: &str, value: u64, breakdown: &[(&str, u64)]) -> String {
    let parts: Vec<_> =
        breakdown.iter().map(|(code, n)| format!("{{\"code\":\"{code}\",\"n\":{n}}}")).collect();
    format!(
        "\"counting\":\"{counting}\",\"from\":\"2021-04-01\",\"to\":\"2022-03-31\",\
         \"value\":{value},\"breakdown\":[{}]",
        parts.join(",")
    )
}

pub(crate) fn lines(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}
