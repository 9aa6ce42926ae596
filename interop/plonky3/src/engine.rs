// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Proves and verifies a list of instances with one upstream configuration.

use std::fmt::Debug;
use std::time::Instant;

use p3_air::symbolic::SymbolicExpressionExt;
use p3_batch_stark::{BatchProof, ProverData, StarkInstance, prove_batch, verify_batch};
use p3_challenger::GrindingChallenger;
use p3_commit::Pcs;
use p3_field::Algebra;
use p3_matrix::Matrix;
use p3_matrix::dense::RowMajorMatrix;
use p3_uni_stark::{
    Domain, PcsProverError, Proof, StarkGenericConfig, Val, prove_with_preprocessed,
    setup_preprocessed, verify_with_preprocessed,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::air::{Plain, Statement, WithLookups};
use crate::resources::user_seconds;

/// One instance; a verifier has no trace and gets the height some other way, if at all.
pub struct Instance<F, S> {
    pub air: S,
    pub trace: Option<RowMajorMatrix<F>>,
    pub log_rows: Option<usize>,
    pub public_values: Vec<F>,
}

/// A proof and how long it took; trace and setup of preprocessed columns are left out.
pub struct Proved {
    pub bytes: Vec<u8>,
    pub seconds: f64,
    /// User CPU time of all threads in those seconds.
    pub user_seconds: f64,
}

/// Runs a prover and times it.
fn timed<T, E: Debug>(prove: impl FnOnce() -> Result<T, E>) -> Result<(T, f64, f64), String> {
    let (start, user) = (Instant::now(), user_seconds());
    let proof = prove().map_err(|e| format!("{e:?}"))?;
    Ok((proof, start.elapsed().as_secs_f64(), user_seconds() - user))
}

/// Why a proof was not accepted.
#[derive(Debug)]
pub enum Rejection {
    /// The bytes are no proof of this protocol.
    Decode(String),
    /// The verifier's own error.
    Reject(String),
}

/// The verifier's answer. Bytes after the proof are ignored by upstream; they are counted here.
pub struct Verified {
    pub rejection: Option<Rejection>,
    pub trailing_bytes: usize,
    pub seconds: f64,
}

impl Verified {
    fn undecodable(error: impl ToString) -> Self {
        Self {
            rejection: Some(Rejection::Decode(error.to_string())),
            trailing_bytes: 0,
            seconds: 0.0,
        }
    }

    fn new<E: Debug>(result: Result<(), E>, rest: &[u8], start: Instant) -> Self {
        Self {
            rejection: result.err().map(|e| Rejection::Reject(format!("{e:?}"))),
            trailing_bytes: rest.len(),
            seconds: start.elapsed().as_secs_f64(),
        }
    }
}

type PcsOf<SC> = <SC as StarkGenericConfig>::Pcs;
type CommitmentOf<SC> = <PcsOf<SC> as Pcs<
    <SC as StarkGenericConfig>::Challenge,
    <SC as StarkGenericConfig>::Challenger,
>>::Commitment;
type PcsDataOf<SC> = <PcsOf<SC> as Pcs<
    <SC as StarkGenericConfig>::Challenge,
    <SC as StarkGenericConfig>::Challenger,
>>::ProverData;

fn encode<T: Serialize>(proof: &T) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(proof).map_err(|e| e.to_string())
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, &[u8]), Verified> {
    postcard::take_from_bytes(bytes).map_err(Verified::undecodable)
}

fn only<T>(mut instances: Vec<T>) -> Result<T, String> {
    match (instances.pop(), instances.len()) {
        (Some(instance), 0) => Ok(instance),
        (_, n) => Err(format!("expected one instance for uni-stark, got {}", n + 1)),
    }
}

fn height<F: Clone + Send + Sync, S>(instance: &Instance<F, S>) -> Result<usize, String> {
    instance.log_rows.ok_or_else(|| "expected a log_trace_length".into())
}

/// uni-stark. Lookups are a usage error: nothing would check them.
pub fn prove_uni<SC, S>(config: &SC, instances: Vec<Instance<Val<SC>, S>>) -> Result<Proved, String>
where
    SC: StarkGenericConfig,
    SC::Challenger: GrindingChallenger<Witness = Val<SC>>,
    S: Statement<Val<SC>>,
{
    let instance = only(instances)?;
    if instance.air.has_lookups() {
        return Err("expected an AIR without lookups for uni-stark".into());
    }
    let log_rows = height(&instance)?;
    let trace = instance.trace.ok_or("expected a trace")?;
    let air = Plain(instance.air);
    let setup = setup_preprocessed(config, &air, log_rows).map_err(|e| format!("{e:?}"))?;
    let key = setup.as_ref().map(|(data, _)| data);
    let (proof, seconds, user_seconds) =
        timed(|| prove_with_preprocessed(config, &air, trace, &instance.public_values, key))?;
    Ok(Proved { bytes: encode(&proof)?, seconds, user_seconds })
}

