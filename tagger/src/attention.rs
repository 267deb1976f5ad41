//! Attention: each piece takes from the others what its query asks for (Vaswani et al. 2017).

#![expect(
    clippy::inline_always,
    reason = "a function is compiled for the instruction set of its caller only if it is inlined"
)]

use super::{
    arithmetic::{LANES, exponential, fold},
    kernel::ROWS,
    weights::{HEAD, POSITIONS},
};

/// What attention writes to on its way.
#[derive(Debug)]
pub(crate) struct Attention {
    /// The keys of a head: for each of its numbers those of all pieces.
    keys: Vec<[f32; POSITIONS]>,
    /// How much each of a few pieces takes from each.
    shares: [[f32; POSITIONS]; QUERIES],
}

/// Number of pieces that ask at once.
const QUERIES: usize = 4;

const _: () = assert!(
    ROWS.is_multiple_of(QUERIES) && POSITIONS.is_multiple_of(LANES) && HEAD.is_multiple_of(LANES)
);

impl Default for Attention {
    fn default() -> Self {
        Self {
            keys: vec![[0.0; POSITIONS]; HEAD],
            shares: [[0.0; POSITIONS]; QUERIES],
        }
    }
}

/// Writes to `mixed` what each piece takes.
///
/// A row of `projected` has the queries of all heads, then the keys, then the values, each `width` numbers.
#[inline(always)]
pub(crate) fn attend(
    buffers: &mut Attention,
    projected: &[f32],
    pieces: usize,
    width: usize,
    mixed: &mut [f32],
) {
    for head in 0..width / HEAD {
        let part = |row: usize, which: usize| -> &[f32; HEAD] {
            projected[(3 * row + which) * width + head * HEAD..]
                .first_chunk()
                .expect("a head is inside its row")
        };
        for piece in 0..pieces {
            for (keys, number) in buffers.keys.iter_mut().zip(part(piece, 1)) {
                keys[piece] = *number;
            }
        }
        for first in (0..pieces).step_by(QUERIES) {
            let queries: [&[f32; HEAD]; QUERIES] =
                std::array::from_fn(|query| part(first + query, 0));
            compare(queries, &buffers.keys, pieces, &mut buffers.shares);
            let mut totals = [0.0; QUERIES];
            for (total, shares) in totals.iter_mut().zip(&mut buffers.shares) {
                *total = exponentials(shares, pieces);
            }
            for half in (0..HEAD).step_by(LANES) {
                let taken = take(&buffers.shares, pieces, |piece| {
                    part(piece, 2)[half..]
                        .first_chunk()
                        .expect("a half is inside its head")
                });
                for query in 0..QUERIES {
                    let factor = 1.0 / totals[query];
                    let row = &mut mixed[(first + query) * width + head * HEAD + half..][..LANES];
                    for lane in 0..LANES {
                        row[lane] = taken[query][lane] * factor;
                    }
                }
            }
        }
    }
}

/// Writes the products of queries and keys; those beyond the pieces mean nothing.
#[inline(always)]
fn compare(
    queries: [&[f32; HEAD]; QUERIES],
    keys: &[[f32; POSITIONS]],
    pieces: usize,
    products: &mut [[f32; POSITIONS]; QUERIES],
) {
    /// 1 / √[`HEAD`].
    const FACTOR: f32 = 0.176_776_69;
    for start in (0..pieces).step_by(LANES) {
        let mut sums = [[0.0; LANES]; QUERIES];
        for (number, keys) in keys.iter().enumerate() {
            let keys = &keys[start..][..LANES];
            for query in 0..QUERIES {
                for lane in 0..LANES {
                    sums[query][lane] += queries[query][number] * keys[lane];
                }
            }
        }
        for query in 0..QUERIES {
            for lane in 0..LANES {
                products[query][start + lane] = sums[query][lane] * FACTOR;
            }
        }
    }
}

/// Replaces products by their exponentials, the largest by 1; returns their sum.
#[inline(always)]
fn exponentials(products: &mut [f32; POSITIONS], pieces: usize) -> f32 {
    let used = pieces.next_multiple_of(LANES).min(POSITIONS);
    products[pieces..used].fill(f32::MIN);
    let (chunks, _) = products[..used].as_chunks_mut::<LANES>();
    let mut largest = [f32::MIN; LANES];
    for chunk in &*chunks {
        for lane in 0..LANES {
            largest[lane] = if chunk[lane] > largest[lane] {
                chunk[lane]
            } else {
                largest[lane]
            };
        }
    }
    let largest = largest.into_iter().fold(f32::MIN, f32::max);
    let mut sums = [0.0; LANES];
    for chunk in chunks {
        for lane in 0..LANES {
            chunk[lane] = exponential(chunk[lane] - largest);
            sums[lane] += chunk[lane];
        }
    }
    fold(sums)
}

/// Returns the sums of the values by their shares.
#[inline(always)]
fn take<'a>(
    shares: &[[f32; POSITIONS]; QUERIES],
    pieces: usize,
    values: impl Fn(usize) -> &'a [f32; LANES],
) -> [[f32; LANES]; QUERIES] {
    let mut sums = [[0.0; LANES]; QUERIES];
    #[expect(
        clippy::needless_range_loop,
        reason = "the index is one of several rows and of the values"
    )]
    for piece in 0..pieces {
        let values = values(piece);
        for query in 0..QUERIES {
            for lane in 0..LANES {
                sums[query][lane] += shares[query][piece] * values[lane];
            }
        }
    }
    sums
}
