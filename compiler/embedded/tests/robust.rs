//! No text makes a check panic or hang, and every fault lies in its piece.

use infrac_embedded::{HoleKind, ImageRef, Language, Network, PartialVersion, Piece, Schedule, check};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn sane(language: Language, pieces: &[Piece<'_>]) {
    if let Err(error) = check(language, pieces) {
        assert!(!error.message.is_empty());
        match pieces.get(error.piece) {
            Some(Piece::Text(text)) => assert!(
                text.get(error.range.clone()).is_some(),
                "{language:?} {pieces:?}: {:?} is no range of the piece",
                error.range
            ),
            Some(Piece::Hole(_)) => assert_eq!(error.range, 0..0),
            None => assert!(pieces.is_empty()),
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let signs = "[a-cA-C0-9 .,:;@/*?#%$(){}\\[\\]\"'`<>|=+_\\-\\\\\n~^&!é☃]{0,24}";
    let promql = "(rate|sum|by|x|up|5m|1h|offset|and|\\[|\\]|\\(|\\)|\\{|\\}|=|\"|a|1|[-+*/:@ ]){0,14}";
    prop_oneof![any::<String>(), signs.prop_map(String::from), promql.prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn nothing_panics(parts in prop::collection::vec((text(), 0..4u8), 0..4)) {
        let pieces: Vec<Piece<'_>> = parts
            .iter()
            .map(|(text, kind)| match kind {
                0 => Piece::Hole(HoleKind::Late),
                1 => Piece::Hole(HoleKind::Build),
                _ => Piece::Text(text),
            })
            .collect();
        for language in Language::all() {
            sane(language, &pieces);
        }
        if let Some((text, _)) = parts.first() {
            let _ = (ImageRef::parse(text).is_ok(), Network::parse(text).is_ok(), PartialVersion::parse(text).is_ok());
            if let Ok(schedule) = Schedule::parse(text) {
                prop_assert!(schedule.max_gap().0 > 0);
            }
        }
    }
}

#[test]
fn long_and_deep_texts_end() {
    let begin = Instant::now();
    for unit in [
        "(", "[", "{", "-", "a.", "a+", "a and ", "$(", "`", "((a)|b)*", "a{1000}", "x{a=\"", "/", "1,", ".", "@",
        "\\", "é",
    ] {
        for length in [1_000, 100_000, 2 << 20] {
            let text = unit.repeat(length / unit.len());
            for language in Language::all() {
                sane(language, &[Piece::Text(&text)]);
            }
        }
    }
    let nested = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert_eq!(check(Language::PromQl, &[Piece::Text(&nested)]), Ok(()));
    assert!(begin.elapsed() < Duration::from_secs(60), "took {:?}", begin.elapsed());
}
