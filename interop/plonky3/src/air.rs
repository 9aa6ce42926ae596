// SPDX-License-Identifier: Apache-2.0 OR MIT
//! One face for every statement, and its adaptors to upstream's `Air`.
//!
//! uni-stark evaluates with builders that know no lookups, batch-stark with builders that record
//! them. The two wrappers let one description serve both without overlapping implementations.

use std::borrow::Cow;

use p3_air::{Air, AirBuilder, BaseAir};
use p3_lookup::InteractionBuilder;
use p3_matrix::dense::RowMajorMatrix;

/// What an AIR declares about itself, and its evaluation with and without lookups.
pub trait Statement<F>: Clone + Send + Sync {
    fn width(&self) -> usize;
    fn num_public_values(&self) -> usize {
        0
    }
    fn reads_next_row(&self) -> bool;
    fn declared_degree(&self) -> Option<usize> {
        None
    }
    fn preprocessed(&self) -> Option<&RowMajorMatrix<F>> {
        None
    }
    fn preprocessed_width(&self) -> usize {
        0
    }
    fn reads_preprocessed_next_row(&self) -> bool {
        false
    }
    fn periodic(&self) -> &[Vec<F>] {
        &[]
    }
    fn has_lookups(&self) -> bool {
        false
    }
    fn eval<AB: AirBuilder<F = F>>(&self, builder: &mut AB);
    fn eval_with_lookups<AB: InteractionBuilder<F = F>>(&self, builder: &mut AB) {
        self.eval(builder);
    }
}

/// A statement under uni-stark.
#[derive(Clone)]
pub struct Plain<S>(pub S);

/// A statement under batch-stark.
#[derive(Clone)]
pub struct WithLookups<S>(pub S);

macro_rules! forward_base_air {
    ($wrapper:ident) => {
        impl<F: Clone + Send + Sync, S: Statement<F>> BaseAir<F> for $wrapper<S> {
            fn width(&self) -> usize {
                self.0.width()
            }
            fn preprocessed_trace(&self) -> Option<RowMajorMatrix<F>> {
                self.0.preprocessed().cloned()
            }
            fn preprocessed_width(&self) -> usize {
                self.0.preprocessed_width()
            }
            fn num_periodic_columns(&self) -> usize {
                self.0.periodic().len()
            }
            fn periodic_columns(&self) -> Cow<'_, [Vec<F>]> {
                Cow::Borrowed(self.0.periodic())
            }
            fn main_next_row_columns(&self) -> Vec<usize> {
                columns_if(self.0.reads_next_row(), self.0.width())
            }
            fn preprocessed_next_row_columns(&self) -> Vec<usize> {
                columns_if(self.0.reads_preprocessed_next_row(), self.0.preprocessed_width())
            }
            fn max_constraint_degree(&self) -> Option<usize> {
                self.0.declared_degree()
            }
            fn num_public_values(&self) -> usize {
                self.0.num_public_values()
            }
        }
    };
}

forward_base_air!(Plain);
forward_base_air!(WithLookups);

fn columns_if(read: bool, width: usize) -> Vec<usize> {
    if read { (0..width).collect() } else { vec![] }
}

impl<AB, S> Air<AB> for Plain<S>
where
    AB: AirBuilder<F: Clone + Send>,
    S: Statement<AB::F>,
{
    fn eval(&self, builder: &mut AB) {
        self.0.eval(builder);
    }
}

impl<AB, S> Air<AB> for WithLookups<S>
where
    AB: InteractionBuilder<F: Clone + Send>,
    S: Statement<AB::F>,
{
    fn eval(&self, builder: &mut AB) {
        self.0.eval_with_lookups(builder);
    }
}
