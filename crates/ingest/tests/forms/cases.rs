//! Kinds of silence, each a small form by its name: what it prints is known, so what is right of it
//! is what its rows say. None may be read wrong without a word.

use testkit::{
    Feature::{self, *},
    FileKind::{self, *},
    Form, JudgedAs, each_kind, told,
};

use crate::reading;

/// Panics with what is silently wrong on a form.
fn heard(seed: u64, kind: FileKind, actions: usize, features: &[Feature]) {
    let form = Form::with(seed, kind, actions, features);
    let judged = form.judge(&reading::read);
    let silent = each_kind(&judged, JudgedAs::Silent);
    let silent: Vec<String> = silent.into_iter().map(|one| told(&form, one)).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

/// A seed, a kind of file, how many actions where it is not ten, and the features.
macro_rules! cases {
    ($($name:ident: $seed:literal $kind:ident $($actions:literal)? [$($feature:ident),*];)+) => {
        $(
            #[test]
            fn $name() {
                let actions = [$($actions,)? 10][0];
                heard($seed, $kind, actions, &[$($feature),*]);
            }
        )+
    };
}

cases! {
    // Scales
    a_legend_in_lines_of_its_head_is_the_scale: 0 Xlsx [];
    a_legend_in_lenticular_brackets_is_the_scale: 107 Xlsx [];
    marks_with_equals_signs_are_the_scale: 355 Csv [Marks];
    marks_never_stand_under_the_plan_of_the_next_year: 7 Ods [Marks];
    figures_with_points_are_the_scale: 125 Ods [Digits];
    letters_with_slashes_between_them_are_the_scale: 31 Xlsx [Letters];
    words_without_codes_are_the_scale: 74 Csv [WordGrades];
    the_worst_grades_are_not_done_though_no_better_one_is_present: 12 Xlsx [NoBest];
    a_legend_below_the_table_is_the_scale_or_asked: 71 Xlsx [LegendBelow];
    a_legend_above_the_table_is_the_scale_or_asked: 71 Xlsx [LegendAbove];
    a_legend_on_another_worksheet_is_the_scale_or_asked: 200 Xlsx [LegendSheet];
    a_drop_down_list_is_the_scale_or_asked: 201 Xlsx [LegendList];
    codes_that_nothing_explains_are_asked: 403 Xlsx [LegendNowhere];
    letters_that_nothing_explains_are_asked: 11 Csv [Letters, LegendNowhere];
    a_list_of_which_nothing_is_ticked_is_asked: 179 Tsv [Boxes];
    five_levels_under_achievement_are_no_percentages: 392 Csv [Levels];
    five_levels_on_a_page_are_no_percentages: 10043 Pdf [Levels];
    figures_under_another_word_for_progress_are_no_percentages: 10212 Csv [Synonyms, Digits];
    the_grades_of_each_of_three_years_have_their_scale: 53 Xlsx [ThreeYears];
    // Years
    years_with_an_apostrophe_never_shift: 50 Xlsx [ApostropheYears];
    bare_years_never_shift: 37 Csv [BareYears];
    years_of_one_letter_of_the_era_never_shift: 6 Csv [LetterYears];
    years_in_kanji_never_shift: 135 Xlsx [KanjiYears];
    years_with_fy_never_shift: 110 Ods [FyYears];
    a_number_before_a_year_is_no_part_of_it: 210 Csv [NumberedHeads, WideYears];
    a_year_of_the_title_holds_for_plans_without_years: 75 Xlsx [TitleYear];
    a_given_year_holds_for_plans_without_years: 313 Csv [NoYear];
    another_year_than_that_of_the_heads_is_refused: 21 Xlsx [WrongYear];
    last_years_worksheet_in_front_is_not_this_years: 338 Xlsx [LastYearSheet];
    results_of_three_years_keep_theirs: 284 Xlsx [ThreeYears, RoundedPercent];
    the_newer_year_first_is_this_year: 60 Ods [NewestFirst];
    // Rows
    column_numbers_are_no_action: 64 Cp932 [ColumnNumbers];
    a_sample_is_no_action: 157 Xlsx [SampleRow];
    a_sample_on_a_page_is_no_action: 3215 Pdf [SampleRow];
    a_worksheet_of_samples_is_not_the_sheet: 158 Ods [SampleSheet];
    an_average_is_no_action: 102 Xlsx [Average];
    a_subtotal_is_no_action: 37 Csv [Subtotals];
    an_average_on_a_page_is_no_action: 10132 Pdf [Average];
    a_subtotal_on_a_page_is_no_action: 10252 Pdf [Subtotals];
    a_total_is_no_action: 350 Xlsx [Total];
    notes_among_the_titles_are_no_actions: 14 Xlsx [TitleNotes];
    prepared_rows_are_no_actions: 15 Csv [PreparedRows];
    an_owner_left_blank_is_the_one_above_or_asked: 123 Xlsx [BlankOwners];
    a_ditto_mark_is_the_owner_above_or_asked: 224 Xlsx [DittoOwners];
    the_same_as_above_is_the_owner_above_or_asked: 132 Csv [SameOwners];
    an_owner_merged_over_a_page_break_holds_on_both_pages: 3194 Pdf [MergedOwners];
    merged_lines_are_one_action: 155 Xlsx [MergedLines];
    loose_lines_on_a_page_are_one_action: 10102 Pdf [LooseLines];
    loose_lines_of_a_long_list_are_one_action: 10029 Xlsx [LooseLines];
    loose_lines_are_one_action: 54 Xlsx [LooseLines];
    a_project_beside_its_measure_is_the_action: 29 Csv [ProjectAndMeasure];
    // Text layers: read in one order of columns, or refused
    a_text_layer_whose_cells_are_run_together_is_read_or_refused: 10262 Text [];
    a_text_layer_whose_rows_slip_is_read_or_refused: 10182 Text [];
    a_text_layer_of_one_year_is_read_or_refused: 10165 Text [OneYear];
    a_text_layer_with_numbers_is_read_or_refused: 10261 Text [Numbers];
    // Tables
    a_second_table_is_read_by_its_own_head: 23 Xlsx [OtherOrderBelow];
    a_second_table_right_below_is_read_by_its_own_head: 157 Xlsx [OtherOrderBelow];
    a_second_table_of_fewer_columns_is_read_by_its_own_head: 275 Cp932 [FewerBelow];
    a_second_table_with_a_column_more_is_read_by_its_own_head: 35 Xlsx [InsertedBelow];
    a_second_table_with_a_column_more_on_a_page_is_read_by_its_own_head: 3067 Pdf [InsertedBelow];
    a_second_table_of_the_same_columns_goes_on: 36 Csv [SameBelow];
    a_table_of_another_kind_is_no_actions: 7 Ods [OtherBelow];
    a_table_of_another_kind_at_the_right_is_no_answers: 8 Xlsx [OtherBeside];
    a_table_at_the_right_is_read_or_asked_about: 75 Xlsx [Beside];
    a_worksheet_for_each_measure_is_read_or_asked_about: 149 Xlsx [MeasureSheets];
    a_hidden_worksheet_is_not_the_sheet: 150 Xlsx [HiddenSheet];
    the_heading_of_a_measure_beside_another_table_is_a_measure:
        20494 Ods 35 [MeasureRows, OtherBeside];
    a_band_beside_another_table_is_a_measure: 20767 Xlsx [TitleAgain, MeasureBands, OtherBeside];
    a_second_table_of_numbered_heads_is_read_by_its_own_head:
        31033 Cp932 [NumberedHeads, FewerBelow];
    a_column_inserted_under_numbered_heads_shifts_nothing:
        32816 Tsv [NumberedHeads, InsertedBelow];
    a_second_table_with_instructions_in_its_heads_is_read_by_them:
        43280 Cp932 11 [HeadNotes, ThreeYears, FewerBelow];
    two_tables_that_name_the_title_twice_are_parted_between_them:
        39467 Csv [TitleAgain, Beside];
    // Owners and grades
    a_related_section_before_the_main_one_is_not_the_owner: 45428 Csv [NumberedHeads, Shuffled, Related];
    a_spaced_related_section_is_not_the_owner: 47081 Xlsx [SpacedHeads, Shuffled, Related];
    a_ditto_mark_below_a_struck_action_never_means_the_one_above_it:
        47769 Pdf 16 [DittoOwners, StruckRow];
    years_without_a_legend_share_their_grades:
        30940 Xlsx 7 [ThreeYears, WordGrades, LegendNowhere];
    ratios_of_the_year_before_the_last_are_asked: 32513 Pdf 11 [ThreeYears, PlainRatio];
    // Text
    years_over_several_columns_of_a_text_are_never_guessed: 35881 Text [SpreadHeads];
    // Pages
    an_empty_cell_below_a_full_one_on_the_next_page_stays_empty: 30836 Pdf 41 [MergedLines];
    a_merged_text_that_a_page_parts_is_whole: 32604 Pdf 27 [OwnerRows, MeasureRows];
    an_action_of_merged_lines_that_a_page_parts_is_whole: 68610 Pdf 58 [Boxes, MergedLines];
    tables_side_by_side_over_pages_are_read_one_after_the_other:
        67216 Pdf 57 [PlainMeasureRows, Beside];
    a_line_that_ends_a_page_is_never_joined_to_the_next_action: 275 Pdf 43 [LooseLines];
    an_owner_merged_over_a_page_with_its_own_head_is_theirs:
        20342 Pdf 31 [MergedOwners, MeasureRows, RepeatedHeads];
    // Values
    a_unit_in_a_format_is_part_of_the_answer: 111 Xlsx [UnitFormat];
    a_rounded_percentage_is_what_is_shown: 44 Ods [RoundedPercent];
    a_zero_shown_as_a_dash_is_a_dash: 1 Xlsx [DashZero];
    a_hidden_zero_is_no_zero: 19 Xlsx [HiddenZero];
    a_day_shown_as_a_year_of_an_era_is_that_year: 396 Ods [EraFormat];
    a_formula_without_a_result_is_asked: 128 Xlsx [NoResult];
    an_error_is_asked: 129 Xlsx [ErrorValue];
    a_ratio_on_a_page_is_asked: 10159 Pdf [PlainRatio];
    a_formula_without_a_result_in_an_open_document_is_asked: 10220 Ods [NoResult];
    a_ratio_without_a_format_is_asked: 5 Xlsx [PlainRatio];
    // Styles
    struck_out_words_are_not_joined_to_the_new_ones: 102 Xlsx [StruckPart];
    struck_out_words_of_an_open_document_are_not_joined: 103 Ods [StruckPart];
    a_cell_that_is_struck_out_says_nothing: 27 Xlsx [StruckCell];
    an_action_that_is_struck_out_is_asked: 5 Xlsx [StruckRow];
    an_action_that_is_struck_out_on_a_page_is_asked: 3285 Pdf [StruckRow];
    an_underline_is_no_border: 3085 Pdf [Underlined];
}
