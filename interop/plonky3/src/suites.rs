// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The compiled suites: field, extension, hashes and tree arity, each with both protocols.
//!
//! Every suite costs build time, so there are at most seventeen, six of them with compiled AIRs;
//! docs/spec/interop.md lists them. All Poseidon2 permutations are the public defaults.

use std::time::Instant;

use serde::Deserialize;
use serde_json::Value;

use crate::builtin::{Builtin, SuiteStatement};
use crate::engine::{Instance, Proved, Verified};
use crate::field::{from_json, matrix_from_hex};
use crate::inputs::Words;
use crate::interchange::Interchange;
use crate::interpreted::Interpreted;
use crate::poseidon2::Poseidon2Field;
use crate::request::{BuiltinRequest, InstanceRequest, Parameters, Protocol};

mod configs;
mod duplex;
mod serialising;

pub use configs::SUITES;

/// What to do with the instances.
#[derive(Clone, Copy)]
pub enum Action<'a> {
    Prove,
    Verify(&'a [u8]),
}

/// The outcome of an action.
pub enum Outcome {
    Proved(Proved),
    Verified(Verified),
}

/// An outcome and the time its traces took.
pub struct Answer {
    pub outcome: Outcome,
    pub trace_seconds: f64,
}

type Run = fn(&Parameters, Protocol, &[InstanceRequest], Action<'_>) -> Result<Answer, String>;

/// One suite behind a function pointer.
pub struct Suite {
    pub name: &'static str,
    pub field: &'static str,
    /// Whether shipped AIRs run as compiled by upstream; otherwise they are interpreted.
    pub compiled: bool,
    pub run: Run,
}

/// The suite of a name, if compiled in.
pub fn find(name: &str) -> Option<&'static Suite> {
    SUITES.iter().find(|suite| suite.name == name)
}

/// Reads the instances; traces are made only for a prover.
fn instances<F: Poseidon2Field, S: SuiteStatement<F>>(
    requests: &[InstanceRequest],
    action: Action<'_>,
    capacity_bits: usize,
) -> Result<Vec<Instance<F, S>>, String> {
    let proving = matches!(action, Action::Prove);
    requests
        .iter()
        .enumerate()
        .map(|(i, request)| {
            let read = if request.air.get("builtin").is_some() {
                builtin_instance(request, proving, capacity_bits)
            } else {
                described_instance(request, proving)
            };
            read.map_err(|e| format!("instance {i}: {e}"))
        })
        .collect()
}

fn word(value: &Value) -> Result<u64, String> {
    let n = match value {
        Value::String(s) => s.parse().ok(),
        other => other.as_u64(),
    };
    n.ok_or_else(|| format!("expected a u64 as a number or decimal string, got {value}"))
}

fn builtin_instance<F: Poseidon2Field, S: SuiteStatement<F>>(
    request: &InstanceRequest,
    proving: bool,
    capacity_bits: usize,
) -> Result<Instance<F, S>, String> {
    let raw = BuiltinRequest::deserialize(&request.air).map_err(|e| format!("air: {e}"))?;
    let words = match (&raw.seed, &raw.inputs) {
        (Some(seed), None) => Words::Seeded(word(seed)?),
        (None, Some(list)) => {
            Words::Given(list.iter().map(word).collect::<Result<Vec<_>, _>>()?.into_iter())
        }
        _ => return Err("air: expected either seed or inputs".into()),
    };
    let builtin = Builtin {
        objective: raw.builtin,
        vector_len: raw.vector_len,
        log_rows: raw.log_trace_length,
        words,
    };
    builtin.check::<F>()?;
    let public_values = match &request.public_values {
        Some(values) => values.iter().map(from_json).collect::<Result<_, _>>()?,
        None => builtin.public_values(),
    };
    Ok(Instance {
        air: if raw.interpret { builtin.lowered() } else { S::builtin(&builtin) },
        trace: proving.then(|| builtin.trace(capacity_bits)),
        log_rows: Some(builtin.log_rows),
        public_values,
    })
}

fn described_instance<F: Poseidon2Field, S: SuiteStatement<F>>(
    request: &InstanceRequest,
    proving: bool,
) -> Result<Instance<F, S>, String> {
    let mut air = Interchange::<F>::from_json(&request.air)?;
    // Rows of the request win over those of the text.
    let own_rows = air.preprocessed.take();
    let preprocessed = match (air.preprocessed_width, &request.preprocessed) {
        (0, None) => None,
        (0, Some(_)) => return Err("preprocessed: expected none for width 0".into()),
        (width, None) => match own_rows {
            Some(cells) => Some(p3_matrix::dense::RowMajorMatrix::new(cells, width)),
            None => return Err("preprocessed: expected rows".into()),
        },
        (width, Some(text)) => {
            Some(matrix_from_hex::<F>(text, width).map_err(|e| format!("preprocessed: {e}"))?)
        }
    };
    let trace = match (&request.trace, proving) {
        (Some(text), true) => {
            Some(matrix_from_hex::<F>(text, air.width).map_err(|e| format!("trace: {e}"))?)
        }
        _ => None,
    };
    let rows =
        |m: &p3_matrix::dense::RowMajorMatrix<F>| (m.values.len() / m.width).ilog2() as usize;
    let log_rows =
        (trace.as_ref().map(rows)).or(request.log_trace_length).or(preprocessed.as_ref().map(rows));
    let public_values = request.public_values.iter().flatten().map(from_json);
    let public_values = public_values.collect::<Result<_, _>>()?;
    Ok(Instance {
        air: S::interpreted(Interpreted::new(air, preprocessed)),
        trace,
        log_rows,
        public_values,
    })
}

/// Reads the instances and keeps the time it took: for shipped AIRs that is trace generation.
fn timed_instances<F: Poseidon2Field, S: SuiteStatement<F>>(
    parameters: &Parameters,
    protocol: Protocol,
    requests: &[InstanceRequest],
    action: Action<'_>,
) -> Result<(Vec<Instance<F, S>>, f64), String> {
    parameters.check()?;
    // uni-stark extends the trace in place when it has room; batch-stark clones it first.
    let capacity_bits = if protocol == Protocol::Uni { parameters.log_blowup } else { 0 };
    let start = Instant::now();
    let instances = instances(requests, action, capacity_bits)?;
    Ok((instances, start.elapsed().as_secs_f64()))
}
