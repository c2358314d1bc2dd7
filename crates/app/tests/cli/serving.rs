//! `serve` and `demo`: on this machine only, and gone when they are told to stop.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use crate::{
    database::Database,
    files,
    program::{Place, command},
};

on_both!(what_was_imported_is_served_and_the_file_is_whole_afterwards,);

/// A server that ends with its test.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts the program and waits for the address that it prints.
    pub(crate) fn start(place: &Place, arguments: &[&str]) -> Self {
        Self::logging(place, arguments, Stdio::null())
    }

    /// The same with a place for its log.
    fn logging(place: &Place, arguments: &[&str], log: Stdio) -> Self {
        let mut child = command()
            .args(arguments)
            .current_dir(place.folder.path())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("://").nth(1).and_then(|rest| rest.split('/').next());
        Self {
            address: address.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned(),
            child,
        }
    }

    /// Asks for a page; answers all that comes.
    pub(crate) fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1"), "", "")
    }

    /// The same with more headers and a form.
    pub(crate) fn ask(&self, line: &str, headers: &str, form: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{line}\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{form}",
            self.address,
            form.len(),
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Tells it to stop and answers whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let told =
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn anything_but_the_loopback_is_refused() {
    let place = Place::sqlite();
    for address in ["0.0.0.0:8080", "192.168.0.10:8080", "[::]:8080"] {
        let refused = place.run(&["serve", "--listen", address]);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains("127.0.0.1"), "{refused:?}");
        assert_eq!(refused.err.lines().count(), 1, "{refused:?}");
    }
    assert!(place.contents().is_empty());
}

#[test]
fn the_demo_serves_three_years_and_keeps_nothing() {
    let place = Place::sqlite();
    let server = Server::start(&place, &["demo", "--listen", "127.0.0.1:0"]);
    let home = server.get("/");
    assert!(home.contains("location: /sign-in\r\n"), "{home}");
    let form = server.get("/sign-in");
    let logins = form.split("name=\"login\" value=\"").skip(1);
    let logins: Vec<&str> = logins.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(logins.len(), 8, "{form}");
    for login in logins {
        let own =
            "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";
        let pressed = server.ask("POST /sign-in/demo HTTP/1.1", own, &format!("login={login}"));
        let header = |name: &str| pressed.lines().find_map(|line| line.strip_prefix(name));
        let cookie = header("set-cookie: ").unwrap().split(';').next().unwrap().to_owned();
        let with = format!("cookie: {cookie}\r\n");
        let home = server.ask("GET / HTTP/1.1", &with, "");
        let place = home.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
        if login == "kanri" {
            assert_eq!(place, "/people");
            continue;
        }
        // Each role is led to what it needs first, on a page of the plan
        let first = server.ask(&format!("GET {place} HTTP/1.1"), &with, "");
        let led = ["HTTP/1.1 200", "HTTP/1.1 303"].iter().any(|told| first.starts_with(told));
        assert!(led, "{login}: {first}");
        let plan = place.split('/').take(3).collect::<Vec<_>>().join("/");
        for year in ["R5", "R6", "R7"] {
            let page = server.ask(&format!("GET {plan}/years/{year} HTTP/1.1"), &with, "");
            // A member of the council sees what was frozen, and nothing that moves
            let told = if login == "iin" { "HTTP/1.1 403" } else { "HTTP/1.1 200" };
            assert!(page.starts_with(told), "{login}: {page}");
        }
    }
    assert!(server.stop());
    assert!(place.contents().is_empty());
}

fn what_was_imported_is_served_and_the_file_is_whole_afterwards(database: Database) {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let server =
        Server::start(&place, &["serve", "--database", &place.database, "--listen", "127.0.0.1:0"]);
    let taken = place.run(&["serve", "--listen", &server.address]);
    assert_eq!(taken.code, 2, "{taken:?}");
    assert!(taken.err.contains("待ち受けられません"), "{taken:?}");
    let home = server.get("/");
    let plan = home.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    assert!(server.get(&format!("{plan}/years/R7")).contains("あおぞら市"));
    assert!(server.stop());
    let left: Vec<_> = place.contents().into_iter().map(|(path, _)| path).collect();
    assert!(left.len() <= 1, "one file and nothing beside it: {left:?}");
}

