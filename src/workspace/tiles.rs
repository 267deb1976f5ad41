use std::{sync::Arc, time::SystemTime};

use crate::{
    fs,
    library::Library,
    model::{Code, Coordinates, Finding, Fingerprint, Location},
    site::{Site, SourceFile, Written},
    tiles::{Address, Archive, Broken, Extent, LeftOut, MOST_ZOOM, Selection},
};

/// An archive of tiles that cannot be used.
const TILES_UNUSABLE: Code = Code("tiles-unusable");
/// More tiles than a site can take.
const TILES_TOO_MANY: Code = Code("tiles-too-many");
/// An archive without a tile near any place.
const TILES_ELSEWHERE: Code = Code("tiles-elsewhere");

/// The tiles of the site's own archive that lie around its places.
#[derive(Clone, Debug)]
pub struct Tiles {
    /// Which they are.
    pub selection: Selection,
    /// Of the archive. It may be large, so that what tells a change is what the disk says.
    archive: Fingerprint,
    file: SourceFile,
}

/// The same, kept up to date.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    pub(super) tiles: Option<Arc<Tiles>>,
    /// What is wrong with them.
    pub(super) findings: Vec<Finding>,
    /// Of what they were chosen by.
    fingerprint: Option<Fingerprint>,
}

impl Tiles {
    /// Returns the bytes of a tile.
    pub fn read(&self, address: Address) -> Result<Option<Vec<u8>>, Finding> {
        let Some(extent) = self.selection.tiles.get(&address) else {
            return Ok(None);
        };
        let read = || -> Result<Vec<u8>, Broken> {
            let mut file = fs::open(&self.file.path).map_err(|error| error.source)?;
            self.selection.form.read(&mut file, *extent)
        };
        // Said once, however many there are.
        read().map(Some).map_err(|error| {
            let message = format!("a tile cannot be used: {error}");
            Finding::error(TILES_UNUSABLE, message).in_file(&self.file.name)
        })
    }

    /// Returns what tells apart the states of a tile.
    pub fn fingerprint_of(&self, address: Address) -> (Fingerprint, Option<Extent>) {
        let extent = self.selection.tiles.get(&address);
        (self.archive, extent.copied())
    }
}

impl Chosen {
    /// Chooses the tiles anew where the archive or the places are others.
    pub(super) fn refresh(&mut self, site: &Site, library: &Library) {
        let Some(name) = &site.config.map.pmtiles else {
            *self = Self::default();
            return;
        };
        let found = fingerprint(site);
        let archive = found.unwrap_or_default();
        let entities = library.entities.values();
        let points: Vec<Coordinates> = entities.filter_map(|it| it.coordinates).collect();
        let degrees: Vec<[u64; 2]> = points
            .iter()
            .map(|point| [point.latitude().to_bits(), point.longitude().to_bits()])
            .collect();
        let zooms = site.config.map.zooms.unwrap_or((0, MOST_ZOOM));
        let fingerprint = Some(Fingerprint::of(&(&name.text, archive, degrees, zooms)));
        // Where there is none the finding goes with the line that names it.
        if found.is_some() && fingerprint == self.fingerprint {
            return;
        }
        let mut findings = Vec::new();
        let tiles = choose(site, name, archive, &points, zooms, &mut findings);
        *self = Self {
            tiles: tiles.map(Arc::new),
            findings,
            fingerprint,
        };
    }
}

/// Returns what tells the archive from what it was; `None` where there is none.
pub(super) fn fingerprint(site: &Site) -> Option<Fingerprint> {
    let name = &site.config.map.pmtiles.as_ref()?.text;
    let metadata = fs::metadata(&site.root.join(name)).ok()??;
    let modified: Option<SystemTime> = metadata.modified().ok();
    Some(Fingerprint::of(&(name, metadata.len(), modified)))
}

fn choose(
    site: &Site,
    setting: &Written,
    archive: Fingerprint,
    points: &[Coordinates],
    zooms: (u8, u8),
    findings: &mut Vec<Finding>,
) -> Option<Tiles> {
    let name = setting.text.as_str();
    let listing = fs::list(&site.root, &site.root.join(name), &|_| false);
    if let Some((name, refusal)) = listing.refused.first() {
        findings.push(refusal.finding(name, &site.root));
        return None;
    }
    let [file] = &listing.files[..] else {
        let message = format!("there is no file `{name}` for `map.pmtiles`");
        let Location { file, span } = setting.location.clone();
        findings.push(
            Finding::error(TILES_UNUSABLE, message)
                .at(file, span)
                .hint("put it into the site's folder, or take the line out"),
        );
        return None;
    };
    let chosen = fs::open(&file.path)
        .map_err(|error| Broken::Unreadable(error.source))
        .and_then(Archive::open)
        .and_then(|mut archive| Selection::choose(&mut archive, points, zooms));
    let (selection, left_out) = match chosen {
        Ok(chosen) => chosen,
        Err(error) => {
            findings.push(
                Finding::error(TILES_UNUSABLE, error.to_string())
                    .in_file(name)
                    .hint("the map is made without its tiles"),
            );
            return None;
        }
    };
    if let Some(LeftOut { zoom, tiles, bytes }) = left_out {
        let message = format!(
            "the places need {tiles} tiles ({} MB) from it up to zoom {zoom}, which is too much: the tiles from that zoom on are left out",
            bytes >> 20
        );
        findings.push(
            Finding::warning(TILES_TOO_MANY, message)
                .in_file(name)
                .hint("say which zooms are wanted, as in `zooms = [6, 12]` below `[map]`"),
        );
    } else if selection.tiles.is_empty() && !points.is_empty() {
        findings.push(
            Finding::warning(
                TILES_ELSEWHERE,
                "it has no tile near any place of the texts",
            )
            .in_file(name)
            .hint("take an archive of the area that they speak of, and look at `zooms`"),
        );
    }
    Some(Tiles {
        selection,
        archive,
        file: SourceFile {
            name: file.name.clone(),
            path: file.path.clone(),
        },
    })
}
