// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace p3::bounds {
namespace {

double power(double log2_value) { return std::exp2(log2_value); }
// 2^-k.
double inverse_power(unsigned k) { return std::ldexp(1.0, -static_cast<int>(k)); }
double real(std::uint64_t count) { return static_cast<double>(count); }

// log2(1 - 2^-k) without cancellation for large k.
double log2_one_minus(unsigned k) { return std::log1p(-inverse_power(k)) / std::numbers::ln2; }

// log2 of the number of exceptional points of a line of words beyond the unique-decoding radius:
// 8 n (m + 1/2)^3 / (3 rho), rho = (2^log_rows - 1) / n [DKT26, theorem 5.12, appendix B]. For
// one row, where that rate is 0, the pairs of positions: n (n - 1) / 2 [DKT26, lemma 3.2].
double log2_exceptional_points(unsigned log_rows, unsigned log_blowup, unsigned multiplicity) {
  const unsigned log_n = log_rows + log_blowup;
  if (log_rows == 0) return 2.0 * log_n + log2_one_minus(log_n) - 1;
  const double log_rate = log2_one_minus(log_rows) - log_blowup;
  return 3 + log_n + 3 * std::log2(multiplicity + 0.5) - std::log2(3.0) - log_rate;
}

double curve_degree(unsigned max_log_arity) { return power(max_log_arity) - 1; }

// Rows and points over the LDE domain: the rate of the code that the opened columns are tested for.
double log2_rate_with_points(const SecurityInstance& s, unsigned log_blowup) {
  return std::log2(1 + s.opening_points * inverse_power(s.log_rows)) - log_blowup;
}

}  // namespace

double log2_list_size(unsigned log_blowup, unsigned multiplicity) {
  return std::log2(multiplicity + 0.5) + 0.5 * log_blowup;
}

double composition(double field_bits, double log2_list, std::uint64_t num_constraints) {
  return std::max(0.0, field_bits - log2_list - std::log2(real(num_constraints)));
}

double deep_ali(double field_bits, double log2_list, const SecurityInstance& s) {
  const double rows = power(s.log_rows);
  const double extra = s.opening_points - 1.0;
  const double degree = real(std::max<std::uint64_t>(s.constraint_degree, 1));
  const double by_trace = degree * (rows + extra) + (rows - 1);
  const double by_chunks = (power(s.log_quotient_chunks) + 1) * rows + extra;
  return std::max(0.0, field_bits - log2_list - std::log2(std::max(by_trace, by_chunks)));
}

double batch_unique(double field_bits, unsigned log_lde, std::uint64_t openings) {
  return std::max(0.0, field_bits - log_lde - std::log2(real(openings - 1)));
}

double batch_list(double field_bits, unsigned log_rows, unsigned log_blowup, std::uint64_t openings,
                  unsigned multiplicity) {
  const double points = log2_exceptional_points(log_rows, log_blowup, multiplicity);
  return std::max(0.0, field_bits - points - std::log2(real(openings - 1)));
}

double fold_unique(double field_bits, unsigned log_lde, unsigned max_log_arity) {
  const double log_n_plus_one = log_lde + std::log1p(inverse_power(log_lde)) / std::numbers::ln2;
  return field_bits - std::log2(curve_degree(max_log_arity)) - log_n_plus_one;
}

double fold_list(double field_bits, unsigned log_rows, unsigned log_blowup, unsigned max_log_arity,
                 unsigned multiplicity) {
  const unsigned log_lde = log_rows + log_blowup;
  const double by_line = field_bits - log2_exceptional_points(log_rows, log_blowup, multiplicity) -
                         std::log2(curve_degree(max_log_arity));
  // The older bound of [StarkFri24], which wins for a single row only.
  const double by_domain = field_bits - max_log_arity - log_lde -
                           std::log1p(inverse_power(log_lde)) / std::numbers::ln2 -
                           std::log2(2.0 * multiplicity + 1) - 0.5 * log_blowup;
  return std::min(by_line, by_domain);
}

std::optional<double> query_unique(std::span<const SecurityInstance> instances,
                                   unsigned log_blowup) {
  double bits = std::numeric_limits<double>::infinity();
  for (const SecurityInstance& s : instances) {
    // Rate 1 after the points have been counted in: every word is a codeword. One row has no test.
    const double log_rate = log2_rate_with_points(s, log_blowup);
    if (s.log_rows == 0 || log_rate >= 0) return std::nullopt;
    bits = std::min(bits, 1 - std::log1p(power(log_rate)) / std::numbers::ln2);
  }
  return bits;
}

std::optional<double> query_list(std::span<const SecurityInstance> instances, unsigned log_blowup,
                                 unsigned multiplicity) {
  const double log_agreement = std::log2(1 + 0.5 / multiplicity) - 0.5 * log_blowup;
  if (log_agreement >= 0) return std::nullopt;
  for (const SecurityInstance& s : instances) {
    if (s.log_rows == 0 || log2_rate_with_points(s, log_blowup) >= log_agreement) {
      return std::nullopt;
    }
  }
  return -log_agreement;
}

double query_conjectured(double field_bits, unsigned log_blowup) {
  // -log2(rate + rate * log2(e / rate) / field_bits) [RandomWords25, section 1.5].
  return std::max(0.0, log_blowup - std::log2(1 + (std::numbers::log2e + log_blowup) / field_bits));
}

double max_multiplicity(unsigned log_rows, unsigned opening_points) {
  // m < 1 / (2 (sqrt(1 + x) - 1)), x = points / rows, with the root moved to the numerator.
  const double x = opening_points * inverse_power(log_rows);
  const double bound = (std::sqrt(1 + x) + 1) / (2 * x);
  const double whole = std::floor(bound);
  return whole == bound ? whole - 1 : whole;
}

double logup(double field_bits, std::span<const SecurityInstance> instances) {
  double messages = 0;
  std::uint64_t widest = 1;
  for (const SecurityInstance& s : instances) {
    messages += real(s.interactions) * power(s.log_rows);
    if (s.interactions != 0) widest = std::max(widest, s.widest_tuple);
  }
  return std::max(0.0, field_bits - std::log2(messages) - std::log2(real(widest) + 2));
}

}  // namespace p3::bounds
