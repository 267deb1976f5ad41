//! What stands for a place, by what sort of place it is.

use std::fmt::Write as _;

use super::super::{Marker, plane::Point, svg::number};
use crate::gazetteer::PlaceKind;

/// The symbol of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::atlas) enum Symbol {
    /// A disc, for a settlement.
    Town,
    /// A disc in a ring, for a capital.
    Capital,
    /// A diamond, for a site.
    Site,
    /// A triangle, for mountains and other land.
    Landform,
    /// A ring, for an island.
    Island,
    /// A ring in the ink of water.
    Water,
    /// A square, for an area whose outline the base map has not.
    Area,
    /// A disc that holds the number of places that it stands for.
    Cluster,
    /// An arrow towards a place beyond the map; degrees clockwise from the right.
    Beyond(f64),
}

impl Symbol {
    /// Returns the symbol of a marker.
    pub(in crate::atlas) fn of(marker: &Marker) -> Self {
        Self::for_kind(marker.kind)
    }

    /// Returns the symbol of a kind of place.
    pub(in crate::atlas) fn for_kind(kind: Option<PlaceKind>) -> Self {
        match kind {
            None | Some(PlaceKind::Settlement) => Self::Town,
            Some(PlaceKind::Capital) => Self::Capital,
            Some(PlaceKind::Site) => Self::Site,
            Some(PlaceKind::Landform) => Self::Landform,
            Some(PlaceKind::Island) => Self::Island,
            Some(PlaceKind::Water | PlaceKind::Sea) => Self::Water,
            Some(
                PlaceKind::Region
                | PlaceKind::Country
                | PlaceKind::HistoricalState
                | PlaceKind::Division,
            ) => Self::Area,
        }
    }

    /// Returns the last part of the class of its marker.
    pub(in crate::atlas) fn class(self) -> &'static str {
        match self {
            Self::Town => "settlement",
            Self::Capital => "capital",
            Self::Site => "site",
            Self::Landform => "landform",
            Self::Island => "island",
            Self::Water => "water",
            Self::Area => "area",
            Self::Cluster => "cluster",
            Self::Beyond(_) => "beyond",
        }
    }

    /// Returns its elements.
    pub(super) fn draw(self, centre: Point, radius: f64) -> String {
        let (x, y, r) = (number(centre.x), number(centre.y), number(radius));
        let circle = |class: &str, radius: &str| {
            format!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#)
        };
        let mut out = String::new();
        match self {
            Self::Town | Self::Cluster => out.push_str(&circle("map-dot", &r)),
            Self::Capital => {
                out.push_str(&circle("map-ring", &r));
                out.push_str(&circle("map-dot is-inner", &number(radius * 0.5)));
            }
            Self::Island | Self::Water => out.push_str(&circle("map-ring", &number(radius * 0.8))),
            Self::Site => {
                // A diamond looks as large as a disc at a somewhat longer reach.
                let reach = radius * 1.2;
                let (top, reach) = (number(centre.y - reach), number(reach));
                let _ = write!(
                    out,
                    r#"<path class="map-diamond" d="M{x} {top}l{reach} {reach}-{reach} {reach}-{reach}-{reach}z"/>"#
                );
            }
            Self::Landform => {
                let (top, half, height) = (
                    number(centre.y - radius * 1.15),
                    number(radius * 1.1),
                    number(radius * 2.0),
                );
                let width = number(radius * 2.2);
                let _ = write!(
                    out,
                    r#"<path class="map-peak" d="M{x} {top}l{half} {height}h-{width}z"/>"#
                );
            }
            Self::Area => {
                let (left, top) = (number(centre.x - radius), number(centre.y - radius));
                let side = number(radius * 2.0);
                let _ = write!(
                    out,
                    r#"<path class="map-square" d="M{left} {top}h{side}v{side}h-{side}z"/>"#
                );
            }
            Self::Beyond(angle) => {
                let angle = number(angle);
                let _ = write!(
                    out,
                    r#"<path class="map-arrow" transform="rotate({angle} {x} {y})" d="M{x} {y}m7 0l-10-5 2.5 5-2.5 5z"/>"#
                );
            }
        }
        out
    }
}
