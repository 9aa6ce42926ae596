// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/report.h"

#include <algorithm>

#include "p3/base/check.h"
#include "p3/security/bounds.h"

namespace p3 {
namespace {

// Beyond this the best level no longer changes in practice; p3-security stops there too.
constexpr unsigned kLargestMultiplicity = 1000;

const SecurityInstance& tallest(const SecurityShape& shape) {
  return *std::ranges::max_element(shape.instances, {}, &SecurityInstance::log_rows);
}

// The terms of one regime, in the order of SecurityTermKind.
class TermList {
 public:
  TermList(const StarkParameters& parameters, const SecurityShape& shape, SecurityRegime regime,
           unsigned multiplicity)
      : parameters_(parameters),
        fri_(parameters.fri),
        shape_(shape),
        regime_(regime),
        multiplicity_(multiplicity),
        log_rows_(tallest(shape).log_rows),
        log_lde_(log_rows_ + fri_.log_blowup),
        log2_list_(list() ? bounds::log2_list_size(fri_.log_blowup, multiplicity) : 0.0) {}

  std::vector<SecurityTerm> take() {
    add_constraints();
    add_openings();
    add_low_degree_test();
    add_lookups();
    add(SecurityTermKind::kCommitmentCollision, shape_.collision_bits, 0);
    return std::move(terms_);
  }

 private:
  bool list() const { return regime_ == SecurityRegime::kListDecoding; }

  void add(SecurityTermKind kind, double bits, unsigned grinding) {
    terms_.push_back({kind, bits + grinding, grinding});
  }

  void add_constraints() {
    std::uint64_t constraints = 0;
    double deep = shape_.field_bits;
    for (const SecurityInstance& s : shape_.instances) {
      constraints += s.num_constraints;
      // One false instance has to survive zeta, so the worst counts and not the sum.
      deep = std::min(deep, bounds::deep_ali(shape_.field_bits, log2_list_, s));
    }
    add(SecurityTermKind::kAirComposition,
        bounds::composition(shape_.field_bits, log2_list_, constraints), 0);
    add(SecurityTermKind::kDeepAli, deep, parameters_.ood_pow_bits);
  }

  void add_openings() {
    std::uint64_t openings = 0;
    for (const SecurityInstance& s : shape_.instances) openings += s.openings;
    if (openings < 2) return;  // nothing is combined, so work at this site buys nothing
    const double bits = list() ? bounds::batch_list(shape_.field_bits, log_rows_, fri_.log_blowup,
                                                    openings, multiplicity_)
                               : bounds::batch_unique(shape_.field_bits, log_lde_, openings);
    add(SecurityTermKind::kBatchCombination, bits, fri_.batch_pow_bits);
  }

  // p3-security counts (log LDE - log final length) / max arity rounds, and no folding term where
  // that is 0. A trace that is short beside the arity still folds once: the term stays.
  bool folds() const {
    const bool counted = log_lde_ >= fri_.log_final_poly_len + fri_.max_log_arity;
    return list() || counted || log_rows_ > fri_.log_final_poly_len;
  }

  void add_low_degree_test() {
    if (folds() && regime_ != SecurityRegime::kLegacy) {
      const double bits =
          list() ? bounds::fold_list(shape_.field_bits, log_rows_, fri_.log_blowup,
                                     fri_.max_log_arity, multiplicity_)
                 : bounds::fold_unique(shape_.field_bits, log_lde_, fri_.max_log_arity);
      const double ground = std::max(0.0, bits + fri_.commit_pow_bits);
      terms_.push_back({SecurityTermKind::kLdtCommitPhase, ground, fri_.commit_pow_bits});
    }
    const std::optional<double> query = bits_per_query();
    // Where no bound holds, no work at the queries makes up for it.
    const double bits =
        query ? *query * static_cast<double>(fri_.num_queries) + fri_.query_pow_bits : 0.0;
    terms_.push_back({SecurityTermKind::kLdtQueryPhase, bits, fri_.query_pow_bits});
  }

  std::optional<double> bits_per_query() const {
    switch (regime_) {
      case SecurityRegime::kUniqueDecoding:
        return bounds::query_unique(shape_.instances, fri_.log_blowup);
      case SecurityRegime::kListDecoding:
        return bounds::query_list(shape_.instances, fri_.log_blowup, multiplicity_);
      case SecurityRegime::kConjectured:
        return bounds::query_conjectured(shape_.field_bits, fri_.log_blowup);
      case SecurityRegime::kLegacy:
        break;
    }
    return fri_.log_blowup;
  }

