use std::fmt;

use super::checks::{Wrong, quoted};
use crate::model::Location;

/// What maps show beyond what the program brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapConfig {
    /// A server of a street map's tiles, from which readers may ask for them.
    pub tiles: Option<TileServer>,
    /// The name of a file of tiles, from which those around the places are published with the site.
    pub pmtiles: Option<Written>,
    /// Who is to be named for the tiles.
    pub attribution: Option<String>,
    /// Where that leads.
    pub attribution_url: Option<String>,
    /// The name of a file that says of borders something else than the base map does.
    pub borders: Option<Written>,
    /// The first and the last zoom of the tiles that are used.
    pub zooms: Option<(u8, u8)>,
}

impl MapConfig {
    /// Returns where its files are named.
    pub fn locations(&self) -> Vec<&Location> {
        let written = [&self.pmtiles, &self.borders].into_iter().flatten();
        written.map(|written| &written.location).collect()
    }
}

/// A text of the configuration, and where it is written. That is for findings alone: a text that has moved is the same one.
#[derive(Clone)]
pub struct Written {
    /// What is written.
    pub text: String,
    /// Where.
    pub location: Location,
}

impl fmt::Debug for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(formatter)
    }
}

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Written {}

/// Where tiles come from, and who learns of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileServer {
    /// The address of a tile, with `{z}`, `{x}`, `{y}`, and `{r}` where screens of high density have
    /// tiles of their own.
    pub template: String,
    /// Scheme, host and port: what the policy of a page lets through.
    pub origin: String,
    /// The host, as readers are told of it.
    pub host: String,
}

/// The zooms that tiles have where nothing is said of them.
pub const USUAL_ZOOMS: (u8, u8) = (0, 19);

/// The highest zoom that can be asked for.
pub(super) const HIGHEST_ZOOM: u8 = 22;

/// What a template may hold in braces.
const PLACEHOLDERS: [&str; 4] = ["z", "x", "y", "r"];

const EXAMPLE: &str = "write it as in `https://tiles.example.org/{z}/{x}/{y}.png`";

impl TileServer {
    /// Reads the address of a tile.
    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let wrong = |problem: String, hint: &str| {
            let message = format!("{} {problem}", quoted(text));
            Wrong::new(message, hint)
        };
        let Some((scheme, rest)) = text
            .split_once("://")
            .filter(|(scheme, _)| matches!(*scheme, "https" | "http"))
        else {
            return Err(wrong("is no address of tiles".to_owned(), EXAMPLE));
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.contains("{s}") {
            let hint = "name one of the hosts, as in `https://a.tiles.example.org/…`: they all have every tile";
            return Err(wrong("has a place for several hosts".to_owned(), hint));
        }
        // It becomes part of a policy, so that nothing may stand in it that ends a host there.
        let (name, port) = host.split_once(':').unwrap_or((host, "443"));
        let is_host = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        if !is_host || port.parse::<u16>().is_err() {
            return Err(wrong("names no host".to_owned(), EXAMPLE));
        }
        if path.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\`".contains(c)) {
            return Err(wrong("holds what no address can".to_owned(), EXAMPLE));
        }
        let mut found = Vec::new();
        for part in path.split('{').skip(1) {
            let name = part.split_once('}').map_or(part, |(name, _)| name);
            match PLACEHOLDERS.iter().find(|known| **known == name) {
                Some(known) => found.push(*known),
                None if name == "-y" => {
                    let hint = "the server counts rows from the south, which is not supported: many have a second address, with `{y}`";
                    return Err(wrong("holds `{-y}`".to_owned(), hint));
                }
                None => {
                    let problem = format!("holds `{{{name}}}`, which stands for nothing");
                    return Err(wrong(problem, "there are `{z}`, `{x}`, `{y}` and `{r}`"));
                }
            }
        }
        for name in ["z", "x", "y"] {
            if !found.contains(&name) {
                let problem = format!("lacks `{{{name}}}`");
                return Err(wrong(problem, EXAMPLE));
            }
        }
        Ok(Self {
            template: text.to_owned(),
            origin: format!("{scheme}://{host}"),
            host: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        TileServer::parse(text)
            .map_err(|wrong| wrong.message)
            .unwrap_err()
    }

    #[test]
    fn the_address_of_a_tile_tells_its_origin() {
        let server =
            TileServer::parse("https://a.example.org:8443/m/{z}/{x}/{y}{r}.png?key=1").unwrap();
        assert_eq!(server.origin, "https://a.example.org:8443");
        assert_eq!(server.host, "a.example.org");
        let server = TileServer::parse("http://127.0.0.1/{z}/{x}/{y}.png").unwrap();
        assert_eq!(server.origin, "http://127.0.0.1");
    }

    #[test]
    fn nothing_gets_into_the_policy() {
        for host in [
            "a.org;", "a.org *", "*", "a.org'", "", "-a.org", "a.org:x", "é.org", "a@b.org",
        ] {
            let text = format!("https://{host}/{{z}}/{{x}}/{{y}}.png");
            assert!(problem(&text).ends_with("names no host"), "{host}");
        }
        assert!(problem("https://a.org/{z}/{x}/{y}\".png").ends_with("no address can"));
        assert!(problem("javascript:alert(1)").ends_with("no address of tiles"));
        assert!(problem("//a.org/{z}/{x}/{y}.png").ends_with("no address of tiles"));
    }

    #[test]
    fn what_a_template_lacks_is_told() {
        assert!(problem("https://a.org/{z}/{x}.png").ends_with("lacks `{y}`"));
        assert!(problem("https://{s}.a.org/{z}/{x}/{y}.png").contains("several hosts"));
        assert!(problem("https://a.org/{z}/{x}/{-y}.png").ends_with("holds `{-y}`"));
        assert!(problem("https://a.org/{z}/{x}/{y}{q}.png").contains("`{q}`"));
    }
}
