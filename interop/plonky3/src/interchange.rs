// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Reads an AIR in the interchange form, version 1 (docs/spec/air-interchange.md).
//!
//! Everything is checked here once: indices, declared reads, tuple shapes. The interpreter can
//! then index without tests of its own.

use serde::Deserialize;
use serde_json::Value;

use crate::field::{BaseField, from_json};

/// One node of the expression DAG; operands are earlier nodes.
#[derive(Clone, Copy, Debug)]
pub enum Node<F> {
    Const(F),
    Main { next: bool, column: usize },
    Preprocessed { next: bool, column: usize },
    Periodic(usize),
    Public(usize),
    First,
    Last,
    Transition,
    Add(usize, usize),
    Sub(usize, usize),
    Mul(usize, usize),
    Neg(usize),
}

/// A signed multiplicity.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    Integer(i32),
    Bounded { node: usize, weight: u32 },
    Provided(usize),
}

/// A tuple and its multiplicity.
#[derive(Clone, Debug)]
pub struct Interaction {
    pub tuple: Vec<usize>,
    pub count: Count,
}

/// One lookup declaration, in emission order.
#[derive(Clone, Debug)]
pub enum Lookup {
    Local(Vec<Interaction>),
    Global { bus: String, interaction: Interaction },
    Exclusive { bus: String, arms: Vec<(usize, Interaction)> },
}

