// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/shape.h"

#include <utility>

namespace p3 {
namespace {

using enum SecurityFault;

// More than 2^32 entries in one folded row, or 2^16 chunks of a quotient, are a slip of the pen.
constexpr unsigned kMaxLogArity = 32;
constexpr unsigned kMaxLogChunks = 16;

std::optional<SecurityError> fault(SecurityFault fault, std::string_view input, std::uint64_t limit,
                                   std::uint64_t got, std::size_t instance = 0) {
  return SecurityError{fault, input, limit, got, instance};
}

std::optional<SecurityError> check_numbers(const StarkParameters& p) {
  const FriParameters& fri = p.fri;
  if (fri.num_queries == 0) return fault(kNoQueries, "num_queries", 1, 0);
  if (fri.num_queries > kMaxQueries) {
    return fault(kTooManyQueries, "num_queries", kMaxQueries, fri.num_queries);
  }
  if (fri.log_blowup == 0) return fault(kRateOne, "log_blowup", 1, 0);
  if (fri.max_log_arity == 0) return fault(kNoFolding, "max_log_arity", 1, 0);
  if (fri.max_log_arity > kMaxLogArity) {
    return fault(kFoldingTooWide, "max_log_arity", kMaxLogArity, fri.max_log_arity);
  }
  const std::pair<const char*, unsigned> sites[] = {{"batch_pow_bits", fri.batch_pow_bits},
                                                    {"commit_pow_bits", fri.commit_pow_bits},
                                                    {"query_pow_bits", fri.query_pow_bits},
                                                    {"ood_pow_bits", p.ood_pow_bits},
                                                    {"lookup_pow_bits", p.lookup_pow_bits}};
  for (const auto& [input, bits] : sites) {
    if (bits > kMaxCreditedPowBits)
      return fault(kTooMuchGrinding, input, kMaxCreditedPowBits, bits);
  }
  return std::nullopt;
}

std::optional<SecurityError> check_instance(const SecurityInstance& s, const FriParameters& fri,
                                            std::size_t index) {
  // In 64 bits, so that a huge blowup cannot wrap around.
  const std::uint64_t log_lde = std::uint64_t{s.log_rows} + fri.log_blowup;
  if (log_lde > kMaxLogLde) {
    return fault(kTraceTooTall, "log_rows + log_blowup", kMaxLogLde, log_lde, index);
  }
  // Prover and verifier need a row more than the final polynomial has coefficients.
  if (fri.log_final_poly_len != 0 && s.log_rows <= fri.log_final_poly_len) {
    return fault(kTraceTooShort, "log_rows", std::uint64_t{fri.log_final_poly_len} + 1, s.log_rows,
                 index);
  }
  if (s.log_quotient_chunks > kMaxLogChunks) {
    return fault(kTooManyChunks, "log_quotient_chunks", kMaxLogChunks, s.log_quotient_chunks,
                 index);
  }
  if (s.opening_points == 0) return fault(kBadOpeningPoints, "opening_points", 1, 0, index);
  const std::pair<const char*, std::uint64_t> counts[] = {
      {"num_constraints", s.num_constraints}, {"constraint_degree", s.constraint_degree},
      {"opening_points", s.opening_points},   {"openings", s.openings},
      {"interactions", s.interactions},       {"widest_tuple", s.widest_tuple}};
  for (const auto& [input, count] : counts) {
    if (count > kMaxShapeCount) return fault(kCountTooLarge, input, kMaxShapeCount, count, index);
  }
  return std::nullopt;
}

}  // namespace

const char* name(SecurityFault fault) {
  switch (fault) {
    case kNoQueries:
      return "no queries";
    case kTooManyQueries:
      return "too many queries";
    case kRateOne:
      return "rate 1 accepts anything";
    case kNoFolding:
      return "rounds that fold nothing";
    case kFoldingTooWide:
      return "folding too wide";
    case kTooMuchGrinding:
      return "more grinding than can be done";
    case kNoInstances:
      return "no instances";
    case kNoConstraints:
      return "no constraints";
    case kTraceTooTall:
      return "trace too tall";
    case kTraceTooShort:
      return "trace not longer than the final polynomial";
    case kTooManyChunks:
      return "too many quotient chunks";
    case kBadOpeningPoints:
      return "columns opened nowhere";
    case kCountTooLarge:
      return "count too large";
    case kNoChallengeField:
      return "no challenge field";
    case kNoHash:
      return "no hash";
  }
  return "";
}

std::string to_string(const SecurityError& e) {
  const bool too_small = e.got < e.limit;
  return std::string(name(e.fault)) + ": " + std::string(e.input) + " of instance " +
         std::to_string(e.instance) + ": expected at " + (too_small ? "least " : "most ") +
         std::to_string(e.limit) + ", got " + std::to_string(e.got);
}

std::optional<SecurityError> check_security_inputs(const StarkParameters& parameters,
                                                   const SecurityShape& shape) {
  if (auto error = check_numbers(parameters)) return error;
  if (shape.field_bits == 0) return fault(kNoChallengeField, "field_bits", 1, 0);
  if (shape.collision_bits == 0) return fault(kNoHash, "collision_bits", 1, 0);
  if (shape.instances.empty()) return fault(kNoInstances, "instances", 1, 0);
  std::uint64_t constraints = 0;
  for (std::size_t i = 0; i < shape.instances.size(); ++i) {
    const SecurityInstance& instance = shape.instances[i];
    if (auto error = check_instance(instance, parameters.fri, i)) return error;
    constraints += instance.num_constraints;
  }
  if (constraints == 0) return fault(kNoConstraints, "num_constraints", 1, 0);
  return std::nullopt;
}

}  // namespace p3