/// The first administrator, by the command line; answers the link's token.
fn administrator(place: &Place) -> String {
    let role = ["--role", "システム管理者"];
    let made =
        place.run(&[&["people", "add", "--login", "1", "--name", "管理"], &role[..]].concat()).ok();
    made.out.trim().rsplit('/').next().unwrap().to_owned()
}

#[test]
fn other_machines_come_in_by_tls_and_a_named_host_and_only_where_somebody_can_sign_in() {
    let place = Place::sqlite();
    let listen = ["serve", "--listen", "127.0.0.1:0", "--host", "sasae.example.jp"];
    for (options, why) in [
        (&[][..], "--tls-cert"),
        (&["--behind-proxy"], "データファイル"),
        (&["--tls-cert", "a.pem"], "--tls-key"),
        (&["--behind-proxy", "--tls-cert", "a.pem", "--tls-key", "b.pem"], "--tls-cert"),
    ] {
        let refused = place.run(&[&listen[..], options].concat());
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains(why), "{refused:?}");
    }
    let refused = place.run(&["serve", "--listen", "0.0.0.0:0", "--behind-proxy"]);
    assert!(refused.code == 2 && refused.err.contains("--host"), "{refused:?}");
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let refused = place.run(&[&listen[..], &["--behind-proxy"]].concat());
    assert!(refused.code == 2 && refused.err.contains("sasae people add"), "{refused:?}");
    administrator(&place);
    let refused =
        place.run(&[&listen[..], &["--tls-cert", "a.pem", "--tls-key", "b.pem"]].concat());
    assert!(refused.code == 2 && refused.err.contains("a.pem"), "{refused:?}");
}

#[test]
fn behind_a_proxy_only_what_came_to_it_over_tls_is_answered() {
    let place = Place::sqlite();
    administrator(&place);
    let server = Server::start(
        &place,
        &["serve", "--listen", "127.0.0.1:0", "--behind-proxy", "--host", "sasae.example.jp"],
    );
    let bare = server.get("/sign-in");
    assert!(bare.starts_with("HTTP/1.1 403") && bare.contains("https"), "{bare}");
    let forwarded = "x-forwarded-proto: https\r\n";
    let page = server.ask("GET /sign-in HTTP/1.1", forwarded, "");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(server.stop());
}

#[test]
fn with_a_certificate_pages_come_over_tls_and_the_cookie_stays_there() {
    let place = Place::sqlite();
    let token = administrator(&place);
    let certificate = certificate(&place);
    let server = Server::start(
        &place,
        &[
            &["serve", "--listen", "127.0.0.1:0", "--host", "sasae.example.jp"][..],
            &["--tls-cert", "cert.pem", "--tls-key", "key.pem"],
        ]
        .concat(),
    );
    let address: std::net::SocketAddr = server.address.parse().unwrap();
    let client = reqwest::Client::builder()
        .add_root_certificate(certificate)
        .redirect(reqwest::redirect::Policy::none())
        .resolve("sasae.example.jp", address)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let post = |base: &str, path: &str, form: &str| {
        let request = client
            .post(format!("{base}{path}"))
            .header("origin", base)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        runtime.block_on(request.send()).unwrap()
    };
    let password = "password=long-and-odd-enough";
    for base in [
        format!("https://sasae.example.jp:{}", address.port()),
        format!("https://127.0.0.1:{}", address.port()),
    ] {
        let page = runtime.block_on(client.get(format!("{base}/sign-in")).send()).unwrap();
        assert_eq!(page.status(), 200, "{base}");
        let form = format!("{password}&again=long-and-odd-enough");
        let set = post(&base, &format!("/links/{token}"), &form);
        assert!(set.status() == 303 || set.status() == 409, "once: {set:?}");
        let open = post(&base, "/sign-in", &format!("login=1&{password}"));
        assert_eq!(open.status(), 303, "{open:?}");
        let cookie = open.headers()["set-cookie"].to_str().unwrap();
        assert!(cookie.starts_with("__Host-sasae=") && cookie.contains("; Secure"), "{cookie}");
    }
    let plain = server.get("/");
    assert!(!plain.contains("HTTP/1.1 200"), "nothing is told without TLS: {plain}");
    assert!(server.stop());
}

