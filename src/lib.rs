//! Glossator finds who, where and when a text speaks of, keeps that as annotated Markdown that a
//! person can correct, and publishes it as a static site.
//!
//! Data flows one way through the rooms below; `ARCHITECTURE.md` tells what each knows and what it
//! must not know.

pub mod model;

pub mod fs;

pub mod markup;

pub mod gazetteer;
pub mod import;
pub mod link;
pub mod recognize;
pub mod source;
pub mod tiles;

pub mod atlas;
pub mod library;
pub mod site;
pub mod workspace;

pub mod build;
pub mod check;
pub mod output;
pub mod render;
pub mod serve;

pub mod cli;
