//! Any text by rules and gazetteer: recognised, linked and annotated without a panic, and without losing a byte of what it says.

#![no_main]

use glossator_fuzz::{Tagger, annotate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| annotate(text, Tagger::Off));
