//! The same as `annotate`, with the tagger switched on.

#![no_main]

use glossator_fuzz::{Tagger, annotate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| annotate(text, Tagger::On));
