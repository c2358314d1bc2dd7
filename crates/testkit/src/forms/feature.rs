//! What is unusual about a form: each way of laying out a sheet has a name, by which it is chosen,
//! left out and counted.

use domain::coded;

coded! {
    /// One way in which a city lays out its sheet. The word before the dot is its group; a form has
    /// at most one of each group.
    pub enum Feature {
        /// Other words for the same heads.
        Synonyms => "words.synonyms";
        /// Heads with white space between their characters.
        SpacedHeads => "words.spaced";
        /// Heads broken over lines.
        BrokenHeads => "heads.broken";
        /// Instructions within heads.
        HeadNotes => "heads.notes";
        /// Numbers before heads.
        NumberedHeads => "heads.numbered";
        /// Two lines of heads, years merged above their fields.
        GroupedHeads => "heads.grouped";
        /// Two lines of heads, a year only above its first field.
        SpreadHeads => "heads.spread";
        /// Columns in another order.
        Shuffled => "order.shuffled";
        /// The title again at the right end.
        TitleAgain => "order.title_again";
        /// 令和5年度.
        HalfYears => "years.half";
        /// R5.
        ShortYears => "years.short";
        /// Ｒ５.
        WideYears => "years.wide";
        /// 令和５.
        EraYears => "years.era";
        /// 令五.
        KanjiYears => "years.kanji";
        /// 令５.
        LetterYears => "years.letter";
        /// 2023年度.
        WesternYears => "years.western";
        /// 2023.
        BareYears => "years.bare";
        /// FY2023.
        FyYears => "years.fy";
        /// '23.
        ApostropheYears => "years.apostrophe";
        /// （R5）.
        BracketYears => "years.brackets";
        /// 2023年度（R5）.
        BothYears => "years.both";
        /// 前年度, 今年度, 次年度.
        RelativeYears => "years.relative";
        /// A year in the title only.
        TitleYear => "years.title";
        /// No year anywhere: a person says it.
        NoYear => "years.none";
        /// A person says another year than the sheet.
        WrongYear => "years.wrong";
        /// Columns of one year.
        OneYear => "span.one";
        /// Results of three years.
        ThreeYears => "span.three";
        /// Results of two years, the newer first.
        NewestFirst => "span.newest_first";
        /// アウエオ, as on the real form.
        NoSecond => "grades.no_second";
        /// ◎○△×.
        Marks => "grades.marks";
        /// A–D.
        Letters => "grades.letters";
        /// 4–1.
        Digits => "grades.digits";
        /// Words without codes.
        WordGrades => "grades.words";
        /// A list in each cell, one box ticked, sometimes none.
        Boxes => "grades.boxes";
        /// No action has the best grade.
        NoBest => "grades.no_best";
        /// The legend in a line above the table.
        LegendAbove => "legend.above";
        /// The legend in a note below.
        LegendBelow => "legend.below";
        /// The legend on another worksheet.
        LegendSheet => "legend.sheet";
        /// The legend as a drop-down list.
        LegendList => "legend.list";
        /// No legend.
        LegendNowhere => "legend.nowhere";
        /// 100% as text.
        PercentText => "percent.text";
        /// １００％ as text.
        WidePercent => "percent.wide";
        /// 1 in a percent format.
        RatioFormat => "percent.ratio";
        /// 0.85 without a format.
        PlainRatio => "percent.plain_ratio";
        /// 100 with a literal %.
        LiteralPercent => "percent.literal";
        /// 66.67 shown as 67.
        RoundedPercent => "percent.rounded";
        /// 0 that the format does not show.
        HiddenZero => "percent.hidden_zero";
        /// 0 shown as a dash.
        DashZero => "percent.dash_zero";
        /// Five levels under 達成度.
        Levels => "percent.levels";
        /// Some over 100.
        OverHundred => "percent.over";
        /// Results that are numbers with a unit in their format.
        UnitFormat => "values.unit";
        /// Results that are numbers with a separator in their format.
        CommaFormat => "values.comma";
        /// Results that are days shown as a year of an era.
        EraFormat => "values.era";
        /// Results that are formulas without a stored result.
        NoResult => "values.no_result";
        /// Results that are errors.
        ErrorValue => "values.error";
        /// One owner merged over several actions.
        MergedOwners => "owners.merged";
        /// 〃 for the owner above.
        DittoOwners => "owners.ditto";
        /// 同上 for the owner above.
        SameOwners => "owners.same";
        /// Nothing where the owner is as above.
        BlankOwners => "owners.blank";
        /// Two sections in a cell.
        TwoOwners => "owners.two";
        /// One action over several rows, one for each section.
        OwnerRows => "owners.rows";
        /// Measures in a column.
        MeasureColumn => "measures.column";
        /// Measures in a column, merged.
        MergedMeasures => "measures.merged";
        /// Numbered heading rows for measures.
        MeasureRows => "measures.rows";
        /// Heading rows for measures, merged over the width.
        MeasureBands => "measures.bands";
        /// Heading rows for measures without numbers.
        PlainMeasureRows => "measures.plain";
        /// A worksheet for each measure.
        MeasureSheets => "measures.sheets";
        /// A subtotal after each group.
        Subtotals => "sums.subtotals";
        /// A total at the end.
        Total => "sums.total";
        /// An average at the end.
        Average => "sums.average";
        /// Notes below the table.
        Notes => "notes.below";
        /// Notes below the table, in the column of titles.
        TitleNotes => "notes.title";
        /// Instructions above the table.
        Instructions => "notes.above";
        /// A sample row 記入例.
        SampleRow => "sample.row";
        /// A worksheet with a sample.
        SampleSheet => "sample.sheet";
        /// A row of column numbers.
        ColumnNumbers => "rows.numbers";
        /// Heads repeated at page breaks.
        RepeatedHeads => "rows.repeated_heads";
        /// Empty rows between.
        BlankRows => "rows.blank";
        /// Empty rows prepared at the end, numbered.
        PreparedRows => "rows.prepared";
        /// A second table below, of the same columns.
        SameBelow => "tables.same";
        /// A second table below, its columns in another order.
        OtherOrderBelow => "tables.other_order";
        /// A second table below, with fewer columns.
        FewerBelow => "tables.fewer";
        /// A second table below, with a column more in between.
        InsertedBelow => "tables.inserted";
        /// Another kind of table below.
        OtherBelow => "tables.other";
        /// Two tables side by side.
        Beside => "tables.beside";
        /// Another kind of table at the right.
        OtherBeside => "tables.other_beside";
        /// Last year's sheet as a worksheet before this year's.
        LastYearSheet => "sheets.last_year";
        /// A cover as first worksheet.
        CoverSheet => "sheets.cover";
        /// A hidden worksheet with an older state.
        HiddenSheet => "sheets.hidden";
        /// One action over several lines, its cells merged.
        MergedLines => "lines.merged";
        /// One action over several lines, blank where nothing is new.
        LooseLines => "lines.loose";
        /// Struck-out words before new ones.
        StruckPart => "style.struck_part";
        /// Cells struck out as a whole.
        StruckCell => "style.struck_cell";
        /// Actions struck out as a whole.
        StruckRow => "style.struck_row";
        /// Underlined texts.
        Underlined => "style.underlined";
        /// Comments on cells.
        Comments => "style.comments";
        /// A hidden column.
        HiddenColumn => "hidden.column";
        /// Hidden rows.
        HiddenRows => "hidden.rows";
        /// A number for each action.
        Numbers => "more.numbers";
        /// A column of money.
        Budget => "more.budget";
        /// A column of remarks.
        Remarks => "more.remarks";
        /// A column of related sections beside the main one.
        Related => "more.related";
        /// 事務事業名 beside 施策名.
        ProjectAndMeasure => "more.project";
    }
}

