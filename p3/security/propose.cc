// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/propose.h"

#include <algorithm>
#include <cmath>

#include "p3/fri/geometry.h"

namespace p3 {
namespace {

// The five grinding sites by the term that they raise; null for a term without a site.
unsigned* grinding_site(StarkParameters& p, SecurityTermKind kind) {
  switch (kind) {
    case SecurityTermKind::kDeepAli:
      return &p.ood_pow_bits;
    case SecurityTermKind::kBatchCombination:
      return &p.fri.batch_pow_bits;
    case SecurityTermKind::kLdtCommitPhase:
      return &p.fri.commit_pow_bits;
    case SecurityTermKind::kLdtQueryPhase:
      return &p.fri.query_pow_bits;
    case SecurityTermKind::kLogupFingerprint:
      return &p.lookup_pow_bits;
    case SecurityTermKind::kAirComposition:
    case SecurityTermKind::kCommitmentCollision:
      break;
  }
  return nullptr;
}

void set_grinding(StarkParameters& p, unsigned bits) {
  p.ood_pow_bits = p.lookup_pow_bits = bits;
  p.fri.batch_pow_bits = p.fri.commit_pow_bits = p.fri.query_pow_bits = bits;
}

// Smallest whole number n with base + n * step >= target as floating point adds it up; some number
// above `most` where n would be.
double fewest(double target, double base, double step, double most) {
  double n = std::max(0.0, std::ceil((target - base) / step));
  // Rounding can leave it one short. Far above `most` adding 1 could change nothing.
  while (n <= most && base + n * step < target) ++n;
  return n;
}

// Hashes that the prover tries on average, over all sites.
double grinding_work(const StarkParameters& p, std::size_t folding_rounds) {
  return std::exp2(p.ood_pow_bits) + std::exp2(p.lookup_pow_bits) +
         std::exp2(p.fri.batch_pow_bits) + std::exp2(p.fri.query_pow_bits) +
         static_cast<double>(folding_rounds) * std::exp2(p.fri.commit_pow_bits);
}

class Planner {
 public:
  Planner(const StarkParameters& base, const SecurityShape& shape, const ProofLayout& layout,
          double target, const ProposalLimits& limits)
      : base_(base), shape_(shape), layout_(layout), target_(target), limits_(limits) {}

  ProposalCandidate candidate(unsigned log_blowup) {
    plain_ = base_;
    plain_.fri.log_blowup = log_blowup;
    plain_.fri.num_queries = 1;
    set_grinding(plain_, 0);
    count_rounds();
    best_.reset();
    try_regime(SecurityRegime::kUniqueDecoding, 0);
    const unsigned last = max_multiplicity(shape_);
    for (unsigned m = kMinMultiplicity; m <= last; ++m) {
      try_regime(SecurityRegime::kListDecoding, m);
    }
    ProposalCandidate out{log_blowup, std::nullopt, std::nullopt};
    if (best_) {
      out.proposal = Proposal{*best_, assess_security(*best_, shape_).value(),
                              estimate_proof_size(*best_, layout_)};
    } else {
      out.obstacle = obstacle();
    }
    return out;
  }

 private:
  void count_rounds() {
    std::vector<unsigned> heights;
    for (const SecurityInstance& s : shape_.instances) {
      heights.push_back(s.log_rows + plain_.fri.log_blowup);
    }
    rounds_ = make_fri_geometry(plain_.fri, std::move(heights)).log_arities.size();
  }

  // The least that this regime needs, if the limits allow it; kept if it beats the best so far.
  void try_regime(SecurityRegime regime, unsigned multiplicity) {
    const RegimeReport plain = assess_regime(plain_, shape_, regime, multiplicity);
    StarkParameters trial = plain_;
    for (const SecurityTerm& term : plain.terms) {
      if (term.kind == SecurityTermKind::kLdtQueryPhase) {
        if (!plan_queries(term.bits, trial)) return;
        continue;
      }
      const double need = fewest(target_, term.bits, 1, limits_.max_pow_bits);
      if (need == 0) continue;
      unsigned* site = grinding_site(trial, term.kind);
      if (site == nullptr || need > limits_.max_pow_bits) return;
      *site = static_cast<unsigned>(need);
    }
    if (best_ && !better(trial, *best_)) return;
    // A folding bound below 0 bits counts from there, which its 0 bits in `plain` do not show.
    if (assess_regime(trial, shape_, regime, multiplicity).bits() < target_) return;
    best_ = trial;
  }

  // `per_query` is the bits of one query without grinding; 0 where the bound does not hold.
  bool plan_queries(double per_query, StarkParameters& trial) const {
    if (per_query <= 0) return false;
    const auto most = static_cast<double>(limits_.max_queries);
    const double queries = std::max(1.0, fewest(target_, limits_.max_pow_bits, per_query, most));
    if (queries > most) return false;
    const double work = fewest(target_, queries * per_query, 1, limits_.max_pow_bits);
    trial.fri.num_queries = static_cast<std::size_t>(queries);
    trial.fri.query_pow_bits = static_cast<unsigned>(work);
    return trial.fri.query_pow_bits <= limits_.max_pow_bits;
  }

  bool better(const StarkParameters& a, const StarkParameters& b) const {
    if (a.fri.num_queries != b.fri.num_queries) return a.fri.num_queries < b.fri.num_queries;
    return grinding_work(a, rounds_) < grinding_work(b, rounds_);
  }

  ProposalObstacle obstacle() const {
    StarkParameters most = plain_;
    set_grinding(most, limits_.max_pow_bits);
    most.fri.num_queries = limits_.max_queries;
    const SecurityReport report = assess_security(most, shape_).value();
    return {report.proven().regime, report.proven().binding()};
  }

  const StarkParameters& base_;
  const SecurityShape& shape_;
  const ProofLayout& layout_;
  double target_;
  const ProposalLimits& limits_;
  StarkParameters plain_;  // the blowup at hand, one query, no grinding
  std::size_t rounds_ = 0;
  std::optional<StarkParameters> best_;
};

std::optional<SecurityError> check_limits(const StarkParameters& base, const SecurityShape& shape,
                                          const ProposalLimits& limits) {
  StarkParameters extreme = base;
  set_grinding(extreme, limits.max_pow_bits);
  extreme.fri.num_queries = limits.max_queries;
  for (const unsigned log_blowup : {limits.min_log_blowup, limits.max_log_blowup}) {
    extreme.fri.log_blowup = log_blowup;
    if (auto error = check_security_inputs(extreme, shape)) return error;
  }
  return std::nullopt;
}

}  // namespace

Result<ProposalTable, SecurityError> propose_parameters(const StarkParameters& base,
                                                        const SecurityShape& shape,
                                                        const ProofLayout& layout,
                                                        unsigned target_bits,
                                                        const ProposalLimits& limits) {
  if (auto error = check_limits(base, shape, limits)) return Err{*error};
  ProposalTable table;
  Planner planner(base, shape, layout, target_bits, limits);
  for (unsigned b = limits.min_log_blowup; b <= limits.max_log_blowup; ++b) {
    table.candidates.push_back(planner.candidate(b));
    const auto& proposal = table.candidates.back().proposal;
    if (!proposal) continue;
    const auto smallest = [&] { return table.candidates[*table.best].proposal->size.total(); };
    if (!table.best || proposal->size.total() < smallest()) {
      table.best = table.candidates.size() - 1;
    }
  }
  return table;
}

}  // namespace p3
