// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/security.h"

#include <algorithm>

#include "p3/airs/objective.h"
#include "p3/base/bits.h"

namespace p3::app {
namespace {

ChallengeAndTree system_of(const Statement& s) {
  return {s.extension_degree, s.merkle_hash, s.merkle_arity};
}

template <class F>
SecuritySubject generic_subject(const Statement& statement, const GenericShape& g) {
  const bool batch = statement.protocol == Protocol::kBatch;
  SecuritySubject subject;
  subject.layout = empty_layout<F>(system_of(statement), batch);
  InstanceLayout layout{.log_rows = g.log_rows,
                        .main_columns = g.columns,
                        .main_next = g.reads_next_row,
                        .preprocessed_columns = g.preprocessed_columns,
                        .preprocessed_next = g.reads_next_row};
  // An accumulator and one fraction per message: bus packing would make fewer.
  if (g.interactions != 0) layout.permutation_columns = g.interactions + 1;
  const std::uint64_t degree = std::max<std::uint64_t>(g.constraint_degree, 2);
  layout.log_quotient_chunks = log2_ceil(degree - 1);
  const unsigned points = count_opening_points(layout);
  // For the size of the proof, where only the openings are known.
  if (g.columns == 0) layout.main_columns = (g.openings.value_or(0) + points - 1) / points;
  subject.layout.instances.push_back(layout);
  subject.shape.field_bits = challenge_field_bits<F>(statement.extension_degree);
  subject.shape.collision_bits = collision_bits<F>(statement.merkle_hash);
  const std::uint64_t counted = count_openings(layout, statement.extension_degree);
  subject.shape.instances.push_back({.log_rows = g.log_rows,
                                     .num_constraints = g.constraints,
                                     .constraint_degree = g.constraint_degree,
                                     .log_quotient_chunks = layout.log_quotient_chunks,
                                     .opening_points = points,
                                     .openings = g.openings.value_or(counted),
                                     .interactions = g.interactions,
                                     .widest_tuple = g.tuple_width});
  return subject;
}

// Counts that cannot be multiplied out in 64 bits, and lookups where nothing checks them.
std::optional<std::string> generic_problem(const Statement& statement, const GenericShape& g) {
  const std::pair<const char*, std::uint64_t> counts[] = {
      {"--columns", g.columns},
      {"--preprocessed-columns", g.preprocessed_columns},
      {"--constraint-degree", g.constraint_degree},
      {"--openings", g.openings.value_or(0)},
      {"--interactions", g.interactions}};
  constexpr std::uint64_t kMost = std::uint64_t{1} << 32;
  for (const auto& [option, count] : counts) {
    if (count > kMost) {
      return std::string(option) + ": expected at most " + std::to_string(kMost) + "; got " +
             std::to_string(count);
    }
  }
  if (g.interactions != 0 && statement.protocol == Protocol::kUni) {
    return "--interactions: lookups need --protocol batch";
  }
  return std::nullopt;
}

template <class F>
std::variant<SecuritySubject, Failure> subject_of(const Request& request) {
  const Statement& s = request.statement;
  if (!hash_suite_exists<F>(s.merkle_hash, s.merkle_arity)) {
    return Failure{std::string("--merkle-hash ") + merkle_hash_name(s.merkle_hash) +
                   " does not exist for " + field_name(s.field)};
  }
  if (request.security.generic) {
    const GenericShape& generic = *request.security.generic;
    if (const auto problem = generic_problem(s, generic)) return Failure{*problem};
    return generic_subject<F>(s, generic);
  }
  if (const auto problem = objective_problem<F>(s.spec)) return Failure{std::string(*problem)};
  const auto air = make_objective_air<F>(s.spec);
  const AirInstance<F> instance{air.get(), s.spec.log_trace_length};
  if (s.protocol == Protocol::kUni) return uni_security_subject<F>(system_of(s), instance);
  return batch_security_subject<F>(system_of(s), std::span(&instance, 1));
}

// The numbers as the field allows them: with a target, those at the edge of the limits.
template <class F>
std::optional<std::string> numbers_problem(const Request& request, unsigned log_rows) {
  StarkParameters p = request.statement.parameters;
  if (request.security.target_bits) {
    const ProposalLimits& limits = request.security.limits;
    p.fri.log_blowup = limits.max_log_blowup;
    p.fri.num_queries = limits.max_queries;
    p.fri.query_pow_bits = limits.max_pow_bits;
  }
  if (const auto error = check_parameters<F>(p)) return to_string(*error);
  if (log_rows + p.fri.log_blowup > F::kTwoAdicity) {
    return "expected at most 2^" + std::to_string(F::kTwoAdicity) + " LDE rows; got 2^" +
           std::to_string(log_rows + p.fri.log_blowup);
  }
  return std::nullopt;
}

template <class F>
std::variant<SecurityAnswer, Failure> answer(const Request& request) {
  auto subject = subject_of<F>(request);
  if (const Failure* failure = std::get_if<Failure>(&subject)) return *failure;
  SecurityAnswer out{std::get<SecuritySubject>(std::move(subject)), std::nullopt, std::nullopt};
  const SecurityShape& shape = out.subject.shape;
  if (const auto problem = numbers_problem<F>(request, shape.instances.front().log_rows)) {
    return Failure{*problem};
  }
  const StarkParameters& p = request.statement.parameters;
  const SecurityQuestion& question = request.security;
  if (!question.target_bits) {
    auto report = assess_security(p, shape);
    if (!report.ok()) return Failure{to_string(report.error())};
    out.level = Proposal{p, std::move(report).value(), estimate_proof_size(p, out.subject.layout)};
    return out;
  }
  auto table =
      propose_parameters(p, shape, out.subject.layout, *question.target_bits, question.limits);
  if (!table.ok()) return Failure{to_string(table.error())};
  out.table = std::move(table).value();
  if (out.table->best) out.level = out.table->candidates[*out.table->best].proposal;
  return out;
}

}  // namespace

std::variant<SecurityAnswer, Failure> answer_security(const Request& request) {
  switch (request.statement.field) {
    case FieldName::kKoalaBear:
      return answer<KoalaBear>(request);
    case FieldName::kBabyBear:
      return answer<BabyBear>(request);
    case FieldName::kGoldilocks:
      return answer<Goldilocks>(request);
  }
  return Failure{"no such field"};
}

}  // namespace p3::app
