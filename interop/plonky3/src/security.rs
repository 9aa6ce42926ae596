// SPDX-License-Identifier: Apache-2.0 OR MIT
//! What `p3-security` says about parameters and a shape, and the shape that `p3-uni-stark` reads
//! off a described AIR.

use p3_air::symbolic::AirLayout;
use p3_field::coset::TwoAdicMultiplicativeCoset;
use p3_field::extension::BinomialExtensionField;
use p3_field::{Field, PrimeCharacteristicRing};
use p3_koala_bear::KoalaBear;
use p3_security::assumption::SecurityAssumption;
use p3_security::fri::{
    FriRegime, commit_phase_error_ldr_m, commit_phase_error_udr, query_phase_error,
};
use p3_security::logup::{self, LogUpAir};
use p3_security::proximity::{alpha_ldr_m, alpha_udr, list_size_ldr_m};
use p3_security::stark::{
    conjectured_security_report, legacy_security_report, proven_security_report,
};
use p3_security::{
    ErrorBits, GrindingSites, InstanceShape, Regime, RegimeReport, StarkAirParams, air, deep,
};
use p3_uni_stark::{OpeningShape, StarkSecurityParams};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::air::{Plain, Statement};
use crate::interchange::Interchange;
use crate::interpreted::Interpreted;
use crate::request::{InstanceRequest, Parameters};

/// Everything beside the parameters that a report depends on.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeRequest {
    pub log_trace_length: usize,
    pub num_constraints: usize,
    pub max_constraint_degree: usize,
    pub num_quotient_chunks: usize,
    pub max_combo: usize,
    pub num_batched_functions: usize,
    pub num_interactions: usize,
    pub max_message_width: usize,
    pub modulus_bits: usize,
    pub collision_resistance: usize,
    /// Terms of list decoding at this proximity parameter, beside those of the best one.
    pub probe_m: usize,
}

/// Terms by `regime/label`; infinite ones are null. Folding and query terms of the proven regimes,
/// which a report only has as their minimum, come from the functions below it.
type Numbers = Map<String, Value>;

fn put(numbers: &mut Numbers, regime: &str, label: &str, bits: f64) {
    numbers.insert(format!("{regime}/{label}"), json!(bits));
}

fn put_report(numbers: &mut Numbers, regime: &str, report: &RegimeReport) {
    for term in report.terms() {
        put(numbers, regime, term.label, term.bits.bits());
    }
    put(numbers, regime, "security", report.security_bits());
}

fn put_phases(numbers: &mut Numbers, regime: &str, commit: Option<ErrorBits>, query: ErrorBits) {
    if let Some(commit) = commit {
        put(numbers, regime, "ldt-commit-phase", commit.bits());
    }
    put(numbers, regime, "ldt-query-phase", query.bits());
}

/// The report on one shape.
pub fn report(p: &Parameters, s: &ShapeRequest) -> Result<Value, String> {
    if s.num_batched_functions < 2 && s.probe_m != 0 {
        return Err("probe_m: expected at least two batched functions".into());
    }
    let fri = fri_regime(p);
    let air = StarkAirParams {
        num_constraints: s.num_constraints,
        max_constraint_degree: s.max_constraint_degree,
        num_quotient_chunks: s.num_quotient_chunks,
        max_combo: s.max_combo,
    };
    let shape = InstanceShape {
        log_trace_length: s.log_trace_length,
        modulus_bits: s.modulus_bits,
        collision_resistance: s.collision_resistance,
        num_batched_functions: s.num_batched_functions,
    };
    let grinding = sites(p);
    let lookups =
        LogUpAir { num_interactions: s.num_interactions, max_message_width: s.max_message_width };
    let extras: Vec<_> = logup::security_term(&lookups, &shape, &grinding).into_iter().collect();
    let proven = proven_security_report(&fri, &air, &shape, &extras, &grinding);
    let conjectured = conjectured_security_report(&fri, &air, &shape, &extras, &grinding);
    let legacy =
        legacy_security_report(&fri, &air, &shape, &extras, &grinding).ok_or("no legacy report")?;

    let mut numbers = Numbers::new();
    put_report(&mut numbers, "unique-decoding", &proven.udr);
    put_report(&mut numbers, "conjectured", &conjectured);
    put_report(&mut numbers, "legacy", &legacy);
    let alpha = alpha_udr(s.log_trace_length, p.log_blowup, s.max_combo);
    let query = query_phase_error(alpha, p.num_queries, p.query_pow_bits);
    put_phases(&mut numbers, "unique-decoding", commit_phase_error_udr(&fri, &shape), query);
    if let Some(list) = &proven.ldr {
        let Regime::ListDecoding { m } = list.regime else { return Err("a strange regime".into()) };
        put_report(&mut numbers, "list-decoding", list);
        put_list_phases(&mut numbers, "list-decoding", p, &shape, m);
        put(&mut numbers, "list-decoding", "m", m as f64);
    }
    if s.probe_m != 0 {
        probe(&mut numbers, p, &air, &shape, s.probe_m);
    }
    put(&mut numbers, "proven", "security", proven.security_bits());
    Ok(Value::Object(numbers))
}

