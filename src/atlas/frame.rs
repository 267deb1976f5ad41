//! Chooses what a map shows.

use super::{
    Marker,
    basemap::{Detail, geometry, names},
    layers::is_small,
    plane::{Point, Rect},
    projection::{EqualEarth, Lambert, Projection},
    sphere::{angle_between, dot, longitude_latitude, normalized, unit_vector},
    view::{EARTH_RADIUS, View, turn},
};

/// A map that reaches farther than this from its centre, in degrees, becomes one of the world.
const FARTHEST: f64 = 78.0;

/// The share of the map, on every side, that places keep away from.
const MARGIN: f64 = 0.1;

/// The base map has nothing to show at fewer kilometres to a pixel.
const FINEST: f64 = 0.45;

/// A named country is shown whole where the map need not grow by more than this for it.
const GROWTH: f64 = 1.35;

/// Meridians along which a map of the world may be cut, the best first: the one runs through the
/// Bering Strait and cuts no land but Antarctica and a few islands, the other through the Atlantic and
/// cuts Greenland.
const CUTS: [f64; 2] = [-169.0, -30.0];

/// What a map shows.
pub(super) struct Frame<'a> {
    pub(super) view: View,
    /// The markers for which the view was chosen.
    pub(super) within: Vec<&'a Marker>,
    /// Those so far from all others that the map would be of little use if it showed them.
    pub(super) beyond: Vec<&'a Marker>,
}

/// Chooses what a map of markers shows that is at most of a size in pixels: all of them, or all but a few that
/// lie far off.
///
/// Small maps are those of texts, of which there are many: their frames are chosen from a few, so that maps of
/// the same parts of the world share their ground.
pub(super) fn choose(markers: &[Marker], size: (f64, f64)) -> Frame<'_> {
    let (mut within, mut beyond) = without_outliers(markers, size);
    let view = if let Some((view, far)) = regional(&within, size) {
        within.retain(|marker| !far.iter().any(|other| std::ptr::eq(*marker, *other)));
        beyond.extend(far);
        view
    } else {
        let all: Vec<[f64; 3]> = within.iter().map(|marker| vector(marker)).collect();
        world(&all, size)
    };
    Frame {
        view,
        within,
        beyond,
    }
}

/// Returns the view of the surroundings of a point, by which a reader knows where it is.
pub(super) fn about((longitude, latitude): (f64, f64), size: (f64, f64)) -> View {
    let nothing = Rect::new(0.0, 0.0, 0.0, 0.0);
    View {
        projection: Projection::Lambert(Lambert::new(longitude, latitude)),
        scale: size.0.min(size.1) / least_extent(nothing),
        origin: Point::new(size.0 / 2.0, size.1 / 2.0),
        size,
    }
}

/// With fewer places none is far from *all* others.
const FEWEST: usize = 5;

/// One place in so many may be left out of the frame, and one mention.
const SHARE: usize = 10;

/// So many at most: each is told by an arrow.
const MOST_BEYOND: usize = 8;

/// By how much the scale must grow for that.
const GAIN: f64 = 2.0;

/// Parts markers from those few, seldom mentioned, without which the map would be much larger in scale. Countries are
/// left to [`regional`].
fn without_outliers(markers: &[Marker], size: (f64, f64)) -> (Vec<&Marker>, Vec<&Marker>) {
    let (areas, mut kept): (Vec<&Marker>, Vec<&Marker>) =
        markers.iter().partition(|marker| marker.country.is_some());
    let scale = |kept: &[&Marker]| {
        let points: Vec<[f64; 3]> = kept.iter().map(|marker| vector(marker)).collect();
        let view = Fit::new(&points).and_then(|fit| fit.view(size));
        view.map_or(size.0 / (2.0 * EqualEarth::forward(180.0, 0.0).0), |view| {
            view.scale
        })
    };
    let mut beyond: Vec<&Marker> = Vec::new();
    if kept.len() < FEWEST {
        return (markers.iter().collect(), beyond);
    }
    let total: usize = kept.iter().map(|marker| marker.mentions).sum();
    let most = (kept.len() / SHARE + 1).min(MOST_BEYOND);
    let (mut best, mut count) = (scale(&kept), 0);
    for _ in 0..most {
        let vectors: Vec<[f64; 3]> = kept.iter().map(|marker| vector(marker)).collect();
        let sum = vectors.iter().fold([0.0; 3], |sum, vector| {
            [0, 1, 2].map(|axis| sum[axis] + vector[axis])
        });
        let Some(centre) = normalized(sum) else { break };
        let nearness = |at: &usize| dot(centre, vectors[*at]);
        let farthest = (0..kept.len()).min_by(|a, b| nearness(a).total_cmp(&nearness(b)));
        beyond.extend(farthest.map(|at| kept.remove(at)));
        let mentions: usize = beyond.iter().map(|marker| marker.mentions).sum();
        if mentions * SHARE > total {
            break;
        }
        let scale = scale(&kept);
        if scale >= best * GAIN {
            (best, count) = (scale, beyond.len());
        }
    }
    kept.extend(beyond.drain(count..));
    kept.extend(areas);
    (kept, beyond)
}

