//! How long editions of 100 actions take: frozen with all their files, PDFs included, made into a
//! site, packed, verified, and read as pages. Through the router where a person would, else by the
//! functions that it calls. No socket. Aims: a freeze under 5 s, the site under 2 s and 4 MB, the check
//! of a package under 1 s, a page under 2 ms.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up has nothing to say"
)]

#[path = "made/city.rs"]
mod city;

use std::{
    hint::black_box,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use app::{App, router};
use axum::Router;
use criterion::Criterion;
use domain::Day;
use edition::{ContentDigest, DerivedFile, EditionContent};
use package::{KnownSigners, OpenedPackage, PackageChecks, PackageVariant};
use site::{SiteDataFile, SiteInput};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use self::city::{booked, open, press};

/// A server with a booked year that nobody has frozen yet.
struct Booked {
    app: Router,
    /// The address of the plan, and of the year within it.
    plan: String,
    year: String,
    _folder: TempDir,
}

async fn made() -> Booked {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("sasae.sqlite").display());
    let app = router(App::new(store::Store::open(&url).await.unwrap(), None).published());
    let year = booked(&app).await;
    let plan = year.split("/years/").next().unwrap().to_owned();
    Booked { app, plan, year, _folder: folder }
}

/// The day in Japan, on which two persons confirmed where help is.
#[expect(clippy::disallowed_methods, reason = "what is too old is told by the program's own clock")]
fn today() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 9 * 3600;
    Day::new(1970, 1, 1).unwrap().after(i64::try_from(now / 86_400).unwrap()).to_string()
}

impl Booked {
    async fn freeze(&self, kind: &str) -> String {
        let address = format!("{}/editions/{kind}", self.year);
        let made = press(&self.app, &address, &[("reason", "協議会に諮るため")]).await;
        assert!(made.contains("said=frozen"), "{made}");
        made.split('?').next().unwrap().to_owned()
    }

    /// Says where help is, decides, and answers what stops a publication.
    async fn ready_to_publish(&self) {
        let today = today();
        let fields = [
            ("publisher.section", "健康推進課"),
            ("help.0.name", "こころの相談"),
            ("help.0.telephone", "099-000-0000"),
            ("help.0.is_city", "1"),
            ("help.0.source", "市のページ"),
            ("help.0.checked_on", &today),
            ("help.0.checked_by", "担当"),
            ("help.0.confirmed_by", "係長"),
        ];
        press(&self.app, &format!("{}/publication", self.plan), &fields).await;
        self.freeze("approved").await;
        let draft = open(self.app.clone(), format!("{}/editions/published", self.year)).await;
        let page = String::from_utf8(draft.to_vec()).unwrap();
        for mark in page.split("name=\"mark\" value=\"").skip(1) {
            let mark = mark.split('"').next().unwrap();
            let answers = format!("{}/publication-answers", self.year);
            press(&self.app, &answers, &[("mark", mark), ("reason", "市の発表のとおり")]).await;
        }
    }
}

/// Freezes an edition of its own city each time.
fn freezes(criterion: &mut Criterion, runtime: &Runtime, kind: &'static str) {
    criterion.bench_function(&format!("freeze of 100 actions, {kind}"), |bench| {
        bench.iter_custom(|times| {
            let mut taken = Duration::ZERO;
            for _ in 0..times {
                taken += runtime.block_on(async {
                    let city = made().await;
                    if kind == "published" {
                        city.ready_to_publish().await;
                    }
                    let start = Instant::now();
                    black_box(city.freeze(kind).await);
                    start.elapsed()
                });
            }
            taken
        });
    });
}

/// The site of an edition beside its data, as a freeze makes both.
fn site_of(content: &EditionContent, data: &[DerivedFile]) -> Vec<DerivedFile> {
    let digest = ContentDigest::of(&edition::canonical(content).unwrap());
    let named = |file: &DerivedFile| SiteDataFile {
        name: file.name.clone(),
        size: file.bytes.len() as u64,
    };
    let data_files: Vec<SiteDataFile> = data.iter().map(named).collect();
    let input = SiteInput {
        content,
        digest: &digest,
        earlier: &[],
        withdrawn: &[],
        newer: None,
        data_files: &data_files,
    };
    site::files(&input).unwrap()
}

fn main() {
    let runtime = Runtime::new().unwrap();
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    freezes(&mut criterion, &runtime, "council");
    freezes(&mut criterion, &runtime, "published");

    let city = runtime.block_on(made());
    runtime.block_on(city.ready_to_publish());
    let shown = runtime.block_on(city.freeze("published"));
    let edition = shown.rsplit('/').next().unwrap().to_owned();
    let get = |address: &str| {
        runtime.block_on(runtime.spawn(open(city.app.clone(), address.to_owned()))).unwrap()
    };
    let document = get(&format!("/api/v1/public/editions/{edition}"));
    let content: EditionContent = serde_json::from_slice(&document).unwrap();
    let data = opendata::files(&content).unwrap();
    let pages = site_of(&content, &data);
    let size = |files: &[DerivedFile]| files.iter().map(|file| file.bytes.len()).sum::<usize>();
    println!(
        "site of 100 actions: {} pages, {} kB, and {} kB of tables",
        pages.len(),
        size(&pages) / 1000,
        size(&data) / 1000
    );
    criterion.bench_function("site of 100 actions", |bench| {
        bench.iter(|| black_box(site_of(&content, &data)));
    });
    criterion.bench_function("open data of 100 actions", |bench| {
        bench.iter(|| black_box(opendata::files(&content).unwrap()));
    });

    let document = DerivedFile {
        name: "edition.json".to_owned(),
        media_type: "application/json",
        bytes: document.to_vec(),
    };
    let in_site = |file: DerivedFile| DerivedFile { name: format!("site/{}", file.name), ..file };
    let files: Vec<DerivedFile> =
        std::iter::once(document).chain(data).chain(pages.into_iter().map(in_site)).collect();
    let packed = package::pack(&files, PackageVariant::Whole, None, &[]).unwrap();
    let signers = KnownSigners::default();
    let derive = |content: &EditionContent| opendata::files(content).unwrap_or_default();
    let checks = PackageChecks {
        signers: &signers,
        editions: &[],
        derive: &derive,
        cells: &opendata::disagreements,
    };
    criterion.bench_function("verify a package of 100 actions", |bench| {
        bench.iter(|| {
            let opened = OpenedPackage::of_zip(&packed.bytes).unwrap();
            black_box(package::verify(&opened, &checks))
        });
    });

    let plans: serde_json::Value = serde_json::from_slice(&get("/api/v1/public/plans")).unwrap();
    let plan = plans["items"][0]["id"].as_str().unwrap();
    let pages = [
        ("public page of an action", format!("/public/{plan}/action-001.html")),
        ("public table of 100 actions", format!("/public/{plan}/table.html")),
        ("edition by the read API", format!("/api/v1/public/editions/{edition}")),
        ("page of an edition", shown),
    ];
    criterion = criterion.sample_size(100);
    for (name, address) in pages {
        assert!(get(&address).len() > 1000);
        criterion.bench_function(name, |bench| bench.iter(|| black_box(get(&address))));
    }
    criterion.final_summary();
}