fn fri_regime(p: &Parameters) -> FriRegime {
    FriRegime {
        log_blowup: p.log_blowup,
        num_queries: p.num_queries,
        log_final_poly_len: p.log_final_poly_len,
        max_log_arity: p.max_log_arity,
        commit_pow_bits: p.commit_pow_bits,
        query_pow_bits: p.query_pow_bits,
    }
}

fn sites(p: &Parameters) -> GrindingSites {
    GrindingSites {
        out_of_domain: p.ood_pow_bits,
        batch_combination: p.batch_pow_bits,
        lookup_challenge: p.lookup_pow_bits,
    }
}

fn put_list_phases(
    numbers: &mut Numbers,
    regime: &str,
    p: &Parameters,
    shape: &InstanceShape,
    m: usize,
) {
    let alpha = alpha_ldr_m(p.log_blowup, m);
    let query = query_phase_error(alpha, p.num_queries, p.query_pow_bits);
    put_phases(numbers, regime, commit_phase_error_ldr_m(&fri_regime(p), shape, m), query);
}

/// The terms of list decoding at a proximity parameter that need not be the best one.
fn probe(
    numbers: &mut Numbers,
    p: &Parameters,
    air_params: &StarkAirParams,
    shape: &InstanceShape,
    m: usize,
) {
    let list = list_size_ldr_m(p.log_blowup, m);
    let ali = air::composition_error(air_params.num_constraints, list, shape.modulus_bits);
    put(numbers, "probe", "air-composition", ali.bits());
    let zeta = deep::deep_ali_error(air_params, shape, list).bits() + p.ood_pow_bits as f64;
    put(numbers, "probe", "deep-ali", zeta);
    let batch = SecurityAssumption::prox_gaps_error_jb_at_m(
        shape.log_trace_length,
        p.log_blowup,
        shape.modulus_bits,
        shape.num_batched_functions,
        m,
    );
    put(numbers, "probe", "batch-combination", batch.max(0.0) + p.batch_pow_bits as f64);
    put_list_phases(numbers, "probe", p, shape, m);
}

/// The shape of a described KoalaBear AIR over the degree-4 extension, as uni-stark derives it.
pub fn air_shape(p: &Parameters, instance: &InstanceRequest) -> Result<Value, String> {
    type EF = BinomialExtensionField<KoalaBear, 4>;
    let log_rows = instance.log_trace_length.ok_or("expected a log_trace_length")?;
    let air = Interpreted::new(Interchange::<KoalaBear>::from_json(&instance.air)?, None);
    let reads_next = air.reads_next_row() || air.reads_preprocessed_next_row();
    let max_combo = 1 + usize::from(reads_next);
    let air = Plain(air);
    let domain = TwoAdicMultiplicativeCoset::new(KoalaBear::ONE, log_rows)
        .ok_or("log_trace_length: beyond the two-adicity")?;
    let params = StarkSecurityParams::from_air::<KoalaBear, EF, _>(
        fri_regime(p),
        &air,
        AirLayout::from_air(&air),
        domain,
        EF::bits(),
        128,
        max_combo,
        OpeningShape::new(),
        sites(p),
    );
    let mut numbers = Numbers::new();
    let mut count = |name: &str, value: usize| numbers.insert(name.into(), json!(value));
    count("num_constraints", params.num_constraints);
    count("max_constraint_degree", params.air_max_constraint_degree);
    count("num_quotient_chunks", params.num_quotient_chunks);
    count("num_batched_functions", params.num_batched_functions);
    count("max_combo", params.max_combo);
    Ok(Value::Object(numbers))
}
