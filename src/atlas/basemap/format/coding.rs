use super::{
    Anchor, Arc, ArcKind, Area, Lake, Level, Malformed, Names, Relief, River, Town, Unit, Water,
    varint::{Reader, Writer},
};

impl Names {
    /// Returns the names as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.list(&self.units, |out, unit| {
            out.text(&unit.code);
            out.text(&unit.name);
            out.point(unit.label);
            out.byte(unit.rank);
            out.byte(u8::from(unit.contested) | u8::from(unit.part) << 1);
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
        out.list(&self.rivers, |out, river| out.text(river));
        out.bytes
    }

    /// Returns the names that the bytes stand for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut input = Reader::new(bytes);
        let units = input.list(|input| {
            let (code, name) = (input.text()?, input.text()?);
            let (label, rank, flags) = (input.point()?, input.byte()?, input.byte()?);
            Ok(Unit {
                code,
                name,
                label,
                rank,
                contested: flags & 1 != 0,
                part: flags & 2 != 0,
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
        let rivers = input.list(Reader::text)?;
        input.end()?;
        Ok(Self {
            units,
            waters,
            reliefs,
            towns,
            rivers,
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
            out.number(river.name);
            out.line(&river.points);
        });
        out.list(&self.divisions, |out, line| out.line(line));
        out.bytes
    }

    /// Returns the level that the bytes stand for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut input = Reader::new(bytes);
        let steps_per_degree = input.number()?;
        let arcs = input.list(|input| {
            Ok(Arc {
                kind: arc_kind(input)?,
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
                name: input.number()?,
                points: input.line()?,
            })
        })?;
        let divisions = input.list(Reader::line)?;
        input.end()?;
        Ok(Self {
            steps_per_degree,
            arcs,
            land,
            areas,
            lakes,
            rivers,
            divisions,
        })
    }
}

fn arc_kind(input: &mut Reader<'_>) -> Result<ArcKind, Malformed> {
    match input.byte()? {
        0 => Ok(ArcKind::Coast),
        1 => Ok(ArcKind::Border),
        2 => Ok(ArcKind::Disputed),
        3 => Ok(ArcKind::Part),
        4 => Ok(ArcKind::Seam),
        _ => Err(input.malformed()),
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
            ArcKind::Part,
            ArcKind::Seam,
        ]);
        let ring = || prop::collection::vec(any::<i32>(), 0..5);
        let arcs = prop::collection::vec((kind, points()), 0..5);
        let areas =
            prop::collection::vec((any::<u32>(), prop::collection::vec(ring(), 0..3)), 0..3);
        let lakes =
            prop::collection::vec((any::<u8>(), prop::collection::vec(points(), 0..3)), 0..3);
        let rivers = prop::collection::vec((any::<u8>(), any::<u32>(), points()), 0..3);
        let divisions = prop::collection::vec(points(), 0..3);
        let land = prop::collection::vec(ring(), 0..3);
        (any::<u32>(), arcs, land, areas, lakes, rivers, divisions).prop_map(
            |(steps_per_degree, arcs, land, areas, lakes, rivers, divisions)| Level {
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
                    .map(|(rank, name, points)| River { rank, name, points })
                    .collect(),
                divisions,
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
                part: true,
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
            rivers: vec!["Ob".to_owned()],
        };
        assert_eq!(Names::from_bytes(&names.to_bytes()), Ok(names));
    }
}
