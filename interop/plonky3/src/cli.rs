// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The command line of `p3-plonky3`: the option names, defaults and choices of `p3`.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::request::{Parameters, Protocol};

mod options;
mod usage;

pub use usage::USAGE;

use options::{choice, number};

/// What to do with the statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Prove { repeat: usize, proof_out: Option<String> },
    Verify { proof: String },
}

/// How the result appears on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stats {
    Text,
    Json,
}

/// A parsed call.
#[derive(Clone, Debug)]
pub struct Call {
    pub command: Command,
    pub field: &'static str,
    pub objective: &'static str,
    pub merkle_hash: &'static str,
    pub log_trace_length: usize,
    pub vector_len: usize,
    pub merkle_arity: usize,
    pub extension_degree: usize,
    pub protocol: Protocol,
    pub parameters: Parameters,
    pub seed: u64,
    pub threads: Option<usize>,
    pub stats: Stats,
}

/// Why there is no call: help was asked for, or the usage is wrong.
#[derive(Debug)]
pub enum NoCall {
    Help,
    Usage(String),
}

impl From<String> for NoCall {
    fn from(error: String) -> Self {
        Self::Usage(error)
    }
}

const FIELDS: [&str; 3] = ["koala-bear", "baby-bear", "goldilocks"];
const OBJECTIVES: [&str; 4] =
    ["fibonacci", "poseidon-2-permutations", "keccak-f-permutations", "blake-3-permutations"];
const HASHES: [&str; 4] = ["poseidon-2", "poseidon-2-width-16", "keccak-f", "keccak-256"];
const PRESETS: [&str; 3] = ["benchmark", "benchmark-high-arity", "testing"];

/// Parses everything after the program's name.
pub fn parse(args: &[String]) -> Result<Call, NoCall> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => return Err(NoCall::Usage("expected prove or verify".into())),
    };
    if matches!(command, "-h" | "--help") || rest.iter().any(|a| a == "-h" || a == "--help") {
        return Err(NoCall::Help);
    }
    if !matches!(command, "prove" | "verify") {
        return Err(NoCall::Usage(format!("expected prove or verify, got {command}")));
    }
    let given = options::collect(rest, command)?;
    Ok(call(command, &given)?)
}

fn call(command: &str, given: &HashMap<&'static str, String>) -> Result<Call, String> {
    let text =
        |name: &str, default: &str| given.get(name).map_or(default, String::as_str).to_owned();
    let required = |name: &str| given.get(name).cloned().ok_or(format!("{name} is required"));
    let field = choice("--field", &text("--field", "koala-bear"), &FIELDS)?;
    let merkle_hash = choice("--merkle-hash", &text("--merkle-hash", "keccak-f"), &HASHES)?;
    let protocol = choice("--protocol", &text("--protocol", "uni"), &["uni", "batch"])?;
    let stats = choice("--stats", &text("--stats", "text"), &["text", "json"])?;
    let command = if command == "prove" {
        let repeat = number(given, "--repeat", 1)?;
        if repeat == 0 {
            return Err("--repeat: expected at least 1; got 0".into());
        }
        Command::Prove { repeat, proof_out: given.get("--proof-out").cloned() }
    } else {
        Command::Verify { proof: required("--proof")? }
    };
    required("--log-trace-length")?;
    Ok(Call {
        command,
        field,
        objective: choice("--objective", &required("--objective")?, &OBJECTIVES)?,
        merkle_hash,
        log_trace_length: number(given, "--log-trace-length", 0)?,
        vector_len: number(given, "--vector-len", 8)?,
        merkle_arity: number(given, "--merkle-arity", 2)?,
        extension_degree: number(
            given,
            "--extension-degree",
            if field == "goldilocks" { 2 } else { 4 },
        )?,
        protocol: if protocol == "uni" { Protocol::Uni } else { Protocol::Batch },
        parameters: parameters(given)?,
        seed: number(given, "--seed", 1)?,
        threads: given.get("--threads").map(|_| number(given, "--threads", 1)).transpose()?,
        stats: if stats == "text" { Stats::Text } else { Stats::Json },
    })
}

