//! What leaves the site for other programs: one module a format.

mod annotations;
mod card_map;
mod division;
mod entities;
mod feed;
mod json_ld;
mod linked_place;
mod map_detail;
mod map_places;
mod places;
mod routes;
mod search;
mod sitemap;
mod tile_list;

pub(super) use annotations::{AnnotationFiles, annotations};
pub(super) use card_map::card_map;
pub(super) use division::Division;
pub(super) use entities::entities;
pub(super) use feed::feed;
pub(super) use json_ld::json_ld;
#[cfg(test)]
pub(super) use linked_place::tests::problems as linked_places_problems;
pub(super) use map_detail::map_detail;
pub(super) use map_places::map_places;
pub(super) use places::places;
pub(super) use routes::routes;
#[cfg(test)]
pub(super) use search::read_postings;
pub(super) use search::{
    File as SearchTerms, Index as SearchIndex, Keys as SearchKeys, file as search_file,
    fingerprints as search_fingerprints, head as search_head, names_by_file as search_names,
    shard as search_terms, sums as search_sums, texts as search_texts,
    together as search_sums_together,
};
pub(super) use sitemap::{robots, sitemap};
pub(super) use tile_list::tile_list;

use serde::Serialize;

/// Returns a value as JSON for a file.
fn file_json(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value)
        .expect("what is serialized here are maps with string keys and finite numbers");
    json.push('\n');
    json
}

/// Returns a value as JSON without white space, for a file that grows with the texts.
fn compact_json(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string(value)
        .expect("what is serialized here are maps with string keys and finite numbers");
    json.push('\n');
    json
}

/// Returns a value as JSON that is safe within a `script` element: no `<`, and none of the two line
/// ends that older scripts cannot hold in a string.
pub(super) fn script_json(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value)
        .expect("what is serialized here are maps with string keys and finite numbers");
    // These characters stand in strings alone, so that the escapes mean the same.
    let escapes = [
        ("<", "\\u003c"),
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
    ];
    escapes.into_iter().fold(json, |json, (character, escape)| {
        if json.contains(character) {
            json.replace(character, escape)
        } else {
            json
        }
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn json_in_a_page_cannot_end_its_element() {
        let json = super::script_json(&["</script><!--", "a\u{2028}b"]);
        assert!(!json.contains('<'));
        let back: Vec<String> = serde_json::from_str(&json).unwrap();
        assert_eq!(back, ["</script><!--", "a\u{2028}b"]);
    }
}