fn vector(marker: &Marker) -> [f64; 3] {
    unit_vector(
        marker.coordinates.longitude(),
        marker.coordinates.latitude(),
    )
}

/// Returns a view of a part of the world, and the countries that are not on it since it would be much smaller in scale with
/// them and they are seldom mentioned; `None` where it would have to be too large a part.
fn regional<'a>(markers: &[&'a Marker], size: (f64, f64)) -> Option<(View, Vec<&'a Marker>)> {
    let total: usize = markers.iter().map(|marker| marker.mentions).sum();
    let (mut countries, points): (Vec<&Marker>, Vec<&Marker>) = markers
        .iter()
        .copied()
        .partition(|marker| marker.country.is_some());
    countries.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let only_countries = points.is_empty();
    let most = match points.len() {
        count if count < FEWEST => 0,
        count => (count / SHARE + 1).min(MOST_BEYOND),
    };
    let mut far: Vec<&Marker> = Vec::new();
    let mut shown: Vec<[f64; 3]> = points.into_iter().map(vector).collect();
    if only_countries {
        shown.extend(countries.first().map(|marker| vector(marker)));
    }
    let mut view = Fit::new(&shown)?.view(size)?;
    for marker in countries {
        let mainland = mainland(marker.country.as_deref().unwrap_or_default());
        let mut whole = shown.clone();
        whole.extend(&mainland);
        let grown = Fit::new(&whole).and_then(|fit| fit.view(size));
        if let Some(grown) = grown
            && (only_countries || grown.scale * GROWTH >= view.scale)
        {
            (view, shown) = (grown, whole);
        } else if !mainland.iter().any(|point| is_in_view(&view, *point)) {
            let mut more = shown.clone();
            more.push(vector(marker));
            let wider = Fit::new(&more).and_then(|fit| fit.view(size));
            let left_out: usize = far.iter().map(|other| other.mentions).sum();
            let is_seldom = far.len() < most && (left_out + marker.mentions) * SHARE <= total;
            match wider {
                Some(wider) if !is_seldom || wider.scale * GAIN > view.scale => {
                    (view, shown) = (wider, more);
                }
                _ if is_seldom => far.push(marker),
                _ => return None,
            }
        }
    }
    let view = if is_small(&view) {
        shared(&view, &shown).unwrap_or(view)
    } else {
        view
    };
    Some((view, far))
}

/// Returns the view that maps of about the same show instead: its scale is one of a row, its middle one of a
/// lattice. `None` where there is none near that has all points well within it.
fn shared(view: &View, points: &[[f64; 3]]) -> Option<View> {
    /// Scales from one to its double.
    const STEPS: f64 = 5.0;
    /// How much larger than wanted a scale may be.
    const LARGER: f64 = 1.06;
    /// Parts of the height or width from one middle to the next.
    const LATTICE: f64 = 8.0;
    /// The share of the map, on every side, that points keep away from.
    const MARGIN: f64 = 0.05;
    /// Steps down from the scale that is wanted.
    const TRIES: i32 = 4;
    let Projection::Lambert(projection) = &view.projection else {
        return None;
    };
    let (longitude, latitude) = longitude_latitude(projection.centre());
    let (width, height) = view.size;
    let inner = Rect::new(
        MARGIN * width,
        MARGIN * height,
        (1.0 - MARGIN) * width,
        (1.0 - MARGIN) * height,
    );
    let wanted = (libm::log2(view.scale * LARGER) * STEPS).floor() as i32;
    (0..TRIES).find_map(|down| {
        let scale = libm::exp2(f64::from(wanted - down) / STEPS);
        let north = (height / scale / LATTICE).to_degrees();
        let latitude = ((latitude / north).round() * north).clamp(-90.0, 90.0);
        let around = 360.0 * libm::cos(latitude.to_radians());
        let columns = (around / (width / scale / LATTICE).to_degrees()).round();
        let east = 360.0 / columns.max(1.0);
        let longitude = turn((longitude / east).round() * east);
        let shared = View {
            projection: Projection::Lambert(Lambert::new(longitude, latitude)),
            scale,
            ..view.clone()
        };
        let is_within = |point: &[f64; 3]| {
            let (longitude, latitude) = longitude_latitude(*point);
            inner.contains(shared.locate(longitude, latitude))
        };
        let is_regional = shared.reach() <= FARTHEST.to_radians();
        (is_regional && points.iter().all(is_within)).then_some(shared)
    })
}

