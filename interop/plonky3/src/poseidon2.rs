// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The Poseidon2 AIR over each field with the public default constants: width 16 without
//! registers for KoalaBear, width 16 with one register per S-box for BabyBear, width 8 with one
//! register for Goldilocks. One permutation or eight per row.

use std::sync::Arc;

use p3_air::{Air, AirBuilder, BaseAir};
use p3_baby_bear as bb;
use p3_baby_bear::BabyBear;
use p3_goldilocks as gl;
use p3_goldilocks::Goldilocks;
use p3_koala_bear as kb;
use p3_koala_bear::KoalaBear;
use p3_matrix::dense::RowMajorMatrix;
use p3_poseidon2_air::{
    Poseidon2Air, RoundConstants, VectorizedPoseidon2Air, generate_trace_rows,
    generate_vectorized_trace_rows,
};

use crate::air::Statement;
use crate::field::BaseField;
use crate::inputs::Words;

/// Permutations per row of the vectorised AIR.
pub const VECTOR_LEN: usize = 8;

/// A Poseidon2 AIR that can be built and filled from a seed.
pub trait Poseidon2Statement<F>: Statement<F> {
    /// Elements of one permutation state.
    const WIDTH: usize;
    fn new() -> Self;
    fn trace(log_rows: usize, words: &mut Words, capacity_bits: usize) -> RowMajorMatrix<F>;
}

/// The two Poseidon2 AIRs of a field.
pub trait Poseidon2Field: BaseField {
    type Single: Poseidon2Statement<Self>;
    type Vectorized: Poseidon2Statement<Self>;
}

macro_rules! forward_statement {
    ($name:ident, $field:ty) => {
        impl Statement<$field> for $name {
            fn width(&self) -> usize {
                BaseAir::<$field>::width(&*self.0)
            }
            fn reads_next_row(&self) -> bool {
                !BaseAir::<$field>::main_next_row_columns(&*self.0).is_empty()
            }
            fn declared_degree(&self) -> Option<usize> {
                BaseAir::<$field>::max_constraint_degree(&*self.0)
            }
            fn eval<AB: AirBuilder<F = $field>>(&self, builder: &mut AB) {
                Air::eval(&*self.0, builder);
            }
        }
    };
}

macro_rules! poseidon2 {
    ($field:ty, $single:ident, $vectorized:ident, $layers:ty, $width:literal, $alpha:literal,
     $registers:literal, $partial:literal, $initial:expr, $internal:expr, $terminal:expr) => {
        #[derive(Clone)]
        pub struct $single(
            Arc<Poseidon2Air<$field, $layers, $width, $alpha, $registers, 4, $partial>>,
        );

        #[derive(Clone)]
        pub struct $vectorized(
            Arc<
                VectorizedPoseidon2Air<
                    $field,
                    $layers,
                    $width,
                    $alpha,
                    $registers,
                    4,
                    $partial,
                    VECTOR_LEN,
                >,
            >,
        );

        forward_statement!($single, $field);
        forward_statement!($vectorized, $field);

        impl Poseidon2Statement<$field> for $single {
            const WIDTH: usize = $width;
            fn new() -> Self {
                let constants = RoundConstants::new($initial, $internal, $terminal);
                Self(Arc::new(Poseidon2Air::new(constants)))
            }
            fn trace(
                log_rows: usize,
                words: &mut Words,
                capacity_bits: usize,
            ) -> RowMajorMatrix<$field> {
                let constants = RoundConstants::new($initial, $internal, $terminal);
                generate_trace_rows::<$field, $layers, $width, $alpha, $registers, 4, $partial>(
                    words.groups(1 << log_rows, Words::element),
                    &constants,
                    capacity_bits,
                )
            }
        }

        impl Poseidon2Statement<$field> for $vectorized {
            const WIDTH: usize = $width;
            fn new() -> Self {
                let constants = RoundConstants::new($initial, $internal, $terminal);
                Self(Arc::new(VectorizedPoseidon2Air::new(constants)))
            }
            fn trace(
                log_rows: usize,
                words: &mut Words,
                capacity_bits: usize,
            ) -> RowMajorMatrix<$field> {
                let constants = RoundConstants::new($initial, $internal, $terminal);
                generate_vectorized_trace_rows::<
                    $field,
                    $layers,
                    $width,
                    $alpha,
                    $registers,
                    4,
                    $partial,
                    VECTOR_LEN,
                >(
                    words.groups(VECTOR_LEN << log_rows, Words::element), &constants, capacity_bits
                )
            }
        }

        impl Poseidon2Field for $field {
            type Single = $single;
            type Vectorized = $vectorized;
        }
    };
}

poseidon2!(
    KoalaBear,
    KoalaBearPoseidon2,
    KoalaBearPoseidon2x8,
    kb::GenericPoseidon2LinearLayersKoalaBear,
    16,
    3,
    0,
    20,
    kb::KOALABEAR_POSEIDON2_RC_16_EXTERNAL_INITIAL,
    kb::KOALABEAR_POSEIDON2_RC_16_INTERNAL,
    kb::KOALABEAR_POSEIDON2_RC_16_EXTERNAL_FINAL
);
poseidon2!(
    BabyBear,
    BabyBearPoseidon2,
    BabyBearPoseidon2x8,
    bb::GenericPoseidon2LinearLayersBabyBear,
    16,
    7,
    1,
    13,
    bb::BABYBEAR_POSEIDON2_RC_16_EXTERNAL_INITIAL,
    bb::BABYBEAR_POSEIDON2_RC_16_INTERNAL,
    bb::BABYBEAR_POSEIDON2_RC_16_EXTERNAL_FINAL
);
poseidon2!(
    Goldilocks,
    GoldilocksPoseidon2,
    GoldilocksPoseidon2x8,
    gl::GenericPoseidon2LinearLayersGoldilocks,
    8,
    7,
    1,
    22,
    gl::GOLDILOCKS_POSEIDON2_RC_8_EXTERNAL_INITIAL,
    gl::GOLDILOCKS_POSEIDON2_RC_8_INTERNAL,
    gl::GOLDILOCKS_POSEIDON2_RC_8_EXTERNAL_FINAL
);
