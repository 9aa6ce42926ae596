// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The shipped AIRs as compiled by upstream, beside the interpreted one, as one statement type.

use std::sync::Arc;

use p3_air::{Air, AirBuilder, BaseAir, WindowAccess};
use p3_blake3_air::Blake3Air;
use p3_keccak_air::KeccakAir;
use p3_lookup::InteractionBuilder;
use p3_matrix::dense::RowMajorMatrix;

use crate::air::Statement;
use crate::field::BaseField;
use crate::inputs::{self, Words};
use crate::interpreted::Interpreted;
use crate::lowering;
use crate::poseidon2::{Poseidon2Field, Poseidon2Statement, VECTOR_LEN};
use crate::request::Objective;

/// Rows of one Keccak-f permutation.
const KECCAK_ROUNDS: usize = 24;

/// A shipped AIR, its size, and the words its inputs are made of.
#[derive(Clone, Debug)]
pub struct Builtin {
    pub objective: Objective,
    pub vector_len: usize,
    pub log_rows: usize,
    pub words: Words,
}

impl Builtin {
    /// Refuses combinations that state nothing, such as Keccak-f on fewer than 24 rows.
    pub fn check<F: Poseidon2Field>(&self) -> Result<(), String> {
        if self.log_rows > 24 {
            return Err(format!(
                "expected a log trace length of at most 24, got {}",
                self.log_rows
            ));
        }
        if self.objective == Objective::KeccakF && self.log_rows < 5 {
            return Err(format!(
                "expected a log trace length of at least 5 for Keccak-f, got {}",
                self.log_rows
            ));
        }
        if self.objective == Objective::Poseidon2
            && self.vector_len != 1
            && self.vector_len != VECTOR_LEN
        {
            return Err(format!("expected vector_len 1 or {VECTOR_LEN}, got {}", self.vector_len));
        }
        match (&self.words, self.num_words::<F>()) {
            (Words::Given(words), expected) if words.len() != expected => {
                Err(format!("inputs: expected {expected} words, got {}", words.len()))
            }
            _ => Ok(()),
        }
    }

    fn num_words<F: Poseidon2Field>(&self) -> usize {
        let rows = 1 << self.log_rows;
        match self.objective {
            Objective::Fibonacci => 2,
            Objective::Poseidon2 => rows * self.vector_len * F::Single::WIDTH,
            Objective::KeccakF => rows / KECCAK_ROUNDS * 25,
            Objective::Blake3 => rows * 24,
        }
    }

    /// The trace, with room for the extended one when `extra_capacity_bits` is the blowup.
    pub fn trace<F: Poseidon2Field>(&self, extra_capacity_bits: usize) -> RowMajorMatrix<F> {
        let log_rows = self.log_rows;
        let rows = 1usize << log_rows;
        let mut words = self.words.clone();
        match self.objective {
            Objective::Fibonacci => inputs::fibonacci_trace(log_rows, &mut words),
            Objective::Poseidon2 if self.vector_len == 1 => {
                F::Single::trace(log_rows, &mut words, extra_capacity_bits)
            }
            Objective::Poseidon2 => F::Vectorized::trace(log_rows, &mut words, extra_capacity_bits),
            Objective::KeccakF => p3_keccak_air::generate_trace_rows(
                words.groups(rows / KECCAK_ROUNDS, Words::draw),
                extra_capacity_bits,
            ),
            Objective::Blake3 => p3_blake3_air::generate_trace_rows(
                words.groups(rows, |words| words.draw() as u32),
                extra_capacity_bits,
            ),
        }
    }

    pub fn public_values<F: BaseField>(&self) -> Vec<F> {
        match self.objective {
            Objective::Fibonacci => {
                inputs::fibonacci_public_values(self.log_rows, &mut self.words.clone())
            }
            _ => vec![],
        }
    }

    /// The AIR as an interpreted one: the same polynomials in the same order, hence the same
    /// proof.
    pub fn lowered<F: Poseidon2Field, S: SuiteStatement<F>>(&self) -> S {
        S::interpreted(Interpreted::new(lowering::lower(&self.air::<F>()), None))
    }

    pub fn air<F: Poseidon2Field>(&self) -> Shipped<F> {
        match self.objective {
            Objective::Fibonacci => Shipped::Fibonacci,
            Objective::Poseidon2 if self.vector_len == 1 => Shipped::Poseidon2(F::Single::new()),
            Objective::Poseidon2 => Shipped::Poseidon2x8(F::Vectorized::new()),
            Objective::KeccakF => Shipped::KeccakF(Arc::new(KeccakAir {})),
            Objective::Blake3 => Shipped::Blake3(Arc::new(Blake3Air {})),
        }
    }
}

/// The statement type of the suites with compiled AIRs.
#[derive(Clone)]
pub enum Shipped<F: Poseidon2Field> {
    Interpreted(Interpreted<F>),
    Fibonacci,
    Poseidon2(F::Single),
    Poseidon2x8(F::Vectorized),
    KeccakF(Arc<KeccakAir>),
    Blake3(Arc<Blake3Air>),
}

