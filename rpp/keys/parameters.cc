// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/parameters.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "rpp/keys/key_security.h"

namespace rpp {
namespace {

// What the tuning fixes, with all queries and grinding that are allowed.
p3::StarkParameters most_grinding(const ProfileInfo& profile, const CircuitTuning& tuning,
                                  bool lookups) {
  p3::StarkParameters p;
  p.fri.log_blowup = tuning.log_blowup;
  p.fri.log_final_poly_len = tuning.log_final_poly_len;
  p.fri.max_log_arity = tuning.max_log_arity;
  p.fri.num_queries = kMaxKeyQueries;
  p.ood_pow_bits = profile.grinding.ood;
  // Without lookups the transcript has no such site.
  p.lookup_pow_bits = lookups ? profile.grinding.lookup : 0;
  p.fri.batch_pow_bits = profile.grinding.batch;
  p.fri.commit_pow_bits = profile.grinding.max_commit;
  p.fri.query_pow_bits = std::min(profile.grinding.query, tuning.max_query_pow);
  p.cap_height = tuning.cap_height;
  return p;
}

// The cap may be no lower than the shortest tree.
void lower_cap(const Circuit& circuit, const p3::ChallengeAndTree& system, p3::StarkParameters& p) {
  while (p.cap_height > 0 && parameters_problem(circuit, system, p)) --p.cap_height;
}

double proven_bits(const p3::StarkParameters& parameters, const p3::SecurityShape& shape) {
  const auto report = p3::assess_security(parameters, shape);
  return report ? report.value().proven_bits() : 0;
}

// The fewest queries with `target` bits; more queries never give fewer bits.
std::size_t fewest_queries(p3::StarkParameters p, const p3::SecurityShape& shape, double target) {
  std::size_t low = 1, high = kMaxKeyQueries;
  while (low < high) {
    p.fri.num_queries = low + (high - low) / 2;
    if (proven_bits(p, shape) >= target) {
      high = p.fri.num_queries;
    } else {
      low = p.fri.num_queries + 1;
    }
  }
  return low;
}

// Takes away the work that a term does not need: whole bits above the target.
void spare(const p3::RegimeReport& report, p3::SecurityTermKind kind, double target, unsigned least,
           unsigned& bits) {
  const p3::SecurityTerm* term = report.find(kind);
  if (term == nullptr) return;
  const auto above = static_cast<unsigned>(std::floor(std::max(0.0, term->bits - target)));
  bits = std::max(least, bits - std::min(bits, above));
}

void spare_grinding(const p3::RegimeReport& report, const GrindingLimits& limits, double target,
                    p3::StarkParameters& p) {
  using enum p3::SecurityTermKind;
  spare(report, kDeepAli, target, 0, p.ood_pow_bits);
  spare(report, kLogupFingerprint, target, 0, p.lookup_pow_bits);
  spare(report, kBatchCombination, target, 0, p.fri.batch_pow_bits);
  spare(report, kLdtCommitPhase, target, limits.min_commit, p.fri.commit_pow_bits);
  spare(report, kLdtQueryPhase, target, 0, p.fri.query_pow_bits);
}

std::string bits_text(double bits) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f", bits);
  return text;
}

KeyError unreachable(const Circuit& circuit, const p3::SecurityReport& report, unsigned target) {
  const p3::SecurityTerm& term = report.proven().binding();
  return {KeyFault::kUnreachableSecurity, std::string(circuit.name),
          "asked for " + std::to_string(target) + " proven bits; " + p3::name(term.kind) +
              " stays at " + bits_text(term.bits) + " with all queries and grinding allowed"};
}

}  // namespace

p3::Result<ChosenParameters, KeyError> choose_parameters(const Circuit& circuit,
                                                         const ProfileInfo& profile,
                                                         unsigned security_bits,
                                                         const CircuitTuning& tuning) {
  const p3::SecurityShape shape = worst_shape(circuit, profile.system);
  const bool lookups = std::ranges::any_of(
      shape.instances, [](const p3::SecurityInstance& s) { return s.interactions != 0; });
  p3::StarkParameters p = most_grinding(profile, tuning, lookups);
  lower_cap(circuit, profile.system, p);
  if (auto problem = parameters_problem(circuit, profile.system, p)) {
    return p3::Err{
        KeyError{KeyFault::kImpossibleParameters, std::string(circuit.name), std::move(*problem)}};
  }
  const auto most = p3::assess_security(p, shape);
  if (!most) {
    return p3::Err{KeyError{KeyFault::kImpossibleParameters, std::string(circuit.name),
                            p3::to_string(most.error())}};
  }
  const double target = security_bits;
  if (most.value().proven_bits() < target) {
    return p3::Err{unreachable(circuit, most.value(), security_bits)};
  }
  p.fri.num_queries = fewest_queries(p, shape, target);
  const p3::SecurityReport full = p3::assess_security(p, shape).value();
  spare_grinding(full.proven(), profile.grinding, target, p);
  return ChosenParameters{p, p3::assess_security(p, shape).value()};
}

}  // namespace rpp
