// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Statements, suites and runs of the published Plonky3 crates, shared by the two programs.
//!
//! `p3-judge` answers one JSON request per line (docs/spec/interop.md); `p3-plonky3` has the
//! command line of `p3`. Both only describe a statement and a suite to this library.

// The benchmark build has six of the suites and leaves the helpers of the others unused.
#![cfg_attr(not(feature = "all-suites"), allow(unused_imports, dead_code))]

pub mod air;
pub mod batch_shape;
pub mod builtin;
pub mod cli;
pub mod engine;
pub mod field;
pub mod hex;
pub mod inputs;
pub mod interchange;
pub mod interpreted;
pub mod lowering;
pub mod poseidon2;
pub mod proof_file;
pub mod request;
pub mod resources;
pub mod security;
pub mod stack;
pub mod suites;