/// uni-stark. Only preprocessed columns need a known height.
pub fn verify_uni<SC, S>(
    config: &SC,
    instances: Vec<Instance<Val<SC>, S>>,
    bytes: &[u8],
) -> Result<Verified, String>
where
    SC: StarkGenericConfig,
    SC::Challenger: GrindingChallenger<Witness = Val<SC>>,
    S: Statement<Val<SC>>,
{
    let instance = only(instances)?;
    let log_rows = match instance.air.preprocessed() {
        Some(matrix) => matrix.height().ilog2() as usize,
        None => 0,
    };
    let air = Plain(instance.air);
    let setup = setup_preprocessed(config, &air, log_rows).map_err(|e| format!("{e:?}"))?;
    let start = Instant::now();
    let (proof, rest) = match decode::<Proof<SC>>(bytes) {
        Ok(decoded) => decoded,
        Err(undecodable) => return Ok(undecodable),
    };
    let key = setup.as_ref().map(|(_, key)| key);
    let result = verify_with_preprocessed(config, &air, &proof, &instance.public_values, key);
    Ok(Verified::new(result, rest, start))
}

/// batch-stark.
pub fn prove_batch_stark<SC, S>(
    config: &SC,
    instances: Vec<Instance<Val<SC>, S>>,
) -> Result<Proved, String>
where
    SC: StarkGenericConfig,
    SC::Challenger: GrindingChallenger<Witness = Val<SC>>,
    SymbolicExpressionExt<Val<SC>, SC::Challenge>: Algebra<SC::Challenge>,
    Domain<SC>: Send + Sync,
    SC::Pcs: Sync,
    PcsProverError<SC>: Send,
    PcsDataOf<SC>: Sync,
    CommitmentOf<SC>: Sync,
    S: Statement<Val<SC>>,
{
    let heights = instances.iter().map(height).collect::<Result<Vec<_>, _>>()?;
    let mut airs = vec![];
    let mut traces = vec![];
    let mut public_values = vec![];
    for instance in instances {
        airs.push(WithLookups(instance.air));
        traces.push(instance.trace.ok_or("expected a trace")?);
        public_values.push(instance.public_values);
    }
    let data =
        ProverData::from_airs_and_degrees(config, &airs, &heights).map_err(|e| format!("{e:?}"))?;
    let borrowed: Vec<_> = traces.iter().collect();
    let instances = StarkInstance::new_multiple(&airs, &borrowed, &public_values);
    let (proof, seconds, user_seconds) = timed(|| prove_batch(config, &instances, &data))?;
    Ok(Proved { bytes: encode(&proof)?, seconds, user_seconds })
}

/// batch-stark. The key (lookup layout, preprocessed commitment) is made from the stated heights;
/// an instance without one takes what the proof claims, which a prover may have chosen freely.
pub fn verify_batch_stark<SC, S>(
    config: &SC,
    instances: Vec<Instance<Val<SC>, S>>,
    bytes: &[u8],
) -> Result<Verified, String>
where
    SC: StarkGenericConfig,
    SC::Challenger: GrindingChallenger<Witness = Val<SC>>,
    SymbolicExpressionExt<Val<SC>, SC::Challenge>: Algebra<SC::Challenge>,
    S: Statement<Val<SC>>,
{
    let start = Instant::now();
    let (proof, rest) = match decode::<BatchProof<SC>>(bytes) {
        Ok(decoded) => decoded,
        Err(undecodable) => return Ok(undecodable),
    };
    let decoding = start.elapsed();
    let heights: Vec<usize> = instances
        .iter()
        .enumerate()
        .map(|(i, instance)| {
            let claimed = proof.degree_bits.get(i).copied().filter(|&bits| bits <= 24);
            instance.log_rows.or(claimed).unwrap_or(0)
        })
        .collect();
    let (airs, public_values): (Vec<_>, Vec<_>) =
        instances.into_iter().map(|i| (WithLookups(i.air), i.public_values)).unzip();
    let data =
        ProverData::from_airs_and_degrees(config, &airs, &heights).map_err(|e| format!("{e:?}"))?;
    let start = Instant::now() - decoding;
    let result = verify_batch(config, &airs, &proof, &public_values, &data.common);
    Ok(Verified::new(result, rest, start))
}
