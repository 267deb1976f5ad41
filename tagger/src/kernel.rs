//! The multiplication of integers for several instruction sets, and the choice among them.
//!
//! Products of integers are summed exactly, so every kernel gives the same sums. The rest of the network is ordinary code that [`Work::with`]
//! inlines into a function compiled for the instruction set.

#![expect(
    clippy::inline_always,
    reason = "a function is compiled for the instruction set of its caller only if it is inlined"
)]
#![expect(
    unsafe_code,
    reason = "instructions that not every machine has are called after it was asked for them; vectors are loaded and stored"
)]

use super::weights::BLOCK;

/// Two activations that are next to each other.
pub(crate) type Pair = [i16; 2];

/// The weights of a pair of inputs for the outputs of a block, by output: bytes that are signed.
pub(crate) type Step = [u8; 2 * BLOCK];

/// Number of rows of activations that a kernel multiplies at once.
pub(crate) const ROWS: usize = 8;

/// The sums of products of a tile, by row and by output.
pub(crate) type Sums = [[i32; BLOCK]; ROWS];

/// Multiplies with the instructions of one instruction set.
pub(crate) trait Kernel: Copy {
    /// Returns for each row and each output of a block the sum of products; each row is as long as `steps`.
    fn multiply(self, rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums;
}

/// What is to be done with a kernel.
pub(crate) trait Work {
    type Output;

    /// Does it. Implementations are `#[inline(always)]`, as is what they call in loops, so that all is compiled for the instruction set.
    fn with<K: Kernel>(self, kernel: K) -> Self::Output;
}

/// The instruction sets that there are kernels for.
///
/// Those of a machine are values that only asking the machine makes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InstructionSet {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    Sse2(x86::Sse2),
    #[cfg(target_arch = "x86_64")]
    Avx2(x86::Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(x86::Avx512),
}

impl InstructionSet {
    /// Returns those that this machine has, the fastest last.
    pub(crate) fn available() -> Vec<Self> {
        #[cfg_attr(
            not(target_arch = "x86_64"),
            expect(unused_mut, reason = "nothing is added")
        )]
        let mut available = vec![Self::Portable(Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            available.push(Self::Sse2(x86::Sse2::always()));
            available.extend(x86::Avx2::detect().map(Self::Avx2));
            available.extend(x86::Avx512::detect().map(Self::Avx512));
        }
        available
    }

    /// Returns the fastest that this machine has.
    pub(crate) fn fastest() -> Self {
        *Self::available().last().expect("one is portable")
    }

    /// Does work with the kernel of the instruction set.
    pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
        match self {
            Self::Portable(kernel) => work.with(kernel),
            #[cfg(target_arch = "x86_64")]
            Self::Sse2(kernel) => work.with(kernel),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.run(work),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.run(work),
        }
    }
}

/// Ordinary code for any machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn multiply(self, rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
        let mut sums = [[0; BLOCK]; ROWS];
        for part in 0..BLOCK / PART {
            let of_part = multiply_portably(rows, steps, part);
            for (sums, of_part) in sums.iter_mut().zip(&of_part) {
                sums[part * PART..][..PART].copy_from_slice(of_part);
            }
        }
        sums
    }
}

/// Number of outputs whose sums the portable kernel takes at once.
const PART: usize = 8;

