// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/load/attacks.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/tamper.h"
#include "rpp/proofs/tamper_matrix.h"

namespace rpp {
namespace {

// Public fields that an attacker changes in a finished envelope. Kinds are their names.
constexpr std::string_view kVrfFields[] = {"vrf_output_root", "vrf_proof_root", "leader_index",
                                           "beacon_after"};
constexpr std::string_view kQuorumFields[] = {
    "quorum_bitmap_root", "quorum_signature_root", "prevote_power",      "precommit_power",
    "quorum_threshold",   "total_power",           "validator_set_root", "block_hash",
    "vote_slot"};

bool of_family(ConsensusTamper tamper, TamperFamily family) {
  return is_vrf_tamper(tamper) == (family == TamperFamily::kVrf);
}

std::vector<ConsensusTamper> tampers_of(TamperFamily family) {
  std::vector<ConsensusTamper> out;
  for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
    const auto tamper = static_cast<ConsensusTamper>(i);
    if (of_family(tamper, family)) out.push_back(tamper);
  }
  return out;
}

TamperAttempt attempt_of(TamperFamily family, std::string kind, TamperForm form) {
  TamperAttempt attempt;
  attempt.family = family;
  attempt.kind = std::move(kind);
  attempt.form = form;
  return attempt;
}

// Notes the verdict: who refused, and why.
void judge(TamperAttempt& attempt, const p3::Result<Verified, BackendError>& verdict) {
  attempt.accepted = verdict.ok();
  if (verdict) return;
  const BackendError& error = verdict.error();
  attempt.stage = is_cryptographic(error) ? "stark" : category_name(category_of(error.fault));
  attempt.reason = fault_name(error.fault);
}

// Refusals before the verifier are no rejections by it.
TamperAttempt refused(TamperAttempt attempt, const char* stage, std::string reason) {
  attempt.stage = stage;
  attempt.reason = std::move(reason);
  return attempt;
}

TamperAttempt attack_witness(const AttackBench& bench, TamperFamily family, ConsensusTamper tamper,
                             std::uint64_t seed, const ConsensusSample& sample) {
  TamperAttempt attempt = attempt_of(family, tamper_name(tamper), TamperForm::kWitness);
  const auto tampered = tamper_certificate(tamper, sample, seed, bench.pool);
  if (!tampered) return refused(std::move(attempt), "load", "the sample has no room for it");
  ConsensusCase forged(tampered->forged.witness);
  forged.claims = tampered->forged.fields;
  const auto honest = bench.prover.prove(bench.request, forged);
  if (!honest && honest.error().fault == BackendFault::kInvalidWitness) {
    attempt.prover_refusal = honest.error().message;
  }
  const auto proof = ForcedProver(bench.prover).prove(bench.request, bench.forced, forged);
  if (!proof) return refused(std::move(attempt), "prove", to_string(proof.error()));
  judge(attempt, bench.verifier.verify(encode_envelope(proof.value().envelope)));
  return attempt;
}

TamperAttempt attack_envelope(const AttackBench& bench, TamperFamily family, std::string_view name,
                              Envelope envelope) {
  TamperAttempt attempt = attempt_of(family, std::string(name), TamperForm::kEnvelope);
  const FieldTable& table = *bench.forced.circuit().fields;
  const Envelope changed = with_other_field(table, std::move(envelope), table.find(name));
  judge(attempt, bench.verifier.verify(encode_envelope(changed)));
  return attempt;
}

}  // namespace

std::vector<std::string> tamper_kinds(TamperFamily family, TamperForm form) {
  std::vector<std::string> out;
  if (form == TamperForm::kWitness) {
    for (const ConsensusTamper tamper : tampers_of(family)) out.emplace_back(tamper_name(tamper));
  } else if (family == TamperFamily::kVrf) {
    out.assign(std::begin(kVrfFields), std::end(kVrfFields));
  } else {
    out.assign(std::begin(kQuorumFields), std::end(kQuorumFields));
  }
  return out;
}

std::vector<TamperAttempt> attack_run(const AttackBench& bench, TamperFamily family,
                                      std::uint64_t turn, std::uint64_t seed,
                                      const ConsensusSample& sample, const Envelope& envelope) {
  const std::vector<ConsensusTamper> tampers = tampers_of(family);
  const std::vector<std::string> fields = tamper_kinds(family, TamperForm::kEnvelope);
  // So many witness attacks a turn that a scenario of kTurns attacked runs makes all of them.
  const std::size_t share = (tampers.size() + kTamperTurns - 1) / kTamperTurns;
  std::vector<TamperAttempt> out;
  for (std::size_t i = 0; i < share; ++i) {
    const ConsensusTamper tamper = tampers[(turn * share + i) % tampers.size()];
    out.push_back(attack_witness(bench, family, tamper, seed, sample));
  }
  out.push_back(attack_envelope(bench, family, fields[turn % fields.size()], envelope));
  return out;
}

}  // namespace rpp
