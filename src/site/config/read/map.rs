use toml::de::DeValue;

use super::{CONFIG_VALUE, Key, Reader, Value, set};
use crate::{
    model::{Code, Finding, Location},
    site::config::{
        MapConfig, checks,
        map::{HIGHEST_ZOOM, TileServer, Written},
    },
};

/// A map that asks others for something.
const MAP_ASKS_OTHERS: Code = Code("map-asks-others");
/// Tiles of which nothing says who made them.
const MAP_ATTRIBUTION: Code = Code("map-attribution");

impl Reader<'_> {
    pub(super) fn map(&mut self, value: &Value<'_>, map: &mut MapConfig) {
        const KEYS: [&str; 6] = [
            "borders",
            "tiles",
            "pmtiles",
            "attribution",
            "attribution_url",
            "zooms",
        ];
        let example =
            "write `[map]` on a line of its own, and `pmtiles = \"streets.pmtiles\"` below it";
        let mut source: Option<(&Key<'_>, &Value<'_>)> = None;
        for (key, value) in self.table("map", value, example) {
            match key.get_ref().as_ref() {
                "tiles" => {
                    map.tiles = self.checked("map.tiles", value, TileServer::parse);
                    source = source.or(Some((key, value)));
                }
                "pmtiles" => {
                    map.pmtiles = self.site_file("map.pmtiles", value);
                    source = Some((key, value));
                }
                "attribution" => map.attribution = self.words("map.attribution", value),
                "attribution_url" => {
                    map.attribution_url =
                        self.checked("map.attribution_url", value, checks::address);
                }
                "borders" => {
                    map.borders = self.site_file("map.borders", value);
                }
                "zooms" => set(&mut map.zooms, Some(self.zooms(value))),
                _ => self.unknown_key("map", key, &KEYS),
            }
        }
        let Some((key, value)) = source else { return };
        if map.tiles.is_some() && map.pmtiles.is_some() {
            let message = "`map` has both `tiles` and `pmtiles`; `pmtiles` is used".to_owned();
            let hint = "leave one of them out";
            self.report(CONFIG_VALUE, message, key.span(), hint);
            map.tiles = None;
        }
        if map.attribution.is_none() && (map.tiles.is_some() || map.pmtiles.is_some()) {
            let message = "nobody is named for the tiles of the map".to_owned();
            self.findings.push(
                Finding::warning(MAP_ATTRIBUTION, message)
                    .at(self.file, key.span())
                    .hint("name who made them, as their licence asks: `attribution = \"© …\"`"),
            );
        }
        if let Some(TileServer { host, .. }) = &map.tiles {
            let message = format!(
                "readers who ask for the street map on `map.html` load it from `{host}`, which then sees their internet address and where they look"
            );
            self.findings.push(
                Finding::note(MAP_ASKS_OTHERS, message)
                    .at(self.file, value.span())
                    .hint("nothing is loaded before they ask; with `pmtiles` the site brings its tiles itself"),
            );
        }
    }

    /// Returns the name of a file in the site's folder.
    fn site_file(&mut self, path: &str, value: &Value<'_>) -> Option<Written> {
        let text = self.checked(path, value, checks::site_file)?;
        let location = Location {
            file: self.file.to_owned(),
            span: value.span(),
        };
        Some(Written { text, location })
    }

    /// Returns the first and the last zoom.
    fn zooms(&mut self, value: &Value<'_>) -> Option<(u8, u8)> {
        let zoom = |value: &Value<'_>| match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<u8>().ok(),
            _ => None,
        };
        let items = value.get_ref().as_array();
        if let Some([first, last]) = items.map(|items| &items[..])
            && let (Some(first), Some(last)) = (zoom(first), zoom(last))
            && first <= last
            && last <= HIGHEST_ZOOM
        {
            return Some((first, last));
        }
        let found = self.source.get(value.span()).unwrap_or_default();
        let message = format!("{} are no two zooms", checks::quoted(found));
        let hint = format!(
            "write the first and the last, from 0 to {HIGHEST_ZOOM}, as in `zooms = [4, 16]`"
        );
        self.report(CONFIG_VALUE, message, value.span(), &hint);
        None
    }
}
