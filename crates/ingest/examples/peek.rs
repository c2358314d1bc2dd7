#![allow(clippy::all)]
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.rsplit('/').next().unwrap().to_owned();
        let mut options = ingest::Options::default();
        if name.starts_with("y20") {
            options.year = None;
        }
        match ingest::read(&bytes, &options) {
            Err(why) => println!("== {name}: REFUSED {why}"),
            Ok(r) => {
                println!(
                    "== {name}: {} rows {} bal={} {:?}",
                    r.sheet.year,
                    r.sheet.rows.len(),
                    r.account.balances(),
                    r.account
                );
                for p in &r.problems {
                    println!("   [{}] {}", p.kind.label(), p.message);
                }
                for d in r.asked() {
                    println!("   ASK {:?} {} -> {} ({})", d.kind, d.subject, d.value, d.evidence);
                }
                if std::env::var("ROWS").is_ok() {
                    for row in &r.sheet.rows {
                        println!(
                            "   {} {} | {} | {}",
                            row.no,
                            row.title(),
                            row.section.text,
                            row.answers
                                .iter()
                                .map(|(s, c)| format!(
                                    "{}={}",
                                    s.key(),
                                    c.text.chars().take(12).collect::<String>()
                                ))
                                .collect::<Vec<_>>()
                                .join(" ")
                        );
                    }
                }
            }
        }
    }
}