impl Feature {
    /// Its group.
    pub fn group(self) -> &'static str {
        self.code().split('.').next().unwrap_or_default()
    }

    /// Whether only a workbook can have it.
    pub(super) fn needs_workbook(self) -> bool {
        let more = [
            Self::RatioFormat,
            Self::RoundedPercent,
            Self::HiddenZero,
            Self::DashZero,
            Self::LiteralPercent,
            Self::LegendList,
            Self::LegendSheet,
            Self::MeasureSheets,
            Self::SampleSheet,
            Self::Comments,
        ];
        ["values", "hidden", "sheets"].contains(&self.group()) || more.contains(&self)
    }

    /// Whether it needs merged cells or styles.
    pub(super) fn needs_layout(self) -> bool {
        let merged = [
            Self::MergedOwners,
            Self::MergedMeasures,
            Self::MeasureBands,
            Self::MergedLines,
            Self::OwnerRows,
            Self::GroupedHeads,
        ];
        self.group() == "style" || merged.contains(&self)
    }

    /// Whether the official form has it and leaves nothing to ask.
    pub(super) fn is_official(self) -> bool {
        let plain = [
            Self::HalfYears,
            Self::ShortYears,
            Self::WideYears,
            Self::WesternYears,
            Self::NoSecond,
            Self::PercentText,
            Self::WidePercent,
            Self::RatioFormat,
            Self::LiteralPercent,
            Self::MergedOwners,
            Self::TwoOwners,
            Self::MeasureColumn,
            Self::MergedMeasures,
            Self::MeasureRows,
            Self::MeasureBands,
            Self::Instructions,
            Self::RepeatedHeads,
            Self::Underlined,
            Self::Numbers,
        ];
        plain.contains(&self)
    }

    /// Whether the two leave nothing of each other, or cannot stand on one form.
    pub(super) fn excludes(self, other: Self) -> bool {
        let either = |a: Self, b: Self| (self, other) == (a, b) || (self, other) == (b, a);
        let yearless = [Self::RelativeYears, Self::TitleYear, Self::NoYear];
        let spanned = |f: Self| f.group() == "span" || f == Self::GroupedHeads;
        let yearless_span = (yearless.contains(&self) && spanned(other))
            || (yearless.contains(&other) && spanned(self));
        yearless_span
            || either(Self::SpreadHeads, Self::Shuffled)
            || either(Self::GroupedHeads, Self::Shuffled)
            || either(Self::OwnerRows, Self::MergedLines)
            || either(Self::OwnerRows, Self::LooseLines)
            || either(Self::MeasureSheets, Self::Beside)
    }
}
