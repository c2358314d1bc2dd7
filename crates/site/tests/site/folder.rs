//! The folder as a whole: links, frame, help, print, size.

use std::collections::BTreeSet;

use crate::{aozora, aozora_site, html, pages, text, written};

/// Names that publication promises.
const PROMISED: [&str; 22] = [
    "index.html",
    "action-001.html",
    "measure-1.html",
    "notdone.html",
    "changes.html",
    "indicators.html",
    "opinions.html",
    "editions.html",
    "errata.html",
    "data.html",
    "help.html",
    "easy.html",
    "search.html",
    "accessibility.html",
    "table.html",
    "feed.xml",
    "sitemap.xml",
    "style.css",
    "search.js",
    "search.json",
    "single.html",
    "cms.html",
];

#[test]
fn every_promised_file_is_there_once_under_a_flat_ascii_name() {
    let files = aozora_site();
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names.len(), files.len());
    assert!(PROMISED.iter().all(|name| names.contains(name)));
    let flat = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    assert!(names.iter().all(|name| name.chars().all(flat)), "{names:?}");
}

#[test]
fn case_25_nothing_points_to_another_host_and_every_link_leads_to_a_file() {
    let files = aozora_site();
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let mut seen = 0;
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let page = html::pieces(text(&files, &file.name));
        let ids: BTreeSet<&str> = html::values(&page, "id").into_iter().collect();
        let links = ["href", "src", "action", "data-words", "srcset", "poster"];
        for link in links.iter().flat_map(|name| html::values(&page, name)) {
            seen += 1;
            match link.strip_prefix('#') {
                Some(id) => assert!(ids.contains(id), "{}: {link}", file.name),
                None if link == "data:," || link.starts_with("tel:") => {}
                None => assert!(names.contains(link), "{}: {link}", file.name),
            }
        }
        assert!(html::values(&page, "style").is_empty(), "{}", file.name);
    }
    assert!(seen > 500);
    let style = text(&files, "style.css");
    assert!(!["url(", "@import", "//", "image-set"].iter().any(|word| style.contains(word)));
}

#[test]
fn every_page_is_balanced_with_one_h1_its_language_and_no_name_twice() {
    let files = aozora_site();
    for file in pages(&files) {
        let page = html::pieces(text(&files, &file.name));
        assert_eq!(html::count(&page, "h1"), 1, "{}", file.name);
        assert_eq!(html::values(&page, "lang"), ["ja"], "{}", file.name);
        let ids = html::values(&page, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{}", file.name);
        let labels = html::values(&page, "aria-labelledby");
        for label in labels.iter().flat_map(|labels| labels.split(' ')) {
            assert!(ids.contains(&label), "{}: {label}", file.name);
        }
    }
}

#[test]
fn every_page_but_the_single_one_lets_a_browser_load_nothing_from_elsewhere() {
    let files = aozora_site();
    let policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
                  connect-src 'self'";
    for file in pages(&files).into_iter().filter(|file| file.name != "single.html") {
        let page = html::pieces(text(&files, &file.name));
        assert!(html::values(&page, "content").contains(&policy), "{}", file.name);
    }
}

#[test]
fn case_28_help_is_the_first_content_of_every_page_and_is_printed() {
    let files = aozora_site();
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let page = html::pieces(text(&files, &file.name));
        let help = html::first(&page, "aside").unwrap();
        assert!(html::first(&page, "main").is_none_or(|main| help < main), "{}", file.name);
        let heading = ["h1", "h2"].iter().filter_map(|name| html::first(&page, name)).min();
        assert!(heading.is_none_or(|heading| help < heading), "{}", file.name);
        let numbers = html::values(&page, "href");
        assert!(numbers.iter().any(|link| link.starts_with("tel:")), "{}", file.name);
    }
    let style = text(&files, "style.css");
    let print = style.split("@media print").nth(1).unwrap();
    let hidden = print.split("display: none").next().unwrap();
    assert!(hidden.contains("nav") && !hidden.contains(".help,") && !hidden.contains(".end"));
}

#[test]
fn the_citys_own_desk_stands_before_the_others() {
    let files = aozora_site();
    let page = text(&files, "index.html");
    assert!(page.find("あおぞら市 こころの相談") < page.find("全国の相談電話"));
}

