//! How the base map is written down, without its compression.
//!
//! Numbers are LEB128 varints, signed ones zigzag-coded; points are differences from the point
//! before. `tools/geodata` writes this form and the program reads it.

/// Names that stand on maps, with what is needed to place them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Countries, dependencies and areas without a state.
    pub units: Vec<Unit>,
    /// Seas, gulfs, straits and lakes.
    pub waters: Vec<Water>,
    /// Mountains, deserts, plains.
    pub reliefs: Vec<Relief>,
    /// Cities that help a reader to find the way.
    pub towns: Vec<Town>,
}

/// A country, a dependency, or an area that belongs to no one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// ISO 3166-1 alpha-2 code of the state that it is or is part of; empty where that is contested.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Where its name stands best, in thousandths of a degree: longitude, latitude.
    pub label: [i32; 2],
    /// From 1, named on the smallest maps, to 10.
    pub rank: u8,
    /// Whether two states hold it for theirs, so that it is hatched.
    pub contested: bool,
}

/// A name of a water.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Water {
    /// Its name in English.
    pub name: String,
    /// Whether it is a lake.
    pub lake: bool,
    /// From 0, named on the smallest maps, to 9.
    pub rank: u8,
    /// Points far from any shore, the farthest first.
    pub anchors: Vec<Anchor>,
}

/// A point within a water.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Thousandths of a degree: longitude, latitude.
    pub point: [i32; 2],
    /// Kilometres to the edge of the named water.
    pub clearance: u32,
}

/// A name of mountains, of a desert, of a plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relief {
    /// Its name in English.
    pub name: String,
    /// From 0, named on the smallest maps, to 9.
    pub rank: u8,
    /// The two ends of its long axis, the western first, in thousandths of a degree.
    pub axis: [[i32; 2]; 2],
}

/// A city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Town {
    /// Its name in English.
    pub name: String,
    /// Thousandths of a degree: longitude, latitude.
    pub point: [i32; 2],
    /// From 0, shown on the smallest maps, to 10.
    pub rank: u8,
    /// Whether it is the capital of a country.
    pub capital: bool,
}

/// The geometry of the world at one level of detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// What one degree is in the coordinates of this level.
    pub steps_per_degree: u32,
    /// Coasts and borders, each once, cut where three areas meet.
    pub arcs: Vec<Arc>,
    /// The outline of all land.
    pub land: Vec<Ring>,
    /// The outlines of units.
    pub areas: Vec<Area>,
    /// Lakes.
    pub lakes: Vec<Lake>,
    /// Rivers.
    pub rivers: Vec<River>,
}

/// A stretch of a coast or a border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// What it divides.
    pub kind: ArcKind,
    /// Longitude and latitude in steps of the level. Longitudes beyond 180 degrees occur where land
    /// crosses the antimeridian.
    pub points: Vec<[i32; 2]>,
}

/// What an [`Arc`] divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArcKind {
    /// Land from sea.
    Coast,
    /// Two countries.
    Border,
    /// Two countries, one of which does not agree.
    Disputed,
    /// Nothing: the edge of the plane on which the world was unrolled (the antimeridian and the
    /// pole, in Antarctica).
    Seam,
}

/// A closed chain of arcs: `n` is the arc `n` as it is written, `!n` the same from its end.
///
/// Which side is inside is told by parity (the even-odd rule) over all rings of an outline.
pub type Ring = Vec<i32>;

/// The outline of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Index into [`Names::units`].
    pub unit: u32,
    /// Its rings.
    pub rings: Vec<Ring>,
}

/// A lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lake {
    /// From 0, drawn on the smallest maps, to 9.
    pub rank: u8,
    /// Its shore and those of its islands.
    pub rings: Vec<Vec<[i32; 2]>>,
}

/// A stretch of a river.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct River {
    /// From 0, drawn on the smallest maps, to 9.
    pub rank: u8,
    /// Its course.
    pub points: Vec<[i32; 2]>,
}

/// The bytes are not what [`Level::to_bytes`] or [`Names::to_bytes`] write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the base map is malformed at byte {0}")]
pub struct Malformed(pub usize);

