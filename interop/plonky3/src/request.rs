// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The requests of the line protocol (docs/spec/interop.md), as they are parsed.

use serde::Deserialize;
use serde_json::Value;

use crate::security::ShapeRequest;

/// Numbers that shape a proof; every one is given by name in every request.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    pub log_blowup: usize,
    pub log_final_poly_len: usize,
    pub max_log_arity: usize,
    pub num_queries: usize,
    pub batch_pow_bits: usize,
    pub commit_pow_bits: usize,
    pub query_pow_bits: usize,
    pub ood_pow_bits: usize,
    pub lookup_pow_bits: usize,
    pub cap_height: usize,
}

impl Parameters {
    /// Refuses numbers at which upstream would exhaust memory or time instead of answering.
    /// Smaller nonsense, such as no queries, is left to upstream: its answer is of interest.
    pub fn check(&self) -> Result<(), String> {
        let limits = [
            ("log_blowup", self.log_blowup, 8),
            ("log_final_poly_len", self.log_final_poly_len, 24),
            ("max_log_arity", self.max_log_arity, 24),
            ("num_queries", self.num_queries, 1 << 16),
            ("batch_pow_bits", self.batch_pow_bits, 30),
            ("commit_pow_bits", self.commit_pow_bits, 30),
            ("query_pow_bits", self.query_pow_bits, 30),
            ("ood_pow_bits", self.ood_pow_bits, 30),
            ("lookup_pow_bits", self.lookup_pow_bits, 30),
            ("cap_height", self.cap_height, 64),
        ];
        match limits.iter().find(|(_, value, limit)| value > limit) {
            Some((name, value, limit)) => {
                Err(format!("{name}: expected at most {limit}, got {value}"))
            }
            None => Ok(()),
        }
    }
}

/// Which protocol a proof belongs to.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    Uni,
    Batch,
}

/// A shipped AIR with the inputs of performance.md.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuiltinRequest {
    pub builtin: Objective,
    #[serde(default = "default_vector_len")]
    pub vector_len: usize,
    pub log_trace_length: usize,
    /// A u64 as a decimal string or number: the initial state of SplitMix64.
    #[serde(default)]
    pub seed: Option<Value>,
    /// Instead of a seed: every word, in the order in which they would be drawn.
    #[serde(default)]
    pub inputs: Option<Vec<Value>>,
    /// Evaluate the recorded constraints even where the suite has the AIR compiled.
    #[serde(default)]
    pub interpret: bool,
}

fn default_vector_len() -> usize {
    8
}

/// The shipped AIRs.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    Fibonacci,
    #[serde(rename = "poseidon-2-permutations")]
    Poseidon2,
    #[serde(rename = "keccak-f-permutations")]
    KeccakF,
    #[serde(rename = "blake-3-permutations")]
    Blake3,
}

/// One instance of a statement; what is needed depends on the operation and on the AIR.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstanceRequest {
    pub air: Value,
    #[serde(default)]
    pub trace: Option<String>,
    #[serde(default)]
    pub preprocessed: Option<String>,
    #[serde(default)]
    pub public_values: Option<Vec<Value>>,
    #[serde(default)]
    pub log_trace_length: Option<usize>,
}

/// What to do.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    Prove,
    Verify,
    Info,
    /// The security report of a shape; or the shape of the first instance, in a batch of all.
    Security,
}

/// One line of input.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    #[serde(default)]
    pub id: Value,
    pub op: Operation,
    #[serde(default)]
    pub suite: String,
    #[serde(default)]
    pub protocol: Option<Protocol>,
    #[serde(default)]
    pub parameters: Option<Parameters>,
    #[serde(default)]
    pub instances: Vec<InstanceRequest>,
    #[serde(default)]
    pub proof: Option<String>,
    #[serde(default)]
    pub shape: Option<ShapeRequest>,
}
