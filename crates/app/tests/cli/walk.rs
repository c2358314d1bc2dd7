//! Somebody at a browser who works on a city's year by chance: writes, hands in, accepts, revises the
//! list, sets and counts. What chance asks may be refused; it never ends in a fault.

use std::{cell::RefCell, collections::BTreeMap};

use crate::{
    files,
    program::{Place, text},
    serving::Server,
};

/// Numbers that look like chance.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// A city with three years and a round, worked on in a browser.
pub(crate) struct Walk<'a> {
    place: &'a Place,
    server: Server,
    plan: String,
    chance: Chance,
    /// The version of each reply's texts.
    versions: BTreeMap<String, u32>,
    /// How often each kind of step was taken.
    pub(crate) taken: RefCell<BTreeMap<&'static str, u32>>,
    turns: usize,
}

/// A text as a form holds it.
fn enc(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"))
}

/// The addresses on a page that hold a part, each once.
fn links(page: &str, part: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '?', '#']).next());
    let mut found: Vec<String> =
        all.filter(|address| address.contains(part)).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

/// Whether an address ends with an identifier.
fn is_of_one(address: &str) -> bool {
    address.rsplit('/').next().is_some_and(|id| id.len() == 36)
}

/// The values of a page's boxes of a name.
fn values(page: &str, name: &str) -> Vec<String> {
    let named = format!("name=\"{name}\" value=\"");
    let boxes = page.split(&named).skip(1);
    boxes.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

const OWN: &str =
    "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";

impl<'a> Walk<'a> {
    /// Imports three years, opens the round of R8 and starts a server.
    pub(crate) fn start(place: &'a Place, seed: u64) -> Self {
        for name in ["aozora-r5.xlsx", "aozora-r6.xlsx", "aozora-r7.csv"] {
            place.import(&files::demo(name), &["--city", "あおぞら市", "--yes"]);
        }
        let listen = ["serve", "--database", &place.database, "--listen", "127.0.0.1:0"];
        let server = Server::start(place, &listen);
        let home = server.get("/");
        let home = home.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
        let plan = home.split('/').take(3).collect::<Vec<_>>().join("/");
        let (versions, taken) = (BTreeMap::new(), RefCell::default());
        let chance = Chance::of(seed);
        let walk = Self { place, server, plan, chance, versions, taken, turns: 0 };
        let form = "year=R8&opens_on=2020-04-01&due_on=2099-05-31&approval=1";
        assert!(walk.press("round", &format!("{}/rounds", walk.plan), form));
        walk
    }

    /// Ends the server.
    pub(crate) fn stop(self) -> BTreeMap<&'static str, u32> {
        assert!(self.server.stop());
        self.taken.into_inner()
    }

    fn round(&self) -> String {
        format!("{}/rounds/R8", self.plan)
    }

    /// Sends a form; whether it was taken. A refusal is one, a fault is not.
    fn press(&self, kind: &'static str, path: &str, form: &str) -> bool {
        self.sent(kind, path, OWN, form)
    }

    fn sent(&self, kind: &'static str, path: &str, head: &str, body: &str) -> bool {
        let answer = self.server.ask(&format!("POST {path} HTTP/1.1"), head, body);
        let status: u16 = answer.get(9..12).and_then(|status| status.parse().ok()).unwrap();
        assert!(status < 500, "{kind} {path} {body}: {answer}");
        let done = (200..400).contains(&status);
        if done {
            *self.taken.borrow_mut().entry(kind).or_default() += 1;
        }
        done
    }

    /// One of the replies that the round asks for.
    fn reply(&mut self) -> String {
        let mut sections = links(&self.server.get(&self.round()), "/sections/");
        sections.retain(|address| is_of_one(address));
        for _ in 0..20 {
            let section = self.chance.one(&sections).clone();
            let mut replies = links(&self.server.get(&section), "/replies/");
            replies.retain(|address| is_of_one(address));
            if !replies.is_empty() {
                return self.chance.one(&replies).clone();
            }
        }
        panic!("nobody is asked");
    }

    /// Takes a step of each kind, in an order that chance decides.
    pub(crate) fn turn(&mut self) {
        self.turns += 1;
        let mut steps: Vec<fn(&mut Self)> = vec![
            Self::answer,
            Self::answer,
            Self::answer,
            Self::draft,
            Self::take_back,
            Self::revise,
            Self::explain_grades,
            Self::set_round,
            Self::take_up,
            Self::change_indicator,
            Self::list_outcomes,
            Self::set_publication,
            Self::meet,
            Self::book_again,
        ];
        while !steps.is_empty() {
            let step = steps.swap_remove(self.chance.below(steps.len()));
            step(self);
        }
    }

    fn write(&mut self, reply: &str, then: &str) -> bool {
        let base = self.versions.get(reply).copied().unwrap_or_default();
        let (times, people) = (self.chance.below(9) + 1, self.chance.below(400));
        // No text is that of the version before: each version counts up together
        let version = base + 1;
        let status = enc(&format!("研修を{times}回行い、{people}人が参加した（{version}版）。"));
        let next = enc(&format!("来年度は{times}回行う（{version}版）。"));
        let evaluation = enc(&format!("参加者が{people}人に増えた（{version}版）。"));
        let form = format!(
            "status={status}&status.choice=text&status.base={base}\
            &evaluation={evaluation}&evaluation.choice=text&evaluation.base={base}\
            &progress={}&progress.base=0&achievement={version}&achievement.choice=text\
            &achievement.base={base}&next_plan={next}&next_plan.choice=text\
            &next_plan.base={base}&then={then}",
            enc("ア")
        );
        let saved = self.press("write", reply, &form);
        if saved {
            self.versions.insert(reply.to_owned(), version);
        }
        saved
    }

    fn step(&self, reply: &str, step: &'static str, more: &str) -> bool {
        self.press(step, &format!("{reply}/steps"), &format!("step={step}{more}"))
    }

    /// Writes, hands in, approves and accepts a reply.
    fn answer(&mut self) {
        let reply = self.reply();
        if self.write(&reply, "submit") && self.step(&reply, "approve", "") {
            self.step(&reply, "accept", "");
        }
    }

    /// Writes and does not hand in.
    fn draft(&mut self) {
        let reply = self.reply();
        self.write(&reply, "");
    }

    /// Sends an accepted reply back, and leaves another text in it.
    fn take_back(&mut self) {
        let known: Vec<String> = self.versions.keys().cloned().collect();
        if known.is_empty() {
            return;
        }
        let reply = self.chance.one(&known).clone();
        let reason = format!("&reason={}", enc("件数"));
        if self.step(&reply, "return", &reason) {
            self.write(&reply, "");
        }
    }

    fn revise(&mut self) {
        let here = format!("{}/revisions", self.round());
        let page = self.server.get(&here);
        let list = page.split("<datalist id=\"titles\">").nth(1).unwrap();
        let list = list.split("</datalist>").next().unwrap();
        let titles: Vec<&str> =
            list.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let plain: Vec<&str> = titles.into_iter().filter(|title| !title.contains('&')).collect();
        let mut any = || enc(plain[self.chance.below(plain.len())]);
        let (title, assigned, retired) = (any(), any(), any());
        let n = self.turns;
        let owner = format!("&department={}&section={}", enc("福祉部"), enc(&format!("第{n}課")));
        let other = enc(&format!("第{}課", n + 1));
        let both = format!("{}%0A{}", enc(&format!("会（昼{n}）")), enc(&format!("会（夜{n}）")));
        for form in [
            format!("kind=add&title={}{owner}", enc(&format!("新しい取組{n}"))),
            format!("kind=become&from={title}&to={both}"),
            format!("kind=move&title={title}&measure=1"),
            format!("kind=assign&title={assigned}{owner}"),
            format!("kind=rename_section&from={}&to={other}", enc(&format!("第{n}課"))),
            format!("kind=retire&title={retired}"),
        ] {
            self.press("revise", &here, &form);
        }
    }

    fn explain_grades(&mut self) {
        let class = self.chance.one(&["done", "partly", "not_done", "other"]);
        let grades = ["ア　実施済", "イ　一部実施", "エ　未実施"];
        let grade = enc(grades[self.chance.below(grades.len())]);
        let form = format!("grade={grade}&was=unknown&class={class}");
        self.press("grades", &format!("{}/check/grade-classes", self.plan), &form);
    }

    fn set_round(&mut self) {
        let all = ["status", "evaluation", "progress", "achievement", "next_plan"];
        let left = self.chance.below(all.len());
        let asked = all.iter().enumerate().filter(|(at, _)| *at != left || left == 0);
        let asked = asked.map(|(_, key)| format!("&{key}.asked=1")).collect::<Vec<_>>().concat();
        let form = format!("opens_on=2020-04-01&due_on=2099-05-31&approval=1{asked}");
        let here = format!("{}/settings", self.round());
        if self.press("questions", &here, &form) {
            // Everything is asked again, so that forms go on being whole
            let all = all.iter().map(|key| format!("&{key}.asked=1")).collect::<Vec<_>>().concat();
            let form = format!("opens_on=2020-04-01&due_on=2099-05-31&approval=1{all}");
            self.press("questions", &here, &form);
        }
    }

    fn take_up(&mut self) {
        let page = self.server.get(&format!("{}/indicators/candidates", self.plan));
        let boxes = values(&page, "take");
        // One with a step of ten times is refused until somebody has looked at it
        for _ in 0..8 {
            let (one, other) = (self.chance.one(&boxes).clone(), self.chance.one(&boxes).clone());
            let form = format!("take={}&take={}", enc(&one), enc(&other));
            if self.press("take up", &format!("{}/indicators", self.plan), &form) {
                break;
            }
        }
    }

    fn change_indicator(&mut self) {
        let page = self.server.get(&format!("{}/indicators", self.plan));
        let mut known = links(&page, "/indicators/");
        known.retain(|address| is_of_one(address));
        if known.is_empty() {
            return;
        }
        let (one, figures) = (self.chance.one(&known).clone(), self.chance.below(1000));
        let to = format!("{one}/figures");
        let (kind, year) =
            (*self.chance.one(&["actual", "target", "base"]), self.chance.below(3) + 5);
        let figure = format!("year=R{year}&kind={kind}&value={figures}.5&do=set");
        self.press("figure", &to, &figure);
        if self.chance.below(3) == 0 {
            self.press("figure", &to, &format!("year=R{year}&kind={kind}&do=drop"));
        }
        let name = enc(&format!("数え方{}", self.turns));
        self.press("rename", &one, &format!("name={name}"));
        if known.len() > 2 {
            let gone = self.chance.one(&known).clone();
            self.press("remove", &format!("{gone}/removal"), "");
        }
    }

    fn list_outcomes(&mut self) {
        let unit = if self.turns == 1 { "" } else { "人口10万対" };
        let figures = self.chance.below(30);
        let list =
            format!("指標,単位,R5,R6,目標値（R8）\n自殺死亡率,{unit},{figures}.5,16.2,13.7\n");
        let (edge, name) = ("----walk", "outcomes.csv");
        let head = format!(
            "content-type: multipart/form-data; boundary={edge}\r\nsec-fetch-site: same-origin\r\n"
        );
        let body = format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
            content-type: text/csv\r\n\r\n{list}\r\n--{edge}--\r\n"
        );
        self.sent("list", &format!("{}/indicators/list", self.plan), &head, &body);
    }

    fn set_publication(&mut self) {
        let form = format!(
            "publisher.section={}&help.0.name={}&help.0.telephone=099-000-0000&help.0.is_city=1\
            &help.0.note={}&help.0.source={}&help.0.checked_on={}&help.0.checked_by=a\
            &help.0.confirmed_by=b",
            enc("健康推進課"),
            enc("こころの相談"),
            enc(&format!("内線{}", self.chance.below(100))),
            enc("市のページ"),
            crate::editions::today(),
        );
        self.press("publication", &format!("{}/publication", self.plan), &form);
    }

    fn meet(&mut self) {
        let (here, n) = (format!("{}/council", self.plan), self.turns);
        let title = enc(&format!("第{n}回協議会"));
        let form = format!("year=R7&title={title}&held_on=2026-07-{}", 10 + n);
        self.press("meeting", &here, &form);
        let text = enc(&format!("{}人では少ないのではないか", self.chance.below(50)));
        let form = format!("year=R7&kind=question&phase=before&text={text}");
        self.press("opinion", &format!("{here}/opinions"), &form);
        let opinion = format!("{here}/opinions/{n}");
        let answer = format!("step=answer&seen=1&text={}", enc("数え直しました。"));
        self.press("opinion", &opinion, &answer);
        self.press("opinion", &opinion, "step=publish&seen=2");
    }

    /// Books a corrected sheet of R7 in the place of the one that is there.
    fn book_again(&mut self) {
        let file = self.place.export("R7", "json");
        let sheet = std::fs::read_to_string(&file).unwrap();
        let corrected = sheet.replacen("回", &format!("回（訂正{}）", self.turns), 1);
        assert_ne!(corrected, sheet);
        let file = self.place.file(&format!("again-{}.json", self.turns), corrected.as_bytes());
        let import = ["import", text(&file), "--replace", "--yes"];
        self.place.run(&import).ok();
        *self.taken.borrow_mut().entry("book").or_default() += 1;
    }
}