impl Names {
    /// Returns the names as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.list(&self.units, |out, unit| {
            out.text(&unit.code);
            out.text(&unit.name);
            out.point(unit.label);
            out.byte(unit.rank);
            out.byte(unit.contested.into());
        });
        out.list(&self.waters, |out, water| {
            out.text(&water.name);
            out.byte(water.lake.into());
            out.byte(water.rank);
            out.list(&water.anchors, |out, anchor| {
                out.point(anchor.point);
                out.number(anchor.clearance);
            });
        });
        out.list(&self.reliefs, |out, relief| {
            out.text(&relief.name);
            out.byte(relief.rank);
            out.point(relief.axis[0]);
            out.point(relief.axis[1]);
        });
        out.list(&self.towns, |out, town| {
            out.text(&town.name);
            out.point(town.point);
            out.byte(town.rank);
            out.byte(town.capital.into());
        });
        out.bytes
    }

    /// Returns the names that the bytes stand for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut input = Reader::new(bytes);
        let units = input.list(|input| {
            Ok(Unit {
                code: input.text()?,
                name: input.text()?,
                label: input.point()?,
                rank: input.byte()?,
                contested: input.byte()? != 0,
            })
        })?;
        let waters = input.list(|input| {
            Ok(Water {
                name: input.text()?,
                lake: input.byte()? != 0,
                rank: input.byte()?,
                anchors: input.list(|input| {
                    Ok(Anchor {
                        point: input.point()?,
                        clearance: input.number()?,
                    })
                })?,
            })
        })?;
        let reliefs = input.list(|input| {
            Ok(Relief {
                name: input.text()?,
                rank: input.byte()?,
                axis: [input.point()?, input.point()?],
            })
        })?;
        let towns = input.list(|input| {
            Ok(Town {
                name: input.text()?,
                point: input.point()?,
                rank: input.byte()?,
                capital: input.byte()? != 0,
            })
        })?;
        input.end()?;
        Ok(Self {
            units,
            waters,
            reliefs,
            towns,
        })
    }
}

