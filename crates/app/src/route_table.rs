//! The one table of pages: to add a page is to add a row.
//!
//! A row says how the rest of the program calls the address, which parts of it vary, the path, and
//! for each method the right that it asks for and the handler. `takes File` marks what takes a file:
//! everything else takes no more than a form. `kit::addresses` makes the functions
//! that templates and redirects call from it, `routes` the router and the list of rights. It is a
//! macro so that the kit, which knows no handler, can read the same rows.
//!
//! Where a path names `{plan}` or `{section}`, the right must be held there: pages bound to a section
//! are `/plans/{plan}/rounds/{year}/sections/{section}/…`.

macro_rules! route_table {
    ($reader:ident) => {
        $reader! {
            home() "/": GET SignedIn overview::web::home;
            first_import() "/imports": POST Coordinate uploads::web::create_first takes File;
            asset(name) "/assets/{name}": GET Anyone assets::show;

            // A plan and its years
            plan(plan) "/plans/{plan}": GET Read overview::web::latest;
            year(plan, year) "/plans/{plan}/years/{year}": GET Read overview::web::show;
            sheet(plan, year) "/plans/{plan}/years/{year}/sheet": GET Read sheet_page::show;
            row(plan, year, no) "/plans/{plan}/years/{year}/sheet/{no}": GET Read sheet_page::row;
            file(plan, year, form) "/plans/{plan}/years/{year}/files/{form}": GET Read exports::web::show;
            action(plan, action) "/plans/{plan}/actions/{action}": GET Read actions::web::show;
            search(plan) "/plans/{plan}/search": GET Read search::web::show;
            history(plan) "/plans/{plan}/history": GET Audit audit::show;

            // Imports: a booked sheet's source stands beside its rows; one that waits is the
            // secretariat's alone, which the handlers see to
            imports(plan) "/plans/{plan}/imports":
                GET Coordinate imports::web::index, POST Coordinate uploads::web::create takes File;
            import(plan, import) "/plans/{plan}/imports/{import}": GET Coordinate imports::web::show;
            reading(plan, import) "/plans/{plan}/imports/{import}/reading":
                GET Coordinate readings::web::show, POST Coordinate readings::web::confirm;
            import_booking(plan, import) "/plans/{plan}/imports/{import}/booking":
                POST Coordinate imports::web::book;
            import_discarding(plan, import) "/plans/{plan}/imports/{import}/discarding":
                POST Coordinate imports::web::discard;
            import_layout(plan, import) "/plans/{plan}/imports/{import}/layout":
                GET Coordinate imports::web::layout;
            original(plan, import) "/plans/{plan}/imports/{import}/original":
                GET Read imports::web::original;
            original_picture(plan, import) "/plans/{plan}/imports/{import}/original/picture":
                GET Read imports::web::picture;
            columns(plan, digest) "/plans/{plan}/columns/{digest}":
                GET Coordinate columns::web::show, POST Coordinate columns::web::read;

            // Editions: what was frozen, for whoever reads the plan and for the council
            editions(plan) "/plans/{plan}/editions": GET ReadEditions editions::web::index;
            edition_draft(plan, year, kind) "/plans/{plan}/years/{year}/editions/{kind}":
                GET Coordinate editions::web::draft, POST Coordinate editions::web::make;
            publication_answers(plan, year) "/plans/{plan}/years/{year}/publication-answers":
                POST Coordinate editions::web::answer;
            edition_package(plan, edition) "/plans/{plan}/editions/{edition}/package":
                GET ReadEditions editions::web::package;
            edition(plan, edition) "/plans/{plan}/editions/{edition}":
                GET ReadEditions editions::web::show;
            edition_file(plan, edition, file) "/plans/{plan}/editions/{edition}/files/{file}":
                GET ReadEditions editions::web::file;
            edition_comparison(plan, edition, other)
                "/plans/{plan}/editions/{edition}/comparisons/{other}":
                GET ReadEditions editions::web::comparison;
            edition_withdrawal(plan, edition) "/plans/{plan}/editions/{edition}/withdrawal":
                POST Coordinate editions::web::withdrawal;
            publication(plan) "/plans/{plan}/publication":
                GET Coordinate editions::settings_web::show,
                POST Coordinate editions::settings_web::save;

            // Schemes of others, and which of their items correspond to which actions
            schemes(plan) "/plans/{plan}/schemes": GET Read schemes::web::index;
            crosswalk(plan, scheme) "/plans/{plan}/schemes/{scheme}":
                GET Read schemes::web::show, POST Coordinate schemes::web::save;
            report_forms(plan) "/plans/{plan}/report-forms":
                GET Coordinate report_forms::web::show,
                POST Coordinate report_forms::web::take takes File;

            // What is published, where the server shows it
            public_site(published) "/public/{published}": GET Anyone public::web::first;
            public_page(published, file) "/public/{published}/{file}": GET Anyone public::web::page;
            public_nested(published, folder, file) "/public/{published}/{folder}/{file}":
                GET Anyone public::web::nested;
            api_description() "/api/v1/public/openapi.json": GET Anyone public::web::description;
            api_plans() "/api/v1/public/plans": GET Anyone public::web::plans;
            api_editions(published) "/api/v1/public/plans/{published}/editions":
                GET Anyone public::web::editions;
            api_year(published, year) "/api/v1/public/plans/{published}/years/{year}":
                GET Anyone public::web::of_year;
            api_edition(edition) "/api/v1/public/editions/{edition}": GET Anyone public::web::show;
            api_part(edition, part) "/api/v1/public/editions/{edition}/{part}":
                GET Anyone public::web::part;
            api_action(edition, action) "/api/v1/public/editions/{edition}/actions/{action}":
                GET Anyone public::web::action;
            api_file(edition, file) "/api/v1/public/editions/{edition}/files/{file}":
                GET Anyone public::web::file;

            // What programs of a person ask for with a token, and with nothing else
            work_editions(plan) "/api/v1/work/editions/{plan}":
                GET ReadEditions editions::program::index;
            work_edition(plan, edition) "/api/v1/work/editions/{plan}/{edition}":
                GET ReadEditions editions::program::show;
            work_reply(plan, year, section, action)
                "/api/v1/work/replies/{plan}/{year}/{section}/{action}":
                GET ReadReplies replies::program::show;
            work_entry(plan, year, section, action, field)
                "/api/v1/work/replies/{plan}/{year}/{section}/{action}/{field}":
                GET ReadReplies replies::program::entry, PATCH Answer replies::program::change;

            // The council
            council(plan) "/plans/{plan}/council":
                GET ReadEditions council::web::index, POST Coordinate council::web::add_meeting;
            meeting(plan, meeting) "/plans/{plan}/council/meetings/{meeting}":
                GET ReadEditions council::web::show_meeting,
                POST Coordinate council::web::change_meeting;
            minutes(plan, meeting) "/plans/{plan}/council/meetings/{meeting}/minutes":
                POST Coordinate council::web::minute;
            minutes_confirmation(plan, meeting)
                "/plans/{plan}/council/meetings/{meeting}/minutes/confirmation":
                POST Advise council::web::confirm_minutes;
            opinion_sheet(plan, meeting) "/plans/{plan}/council/meetings/{meeting}/sheet":
                GET Advise council::sheet_web::download;
            sheet_returns(plan, meeting) "/plans/{plan}/council/meetings/{meeting}/returns":
                POST Advise council::sheet_web::send_back takes File;
            sheet_returned(plan, meeting, digest)
                "/plans/{plan}/council/meetings/{meeting}/returns/{digest}":
                GET Advise council::sheet_web::show;
            sheet_taking(plan, meeting, digest)
                "/plans/{plan}/council/meetings/{meeting}/returns/{digest}/taking":
                POST Advise council::sheet_web::take_up;
            meeting_links(plan, meeting) "/plans/{plan}/council/meetings/{meeting}/links":
                POST Coordinate meeting_links::web::make;
            meeting_link_ending(plan, meeting, link)
                "/plans/{plan}/council/meetings/{meeting}/links/{link}/ending":
                POST Coordinate meeting_links::web::end;
            opinions(plan) "/plans/{plan}/council/opinions": POST Advise council::opinion_web::add;
            opinion(plan, opinion) "/plans/{plan}/council/opinions/{opinion}":
                GET ReadEditions council::opinion_web::show,
                POST Coordinate council::opinion_web::take_step;
            opinion_proposal(plan, section, opinion)
                "/plans/{plan}/council/sections/{section}/opinions/{opinion}":
                POST Answer council::opinion_web::propose;

            // A meeting's papers, for whoever holds its link: no account, nothing else, until its day
            meeting_link(token) "/meeting-links/{token}": GET Anyone meeting_links::web::show;
            meeting_link_edition(token, edition) "/meeting-links/{token}/editions/{edition}":
                GET Anyone meeting_links::web::edition;
            meeting_link_file(token, edition, file)
                "/meeting-links/{token}/editions/{edition}/files/{file}":
                GET Anyone meeting_links::web::file;

            // The checker
            check(plan, year) "/plans/{plan}/years/{year}/check": GET Coordinate checks::web::show;
            check_slips(plan, year) "/plans/{plan}/years/{year}/check/slips":
                GET Coordinate checks::web::slips;
            check_answers(plan, year) "/plans/{plan}/years/{year}/check/answers":
                POST Coordinate checks::web::answer;
            rules(plan) "/plans/{plan}/check/rules":
                GET Coordinate checks::rules::show, POST Coordinate checks::rules::save;
            grade_classes(plan) "/plans/{plan}/check/grade-classes":
                POST Coordinate checks::grades::save;
            changes(plan, year) "/plans/{plan}/years/{year}/changes": GET Read checks::changes::show;
            changes_table(plan, year) "/plans/{plan}/years/{year}/changes.csv":
                GET Read checks::changes::table;

            // Indicators
            indicators(plan) "/plans/{plan}/indicators":
                GET Read indicators::web::index, POST Coordinate indicators::candidates::take_up;
            indicators_table(plan) "/plans/{plan}/indicators.csv": GET Read indicators::web::table;
            candidates(plan) "/plans/{plan}/indicators/candidates":
                GET Coordinate indicators::candidates::show;
            indicator_list(plan) "/plans/{plan}/indicators/list":
                POST Coordinate indicators::web::take_list takes File;
            indicator(plan, indicator) "/plans/{plan}/indicators/{indicator}":
                GET Read indicators::one::show, POST Coordinate indicators::web::rename;
            indicator_figures(plan, indicator) "/plans/{plan}/indicators/{indicator}/figures":
                POST Coordinate indicators::web::figure;
            indicator_leaps(plan, indicator) "/plans/{plan}/indicators/{indicator}/leaps":
                POST Coordinate indicators::web::leap;
            indicator_removal(plan, indicator) "/plans/{plan}/indicators/{indicator}/removal":
                POST Coordinate indicators::web::remove;

            // The round, for the secretariat
            rounds(plan) "/plans/{plan}/rounds":
                GET ReadReplies board::web::index, POST Coordinate board::web::open;
            round(plan, year) "/plans/{plan}/rounds/{year}": GET ReadReplies board::web::show;
            round_settings(plan, year) "/plans/{plan}/rounds/{year}/settings":
                GET Coordinate board::web::settings, POST Coordinate board::web::set;
            revisions(plan, year) "/plans/{plan}/rounds/{year}/revisions":
                GET Coordinate board::revise::show, POST Coordinate board::revise::make;
            closing(plan, year) "/plans/{plan}/rounds/{year}/closing": POST Coordinate board::web::close;
            reopening(plan, year) "/plans/{plan}/rounds/{year}/reopening":
                POST Coordinate board::web::reopen;
            exceptions(plan, year) "/plans/{plan}/rounds/{year}/exceptions":
                POST Coordinate board::web::except;
            round_steps(plan, year) "/plans/{plan}/rounds/{year}/steps":
                POST Coordinate board::web::steps;
            all_workbooks(plan, year) "/plans/{plan}/rounds/{year}/workbooks":
                GET Coordinate workbooks::web::download_all;
            all_returns(plan, year) "/plans/{plan}/rounds/{year}/returns":
                POST Coordinate workbooks::web::receive_all takes File;
            all_returned(plan, year, digest) "/plans/{plan}/rounds/{year}/returns/{digest}":
                GET Coordinate workbooks::web::show_all;
            all_decisions(plan, year, digest) "/plans/{plan}/rounds/{year}/returns/{digest}/decisions":
                POST Coordinate workbooks::web::decide_all;
            reminders(plan, year) "/plans/{plan}/rounds/{year}/reminders":
                GET Coordinate reminders::web::show, POST Coordinate reminders::web::send;
            reminder_table(plan, year) "/plans/{plan}/rounds/{year}/reminders/letters.csv":
                GET Coordinate reminders::web::table;
            reminder_archive(plan, year) "/plans/{plan}/rounds/{year}/reminders/letters.zip":
                GET Coordinate reminders::web::archive;

            // The round, for a section
            section(plan, year, section) "/plans/{plan}/rounds/{year}/sections/{section}":
                GET ReadReplies replies::list::show;
            section_steps(plan, year, section) "/plans/{plan}/rounds/{year}/sections/{section}/steps":
                POST Answer replies::list::steps;
            reply(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}":
                GET ReadReplies replies::web::show, POST Answer replies::saving::save;
            reply_entries(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/entries":
                POST Answer replies::saving::entries;
            reply_findings(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/findings":
                GET ReadReplies replies::saving::found;
            adoptions(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/adoptions":
                POST Answer replies::adopting::adopt;
            adoption_figure(plan, year, section, action, digest, number)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/adoptions/{digest}/{number}":
                GET ReadReplies replies::adopting::show_figure;
            reply_steps(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/steps":
                POST Answer replies::web::step;
            reply_history(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/history":
                GET ReadReplies audit::reply;
            comments(plan, year, section, action)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/comments":
                POST Coordinate replies::web::comment;
            comment_answer(plan, year, section, action, comment)
                "/plans/{plan}/rounds/{year}/sections/{section}/replies/{action}/comments/{comment}/answer":
                POST Answer replies::web::answer;
            workbook(plan, year, section) "/plans/{plan}/rounds/{year}/sections/{section}/workbook":
                GET ReadReplies workbooks::web::download;
            returns(plan, year, section) "/plans/{plan}/rounds/{year}/sections/{section}/returns":
                POST Answer workbooks::web::receive takes File;
            returned(plan, year, section, digest)
                "/plans/{plan}/rounds/{year}/sections/{section}/returns/{digest}":
                GET ReadReplies workbooks::web::show;
            decisions(plan, year, section, digest)
                "/plans/{plan}/rounds/{year}/sections/{section}/returns/{digest}/decisions":
                POST Answer workbooks::web::decide;

            // Registers of the work: the plan's, and those of a section
            records(plan) "/plans/{plan}/records": GET ReadRecords registers::index::show;
            calendar(plan) "/plans/{plan}/records/calendar.ics":
                GET ReadRecords registers::index::file;
            plan_registers(plan) "/plans/{plan}/registers":
                GET Coordinate registers::shelf_web::list, POST Coordinate registers::shelf_web::create;
            plan_register(plan, register) "/plans/{plan}/registers/{register}":
                GET Coordinate registers::shelf_web::show, POST Coordinate registers::shelf_web::change;
            register_template(plan, template) "/plans/{plan}/register-templates/{template}":
                GET Coordinate registers::shelf_web::new;
            registers(plan, section) "/plans/{plan}/sections/{section}/registers":
                GET ReadRecords registers::web::show, POST Record registers::web::write;
            register_tables(plan, section) "/plans/{plan}/sections/{section}/registers/tables":
                POST Record registers::ledger_web::take takes File;
            register_readings(plan, section)
                "/plans/{plan}/sections/{section}/registers/tables/reading":
                POST Record registers::ledger_web::read_again;
            register_marks(plan, section) "/plans/{plan}/sections/{section}/registers/marks":
                POST Record registers::marks::mark;
            register_record(plan, section, record)
                "/plans/{plan}/sections/{section}/registers/records/{record}":
                GET ReadRecords registers::web::record, POST Record registers::web::correct;
            register_result(plan, section, record)
                "/plans/{plan}/sections/{section}/registers/records/{record}/result":
                POST Record registers::web::result;
            register_voiding(plan, section, record)
                "/plans/{plan}/sections/{section}/registers/records/{record}/voiding":
                POST Record registers::web::void;

            // Signing in, and one's own account
            sign_in() "/sign-in": GET Anyone signin::web::show, POST Anyone signin::web::sign_in;
            sign_in_code() "/sign-in/code":
                GET Anyone signin::web::show_code, POST Anyone signin::web::sign_in_code;
            sign_in_oidc() "/sign-in/oidc": GET Anyone signin::oidc::authorize;
            sign_in_return() "/sign-in/oidc/return": GET Anyone signin::oidc::callback;
            sign_in_demo() "/sign-in/demo": POST Anyone demo::web::sign_in;
            sign_out() "/sign-out": POST Anyone signin::web::sign_out;
            link(token) "/links/{token}": GET Anyone links::web::show, POST Anyone links::web::set;
            account() "/account": GET SignedIn account::web::show;
            account_password() "/account/password": POST SignedIn account::web::password;
            account_code() "/account/code":
                GET SignedIn account::web::show_code, POST SignedIn account::web::code;
            account_code_removal() "/account/code/removal": POST SignedIn account::web::drop_code;
            sessions_ending() "/account/sessions/ending": POST SignedIn account::web::end_sessions;
            session_ending(session) "/account/sessions/{session}/ending":
                POST SignedIn account::web::end_session;

            account_tokens() "/account/tokens":
                GET SignedIn account::tokens_web::show, POST SignedIn account::tokens_web::make;
            account_token_ending(token) "/account/tokens/{token}/ending":
                POST SignedIn account::tokens_web::end;

            // Persons
            people() "/people": GET Administer people::web::index, POST Administer people::web::create;
            code_roles() "/people/code-roles": POST Administer people::codes::set;
            people_table() "/people/list.csv": GET Administer people::web::download;
            personnel_import() "/people/import":
                GET Administer people::import::choose, POST Administer people::import::receive takes File;
            personnel(digest) "/people/import/{digest}": GET Administer people::import::show;
            personnel_booking(digest) "/people/import/{digest}/booking":
                POST Administer people::import::book;
            person(person) "/people/{person}":
                GET Administer people::web::show, POST Administer people::web::rename;
            person_history(person) "/people/{person}/history": GET Administer audit::person;
            grants(person) "/people/{person}/grants": POST Administer people::web::grant;
            grant_ending(person, grant) "/people/{person}/grants/{grant}/ending":
                POST Administer people::web::end;
            person_links(person) "/people/{person}/links": POST Administer people::web::link;
            person_leaving(person) "/people/{person}/leaving": POST Administer people::web::leave;
            person_sessions_ending(person) "/people/{person}/sessions/ending":
                POST Administer people::web::end_sessions;
            person_code_removal(person) "/people/{person}/code/removal":
                POST Administer people::web::drop_code;
            person_tokens(person) "/people/{person}/tokens":
                GET Administer account::tokens_web::of_person;
            person_token_ending(person, token) "/people/{person}/tokens/{token}/ending":
                POST Administer account::tokens_web::end_of;
            installation_history() "/history": GET Administer audit::installation;
        }
    };
}

pub(crate) use route_table;