fn is_in_view(view: &View, vector: [f64; 3]) -> bool {
    let (longitude, latitude) = longitude_latitude(vector);
    view.frame().contains(view.locate(longitude, latitude))
}

/// A projection in the middle of points, with the rectangle that holds them about its centre.
struct Fit {
    projection: Lambert,
    extent: Rect,
}

impl Fit {
    /// Returns `None` where the points are too far apart for a map of a part of the world.
    fn new(points: &[[f64; 3]]) -> Option<Self> {
        const ROUNDS: usize = 4;
        let sum = points.iter().fold([0.0; 3], |sum, point| {
            [0, 1, 2].map(|axis| sum[axis] + point[axis])
        });
        let mut centre = normalized(sum)?;
        for _ in 0..ROUNDS {
            let projection = lambert(centre);
            let middle = extent(&projection, points)?.centre();
            centre = projection.inverse(middle.x, middle.y);
        }
        let farthest = FARTHEST.to_radians();
        let is_near = points
            .iter()
            .all(|point| angle_between(centre, *point) <= farthest);
        let projection = lambert(centre);
        let extent = extent(&projection, points)?;
        is_near.then_some(Self { projection, extent })
    }

    /// Returns the view that has the points well within it, if that is a map of a part of the world.
    fn view(self, size: (f64, f64)) -> Option<View> {
        let inner = (size.0 * (1.0 - 2.0 * MARGIN), size.1 * (1.0 - 2.0 * MARGIN));
        let scale = (inner.0 / self.extent.width().max(1e-9))
            .min(inner.1 / self.extent.height().max(1e-9))
            .min(size.0.min(size.1) / least_extent(self.extent))
            .min(EARTH_RADIUS / FINEST);
        let reach =
            ((size.0 * size.0 + size.1 * size.1).sqrt() / 2.0 / scale / Lambert::RIM).min(1.0);
        (2.0 * libm::asin(reach) <= FARTHEST.to_radians()).then(|| View {
            projection: Projection::Lambert(self.projection),
            scale,
            origin: Point::new(size.0 / 2.0, size.1 / 2.0),
            size,
        })
    }
}

/// Returns the least that the shorter side of a map shows, in radii of the Earth: a place alone needs
/// surroundings to be known by, several are surroundings to each other.
fn least_extent(extent: Rect) -> f64 {
    const ALONE: f64 = 1100.0 / EARTH_RADIUS;
    const TOGETHER: f64 = 260.0 / EARTH_RADIUS;
    (ALONE - 4.0 * extent.width().max(extent.height())).max(TOGETHER)
}

fn lambert(centre: [f64; 3]) -> Lambert {
    let (longitude, latitude) = longitude_latitude(centre);
    Lambert::new(longitude, latitude)
}

fn extent(projection: &Lambert, points: &[[f64; 3]]) -> Option<Rect> {
    Rect::around(points.iter().map(|point| {
        let (x, y) = projection.forward(*point);
        Point::new(x, y)
    }))
}

/// Returns the longest outline of a country and those near it, but not what lies overseas.
fn mainland(code: &str) -> Vec<[f64; 3]> {
    /// Degrees from the mainland.
    const NEAR: f64 = 3.5;
    /// An island with fewer points than this share of the mainland's may be cut off.
    const SMALLEST: usize = 25;
    let world = geometry(Detail::World);
    let units = &names().units;
    let mut outlines: Vec<Vec<[f64; 3]>> = world
        .areas
        .iter()
        .filter(|(unit, _)| units[*unit].code == code)
        .flat_map(|(_, rings)| rings)
        .map(|ring| {
            world
                .ring_points(ring, false)
                .map(|point| point.direction())
                .collect()
        })
        .collect();
    outlines.sort_by_key(Vec::len);
    let Some(mut whole) = outlines.pop() else {
        return Vec::new();
    };
    let mainland = whole.clone();
    let reach = libm::cos(NEAR.to_radians());
    for island in outlines
        .into_iter()
        .filter(|island| island.len() * SMALLEST >= mainland.len())
    {
        let is_near = |point: &[f64; 3]| mainland.iter().any(|other| dot(*point, *other) >= reach);
        if island.iter().any(is_near) {
            whole.extend(island);
        }
    }
    whole
}

