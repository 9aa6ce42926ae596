// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The inputs of the shipped AIRs: 64-bit words in a fixed order, drawn from SplitMix64 so that a
//! command means the same statement in every program (docs/spec/interop.md), or given one by one.

use p3_field::PrimeField64;
use p3_matrix::dense::RowMajorMatrix;

/// Where words come from.
#[derive(Clone, Debug)]
pub enum Words {
    /// SplitMix64 with this state.
    Seeded(u64),
    /// Exactly as many words as the statement reads.
    Given(std::vec::IntoIter<u64>),
}

impl Words {
    /// The next word; the caller has checked how many there are.
    pub fn draw(&mut self) -> u64 {
        match self {
            Self::Seeded(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                z ^ (z >> 31)
            }
            Self::Given(words) => words.next().expect("the number of words was checked"),
        }
    }

    /// One word reduced modulo the field's order.
    pub fn element<F: PrimeField64>(&mut self) -> F {
        F::from_u64(self.draw() % F::ORDER_U64)
    }

    /// Groups of words: permutation states, Keccak states, compressions.
    pub fn groups<T, const N: usize>(&mut self, n: usize, word: fn(&mut Self) -> T) -> Vec<[T; N]> {
        (0..n).map(|_| std::array::from_fn(|_| word(self))).collect()
    }
}

/// Rows (a, b), (b, a+b), ... starting from the first two words.
pub fn fibonacci_trace<F: PrimeField64>(log_rows: usize, words: &mut Words) -> RowMajorMatrix<F> {
    let (mut a, mut b) = (words.element::<F>(), words.element::<F>());
    let mut values = Vec::with_capacity(2 << log_rows);
    for _ in 0..1usize << log_rows {
        values.extend([a, b]);
        (a, b) = (b, a + b);
    }
    RowMajorMatrix::new(values, 2)
}

/// First row's a and b, last row's b; no trace is kept.
pub fn fibonacci_public_values<F: PrimeField64>(log_rows: usize, words: &mut Words) -> Vec<F> {
    let (a0, b0) = (words.element::<F>(), words.element::<F>());
    let (mut a, mut b) = (a0, b0);
    for _ in 1..1usize << log_rows {
        (a, b) = (b, a + b);
    }
    vec![a0, b0, b]
}
