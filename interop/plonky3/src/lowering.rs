// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Lowers an AIR without lookups to the interchange form by recording its symbolic constraints.

use std::collections::HashMap;

use p3_air::symbolic::{
    AirLayout, BaseEntry, BaseLeaf, SymbolicExpr, SymbolicExpression, get_symbolic_constraints,
};

use crate::air::{Plain, Statement};
use crate::field::BaseField;
use crate::interchange::{Interchange, Node};

/// Node numbers by address: shared subexpressions are written once. The expressions stay
/// borrowed for the whole pass, so addresses are unique.
type Seen<F> = HashMap<*const SymbolicExpression<F>, usize>;

pub fn lower<F: BaseField, S: Statement<F>>(statement: &S) -> Interchange<F> {
    let air = Plain(statement.clone());
    let constraints = get_symbolic_constraints(&air, AirLayout::from_air::<F>(&air));
    let mut out = Interchange {
        width: statement.width(),
        preprocessed_width: 0,
        num_public_values: statement.num_public_values(),
        reads_next_row: statement.reads_next_row(),
        reads_preprocessed_next_row: false,
        declared_degree: statement.declared_degree(),
        periodic: vec![],
        nodes: vec![],
        constraints: vec![],
        lookups: vec![],
        preprocessed: None,
    };
    let mut seen = Seen::new();
    for constraint in &constraints {
        let root = add(constraint, &mut out.nodes, &mut seen);
        out.constraints.push(root);
    }
    out
}

fn add<F: BaseField>(
    expression: &SymbolicExpression<F>,
    nodes: &mut Vec<Node<F>>,
    seen: &mut Seen<F>,
) -> usize {
    let key: *const _ = expression;
    if let Some(&index) = seen.get(&key) {
        return index;
    }
    let mut operand = |x: &SymbolicExpression<F>| add(x, nodes, seen);
    let node = match expression {
        SymbolicExpr::Leaf(l) => leaf(l),
        SymbolicExpr::Add { x, y, .. } => Node::Add(operand(x), operand(y)),
        SymbolicExpr::Sub { x, y, .. } => Node::Sub(operand(x), operand(y)),
        SymbolicExpr::Mul { x, y, .. } => Node::Mul(operand(x), operand(y)),
        SymbolicExpr::Neg { x, .. } => Node::Neg(operand(x)),
    };
    nodes.push(node);
    seen.insert(key, nodes.len() - 1);
    nodes.len() - 1
}

fn leaf<F: BaseField>(leaf: &BaseLeaf<F>) -> Node<F> {
    match leaf {
        BaseLeaf::IsFirstRow => Node::First,
        BaseLeaf::IsLastRow => Node::Last,
        BaseLeaf::IsTransition => Node::Transition,
        BaseLeaf::Constant(c) => Node::Const(*c),
        BaseLeaf::Variable(v) => match v.entry {
            BaseEntry::Main { offset } => Node::Main { next: offset == 1, column: v.index },
            BaseEntry::Preprocessed { offset } => {
                Node::Preprocessed { next: offset == 1, column: v.index }
            }
            BaseEntry::Periodic => Node::Periodic(v.index),
            BaseEntry::Public => Node::Public(v.index),
        },
    }
}