fn parameters(given: &HashMap<&'static str, String>) -> Result<Parameters, String> {
    let preset = given.get("--preset").map_or("benchmark-high-arity", String::as_str);
    let high_arity = Parameters {
        log_blowup: 1,
        log_final_poly_len: 0,
        max_log_arity: 3,
        num_queries: 100,
        batch_pow_bits: 10,
        commit_pow_bits: 0,
        query_pow_bits: 16,
        ood_pow_bits: 0,
        lookup_pow_bits: 0,
        cap_height: 3,
    };
    let base = match choice("--preset", preset, &PRESETS)? {
        "benchmark" => Parameters { max_log_arity: 1, batch_pow_bits: 0, ..high_arity },
        "testing" => Parameters {
            log_blowup: 2,
            max_log_arity: 1,
            num_queries: 2,
            batch_pow_bits: 0,
            commit_pow_bits: 1,
            query_pow_bits: 1,
            cap_height: 0,
            ..high_arity
        },
        _ => high_arity,
    };
    Ok(Parameters {
        log_blowup: number(given, "--log-blowup", base.log_blowup)?,
        log_final_poly_len: number(given, "--log-final-poly-len", base.log_final_poly_len)?,
        max_log_arity: number(given, "--max-log-arity", base.max_log_arity)?,
        num_queries: number(given, "--num-queries", base.num_queries)?,
        batch_pow_bits: number(given, "--batch-pow-bits", base.batch_pow_bits)?,
        commit_pow_bits: number(given, "--commit-pow-bits", base.commit_pow_bits)?,
        query_pow_bits: number(given, "--query-pow-bits", base.query_pow_bits)?,
        ood_pow_bits: number(given, "--ood-pow-bits", base.ood_pow_bits)?,
        lookup_pow_bits: number(given, "--lookup-pow-bits", base.lookup_pow_bits)?,
        cap_height: number(given, "--cap-height", base.cap_height)?,
    })
}

impl Call {
    /// The suite that these choices name, whether or not it is compiled in.
    pub fn suite_name(&self) -> String {
        let field = match self.field {
            "koala-bear" => "kb",
            "baby-bear" => "bb",
            _ => "gl",
        };
        let hash = match self.merkle_hash {
            "poseidon-2" => "p2",
            "poseidon-2-width-16" => "p2w16",
            "keccak-f" => "keccak",
            _ => "keccakbytes",
        };
        let arity = match self.merkle_arity {
            2 => String::new(),
            n => format!("-ary{n}"),
        };
        format!("{field}{}-{hash}{arity}", self.extension_degree)
    }

    /// The statement as an `air` member of the line protocol.
    pub fn air(&self) -> Value {
        json!({
            "builtin": self.objective,
            "vector_len": self.vector_len,
            "log_trace_length": self.log_trace_length,
            "seed": self.seed,
        })
    }

    /// The `parameters` object of the statistics.
    pub fn describe(&self, threads: usize) -> Value {
        let p = &self.parameters;
        json!({
            "field": self.field,
            "objective": self.objective,
            "log_trace_length": self.log_trace_length,
            "vector_len": self.vector_len,
            "seed": self.seed,
            "merkle_hash": self.merkle_hash,
            "merkle_arity": self.merkle_arity,
            "protocol": if self.protocol == Protocol::Uni { "uni" } else { "batch" },
            "extension_degree": self.extension_degree,
            "log_blowup": p.log_blowup,
            "num_queries": p.num_queries,
            "log_final_poly_len": p.log_final_poly_len,
            "max_log_arity": p.max_log_arity,
            "cap_height": p.cap_height,
            "commit_pow_bits": p.commit_pow_bits,
            "query_pow_bits": p.query_pow_bits,
            "batch_pow_bits": p.batch_pow_bits,
            "ood_pow_bits": p.ood_pow_bits,
            "lookup_pow_bits": p.lookup_pow_bits,
            "threads": threads,
        })
    }
}
