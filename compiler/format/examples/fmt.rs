use infrac_source::{FileId, Source};
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let source = Source::new(FileId(0), path.as_str(), &text);
        let parsed = infrac_syntax::parse(&source);
        let start = std::time::Instant::now();
        let out = infrac_format::format(&source, &parsed);
        eprintln!("{path}: {:?}", start.elapsed());
        print!("{}", out.unwrap_or_default());
    }
}