/// Returns a view of the world, as high as its width needs.
fn world(points: &[[f64; 3]], (width, height): (f64, f64)) -> View {
    /// No land lies farther north.
    const NORTH: f64 = 84.0;
    /// Antarctica is shown where a place lies south of this, in degrees; else the map ends here.
    const SOUTH: f64 = -57.0;
    let places: Vec<(f64, f64)> = points
        .iter()
        .map(|&point| longitude_latitude(point))
        .collect();
    let is_south = places.iter().any(|&(_, latitude)| latitude < SOUTH + 3.0);
    let is_north = places.iter().any(|&(_, latitude)| latitude > NORTH - 1.0);
    let (half_width, _) = EqualEarth::forward(180.0, 0.0);
    let edge = |latitude: f64| EqualEarth::forward(0.0, latitude).1;
    let top = edge(if is_north { 90.0 } else { NORTH });
    let bottom = edge(if is_south { -90.0 } else { SOUTH });
    let scale = (width / (2.0 * half_width)).min(height / (top - bottom));
    View {
        projection: Projection::EqualEarth(EqualEarth::new(central_meridian(&places))),
        scale,
        origin: Point::new(width / 2.0, top * scale),
        size: (width, ((top - bottom) * scale).round().clamp(1.0, height)),
    }
}

/// Returns the meridian for the middle of a map of the world, so that the map is cut where no place is.
fn central_meridian(places: &[(f64, f64)]) -> f64 {
    /// Degrees between the cut and the nearest place.
    const CLEARANCE: f64 = 12.0;
    /// Cuts are a few, so that maps share their ground.
    const ROUND: f64 = 10.0;
    let opposite = |cut: f64| turn(cut + 180.0);
    let is_clear = |&cut: &f64| {
        let mut away = places.iter().map(|&(place, _)| turn(place - cut).abs());
        away.all(|away| away >= CLEARANCE)
    };
    if let Some(cut) = CUTS.into_iter().find(is_clear) {
        return opposite(cut);
    }
    let mut longitudes: Vec<f64> = places.iter().map(|&(longitude, _)| longitude).collect();
    longitudes.sort_by(f64::total_cmp);
    let around = longitudes.iter().skip(1).copied();
    let around = around.chain(longitudes.first().map(|first| first + 360.0));
    let widest = longitudes
        .iter()
        .zip(around)
        .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    match widest {
        // A gap this narrow is none: the map is cut where it usually is.
        Some((west, east)) if east - west >= CLEARANCE => {
            let middle = f64::midpoint(*west, east);
            opposite(turn((middle / ROUND).round() * ROUND))
        }
        _ => opposite(CUTS[0]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::atlas::tests::marker;

    /// Pixels of a map in a margin.
    const SIZE: (f64, f64) = (288.0, 196.0);

    /// Sets of three towns that lie in England.
    fn texts() -> impl Iterator<Item = Vec<Marker>> {
        let share = |at: u32, by: f64| (f64::from(at) * by).fract();
        let town = move |at: u32| {
            let latitude = 50.5 + share(at, 0.618_033_988_749) * 4.0;
            let longitude = -4.0 + share(at, 0.754_877_666_246) * 4.5;
            marker(&format!("town-{at}"), latitude, longitude, 1)
        };
        (0..100).map(move |text| (3 * text..3 * text + 3).map(town).collect())
    }

    #[test]
    fn maps_of_one_part_of_the_world_share_frames() {
        let keys: BTreeSet<_> = texts()
            .map(|markers| choose(&markers, SIZE).view.key())
            .collect();
        assert!(keys.len() <= 60, "{}", keys.len());
    }

    #[test]
    fn a_country_that_is_named_once_does_not_make_the_map_of_others_small() {
        let mut markers: Vec<Marker> = texts().flatten().take(12).collect();
        let country = |code: &str, latitude, longitude, mentions| Marker {
            kind: Some(crate::gazetteer::PlaceKind::Country),
            country: Some(code.to_owned()),
            ..marker(code, latitude, longitude, mentions)
        };
        let without = choose(&markers, SIZE).view.scale;
        markers.push(country("CN", 32.5, 106.3, 1));
        let frame = choose(&markers, SIZE);
        let ids = |markers: &[&Marker]| -> Vec<String> {
            markers.iter().map(|marker| marker.id.clone()).collect()
        };
        assert_eq!(ids(&frame.beyond), ["CN"]);
        assert_eq!(frame.within.len(), 12);
        assert!(frame.view.scale > 0.9 * without);
        // One that is named often is what the text is about, and one nearby costs little.
        for near in [country("CN", 32.5, 106.3, 5), country("FR", 46.6, 2.3, 1)] {
            markers.pop();
            markers.push(near);
            assert!(choose(&markers, SIZE).beyond.is_empty());
        }
    }

    #[test]
    fn places_are_well_within_a_frame_that_is_shared() {
        for markers in texts() {
            let view = choose(&markers, SIZE).view;
            let inner = view.frame().grown(-0.04 * SIZE.1);
            for place in &markers {
                let at = place.coordinates;
                let point = view.locate(at.longitude(), at.latitude());
                assert!(inner.contains(point), "{point:?}");
            }
        }
    }
}
