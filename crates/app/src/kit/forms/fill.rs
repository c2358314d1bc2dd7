//! A form of a page as it was sent: every text stands in its field again, with what is to be said of it.

use std::collections::BTreeMap;

use super::tag::{Tag, escaped, tags};

/// What was sent, and what is said of it.
pub(super) struct SentForm<'a> {
    /// The address that the form is sent to.
    pub(super) action: &'a str,
    /// The names and values.
    pub(super) pairs: &'a [(String, String)],
    /// What is said above the form.
    pub(super) message: &'a str,
    /// Whether it waits to be sent for the first time: what it was based on stays in it then.
    pub(super) waits: bool,
}

/// A page with what was sent.
pub(super) struct Filled {
    pub(super) page: String,
    /// Whether the form was found.
    pub(super) found: bool,
    /// The texts that found no field.
    pub(super) left: Vec<String>,
}

/// Fills the form of a page that was sent. Where the page has no such form, the message and the
/// texts stand above all else.
pub(super) fn filled(page: &str, sent: &SentForm<'_>) -> Filled {
    let tags = tags(page);
    let Some((from, to)) = form(&tags, sent) else { return beside(page, &tags, sent) };
    let mut writer = Writer::new(page, sent);
    let folds: Vec<usize> =
        folds(&tags, from).into_iter().chain(inner_folds(&tags, from, to, sent)).collect();
    let lone = lone_field(&tags[from..to]);
    for (at, tag) in tags.iter().enumerate() {
        if folds.contains(&at) {
            writer.change(tag, |tag| tag.flag("open", true));
        } else if at == from {
            writer.open(tag);
        } else if (from..to).contains(&at) {
            writer.field(tag, lone == Some(tag.start));
        }
    }
    writer.finish()
}

/// Whether a text that was sent is one that a person wrote.
fn is_text((name, text): &(String, String)) -> bool {
    !text.is_ascii() && !name.contains('.')
}

/// The message and the texts above all else on the page.
fn beside(page: &str, tags: &[Tag], sent: &SentForm<'_>) -> Filled {
    let texts = sent.pairs.iter().filter(|pair| sent.waits && is_text(pair));
    let left: Vec<String> = texts.map(|(_, text)| text.clone()).collect();
    let kept = left.iter().fold(String::new(), |kept, text| {
        kept + "<p class=\"notice as-written\">" + &escaped(text) + "</p>"
    });
    let main = tags.iter().find(|tag| tag.name == "main" && !tag.closes);
    let at = main.map_or(0, |tag| tag.end);
    let page = format!("{}{}{kept}{}", &page[..at], note(sent), &page[at..]);
    Filled { page, found: false, left }
}

/// What is said of the form.
fn note(sent: &SentForm<'_>) -> String {
    let (class, role) = if sent.waits { ("notice", "status") } else { ("error-note", "alert") };
    let message = escaped(sent.message);
    format!(
        "<p class=\"{class} form-note\" id=\"form-note\" role=\"{role}\" tabindex=\"-1\" autofocus>{message}</p>"
    )
}

/// The form that was sent, as the range of its tags: of several that go to the same address, the one
/// whose hidden fields and pressed button say the same.
fn form(tags: &[Tag], sent: &SentForm<'_>) -> Option<(usize, usize)> {
    let forms = tags.iter().enumerate().filter(|(_, tag)| {
        let posts = tag.get("method").is_some_and(|method| method == "post");
        !tag.closes && tag.name == "form" && posts && tag.get("action") == Some(sent.action)
    });
    let ranges = forms.filter_map(|(from, _)| {
        let length = tags[from..].iter().position(|tag| tag.closes && tag.name == "form")?;
        Some((from, from + length))
    });
    let agrees = |tag: &&Tag| {
        let (name, value) = (tag.get("name"), tag.get("value").unwrap_or_default());
        let mut pairs = sent.pairs.iter();
        (is_hidden(tag) || tag.name == "button")
            && pairs.any(|(of, text)| Some(of.as_str()) == name && text == value)
    };
    let agreement = |range: &(usize, usize)| tags[range.0..range.1].iter().filter(agrees).count();
    // The first of those that agree best
    let ranges: Vec<_> = ranges.collect();
    ranges.into_iter().rev().max_by_key(agreement)
}

fn is_hidden(tag: &Tag) -> bool {
    tag.name == "input" && tag.get("type") == Some("hidden")
}

/// Whether a person types into it, so that it can be filled.
fn is_typed(tag: &Tag) -> bool {
    let other = ["hidden", "password", "file", "submit", "checkbox", "radio"];
    match tag.name.as_str() {
        "textarea" => !tag.closes,
        "input" => !tag.get("type").is_some_and(|kind| other.contains(&kind)),
        _ => false,
    }
}

/// Where the only field of a form begins that a person types into or gives a file.
fn lone_field(form: &[Tag]) -> Option<usize> {
    let file = |tag: &Tag| tag.name == "input" && tag.get("type") == Some("file");
    let mut fields = form.iter().filter(|tag| is_typed(tag) || file(tag));
    fields.next().filter(|_| fields.next().is_none()).map(|tag| tag.start)
}