/// Statements a suite can be asked for, whatever AIRs it compiles.
pub trait SuiteStatement<F: Poseidon2Field>: Statement<F> {
    const COMPILED: bool;
    fn interpreted(air: Interpreted<F>) -> Self;
    fn builtin(builtin: &Builtin) -> Self;
}

impl<F: Poseidon2Field> SuiteStatement<F> for Shipped<F> {
    const COMPILED: bool = true;
    fn interpreted(air: Interpreted<F>) -> Self {
        Self::Interpreted(air)
    }
    fn builtin(builtin: &Builtin) -> Self {
        builtin.air()
    }
}

/// Without compiled AIRs a shipped AIR is lowered to the interchange form by recording its
/// symbolic constraints.
impl<F: Poseidon2Field> SuiteStatement<F> for Interpreted<F> {
    const COMPILED: bool = false;
    fn interpreted(air: Interpreted<F>) -> Self {
        air
    }
    fn builtin(builtin: &Builtin) -> Self {
        builtin.lowered()
    }
}

/// Columns a, b; public p0, p1, p2: starts at (p0, p1), last b is p2.
fn eval_fibonacci<AB: AirBuilder>(builder: &mut AB) {
    let main = builder.main();
    let (a, b) = (main.current_slice()[0], main.current_slice()[1]);
    let (next_a, next_b) = (main.next_slice()[0], main.next_slice()[1]);
    let public = [0, 1, 2].map(|i| builder.public_values()[i]);
    let mut first = builder.when_first_row();
    first.assert_eq(a, public[0]);
    first.assert_eq(b, public[1]);
    let mut transition = builder.when_transition();
    transition.assert_eq(b, next_a);
    transition.assert_eq(a + b, next_b);
    builder.when_last_row().assert_eq(b, public[2]);
}

impl<F: Poseidon2Field> Statement<F> for Shipped<F> {
    fn width(&self) -> usize {
        match self {
            Self::Interpreted(air) => air.width(),
            Self::Fibonacci => 2,
            Self::Poseidon2(air) => air.width(),
            Self::Poseidon2x8(air) => air.width(),
            Self::KeccakF(air) => BaseAir::<F>::width(&**air),
            Self::Blake3(air) => BaseAir::<F>::width(&**air),
        }
    }
    fn num_public_values(&self) -> usize {
        match self {
            Self::Interpreted(air) => air.num_public_values(),
            Self::Fibonacci => 3,
            _ => 0,
        }
    }
    fn reads_next_row(&self) -> bool {
        match self {
            Self::Interpreted(air) => air.reads_next_row(),
            Self::Fibonacci => true,
            Self::Poseidon2(air) => air.reads_next_row(),
            Self::Poseidon2x8(air) => air.reads_next_row(),
            Self::KeccakF(air) => !BaseAir::<F>::main_next_row_columns(&**air).is_empty(),
            Self::Blake3(air) => !BaseAir::<F>::main_next_row_columns(&**air).is_empty(),
        }
    }
    fn declared_degree(&self) -> Option<usize> {
        match self {
            Self::Interpreted(air) => air.declared_degree(),
            Self::Fibonacci => None,
            Self::Poseidon2(air) => air.declared_degree(),
            Self::Poseidon2x8(air) => air.declared_degree(),
            Self::KeccakF(air) => BaseAir::<F>::max_constraint_degree(&**air),
            Self::Blake3(air) => BaseAir::<F>::max_constraint_degree(&**air),
        }
    }
    fn preprocessed(&self) -> Option<&RowMajorMatrix<F>> {
        if let Self::Interpreted(air) = self { air.preprocessed() } else { None }
    }
    fn preprocessed_width(&self) -> usize {
        if let Self::Interpreted(air) = self { air.preprocessed_width() } else { 0 }
    }
    fn reads_preprocessed_next_row(&self) -> bool {
        if let Self::Interpreted(air) = self { air.reads_preprocessed_next_row() } else { false }
    }
    fn periodic(&self) -> &[Vec<F>] {
        if let Self::Interpreted(air) = self { air.periodic() } else { &[] }
    }
    fn has_lookups(&self) -> bool {
        if let Self::Interpreted(air) = self { air.has_lookups() } else { false }
    }
    fn eval<AB: AirBuilder<F = F>>(&self, builder: &mut AB) {
        match self {
            Self::Interpreted(air) => air.eval(builder),
            Self::Fibonacci => eval_fibonacci(builder),
            Self::Poseidon2(air) => air.eval(builder),
            Self::Poseidon2x8(air) => air.eval(builder),
            Self::KeccakF(air) => Air::eval(&**air, builder),
            Self::Blake3(air) => Air::eval(&**air, builder),
        }
    }
    fn eval_with_lookups<AB: InteractionBuilder<F = F>>(&self, builder: &mut AB) {
        match self {
            Self::Interpreted(air) => air.eval_with_lookups(builder),
            shipped => shipped.eval(builder),
        }
    }
}
