use std::collections::BTreeSet;

use serde_json::json;

use super::script_json;
use crate::{
    model::Coordinates,
    render::{
        maps,
        view::{PlaceView, View},
    },
};

/// The digits of numbers to the base 64.
const DIGITS: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Returns the script that says of very many places where they lie, by what symbol they stand on the map, which readings
/// name them and how often, in the order of the list beside the map; `None` where that list says it itself.
///
/// It is asked for once somebody looks closer at the map, and as light as it can be: a point is one number of a fixed
/// count of digits, a symbol one digit.
pub(in crate::render) fn map_places(view: &View<'_>) -> Option<String> {
    let places = view.places();
    if !maps::are_very_many(places.len()) {
        return None;
    }
    let steps = maps::steps_to_degree(view, places.len());
    let (located, unlocated): (Vec<PlaceView<'_>>, Vec<PlaceView<'_>>) = places
        .into_iter()
        .partition(|it| it.place.coordinates.is_some());
    let digits = digits_of(number(Coordinates::new(90.0, 180.0).ok()?, steps));
    let mut points = String::new();
    for point in located.iter().filter_map(|it| it.place.coordinates) {
        write(number(point, steps), digits, &mut points);
    }
    let symbols: BTreeSet<&str> = located.iter().map(|it| maps::symbol(it.place)).collect();
    let symbols: Vec<&str> = symbols.into_iter().collect();
    let symbol: String = located
        .iter()
        .filter_map(|it| {
            let at = symbols.binary_search(&maps::symbol(it.place)).ok()?;
            DIGITS.get(at).copied().map(char::from)
        })
        .collect();
    let readings = located.iter().chain(&unlocated).map(|it| {
        let numbers: Vec<String> = it.readings.iter().map(usize::to_string).collect();
        numbers.join(" ")
    });
    let readings: Vec<String> = readings.collect();
    let mentions = located.iter().chain(&unlocated);
    let mentions: Vec<String> = mentions.map(|it| it.mentions.to_string()).collect();
    Some(format!(
        "window.GLOSSATOR_PLACES = {};\n",
        script_json(&json!({
            "steps": steps,
            "digits": digits,
            "points": points,
            "symbols": symbols,
            "symbol": symbol,
            "readings": readings.join(";"),
            "mentions": mentions.join(" "),
        }))
    ))
}

/// Returns a point as one number: steps of longitude within those of latitude, from the south and the west.
fn number(point: Coordinates, steps: u32) -> u64 {
    let count = |degrees: f64| (degrees * f64::from(steps)).round() as u64;
    let around = 360 * u64::from(steps) + 1;
    count(point.latitude() + 90.0) * around + count(point.longitude() + 180.0)
}

fn digits_of(number: u64) -> u32 {
    number.ilog2() / DIGITS.len().ilog2() + 1
}

/// Writes a number in so many digits.
fn write(number: u64, digits: u32, out: &mut String) {
    let base = DIGITS.len() as u64;
    for at in (0..digits).rev() {
        let digit = number / base.pow(at) % base;
        out.push(char::from(DIGITS[digit as usize]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_one_number_of_a_fixed_count_of_digits() {
        let read = |text: &str| {
            text.bytes().fold(0u64, |sum, byte| {
                let digit = DIGITS.iter().position(|&other| other == byte).unwrap();
                sum * 64 + digit as u64
            })
        };
        for (steps, digits) in [(1_000, 6), (100_000, 9)] {
            let last = number(Coordinates::new(90.0, 180.0).unwrap(), steps);
            assert_eq!(digits_of(last), digits);
            // What a script can hold exactly.
            assert!(last < 1 << 53);
            for (latitude, longitude) in [(-90.0, -180.0), (90.0, 180.0), (45.965, 63.305)] {
                let point = Coordinates::new(latitude, longitude).unwrap();
                let mut text = String::new();
                write(number(point, steps), digits, &mut text);
                assert_eq!(text.len() as u32, digits);
                let (number, around) = (read(&text), 360 * u64::from(steps) + 1);
                let degrees = |count: u64| count as f64 / f64::from(steps);
                assert!((degrees(number / around) - 90.0 - latitude).abs() < 1e-9);
                assert!((degrees(number % around) - 180.0 - longitude).abs() < 1e-9);
            }
        }
    }
}
