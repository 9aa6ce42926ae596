// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/parameters.h"

#include "p3/field/baby_bear.h"
#include "p3/field/extension_params.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

namespace p3 {
namespace {

std::optional<VerifyError> fault(VerifyReason reason, const char* parameter, std::uint64_t limit,
                                 std::uint64_t got) {
  return VerifyError{.reason = reason, .expected = limit, .got = got, .detail = parameter};
}

}  // namespace

StarkParameters benchmark_parameters() { return {.fri = {}, .cap_height = 3}; }

StarkParameters benchmark_high_arity_parameters() {
  return {.fri = {.max_log_arity = 3, .batch_pow_bits = 10}, .cap_height = 3};
}

StarkParameters testing_parameters() {
  return {.fri = {.log_blowup = 2, .num_queries = 2, .commit_pow_bits = 1, .query_pow_bits = 1}};
}

template <class F>
std::optional<VerifyError> check_parameters(const StarkParameters& p) noexcept {
  using enum VerifyReason;
  const FriParameters& fri = p.fri;
  // Without queries, at rate 1 or with rounds that fold nothing, anything would be accepted.
  if (fri.num_queries == 0) return fault(kZeroQueries, "num_queries", 1, 0);
  if (fri.num_queries > kMaxQueries) {
    return fault(kTooManyQueries, "num_queries", kMaxQueries, fri.num_queries);
  }
  if (fri.log_blowup == 0) return fault(kZeroBlowup, "log_blowup", 1, 0);
  if (fri.max_log_arity == 0) return fault(kZeroFoldingArity, "max_log_arity", 1, 0);
  constexpr unsigned kMaxLog = F::kTwoAdicity;
  if (fri.max_log_arity > kMaxLog) {
    return fault(kFoldingArityTooLarge, "max_log_arity", kMaxLog, fri.max_log_arity);
  }
  // The sum is taken in 64 bits: 32 would wrap.
  const std::uint64_t final_height = std::uint64_t{fri.log_blowup} + fri.log_final_poly_len;
  if (final_height > kMaxLog) {
    return fault(kFinalHeightTooLarge, "log_blowup + log_final_poly_len", kMaxLog, final_height);
  }
  if (p.cap_height > kMaxLog) return fault(kCapTooHigh, "cap_height", kMaxLog, p.cap_height);
  // A grind compares the low bits of one field element, so 2^bits < p (spec section 8, item 10).
  constexpr unsigned kMaxPowBits = F::kOrderBits - 1;
  const std::pair<const char*, unsigned> sites[] = {{"batch_pow_bits", fri.batch_pow_bits},
                                                    {"commit_pow_bits", fri.commit_pow_bits},
                                                    {"query_pow_bits", fri.query_pow_bits},
                                                    {"ood_pow_bits", p.ood_pow_bits},
                                                    {"lookup_pow_bits", p.lookup_pow_bits}};
  for (const auto& [name, bits] : sites) {
    if (bits > kMaxPowBits) return fault(kTooManyPowBits, name, kMaxPowBits, bits);
  }
  return std::nullopt;
}

#define P3_INSTANTIATE(F) \
  template std::optional<VerifyError> check_parameters<F>(const StarkParameters&) noexcept;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
