use proptest::prelude::*;

use super::*;

fn tagger() -> Tagger {
    Tagger::from_bytes(sample::file()).unwrap()
}

#[test]
fn spans_and_tokens_are_bytes_of_their_sentence() {
    let sentences = ["", "Café “Rome”, 1920.", "Ann Lee saw it."];
    let tagged = tagger().tag(&sentences);
    assert_eq!(tagged.len(), 3);
    assert_eq!(tagged[0], TaggedSentence::default());
    let tokens: Vec<&str> = tagged[1]
        .tokens
        .iter()
        .map(|token| &sentences[1][token.bytes()])
        .collect();
    assert_eq!(tokens, ["Café", "“", "Rome", "”", ",", "1920", "."]);
    assert_eq!(tagged[2].tokens.len(), 5);
}

#[test]
fn a_span_has_the_probabilities_of_its_tokens() {
    let token = |start, end, place: usize| TaggedToken {
        start,
        end,
        probabilities: std::array::from_fn(|kind| if kind == place { 0.6 } else { 0.1 }),
    };
    let mut sentence = TaggedSentence {
        tokens: vec![token(0, 3, 1), token(4, 7, 1), token(7, 8, 0)],
        spans: Vec::new(),
    };
    sentence.add_span(0..2, 0);
    let span = &sentence.spans[0];
    assert_eq!((span.bytes.clone(), span.kind), (0..7, NameKind::Person));
    assert!((span.least - 0.6).abs() < 1e-6 && (span.mean - 0.6).abs() < 1e-6);
    assert!((sentence.probability(&(5..8), NameKind::Person) - 0.1).abs() < 1e-6);
    assert!((sentence.probability_of_nothing(&(7..8)) - 0.6).abs() < 1e-6);
    assert!(sentence.tokens_in(&(3..4)).is_empty());
    assert!(sentence.probability(&(3..4), NameKind::Place).abs() < 1e-6);
}

#[test]
fn labels_make_spans() {
    let sure_of = |label: usize| {
        let mut scores = [0.0; LABELS];
        scores[label] = 20.0;
        scores
    };
    let labels = [1, 2, 0, 5, 5, 6];
    let tokens = (0..labels.len()).map(|place| windows::WindowToken {
        sentence: usize::from(place == 5),
        bytes: place..place + 1,
        first_piece: place + 1,
    });
    let window = Window {
        tokens: tokens.collect(),
        ..Window::default()
    };
    let mut tagged = vec![TaggedSentence::default(); 2];
    add(&window, &labels.map(sure_of), &mut tagged);
    let spans = |sentence: &TaggedSentence| -> Vec<(Range<usize>, NameKind)> {
        let spans = sentence.spans.iter();
        spans.map(|span| (span.bytes.clone(), span.kind)).collect()
    };
    assert_eq!(
        spans(&tagged[0]),
        [
            (0..2, NameKind::Person),
            (3..4, NameKind::Place),
            (4..5, NameKind::Place)
        ]
    );
    // No name goes on from one sentence to the next.
    assert!(tagged[1].spans.is_empty());
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let tagger = tagger();
    let sentences = ["Ann Lee saw the Red Army in Rome, 1920."; 40];
    let with_threads = |count: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(count)
            .build()
            .unwrap();
        pool.install(|| tagger.tag(&sentences))
    };
    assert_eq!(with_threads(1), with_threads(3));
}

#[test]
fn an_endless_word_is_one_token() {
    let word = "A\u{301}".repeat(1 << 20);
    let tagged = tagger().tag(&[&word]);
    assert_eq!(tagged[0].tokens.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_has_probabilities(sentences in prop::collection::vec(any::<String>(), 0..4)) {
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
        for (tagged, text) in tagger().tag(&sentences).iter().zip(&sentences) {
            for token in &tagged.tokens {
                prop_assert!(!text[token.bytes()].is_empty());
                let sum: f32 = token.probabilities.iter().sum();
                prop_assert!((sum - 1.0).abs() < 1e-5);
            }
            for span in &tagged.spans {
                prop_assert!(text.get(span.bytes.clone()).is_some());
                prop_assert!(span.least <= span.mean + 1e-6);
            }
        }
    }
}
