//! Functions over numbers that give the same bits on every machine and with every instruction set.
//!
//! Sums are taken in [`LANES`] parts in a fixed order, which is what lets a compiler use vectors of any width; `rustc` neither reorders nor
//! contracts operations of floating-point numbers. All are inlined so that they are compiled for the instruction set of their caller.

#![expect(
    clippy::inline_always,
    reason = "a function is compiled for the instruction set of its caller only if it is inlined"
)]

use super::kernel::Pair;

/// Number of sums that run beside each other.
pub(crate) const LANES: usize = 16;

/// The largest integer that stands for an activation.
///
/// 8191 × 128 × [`super::weights::MOST_INPUTS`] is less than 2³¹, so no sum of products overflows, in whatever order it is taken. Rounding to 1 in
/// 8191 is no loss beside that of the weights, which have 127 steps.
const LARGEST_ACTIVATION: f32 = 8191.0;

/// Added to a number below 2²² and taken away again, it leaves the nearest integer; before, that stands in the low bits.
const ROUNDING: f32 = 12_582_912.0;

/// Returns eˣ for x ≤ 0 with an error of about 1 in 10⁷ (Cephes' `expf`).
#[inline(always)]
pub(crate) fn exponential(x: f32) -> f32 {
    const LEAST: f32 = -87.0;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    const ONE: u32 = 0x3f80_0000;
    let x = if x > LEAST { x } else { LEAST };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDING;
    let power = shifted - ROUNDING;
    let rest = x - power * LN_2_HIGH - power * LN_2_LOW;
    let series = 1.987_569_2e-4;
    let series = series * rest + 1.398_199_9e-3;
    let series = series * rest + 8.333_452e-3;
    let series = series * rest + 4.166_579_6e-2;
    let series = series * rest + 1.666_666_5e-1;
    let series = series * rest + 0.5;
    let fraction = series * rest * rest + rest + 1.0;
    fraction * f32::from_bits((shifted.to_bits() << 23).wrapping_add(ONE))
}

/// Replaces each x by x·Φ(x), the Gaussian error linear unit (Hendrycks and Gimpel 2016).
///
/// The error function is that of Abramowitz and Stegun, 7.1.26, with an error of at most 1.5·10⁻⁷.
#[inline(always)]
pub(crate) fn activate(numbers: &mut [f32]) {
    for x in numbers {
        let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * z);
        let series = 1.061_405_4;
        let series = series * t - 1.453_152;
        let series = series * t + 1.421_413_7;
        let series = series * t - 0.284_496_74;
        let series = series * t + 0.254_829_6;
        let error_function = 1.0 - series * t * exponential(-z * z);
        *x = 0.5 * *x * (1.0 + error_function.copysign(*x));
    }
}

/// Adds `more` to `row` and brings it to mean 0 and variance 1, then to the gains and biases (Ba et al. 2016).
#[inline(always)]
pub(crate) fn add_and_normalize(row: &mut [f32], more: &[f32], gains: &[f32], biases: &[f32]) {
    const EPSILON: f32 = 1e-12;
    for (number, more) in row.iter_mut().zip(more) {
        *number += more;
    }
    let count = row.len() as f32;
    let mean = sum(row, |number| number) / count;
    let variance = sum(row, |number| (number - mean) * (number - mean)) / count;
    let factor = 1.0 / (variance + EPSILON).sqrt();
    for ((number, gain), bias) in row.iter_mut().zip(gains).zip(biases) {
        *number = (*number - mean) * factor * gain + bias;
    }
}

/// Writes a row as integers of up to [`LARGEST_ACTIVATION`]; returns what they are to be multiplied with.
#[inline(always)]
pub(crate) fn quantize(row: &[f32], integers: &mut [Pair]) -> f32 {
    const LEAST: f32 = 1e-30;
    let (chunks, _) = row.as_chunks::<LANES>();
    let mut largest = [LEAST; LANES];
    for chunk in chunks {
        for (largest, number) in largest.iter_mut().zip(chunk) {
            let size = number.abs();
            *largest = if size > *largest { size } else { *largest };
        }
    }
    let largest = largest.into_iter().fold(LEAST, f32::max);
    let factor = LARGEST_ACTIVATION / largest;
    let (pairs, _) = row.as_chunks::<2>();
    for (integers, numbers) in integers.iter_mut().zip(pairs) {
        *integers = [round(numbers[0] * factor), round(numbers[1] * factor)];
    }
    largest / LARGEST_ACTIVATION
}

/// Returns the sum of products of two rows.
#[inline(always)]
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let (left, _) = left.as_chunks::<LANES>();
    let (right, _) = right.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    fold(sums)
}

#[inline(always)]
fn sum(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let (chunks, _) = row.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += term(chunk[lane]);
        }
    }
    fold(sums)
}

/// Returns the sum of the lanes, halves added to halves.
#[inline(always)]
pub(crate) fn fold(mut sums: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    sums[0]
}

#[inline(always)]
fn round(number: f32) -> i16 {
    (number + ROUNDING).to_bits() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_near_the_exact_one() {
        for step in 0..=8700_u16 {
            let x = -f32::from(step) / 100.0;
            let exact = libm::exp(f64::from(x));
            assert!(
                (f64::from(exponential(x)) / exact - 1.0).abs() < 3e-7,
                "{x}"
            );
        }
        assert!(exponential(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn the_activation_is_near_the_exact_one() {
        for step in -800_i16..=800 {
            let x = f32::from(step) / 100.0;
            let exact =
                f64::from(x) * 0.5 * (1.0 + libm::erf(f64::from(x) / std::f64::consts::SQRT_2));
            let mut number = [x];
            activate(&mut number);
            assert!((f64::from(number[0]) - exact).abs() < 2e-6, "{x}");
        }
    }

    #[test]
    fn integers_stand_for_their_numbers() {
        let row: Vec<f32> = (0..32_u8).map(|number| f32::from(number) - 20.5).collect();
        let mut integers = [[0; 2]; 16];
        let scale = quantize(&row, &mut integers);
        for (integer, number) in integers.as_flattened().iter().zip(&row) {
            assert!((f32::from(*integer) * scale - number).abs() <= scale);
        }
        assert_eq!(integers[0][0], -8191);
        quantize(&[0.0; 32], &mut integers);
        assert_eq!(integers, [[0; 2]; 16]);
    }

    #[test]
    fn a_normalized_row_has_mean_nought_and_variance_one() {
        let mut row: Vec<f32> = (0..32_u8).map(f32::from).collect();
        add_and_normalize(&mut row, &[1.0; 32], &[1.0; 32], &[0.0; 32]);
        assert!(dot(&row, &[1.0; 32]).abs() < 1e-5);
        assert!((dot(&row, &row) / 32.0 - 1.0).abs() < 1e-5);
    }
}