#[test]
fn a_site_without_help_or_with_a_number_that_nobody_confirmed_is_not_made() {
    let mut content = aozora::edition();
    content.help[1].confirmed = false;
    let said = written(&content, &[]).unwrap_err().to_string();
    assert!(said.contains("あおぞら市 こころの相談"), "{said}");
    content.help[1].confirmed = true;
    content.help[0].checked_on = String::new();
    assert!(written(&content, &[]).is_err());
    content.help.clear();
    assert!(written(&content, &[]).unwrap_err().to_string().contains("相談先が1件もありません"));
}

#[test]
fn case_29_no_template_and_no_code_holds_a_telephone_number() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("templates"), root.join("src")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            seen += 1;
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let found = telephone(code);
            assert!(found.is_none(), "{}: {found:?}", entry.path().display());
        }
    }
    assert!(seen > 40);
    assert_eq!(telephone("電話０１２０-０００-０００へ"), Some("0120-000-000".to_owned()));
    assert_eq!(telephone("すぐに#0000へ"), Some("#0000".to_owned()));
}

/// What is written like a telephone number: groups of figures that begin with 0 or #, or three
/// figures that call for help.
fn telephone(text: &str) -> Option<String> {
    let text = domain::text::ascii_digits(text);
    // A colour of a style is one word
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-()#".contains(c)));
    let mut words = words.map(|word| word.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
    let figures = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let called = |word: &&str| {
        word.starts_with(['0', '(']) && figures(word) >= 9
            || word.starts_with('#') && figures(word) == 4 && word.len() == 5
            || matches!(*word, "110" | "119" | "118")
    };
    words.find(called).map(str::to_owned)
}

#[test]
fn case_34_the_number_that_people_compare_ends_every_page() {
    let files = aozora_site();
    let short = aozora::digest(&aozora::edition()).short();
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let words = html::words(&html::pieces(text(&files, &file.name)));
        assert!(words.trim_end().ends_with(&short), "{}", file.name);
        assert_eq!(words.matches(&short).count().min(2), 2, "{}: banner and end", file.name);
    }
}

#[test]
fn case_31_the_fragment_holds_no_script_style_name_or_h1() {
    let files = aozora_site();
    let page = html::pieces(text(&files, "cms.html"));
    for tag in ["script", "style", "link", "iframe", "h1", "html", "head", "body"] {
        assert_eq!(html::count(&page, tag), 0, "{tag}");
    }
    for attribute in ["id", "class-clash", "style", "aria-labelledby", "src"] {
        assert!(html::values(&page, attribute).is_empty(), "{attribute}");
    }
    let first = ["h2", "h3"].map(|name| html::first(&page, name).unwrap());
    assert!(first[0] < first[1]);
}

#[test]
fn the_single_page_needs_no_other_file() {
    let files = aozora_site();
    let page = html::pieces(text(&files, "single.html"));
    let links = html::values(&page, "href");
    assert!(links.iter().all(|link| *link == "data:," || link.starts_with("tel:")), "{links:?}");
    assert_eq!(html::count(&page, "script"), 0);
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    assert_eq!(aozora_site(), aozora_site());
}

#[test]
fn a_link_out_of_the_folders_host_is_refused() {
    let content = aozora::edition();
    let digest = aozora::digest(&content);
    let file = site::SiteDataFile { name: "https://example.com/a.csv".to_owned(), size: 1 };
    let made = site::files(&site::SiteInput {
        content: &content,
        digest: &digest,
        earlier: &[],
        withdrawn: &[],
        newer: None,
        data_files: &[file],
    });
    assert!(matches!(made, Err(site::Error::NotRelative(_))));
}

#[test]
fn a_hundred_actions_with_a_year_before_are_below_four_megabytes() {
    let mut content = aozora::edition();
    let mut before = aozora::last_year();
    for content in [&mut content, &mut before] {
        let pattern: Vec<_> = content.actions.iter().take(10).cloned().collect();
        content.actions = (0..100).map(|no| long(&pattern[no % 10], no)).collect();
    }
    let files = written(&content, &[before]).unwrap();
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    assert!((1_000_000..4_000_000).contains(&size), "{size} bytes");
}

/// The action under another number, with texts as long as those of real sheets (about 60
/// characters a text, 430 a row).
fn long(action: &edition::ActionRecord, no: usize) -> edition::ActionRecord {
    let mut action = action.clone();
    action.row_no = u32::try_from(no).unwrap() + 1;
    action.id = format!("a-{no:03}");
    for answer in action.answers.iter_mut().filter(|one| one.text.chars().count() > 8) {
        answer.text = answer.text.chars().cycle().take(80).collect();
    }
    action
}