/// The folds that a tag stands in.
fn folds(tags: &[Tag], at: usize) -> Vec<usize> {
    let mut open = Vec::new();
    for (nth, tag) in tags[..at].iter().enumerate().filter(|(_, tag)| tag.name == "details") {
        if tag.closes {
            open.pop();
        } else {
            open.push(nth);
        }
    }
    open
}

/// The folds of a form that are to be open: all where something is wrong, and those in which
/// something was typed or chosen where it only waits.
fn inner_folds(tags: &[Tag], from: usize, to: usize, sent: &SentForm<'_>) -> Vec<usize> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, tag) in tags.iter().enumerate().take(to).skip(from) {
        if tag.name == "details" && tag.closes {
            open.pop();
        } else if tag.name == "details" {
            open.push(at);
            if !sent.waits {
                found.push(at);
            }
        } else if sent.waits && is_changed(tag, sent.pairs) {
            found.extend(&open);
        }
    }
    found
}

/// Whether a field says something else than the page does.
fn is_changed(tag: &Tag, pairs: &[(String, String)]) -> bool {
    let name = tag.get("name");
    let mut own = pairs.iter().filter(|(of, _)| Some(of.as_str()) == name);
    match tag.get("type") {
        Some("radio" | "checkbox") => {
            let on = own.any(|(_, value)| Some(value.as_str()) == tag.get("value"));
            on && tag.get("checked").is_none()
        }
        _ => {
            is_typed(tag)
                && own.any(|(_, text)| !text.is_empty() && tag.get("value") != Some(text.as_str()))
        }
    }
}

/// Writes the page again, with changed tags.
struct Writer<'a> {
    page: &'a str,
    sent: &'a SentForm<'a>,
    written: String,
    /// Up to where the page is written.
    at: usize,
    /// How often a field of a name was met: the nth field takes the nth value.
    met: BTreeMap<String, usize>,
    /// The list that is being read.
    list: Option<String>,
}

impl<'a> Writer<'a> {
    fn new(page: &'a str, sent: &'a SentForm<'a>) -> Self {
        let written = String::with_capacity(page.len() + 4096);
        Self { page, sent, written, at: 0, met: BTreeMap::new(), list: None }
    }

    /// Writes up to a tag, and the tag as it is to be.
    fn change(&mut self, tag: &Tag, change: impl FnOnce(&mut Tag)) {
        let mut changed = tag.clone();
        change(&mut changed);
        self.written.push_str(&self.page[self.at..tag.start]);
        self.written.push_str(&changed.written());
        self.at = tag.end;
    }

    /// The form's own tag, and what is said of it.
    fn open(&mut self, tag: &Tag) {
        let waits = self.sent.waits;
        self.change(tag, |tag| {
            if waits {
                tag.flag("data-restored", true);
            }
        });
        self.written.push_str(&note(self.sent));
    }