/// A checked AIR.
#[derive(Clone, Debug)]
pub struct Interchange<F> {
    pub width: usize,
    pub preprocessed_width: usize,
    pub num_public_values: usize,
    pub reads_next_row: bool,
    pub reads_preprocessed_next_row: bool,
    pub declared_degree: Option<usize>,
    pub periodic: Vec<Vec<F>>,
    pub nodes: Vec<Node<F>>,
    pub constraints: Vec<usize>,
    pub lookups: Vec<Lookup>,
    /// Preprocessed rows of the text, row by row.
    pub preprocessed: Option<Vec<F>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAir {
    format: String,
    version: u32,
    field: String,
    width: usize,
    #[serde(default)]
    preprocessed_width: usize,
    #[serde(default)]
    num_public_values: usize,
    reads_next_row: bool,
    #[serde(default)]
    reads_preprocessed_next_row: bool,
    #[serde(default)]
    declared_degree: Option<usize>,
    #[serde(default)]
    periodic: Vec<Vec<Value>>,
    nodes: Vec<Vec<Value>>,
    constraints: Vec<usize>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    lookups: Vec<RawLookup>,
    #[serde(default)]
    column_names: Vec<String>,
    #[serde(default)]
    preprocessed: Option<Vec<Vec<Value>>>,
    /// Proposals to whoever proves; requests to the judge carry their own.
    #[serde(default, rename = "parameters")]
    _parameters: Option<serde_json::Map<String, Value>>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum RawLookup {
    Local { interactions: Vec<RawInteraction> },
    Global { bus: String, tuple: Vec<usize>, count: RawCount },
    Exclusive { bus: String, arms: Vec<RawArm> },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInteraction {
    tuple: Vec<usize>,
    count: RawCount,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArm {
    flag: usize,
    count: RawCount,
    tuple: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCount {
    integer: Option<i32>,
    bounded: Option<usize>,
    weight: Option<u32>,
    provided: Option<usize>,
}

impl<F: BaseField> Interchange<F> {
    pub fn from_json(value: &Value) -> Result<Self, String> {
        let raw = RawAir::deserialize(value).map_err(|e| format!("air: {e}"))?;
        check_header::<F>(&raw)?;
        let periodic = raw
            .periodic
            .iter()
            .map(|column| periodic_column(column))
            .collect::<Result<Vec<_>, _>>()?;
        let mut air = Self {
            width: raw.width,
            preprocessed_width: raw.preprocessed_width,
            num_public_values: raw.num_public_values,
            reads_next_row: raw.reads_next_row,
            reads_preprocessed_next_row: raw.reads_preprocessed_next_row,
            declared_degree: raw.declared_degree,
            periodic,
            nodes: Vec::with_capacity(raw.nodes.len()),
            constraints: raw.constraints,
            lookups: vec![],
            preprocessed: None,
        };
        if let Some(rows) = &raw.preprocessed {
            air.preprocessed = Some(preprocessed_rows(rows, raw.preprocessed_width)?);
        }
        for (i, node) in raw.nodes.iter().enumerate() {
            let node = air.parse_node(node).map_err(|e| format!("node {i}: {e}"))?;
            air.nodes.push(node);
        }
        air.check_nodes("constraint", &air.constraints)?;
        for (i, lookup) in raw.lookups.into_iter().enumerate() {
            let lookup = air.parse_lookup(lookup).map_err(|e| format!("lookup {i}: {e}"))?;
            air.lookups.push(lookup);
        }
        Ok(air)
    }

    fn parse_node(&self, parts: &[Value]) -> Result<Node<F>, String> {
        let name = parts.first().and_then(Value::as_str).ok_or("expected a name first")?;
        let arity = match name {
            "first" | "last" | "transition" => 0,
            "const" | "periodic" | "public" | "neg" => 1,
            "main" | "preprocessed" | "add" | "sub" | "mul" => 2,
            _ => return Err(format!("unknown operation {name}")),
        };
        if parts.len() != arity + 1 {
            return Err(format!("{name}: expected {arity} operands, got {}", parts.len() - 1));
        }
        let operand = |i: usize| index(&parts[i], self.nodes.len(), "an earlier node");
        let cell = |width: usize, reads_next: bool| -> Result<(bool, usize), String> {
            let next = index(&parts[1], 2, "row 0 or 1")? == 1;
            if next && !reads_next {
                return Err(format!("{name}: reads the next row, which is declared unread"));
            }
            Ok((next, index(&parts[2], width, "a column")?))
        };
        Ok(match name {
            "const" => Node::Const(from_json(&parts[1])?),
            "main" => {
                let (next, column) = cell(self.width, self.reads_next_row)?;
                Node::Main { next, column }
            }
            "preprocessed" => {
                let (next, column) =
                    cell(self.preprocessed_width, self.reads_preprocessed_next_row)?;
                Node::Preprocessed { next, column }
            }
            "periodic" => Node::Periodic(index(&parts[1], self.periodic.len(), "a column")?),
            "public" => Node::Public(index(&parts[1], self.num_public_values, "a public value")?),
            "first" => Node::First,
            "last" => Node::Last,
            "transition" => Node::Transition,
            "add" => Node::Add(operand(1)?, operand(2)?),
            "sub" => Node::Sub(operand(1)?, operand(2)?),
            "mul" => Node::Mul(operand(1)?, operand(2)?),
            _ => Node::Neg(operand(1)?),
        })
    }

    fn parse_lookup(&self, raw: RawLookup) -> Result<Lookup, String> {
        Ok(match raw {
            RawLookup::Local { interactions } => Lookup::Local(
                interactions
                    .into_iter()
                    .map(|i| self.interaction(i.tuple, &i.count))
                    .collect::<Result<_, _>>()?,
            ),
            RawLookup::Global { bus, tuple, count } => {
                Lookup::Global { bus, interaction: self.interaction(tuple, &count)? }
            }
            RawLookup::Exclusive { bus, arms } => {
                let arms = arms
                    .into_iter()
                    .map(|arm| {
                        self.check_nodes("flag", &[arm.flag])?;
                        Ok((arm.flag, self.interaction(arm.tuple, &arm.count)?))
                    })
                    .collect::<Result<_, String>>()?;
                Lookup::Exclusive { bus, arms }
            }
        })
    }

    fn interaction(&self, tuple: Vec<usize>, count: &RawCount) -> Result<Interaction, String> {
        self.check_nodes("tuple", &tuple)?;
        let count = match (count.integer, count.bounded, count.weight, count.provided) {
            (Some(n), None, None, None) => Count::Integer(n),
            (None, Some(node), Some(weight), None) => Count::Bounded { node, weight },
            (None, None, None, Some(node)) => Count::Provided(node),
            _ => return Err("expected integer, bounded with weight, or provided".into()),
        };
        if let Count::Bounded { node, .. } | Count::Provided(node) = count {
            self.check_nodes("count", &[node])?;
        }
        Ok(Interaction { tuple, count })
    }

    fn check_nodes(&self, what: &str, indices: &[usize]) -> Result<(), String> {
        match indices.iter().find(|&&i| i >= self.nodes.len()) {
            Some(i) => Err(format!("{what}: expected a node below {}, got {i}", self.nodes.len())),
            None => Ok(()),
        }
    }
}

fn check_header<F: BaseField>(raw: &RawAir) -> Result<(), String> {
    if raw.format != "p3-air" || raw.version != 1 {
        return Err(format!("expected p3-air version 1, got {} {}", raw.format, raw.version));
    }
    if raw.field != F::NAME {
        return Err(format!("expected field {}, got {}", F::NAME, raw.field));
    }
    if raw.width == 0 {
        return Err("expected at least one column".into());
    }
    if !raw.labels.is_empty() && raw.labels.len() != raw.constraints.len() {
        return Err(format!(
            "expected {} labels or none, got {}",
            raw.constraints.len(),
            raw.labels.len()
        ));
    }
    if !raw.column_names.is_empty() && raw.column_names.len() != raw.width {
        return Err(format!(
            "expected {} column names or none, got {}",
            raw.width,
            raw.column_names.len()
        ));
    }
    Ok(())
}

fn preprocessed_rows<F: BaseField>(rows: &[Vec<Value>], width: usize) -> Result<Vec<F>, String> {
    if !rows.len().is_power_of_two() || width == 0 {
        return Err(format!("preprocessed: {} rows of width {width}", rows.len()));
    }
    let mut cells = Vec::with_capacity(rows.len() * width);
    for (i, row) in rows.iter().enumerate() {
        if row.len() != width {
            return Err(format!("preprocessed {i}: expected {width} cells, got {}", row.len()));
        }
        for cell in row {
            cells.push(from_json(cell)?);
        }
    }
    Ok(cells)
}

fn periodic_column<F: BaseField>(column: &[Value]) -> Result<Vec<F>, String> {
    if !column.len().is_power_of_two() {
        return Err(format!("periodic: expected a power of two values, got {}", column.len()));
    }
    column.iter().map(from_json).collect()
}

fn index(value: &Value, bound: usize, what: &str) -> Result<usize, String> {
    match value.as_u64() {
        Some(n) if (n as u128) < bound as u128 => Ok(n as usize),
        _ => Err(format!("expected {what} below {bound}, got {value}")),
    }
}