  void add_lookups() {
    const bool lookups = std::ranges::any_of(
        shape_.instances, [](const SecurityInstance& s) { return s.interactions != 0; });
    if (!lookups) return;  // the transcript then has no such challenge and no such grinding
    add(SecurityTermKind::kLogupFingerprint, bounds::logup(shape_.field_bits, shape_.instances),
        parameters_.lookup_pow_bits);
  }

  const StarkParameters& parameters_;
  const FriParameters& fri_;
  const SecurityShape& shape_;
  SecurityRegime regime_;
  unsigned multiplicity_, log_rows_, log_lde_;
  double log2_list_;
  std::vector<SecurityTerm> terms_;
};

}  // namespace

const char* name(SecurityTermKind kind) {
  switch (kind) {
    case SecurityTermKind::kAirComposition:
      return "air-composition";
    case SecurityTermKind::kDeepAli:
      return "deep-ali";
    case SecurityTermKind::kBatchCombination:
      return "batch-combination";
    case SecurityTermKind::kLdtCommitPhase:
      return "ldt-commit-phase";
    case SecurityTermKind::kLdtQueryPhase:
      return "ldt-query-phase";
    case SecurityTermKind::kLogupFingerprint:
      return "logup-fingerprint";
    case SecurityTermKind::kCommitmentCollision:
      return "commitment-collision";
  }
  return "";
}

const char* name(SecurityRegime regime) {
  switch (regime) {
    case SecurityRegime::kUniqueDecoding:
      return "unique-decoding";
    case SecurityRegime::kListDecoding:
      return "list-decoding";
    case SecurityRegime::kConjectured:
      return "conjectured";
    case SecurityRegime::kLegacy:
      return "legacy";
  }
  return "";
}

const SecurityTerm& RegimeReport::binding() const {
  P3_CHECK(!terms.empty(), "a report has at least the term of the hash");
  return *std::ranges::min_element(terms, {}, &SecurityTerm::bits);
}

const SecurityTerm* RegimeReport::find(SecurityTermKind kind) const {
  const auto found = std::ranges::find(terms, kind, &SecurityTerm::kind);
  return found == terms.end() ? nullptr : &*found;
}

const RegimeReport& SecurityReport::proven() const {
  if (list_decoding && list_decoding->bits() > unique_decoding.bits()) return *list_decoding;
  return unique_decoding;
}

unsigned max_multiplicity(const SecurityShape& shape) {
  double largest = kLargestMultiplicity;
  for (const SecurityInstance& s : shape.instances) {
    largest = std::min(largest, bounds::max_multiplicity(s.log_rows, s.opening_points));
  }
  return static_cast<unsigned>(std::max(0.0, largest));
}

RegimeReport assess_regime(const StarkParameters& parameters, const SecurityShape& shape,
                           SecurityRegime regime, unsigned multiplicity) {
  const bool list = regime == SecurityRegime::kListDecoding;
  P3_CHECK(!list || multiplicity >= kMinMultiplicity, "the bounds start at multiplicity 3");
  return {regime, list ? multiplicity : 0,
          TermList(parameters, shape, regime, multiplicity).take()};
}

Result<SecurityReport, SecurityError> assess_security(const StarkParameters& parameters,
                                                      const SecurityShape& shape) {
  if (const auto error = check_security_inputs(parameters, shape)) return Err{*error};
  const auto assess = [&](SecurityRegime regime, unsigned multiplicity = 0) {
    return assess_regime(parameters, shape, regime, multiplicity);
  };
  SecurityReport report{assess(SecurityRegime::kUniqueDecoding), std::nullopt,
                        assess(SecurityRegime::kConjectured), assess(SecurityRegime::kLegacy),
                        std::nullopt};
  // A larger multiplicity makes queries stronger and every challenge weaker: take the best level,
  // and of equal levels the last, as p3-security does.
  const unsigned last = max_multiplicity(shape);
  for (unsigned m = kMinMultiplicity; m <= last; ++m) {
    RegimeReport candidate = assess(SecurityRegime::kListDecoding, m);
    if (!report.list_decoding || candidate.bits() >= report.list_decoding->bits()) {
      report.list_decoding = std::move(candidate);
    }
  }
  return report;
}

}  // namespace p3