    /// A tag in the form.
    fn field(&mut self, tag: &Tag, lone: bool) {
        let name = tag.get("name").unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "select" => self.list = (!tag.closes).then_some(name),
            "option" if !tag.closes => self.option(tag),
            "input" if matches!(tag.get("type"), Some("checkbox" | "radio")) => self.choice(tag),
            "input" if is_hidden(tag) => {
                // What a decision was based on is as fresh as the page, unless nothing was tried yet
                if let Some(value) = self.value(&name).filter(|_| self.sent.waits) {
                    self.change(tag, |tag| tag.set("value", &value));
                }
            }
            "input" if is_typed(tag) => {
                let value = self.value(&name);
                self.change(tag, |tag| {
                    if let Some(value) = value {
                        tag.set("value", &value);
                    }
                    mark(tag, lone);
                });
            }
            "input" if lone => self.change(tag, |tag| mark(tag, lone)),
            "textarea" if !tag.closes => {
                let value = self.value(&name);
                self.change(tag, |tag| mark(tag, lone));
                if let Some(value) = value {
                    self.text(&value);
                }
            }
            _ => {}
        }
    }

    /// The text of an area in place of what is in it.
    fn text(&mut self, value: &str) {
        let length = self.page[self.at..].find("</textarea>").unwrap_or_default();
        // A browser drops the first line break
        self.written.push('\n');
        self.written.push_str(&escaped(value));
        self.at += length;
    }

    fn option(&mut self, tag: &Tag) {
        let Some(list) = self.list.clone() else { return };
        let values: Vec<&str> = self.values(&list).collect();
        if let Some(value) = tag.get("value").filter(|_| !values.is_empty()) {
            let on = values.contains(&value);
            self.change(tag, |tag| tag.flag("selected", on));
        }
    }

    fn choice(&mut self, tag: &Tag) {
        let name = tag.get("name").unwrap_or_default();
        let value = tag.get("value").unwrap_or("on");
        let on = self.values(name).any(|sent| sent == value);
        self.change(tag, |tag| tag.flag("checked", on));
    }

    fn values<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b str> {
        let named = self.sent.pairs.iter().filter(move |(of, _)| of == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The value of the next field of a name, if it was sent.
    fn value(&mut self, name: &str) -> Option<String> {
        let nth = *self.met.get(name).unwrap_or(&0);
        let value = self.values(name).nth(nth).map(str::to_owned);
        self.met.insert(name.to_owned(), nth + 1);
        value
    }

    fn finish(mut self) -> Filled {
        self.written.push_str(&self.page[self.at..]);
        let met = |pair: &&(String, String)| self.met.contains_key(&pair.0);
        let left = self.sent.pairs.iter().filter(|pair| is_text(pair) && !met(pair));
        let left = left.map(|(_, text)| text.clone()).collect();
        Filled { page: self.written, found: true, left }
    }
}

/// Ties the only field of a form to what is said of it.
fn mark(tag: &mut Tag, lone: bool) {
    if lone {
        tag.set("aria-invalid", "true");
        let before = tag.get("aria-describedby").map_or_else(String::new, |ids| format!("{ids} "));
        tag.set("aria-describedby", &format!("{before}form-note"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<main><details><summary>a</summary><form method=\"post\" action=\"/x\">\
        <input type=\"hidden\" name=\"step\" value=\"return\"><textarea name=\"why\">old</textarea></form>\
        </details><form method=\"post\" action=\"/x\"><input type=\"hidden\" name=\"step\" value=\"add\">\
        <input type=\"hidden\" name=\"version\" value=\"4\"><input name=\"t\"><input name=\"t\" value=\"\">\
        <input type=\"checkbox\" name=\"c\" value=\"1\" checked><select name=\"s\"><option value=\"1\" selected>\
        </option><option value=\"2\"></option></select><input type=\"password\" name=\"p\"></form></main>";

    fn fill(action: &str, pairs: &[(&str, &str)], waits: bool) -> Filled {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        filled(PAGE, &SentForm { action, pairs: &pairs, message: "理由を。", waits })
    }

    #[test]
    fn the_form_that_was_sent_is_opened_and_holds_its_text_and_the_message() {
        let done = fill("/x", &[("step", "return"), ("why", "a<b")], false);
        assert!(done.found && done.left.is_empty());
        assert!(done.page.contains("<details open>"), "{}", done.page);
        assert!(
            done.page.contains("aria-describedby=\"form-note\">\na&#60;b</textarea>"),
            "{}",
            done.page
        );
        assert_eq!(done.page.matches("理由を。").count(), 1);
    }

    #[test]
    fn fields_of_one_name_lists_and_boxes_are_as_they_were_sent_and_passwords_are_not() {
        let sent =
            [("step", "add"), ("version", "3"), ("t", "一"), ("t", "二"), ("s", "2"), ("p", "x")];
        let page = fill("/x", &sent, false).page;
        assert!(
            page.contains("<input name=\"t\" value=\"一\"><input name=\"t\" value=\"二\">"),
            "{page}"
        );
        assert!(page.contains("name=\"c\" value=\"1\">") && !page.contains("checked"), "{page}");
        assert!(
            page.contains("<option value=\"1\">") && page.contains("<option value=\"2\" selected>")
        );
        assert!(page.contains("name=\"version\" value=\"4\"") && !page.contains("\"x\""), "{page}");
        let waits = fill("/x", &sent, true).page;
        assert!(waits.contains("name=\"version\" value=\"3\"") && waits.contains("data-restored"));
    }

    #[test]
    fn of_a_form_that_waits_only_folds_with_something_in_them_are_open() {
        let fold = |name: &str| format!("<details><input name=\"{name}\" value=\"\"></details>");
        let page = format!("<form method=\"post\" action=\"/x\">{}{}</form>", fold("a"), fold("b"));
        let pairs = [("a".to_owned(), String::new()), ("b".to_owned(), "文".to_owned())];
        let sent = SentForm { action: "/x", pairs: &pairs, message: "", waits: true };
        let waiting = filled(&page, &sent).page;
        assert_eq!(waiting.matches("<details open>").count(), 1, "{waiting}");
        assert!(waiting.find("<details>") < waiting.find("<details open>"), "{waiting}");
        let wrong = filled(&page, &SentForm { waits: false, ..sent }).page;
        assert_eq!(wrong.matches("<details open>").count(), 2, "{wrong}");
    }

    #[test]
    fn texts_without_a_form_or_a_field_are_not_lost() {
        let gone = fill("/y", &[("t", "長い文"), ("step", "add")], true);
        assert!(!gone.found && gone.page.contains("長い文"));
        assert_eq!(gone.left, ["長い文"]);
        assert_eq!(fill("/x", &[("step", "add"), ("u", "余り")], true).left, ["余り"]);
        assert!(fill("/y", &[], false).page.starts_with("<main><p class=\"error-note"));
    }
}