/// A certificate of its own for these names; its files are in the folder.
fn certificate(place: &Place) -> reqwest::Certificate {
    let names = ["127.0.0.1".to_owned(), "sasae.example.jp".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    place.file("cert.pem", made.cert.pem().as_bytes());
    place.file("key.pem", made.signing_key.serialize_pem().as_bytes());
    reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap()
}

#[test]
fn half_a_head_keeps_no_server_from_ending_plain_or_over_tls() {
    let place = Place::sqlite();
    administrator(&place);
    certificate(&place);
    let tls = ["--host", "sasae.example.jp", "--tls-cert", "cert.pem", "--tls-key", "key.pem"];
    for options in [&[][..], &tls] {
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        let server = Server::start(&place, &[&serve[..], options].concat());
        let mut held = TcpStream::connect(&server.address).unwrap();
        held.write_all(b"GET / HTTP/1.1\r\nhost: ").unwrap();
        let began = std::time::Instant::now();
        assert!(server.stop());
        assert!(began.elapsed().as_secs() < 14, "{:?}", began.elapsed());
        drop(held);
    }
}

#[test]
fn only_a_named_proxy_is_believed_and_browsers_are_told_to_stay_with_tls() {
    let place = Place::sqlite();
    administrator(&place);
    let start = |proxy: &str| {
        let options = ["serve", "--listen", "127.0.0.1:0", "--host", "sasae.example.jp", proxy];
        Server::start(&place, &options)
    };
    let forwarded = "x-forwarded-proto: https\r\n";
    let stranger = start("--behind-proxy=192.0.2.0/24");
    let page = stranger.ask("GET /sign-in HTTP/1.1", forwarded, "");
    assert!(page.starts_with("HTTP/1.1 403"), "{page}");
    let own = start("--behind-proxy");
    let page = own.ask("GET /sign-in HTTP/1.1", forwarded, "");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(
        page.contains("strict-transport-security: max-age=31536000; includeSubDomains"),
        "{page}"
    );
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let origin = format!("{forwarded}{form}origin: http://{}\r\n", own.address);
    let page = own.ask("POST /sign-in HTTP/1.1", &origin, "login=a&password=b");
    assert!(page.starts_with("HTTP/1.1 403"), "not over TLS: {page}");
    let page = own.ask("GET /sign-in HTTP/1.1", &format!("{forwarded}host: a.example\r\n"), "");
    assert!(page.starts_with("HTTP/1.1 403"), "two hosts: {page}");
    let refused = place.run(&["serve", "--behind-proxy=somewhere"]);
    assert!(refused.code == 2 && refused.err.contains("192.0.2.0/24"), "{refused:?}");
}

#[test]
fn each_request_is_a_line_of_the_log_without_its_secrets() {
    let place = Place::sqlite();
    let token = administrator(&place);
    let log = place.folder.path().join("log");
    let options = ["serve", "--listen", "127.0.0.1:0", "--log-format", "json"];
    let server = Server::logging(&place, &options, std::fs::File::create(&log).unwrap().into());
    let page = server.get(&format!("/links/{token}?q=himitsu"));
    let number = page.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap();
    let form = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";
    server.ask("POST /sign-in HTTP/1.1", form, "login=himitsu&password=himitsu");
    server.ask("POST /people HTTP/1.1", "sec-fetch-site: cross-site\r\n", "");
    assert!(server.stop());
    let text = std::fs::read_to_string(log).unwrap();
    assert!(!text.contains(&token) && !text.contains("himitsu"), "{text}");
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let lines: Vec<_> = lines.filter(|line| line["target"] == "sasae::request").collect();
    let told = |at: usize, key: &str| lines[at][key].clone();
    assert_eq!(told(0, "number"), number, "{text}");
    assert_eq!(
        (told(0, "route"), told(0, "client")),
        ("/links/{token}".into(), "127.0.0.1".into())
    );
    assert_eq!((told(0, "status"), told(0, "level")), (200.into(), "INFO".into()));
    assert_eq!((told(2, "message"), told(2, "level")), ("refused".into(), "WARN".into()));
    assert!(lines.iter().all(|line| line["ms"].is_u64()), "{text}");
}
