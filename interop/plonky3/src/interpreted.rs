// SPDX-License-Identifier: Apache-2.0 OR MIT
//! An AIR that evaluates an interchange DAG node by node in whatever builder upstream brings:
//! symbolic analysis, packed quotient evaluation, the verifier's point, lookup recording.

use std::sync::Arc;

use p3_air::{AirBuilder, WindowAccess};
use p3_field::PrimeCharacteristicRing;
use p3_lookup::{Count as UpstreamCount, InteractionBuilder};
use p3_matrix::dense::RowMajorMatrix;

use crate::air::Statement;
use crate::interchange::{Count, Interaction, Interchange, Lookup, Node};

/// A description together with its preprocessed rows. Cheap to clone: batch-stark clones AIRs.
#[derive(Clone)]
pub struct Interpreted<F> {
    air: Arc<Interchange<F>>,
    preprocessed: Option<Arc<RowMajorMatrix<F>>>,
}

impl<F> Interpreted<F> {
    pub fn new(air: Interchange<F>, preprocessed: Option<RowMajorMatrix<F>>) -> Self {
        Self { air: Arc::new(air), preprocessed: preprocessed.map(Arc::new) }
    }
}

impl<F: PrimeCharacteristicRing + Copy + Send + Sync> Interpreted<F> {
    fn values<AB: AirBuilder<F = F>>(&self, builder: &AB) -> Vec<AB::Expr> {
        let main = builder.main();
        let preprocessed = builder.preprocessed();
        let row = |next: bool| if next { main.next_slice() } else { main.current_slice() };
        let fixed_row =
            |next| if next { preprocessed.next_slice() } else { preprocessed.current_slice() };
        let mut values: Vec<AB::Expr> = Vec::with_capacity(self.air.nodes.len());
        for node in &self.air.nodes {
            let value = match *node {
                Node::Const(c) => AB::Expr::from(c),
                Node::Main { next, column } => row(next)[column].into(),
                Node::Preprocessed { next, column } => fixed_row(next)[column].into(),
                Node::Periodic(i) => builder.periodic_values()[i].into(),
                Node::Public(i) => builder.public_values()[i].into(),
                Node::First => builder.is_first_row(),
                Node::Last => builder.is_last_row(),
                Node::Transition => builder.is_transition(),
                Node::Add(a, b) => values[a].clone() + values[b].clone(),
                Node::Sub(a, b) => values[a].clone() - values[b].clone(),
                Node::Mul(a, b) => values[a].clone() * values[b].clone(),
                Node::Neg(a) => -values[a].clone(),
            };
            values.push(value);
        }
        values
    }

    fn assert_all<AB: AirBuilder<F = F>>(&self, values: &[AB::Expr], builder: &mut AB) {
        for &constraint in &self.air.constraints {
            builder.assert_zero(values[constraint].clone());
        }
    }
}

fn tuple<E: Clone>(values: &[E], interaction: &Interaction) -> Vec<E> {
    interaction.tuple.iter().map(|&i| values[i].clone()).collect()
}

fn count<E: PrimeCharacteristicRing>(values: &[E], interaction: &Interaction) -> UpstreamCount<E> {
    match interaction.count {
        Count::Integer(n) => UpstreamCount::from(n),
        Count::Bounded { node, weight } => UpstreamCount::bounded(values[node].clone(), weight),
        Count::Provided(node) => UpstreamCount::provided(values[node].clone()),
    }
}

fn push_lookup<AB: InteractionBuilder>(lookup: &Lookup, values: &[AB::Expr], builder: &mut AB) {
    match lookup {
        Lookup::Local(interactions) => builder.push_local_interaction(
            interactions.iter().map(|i| (tuple(values, i), count(values, i))),
        ),
        Lookup::Global { bus, interaction } => {
            builder.push_interaction(bus, tuple(values, interaction), count(values, interaction));
        }
        Lookup::Exclusive { bus, arms } => builder.push_exclusive_interaction(
            bus,
            arms.iter()
                .map(|(flag, i)| (values[*flag].clone(), count(values, i), tuple(values, i))),
        ),
    }
}

impl<F: PrimeCharacteristicRing + Copy + Send + Sync> Statement<F> for Interpreted<F> {
    fn width(&self) -> usize {
        self.air.width
    }
    fn num_public_values(&self) -> usize {
        self.air.num_public_values
    }
    fn reads_next_row(&self) -> bool {
        self.air.reads_next_row
    }
    fn declared_degree(&self) -> Option<usize> {
        self.air.declared_degree
    }
    fn preprocessed(&self) -> Option<&RowMajorMatrix<F>> {
        self.preprocessed.as_deref()
    }
    fn preprocessed_width(&self) -> usize {
        self.air.preprocessed_width
    }
    fn reads_preprocessed_next_row(&self) -> bool {
        self.air.reads_preprocessed_next_row
    }
    fn periodic(&self) -> &[Vec<F>] {
        &self.air.periodic
    }
    fn has_lookups(&self) -> bool {
        !self.air.lookups.is_empty()
    }
    fn eval<AB: AirBuilder<F = F>>(&self, builder: &mut AB) {
        let values = self.values(builder);
        self.assert_all(&values, builder);
    }
    fn eval_with_lookups<AB: InteractionBuilder<F = F>>(&self, builder: &mut AB) {
        let values = self.values(builder);
        self.assert_all(&values, builder);
        for lookup in &self.air.lookups {
            push_lookup(lookup, &values, builder);
        }
    }
}
