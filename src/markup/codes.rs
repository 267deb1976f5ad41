//! The codes of what this room finds wrong; they are part of the machine-readable output.

use crate::model::Code;

/// An attribute list after a bracket is not well formed.
pub(crate) const BAD_ATTRIBUTES: Code = Code("bad-attributes");
/// An attribute list has no words in brackets before it.
pub(crate) const STRAY_ATTRIBUTES: Code = Code("stray-attributes");
/// A span would cross emphasis, a link or the edge of a block.
pub(crate) const CROSSING_SPAN: Code = Code("crossing-span");
/// A span holds no words.
pub(crate) const EMPTY_SPAN: Code = Code("empty-span");
/// A key is no kind of annotation and no modifier of one.
pub(crate) const UNKNOWN_ATTRIBUTE: Code = Code("unknown-attribute");
/// One span is given two bodies.
pub(crate) const SECOND_BODY: Code = Code("second-annotation");
/// What should name an entity cannot.
pub(crate) const BAD_ID: Code = Code("bad-id");
/// What should be a date is none.
pub(crate) const BAD_DATE: Code = Code("bad-date");
/// What should be a certainty is none.
pub(crate) const BAD_CERTAINTY: Code = Code("bad-certainty");
/// What should be a language is none.
pub(crate) const BAD_LANGUAGE: Code = Code("bad-language");
/// A class is not declared in the configuration.
pub(crate) const UNDECLARED_CLASS: Code = Code("undeclared-class");
/// A note is defined and nothing refers to it.
pub(crate) const UNUSED_NOTE: Code = Code("unused-note");
/// A note is defined twice.
pub(crate) const DUPLICATE_NOTE: Code = Code("duplicate-note");
/// A note is referred to and not defined.
pub(crate) const UNDEFINED_NOTE: Code = Code("undefined-note");
/// Raw HTML is shown as text.
pub(crate) const RAW_HTML: Code = Code("raw-html");
/// Blocks or spans nest deeper than is read.
pub(crate) const TOO_DEEP: Code = Code("nested-too-deep");
/// The front matter is no TOML, or has no end.
pub(crate) const BAD_FRONT_MATTER: Code = Code("bad-front-matter");
/// A key of the front matter means nothing.
pub(crate) const UNKNOWN_KEY: Code = Code("unknown-key");
/// A value of the front matter has the wrong type.
pub(crate) const WRONG_TYPE: Code = Code("wrong-type");
/// A value of the front matter is out of range.
pub(crate) const BAD_VALUE: Code = Code("bad-value");
/// A key that must be there is not.
pub(crate) const MISSING_KEY: Code = Code("missing-key");
