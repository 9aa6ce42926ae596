// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/subject.h"

#include <cmath>

#include "p3/air/analysis.h"
#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

InstanceLayout layout_of(const AirAnalysis& analysis, unsigned log_rows, std::uint64_t width,
                         bool next, std::uint64_t preprocessed, bool preprocessed_next) {
  return {.log_rows = log_rows,
          .main_columns = width,
          .main_next = next,
          .preprocessed_columns = preprocessed,
          .preprocessed_next = preprocessed_next,
          .permutation_columns = analysis.permutation_width(),
          .log_quotient_chunks = analysis.log_quotient_chunks};
}

// Every arm of an exclusive column counts as a message: at least as many as its one denominator.
std::uint64_t count_interactions(const AirAnalysis& analysis) {
  std::uint64_t count = 0;
  for (const LookupColumn& column : analysis.lookups) count += column.tuples.size();
  return count;
}

template <class F>
void add_instance(const AirInstance<F>& instance, SecuritySubject& subject) {
  const AirShape<F>& air = instance.air->shape();
  const AirAnalysis analysis = analyse(*instance.air, instance.log_rows, subject.layout.batch);
  const InstanceLayout layout =
      layout_of(analysis, instance.log_rows, air.width, air.reads_next_row, air.preprocessed_width,
                air.reads_preprocessed_next_row);
  subject.layout.instances.push_back(layout);
  subject.shape.instances.push_back(
      {.log_rows = instance.log_rows,
       .num_constraints = analysis.num_constraints,
       .constraint_degree = analysis.max_degree,
       .log_quotient_chunks = analysis.log_quotient_chunks,
       .opening_points = count_opening_points(layout),
       .openings = count_openings(layout, subject.layout.extension_degree),
       .interactions = count_interactions(analysis),
       .widest_tuple = analysis.widest_tuple});
}

template <class F>
SecuritySubject empty_subject(const ChallengeAndTree& system, bool batch) {
  SecuritySubject subject;
  subject.shape.field_bits = challenge_field_bits<F>(system.extension_degree);
  subject.shape.collision_bits = collision_bits<F>(system.hash);
  subject.layout = empty_layout<F>(system, batch);
  return subject;
}

// log2 p of the three fields is a tiny step below a whole number or far from it: both sides of the
// floor are clear of rounding errors of long double.
template <class F>
unsigned floor_log2_power(unsigned exponent, unsigned root) {
  const long double bits = std::log2(static_cast<long double>(F::kOrder)) * exponent / root;
  return static_cast<unsigned>(std::floor(bits));
}

}  // namespace

std::uint64_t count_openings(const InstanceLayout& instance, unsigned extension_degree) {
  const std::uint64_t main = instance.main_columns * (instance.main_next ? 2 : 1);
  const std::uint64_t preprocessed =
      instance.preprocessed_columns * (instance.preprocessed_next ? 2 : 1);
  const std::uint64_t extension =
      2 * instance.permutation_columns + (std::uint64_t{1} << instance.log_quotient_chunks);
  return main + preprocessed + extension * extension_degree;
}

unsigned count_opening_points(const InstanceLayout& instance) {
  const bool next = instance.main_next || instance.permutation_columns != 0 ||
                    (instance.preprocessed_columns != 0 && instance.preprocessed_next);
  return next ? 2 : 1;
}

template <class F>
unsigned challenge_field_bits(unsigned extension_degree) {
  return floor_log2_power<F>(extension_degree, 1);
}

template <class F>
unsigned collision_bits(TreeHash hash) {
  switch (hash) {
    case TreeHash::kPoseidon2:
    case TreeHash::kPoseidon2Width16:
      return floor_log2_power<F>(kDigestElements<F>, 2);
    case TreeHash::kKeccakF:
    case TreeHash::kKeccak256:
      return 128;
  }
  return 0;
}

template <class F>
ProofLayout empty_layout(const ChallengeAndTree& system, bool batch) {
  ProofLayout layout{.batch = batch,
                     .instances = {},
                     .extension_degree = system.extension_degree,
                     .element_bytes = F::kBytes,
                     .digest_kind = DigestKind::kFieldWords,
                     .tree_arity = system.tree_arity};
  if (system.hash == TreeHash::kKeccakF) layout.digest_kind = DigestKind::kU64Words;
  if (system.hash == TreeHash::kKeccak256) layout.digest_kind = DigestKind::kBytes;
  return layout;
}

template <class F>
SecuritySubject uni_security_subject(const ChallengeAndTree& system,
                                     const AirInstance<F>& instance) {
  SecuritySubject subject = empty_subject<F>(system, /*batch=*/false);
  add_instance(instance, subject);
  return subject;
}

template <class F>
SecuritySubject batch_security_subject(const ChallengeAndTree& system,
                                       std::span<const AirInstance<F>> instances) {
  SecuritySubject subject = empty_subject<F>(system, /*batch=*/true);
  for (const AirInstance<F>& instance : instances) add_instance(instance, subject);
  return subject;
}

#define P3_INSTANTIATE(F)                                                     \
  template unsigned challenge_field_bits<F>(unsigned);                        \
  template unsigned collision_bits<F>(TreeHash);                              \
  template ProofLayout empty_layout<F>(const ChallengeAndTree&, bool);        \
  template SecuritySubject uni_security_subject<F>(const ChallengeAndTree&,   \
                                                   const AirInstance<F>&);    \
  template SecuritySubject batch_security_subject<F>(const ChallengeAndTree&, \
                                                     std::span<const AirInstance<F>>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