impl Level {
    /// Returns the level as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(self.steps_per_degree);
        out.list(&self.arcs, |out, arc| {
            out.byte(arc.kind as u8);
            out.line(&arc.points);
        });
        out.list(&self.land, Writer::ring);
        out.list(&self.areas, |out, area| {
            out.number(area.unit);
            out.list(&area.rings, Writer::ring);
        });
        out.list(&self.lakes, |out, lake| {
            out.byte(lake.rank);
            out.list(&lake.rings, |out, ring| out.line(ring));
        });
        out.list(&self.rivers, |out, river| {
            out.byte(river.rank);
            out.line(&river.points);
        });
        out.bytes
    }

    /// Returns the level that the bytes stand for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut input = Reader::new(bytes);
        let steps_per_degree = input.number()?;
        let arcs = input.list(|input| {
            Ok(Arc {
                kind: input.arc_kind()?,
                points: input.line()?,
            })
        })?;
        let land = input.list(Reader::ring)?;
        let areas = input.list(|input| {
            Ok(Area {
                unit: input.number()?,
                rings: input.list(Reader::ring)?,
            })
        })?;
        let lakes = input.list(|input| {
            Ok(Lake {
                rank: input.byte()?,
                rings: input.list(Reader::line)?,
            })
        })?;
        let rivers = input.list(|input| {
            Ok(River {
                rank: input.byte()?,
                points: input.line()?,
            })
        })?;
        input.end()?;
        Ok(Self {
            steps_per_degree,
            arcs,
            land,
            areas,
            lakes,
            rivers,
        })
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    last: [i32; 2],
}

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn signed(&mut self, number: i32) {
        self.number(((number << 1) ^ (number >> 31)).cast_unsigned());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn point(&mut self, point: [i32; 2]) {
        self.signed(point[0].wrapping_sub(self.last[0]));
        self.signed(point[1].wrapping_sub(self.last[1]));
        self.last = point;
    }

    fn line(&mut self, points: &[[i32; 2]]) {
        self.list(points, |out, point| out.point(*point));
    }

    fn ring(&mut self, ring: &Ring) {
        let mut last = 0;
        self.list(ring, |out, arc| {
            out.signed(arc.wrapping_sub(last));
            last = *arc;
        });
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u32);
        for item in items {
            write(self, item);
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    last: [i32; 2],
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            last: [0, 0],
        }
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        let byte = *self.bytes.get(self.at).ok_or(Malformed(self.at))?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u32, Malformed> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Malformed(self.at))
    }

    fn signed(&mut self) -> Result<i32, Malformed> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn text(&mut self) -> Result<String, Malformed> {
        let start = self.at;
        let length = self.number()? as usize;
        let bytes = self
            .bytes
            .get(self.at..self.at.saturating_add(length))
            .ok_or(Malformed(start))?;
        self.at += length;
        let text = std::str::from_utf8(bytes).map_err(|_| Malformed(start))?;
        Ok(text.to_owned())
    }

    fn point(&mut self) -> Result<[i32; 2], Malformed> {
        let (x, y) = (self.signed()?, self.signed()?);
        self.last = [self.last[0].wrapping_add(x), self.last[1].wrapping_add(y)];
        Ok(self.last)
    }

    fn line(&mut self) -> Result<Vec<[i32; 2]>, Malformed> {
        self.list(Self::point)
    }

    fn ring(&mut self) -> Result<Ring, Malformed> {
        let mut last = 0_i32;
        self.list(|input| {
            last = last.wrapping_add(input.signed()?);
            Ok(last)
        })
    }

    fn arc_kind(&mut self) -> Result<ArcKind, Malformed> {
        match self.byte()? {
            0 => Ok(ArcKind::Coast),
            1 => Ok(ArcKind::Border),
            2 => Ok(ArcKind::Disputed),
            3 => Ok(ArcKind::Seam),
            _ => Err(Malformed(self.at)),
        }
    }

    fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let length = self.number()? as usize;
        // Every item takes a byte at least, so a length beyond the end is no reason to allocate.
        let mut items = Vec::with_capacity(length.min(self.bytes.len() - self.at));
        for _ in 0..length {
            items.push(read(self)?);
        }
        Ok(items)
    }

    fn end(&self) -> Result<(), Malformed> {
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            Err(Malformed(self.at))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points() -> impl Strategy<Value = Vec<[i32; 2]>> {
        prop::collection::vec(any::<[i32; 2]>(), 0..20)
    }

    fn level() -> impl Strategy<Value = Level> {
        let kind = prop::sample::select(vec![
            ArcKind::Coast,
            ArcKind::Border,
            ArcKind::Disputed,
            ArcKind::Seam,
        ]);
        let ring = || prop::collection::vec(any::<i32>(), 0..5);
        let arcs = prop::collection::vec((kind, points()), 0..5);
        let areas =
            prop::collection::vec((any::<u32>(), prop::collection::vec(ring(), 0..3)), 0..3);
        let lakes =
            prop::collection::vec((any::<u8>(), prop::collection::vec(points(), 0..3)), 0..3);
        let rivers = prop::collection::vec((any::<u8>(), points()), 0..3);
        let land = prop::collection::vec(ring(), 0..3);
        (any::<u32>(), arcs, land, areas, lakes, rivers).prop_map(
            |(steps_per_degree, arcs, land, areas, lakes, rivers)| Level {
                steps_per_degree,
                arcs: arcs
                    .into_iter()
                    .map(|(kind, points)| Arc { kind, points })
                    .collect(),
                land,
                areas: areas
                    .into_iter()
                    .map(|(unit, rings)| Area { unit, rings })
                    .collect(),
                lakes: lakes
                    .into_iter()
                    .map(|(rank, rings)| Lake { rank, rings })
                    .collect(),
                rivers: rivers
                    .into_iter()
                    .map(|(rank, points)| River { rank, points })
                    .collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(level in level()) {
            prop_assert_eq!(Level::from_bytes(&level.to_bytes()), Ok(level));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Level::from_bytes(&bytes);
            let _ = Names::from_bytes(&bytes);
        }
    }

    #[test]
    fn names_survive() {
        let names = Names {
            units: vec![Unit {
                code: "CI".to_owned(),
                name: "Côte d'Ivoire".to_owned(),
                label: [-5_568, 7_499],
                rank: 3,
                contested: false,
            }],
            waters: vec![Water {
                name: "Red Sea".to_owned(),
                lake: false,
                rank: 1,
                anchors: vec![Anchor {
                    point: [38_000, 20_000],
                    clearance: 120,
                }],
            }],
            reliefs: vec![Relief {
                name: "Alps".to_owned(),
                rank: 1,
                axis: [[6_000, 45_000], [14_000, 47_000]],
            }],
            towns: vec![Town {
                name: "Abidjan".to_owned(),
                point: [-4_000, 5_300],
                rank: 1,
                capital: false,
            }],
        };
        assert_eq!(Names::from_bytes(&names.to_bytes()), Ok(names));
    }
}