/// A function of its own, so that a compiler finds the vectors in it; it does where a vector multiplies two widths of integers, as in NEON.
#[inline(never)]
fn multiply_portably(
    mut rows: [&[Pair]; ROWS],
    steps: &[Step],
    part: usize,
) -> [[i32; PART]; ROWS] {
    for row in &mut rows {
        *row = &row[..steps.len()];
    }
    let mut sums = [[0_i32; PART]; ROWS];
    for (place, step) in steps.iter().enumerate() {
        let (weights, _) = step.as_chunks::<{ 2 * PART }>();
        let weights = &weights[part];
        let mut of_first = [0_i16; PART];
        let mut of_second = [0_i16; PART];
        for lane in 0..PART {
            of_first[lane] = i16::from(weights[2 * lane].cast_signed());
            of_second[lane] = i16::from(weights[2 * lane + 1].cast_signed());
        }
        for row in 0..ROWS {
            let [first, second] = rows[row][place];
            for lane in 0..PART {
                sums[row][lane] += i32::from(of_first[lane]) * i32::from(first)
                    + i32::from(of_second[lane]) * i32::from(second);
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, __m256i, __m512i, _mm_add_epi32, _mm_loadu_si128, _mm_madd_epi16, _mm_set1_epi32,
        _mm_setzero_si128, _mm_srai_epi16, _mm_storeu_si128, _mm_unpackhi_epi8, _mm_unpacklo_epi8,
        _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256, _mm512_cvtepi8_epi16,
        _mm512_dpwssd_epi32, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
    };

    use super::{BLOCK, Kernel, Pair, ROWS, Step, Sums, Work};

    /// What every machine of the architecture has.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Sse2(());

    /// A machine of 2013 or later.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Avx2(());

    /// A machine that multiplies and adds integers in one instruction.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Avx512(());

    impl Sse2 {
        pub(crate) fn always() -> Self {
            Self(())
        }
    }

    impl Avx2 {
        pub(crate) fn detect() -> Option<Self> {
            is_x86_feature_detected!("avx2").then_some(Self(()))
        }

        pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
            #[target_feature(enable = "avx2")]
            fn compiled<W: Work>(kernel: Avx2, work: W) -> W::Output {
                work.with(kernel)
            }
            // SAFETY: a value of this type is made only where the machine has the instructions.
            unsafe { compiled(self, work) }
        }
    }

    impl Avx512 {
        pub(crate) fn detect() -> Option<Self> {
            (is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni"))
            .then_some(Self(()))
        }

        pub(crate) fn run<W: Work>(self, work: W) -> W::Output {
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
            fn compiled<W: Work>(kernel: Avx512, work: W) -> W::Output {
                work.with(kernel)
            }
            // SAFETY: a value of this type is made only where the machine has the instructions.
            unsafe { compiled(self, work) }
        }
    }

    impl Kernel for Sse2 {
        #[inline(always)]
        fn multiply(self, rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
            // SAFETY: every machine of the architecture has these instructions.
            unsafe { multiply_sse2(rows, steps) }
        }
    }

    impl Kernel for Avx2 {
        #[inline(always)]
        fn multiply(self, rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
            // SAFETY: a value of this type is made only where the machine has the instructions.
            unsafe { multiply_avx2(rows, steps) }
        }
    }

    impl Kernel for Avx512 {
        #[inline(always)]
        fn multiply(self, rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
            // SAFETY: a value of this type is made only where the machine has the instructions.
            unsafe { multiply_avx512(rows, steps) }
        }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn multiply_sse2(rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
        let mut result = [[0; BLOCK]; ROWS];
        let (groups, _) = result.as_chunks_mut();
        for (rows, result) in rows.as_chunks().0.iter().zip(groups) {
            for part in 0..4 {
                multiply_part_sse2(*rows, steps, part, result);
            }
        }
        result
    }

    /// Four rows and eight outputs: as many sums as sixteen registers hold beside the factors.
    #[inline(never)]
    #[target_feature(enable = "sse2")]
    fn multiply_part_sse2(
        mut rows: [&[Pair]; 4],
        steps: &[Step],
        part: usize,
        result: &mut [[i32; BLOCK]; 4],
    ) {
        for row in &mut rows {
            *row = &row[..steps.len()];
        }
        let mut sums = [[_mm_setzero_si128(); 2]; 4];
        for (place, step) in steps.iter().enumerate() {
            let (weights, _) = step.as_chunks();
            let bytes = load_16(&weights[part]);
            let low = _mm_srai_epi16::<8>(_mm_unpacklo_epi8(bytes, bytes));
            let high = _mm_srai_epi16::<8>(_mm_unpackhi_epi8(bytes, bytes));
            for row in 0..4 {
                let pair = _mm_set1_epi32(both(rows[row][place]));
                sums[row][0] = _mm_add_epi32(sums[row][0], _mm_madd_epi16(pair, low));
                sums[row][1] = _mm_add_epi32(sums[row][1], _mm_madd_epi16(pair, high));
            }
        }
        for (sums, result) in sums.iter().zip(result) {
            let (numbers, _) = result.as_chunks_mut();
            store_4(sums[0], &mut numbers[2 * part]);
            store_4(sums[1], &mut numbers[2 * part + 1]);
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn multiply_avx2(rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
        let mut result = [[0; BLOCK]; ROWS];
        let (groups, _) = result.as_chunks_mut();
        for (rows, result) in rows.as_chunks().0.iter().zip(groups) {
            for part in 0..2 {
                multiply_part_avx2(*rows, steps, part, result);
            }
        }
        result
    }

    /// Four rows and sixteen outputs: as many sums as sixteen registers hold beside the factors.
    #[inline(never)]
    #[target_feature(enable = "avx2")]
    fn multiply_part_avx2(
        mut rows: [&[Pair]; 4],
        steps: &[Step],
        part: usize,
        result: &mut [[i32; BLOCK]; 4],
    ) {
        for row in &mut rows {
            *row = &row[..steps.len()];
        }
        let mut sums = [[_mm256_setzero_si256(); 2]; 4];
        for (place, step) in steps.iter().enumerate() {
            let (weights, _) = step.as_chunks();
            let low = _mm256_cvtepi8_epi16(load_16(&weights[2 * part]));
            let high = _mm256_cvtepi8_epi16(load_16(&weights[2 * part + 1]));
            for row in 0..4 {
                let pair = _mm256_set1_epi32(both(rows[row][place]));
                sums[row][0] = _mm256_add_epi32(sums[row][0], _mm256_madd_epi16(pair, low));
                sums[row][1] = _mm256_add_epi32(sums[row][1], _mm256_madd_epi16(pair, high));
            }
        }
        for (sums, result) in sums.iter().zip(result) {
            let (numbers, _) = result.as_chunks_mut();
            store_8(sums[0], &mut numbers[2 * part]);
            store_8(sums[1], &mut numbers[2 * part + 1]);
        }
    }

    /// The whole tile at a time: half of its 32 registers.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
    fn multiply_avx512(mut rows: [&[Pair]; ROWS], steps: &[Step]) -> Sums {
        for row in &mut rows {
            *row = &row[..steps.len()];
        }
        let mut sums = [[_mm512_setzero_si512(); 2]; ROWS];
        for (place, step) in steps.iter().enumerate() {
            let (weights, _) = step.as_chunks::<32>();
            let low = _mm512_cvtepi8_epi16(load_32(&weights[0]));
            let high = _mm512_cvtepi8_epi16(load_32(&weights[1]));
            for row in 0..ROWS {
                let pair = _mm512_set1_epi32(both(rows[row][place]));
                sums[row][0] = _mm512_dpwssd_epi32(sums[row][0], pair, low);
                sums[row][1] = _mm512_dpwssd_epi32(sums[row][1], pair, high);
            }
        }
        let mut result = [[0; BLOCK]; ROWS];
        for (sums, result) in sums.iter().zip(&mut result) {
            let (numbers, _) = result.as_chunks_mut();
            store_16(sums[0], &mut numbers[0]);
            store_16(sums[1], &mut numbers[1]);
        }
        result
    }

    /// The two activations as they lie in memory.
    #[inline(always)]
    fn both(pair: Pair) -> i32 {
        i32::from(pair[0].cast_unsigned()) | i32::from(pair[1]) << 16
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn load_16(bytes: &[u8; 16]) -> __m128i {
        // SAFETY: there are 16 bytes, and the instruction asks for no alignment.
        unsafe { _mm_loadu_si128(std::ptr::from_ref(bytes).cast()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load_32(bytes: &[u8; 32]) -> __m256i {
        // SAFETY: there are 32 bytes, and the instruction asks for no alignment.
        unsafe { _mm256_loadu_si256(std::ptr::from_ref(bytes).cast()) }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn store_4(vector: __m128i, numbers: &mut [i32; 4]) {
        // SAFETY: there is room for 16 bytes, and the instruction asks for no alignment.
        unsafe { _mm_storeu_si128(std::ptr::from_mut(numbers).cast(), vector) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store_8(vector: __m256i, numbers: &mut [i32; 8]) {
        // SAFETY: there is room for 32 bytes, and the instruction asks for no alignment.
        unsafe { _mm256_storeu_si256(std::ptr::from_mut(numbers).cast(), vector) }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn store_16(vector: __m512i, numbers: &mut [i32; 16]) {
        // SAFETY: there is room for 64 bytes, and the instruction asks for no alignment.
        unsafe { _mm512_storeu_si512(std::ptr::from_mut(numbers).cast(), vector) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Multiply<'a> {
        rows: &'a [Vec<Pair>],
        steps: &'a [Step],
    }

    impl Work for Multiply<'_> {
        type Output = Sums;

        fn with<K: Kernel>(self, kernel: K) -> Sums {
            kernel.multiply(
                std::array::from_fn(|row| self.rows[row].as_slice()),
                self.steps,
            )
        }
    }

    fn exact(rows: &[Vec<Pair>], steps: &[Step], row: usize, output: usize) -> i64 {
        let pairs = rows[row].iter().zip(steps);
        pairs
            .map(|(pair, step)| {
                let weight = |place: usize| i64::from(step[2 * output + place].cast_signed());
                i64::from(pair[0]) * weight(0) + i64::from(pair[1]) * weight(1)
            })
            .sum()
    }

    fn check(rows: &[Vec<Pair>], steps: &[Step]) {
        for set in InstructionSet::available() {
            let sums = set.run(Multiply { rows, steps });
            for (row, sums) in sums.iter().enumerate() {
                for (output, sum) in sums.iter().enumerate() {
                    assert_eq!(
                        i64::from(*sum),
                        exact(rows, steps, row, output),
                        "{set:?} {row} {output}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_sum_overflows() {
        let longest = crate::weights::MOST_INPUTS / 2;
        for activation in [8191, -8191] {
            for weight in [127_i8, -128] {
                let rows = vec![vec![[activation; 2]; longest]; ROWS];
                check(&rows, &vec![[weight.cast_unsigned(); 2 * BLOCK]; longest]);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn every_kernel_gives_the_exact_sums(
            (rows, steps) in (0..40_usize).prop_flat_map(|length| {
                let activation = -8191_i16..=8191;
                let row = prop::collection::vec([activation.clone(), activation], length);
                let step = prop::array::uniform32(any::<[u8; 2]>());
                (prop::collection::vec(row, ROWS), prop::collection::vec(step, length))
            })
        ) {
            let steps: Vec<Step> = steps
                .iter()
                .map(|step| step.as_flattened().try_into().expect("a step has two weights for each output"))
                .collect();
            check(&rows, &steps);
        }
    }
}
