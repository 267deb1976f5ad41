//! Chooses what a map shows.

use super::{
    Marker,
    basemap::{Detail, geometry, names},
    plane::{Point, Rect},
    projection::{EqualEarth, Lambert, Projection},
    sphere::{angle_between, dot, longitude_latitude, normalized, unit_vector},
    view::{EARTH_RADIUS, View},
};

/// A map that reaches farther than this from its centre, in degrees, becomes one of the world.
const FARTHEST: f64 = 65.0;

/// The share of the map, on every side, that places keep away from.
const MARGIN: f64 = 0.1;

/// The base map has nothing to show at fewer kilometres to a pixel.
const FINEST: f64 = 0.45;

/// A named country is shown whole where the map need not grow by more than this for it.
const GROWTH: f64 = 1.35;

/// The meridian in the middle of a map of the world: its opposite runs through the Bering Strait and
/// cuts no land but Antarctica and a few islands.
const CENTRAL_MERIDIAN: f64 = 11.0;

/// Returns the view that shows all markers on a map of a size in pixels.
pub(super) fn choose(markers: &[Marker], size: (f64, f64)) -> View {
    regional(markers, size).unwrap_or_else(|| {
        let all: Vec<[f64; 3]> = markers.iter().map(vector).collect();
        world(&all, size)
    })
}

fn vector(marker: &Marker) -> [f64; 3] {
    unit_vector(
        marker.coordinates.longitude(),
        marker.coordinates.latitude(),
    )
}

/// Returns a view of a part of the world; `None` where that would have to be too large a part.
fn regional(markers: &[Marker], size: (f64, f64)) -> Option<View> {
    let (mut countries, points): (Vec<&Marker>, Vec<&Marker>) =
        markers.iter().partition(|marker| marker.country.is_some());
    countries.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
    let only_countries = points.is_empty();
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
            shown.push(vector(marker));
            view = Fit::new(&shown)?.view(size)?;
        }
    }
    Some(view)
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

fn world(points: &[[f64; 3]], size: (f64, f64)) -> View {
    let (half_width, _) = EqualEarth::forward(180.0, 0.0);
    let (_, half_height) = EqualEarth::forward(0.0, 90.0);
    let mut view = View {
        projection: Projection::EqualEarth(EqualEarth::new(CENTRAL_MERIDIAN)),
        scale: 1.0,
        origin: Point::default(),
        size,
    };
    let places = Rect::around(points.iter().map(|point| {
        let (longitude, latitude) = longitude_latitude(*point);
        view.locate(longitude, latitude)
    }))
    .unwrap_or(Rect::new(
        -half_width,
        -half_height,
        half_width,
        half_height,
    ));
    // The whole width; or, where that leaves the height empty and the places need not so much of it,
    // as much as fills the height.
    let whole = (size.0 / (2.0 * half_width)).min(size.1 / (2.0 * half_height));
    let filled = size.1 / (2.0 * half_height);
    let needed = places.width() * filled;
    view.scale = if needed <= size.0 * (1.0 - 2.0 * MARGIN) {
        filled
    } else {
        whole
    };
    let centred = |middle: f64, half: f64, length: f64| {
        let slack = (half - length / 2.0 / view.scale).max(0.0);
        length / 2.0 - middle.clamp(-slack, slack) * view.scale
    };
    view.origin = Point::new(
        centred(places.centre().x, half_width, size.0),
        centred(0.0, half_height, size.1),
    );
    view
}
