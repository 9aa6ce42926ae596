// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/vector_airs.h"

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3::testing {
namespace {

template <class F, class Constraints>
std::unique_ptr<Air<F>> make(const VectorInstance& instance, Constraints constraints) {
  using A = VectorAir<F, Constraints>;
  return std::make_unique<AirModel<F, A>>(A{constraints, vector_shape<F>(instance)});
}

FeatAir make_feat(const VectorInstance& instance) {
  FeatAir feat;
  feat.degree = instance.feat_degree;
  feat.extra = instance.feat_extra;
  feat.per_prod = instance.feat_per_prod;
  feat.preprocessed = !instance.preprocessed.empty();
  feat.reads_next = instance.reads_next_row;
  feat.reads_preprocessed_next = instance.reads_preprocessed_next_row;
  feat.periodic = static_cast<unsigned>(instance.periodic.size());
  return feat;
}

}  // namespace

template <class F>
AirShape<F> vector_shape(const VectorInstance& instance) {
  AirShape<F> shape;
  shape.width = instance.width;
  shape.preprocessed_width = instance.preprocessed_width();
  shape.num_public_values = instance.public_values.size();
  shape.reads_next_row = instance.reads_next_row;
  shape.reads_preprocessed_next_row = instance.reads_preprocessed_next_row;
  shape.declared_degree = instance.declared_degree;
  for (const auto& column : instance.periodic) {
    std::vector<F>& values = shape.periodic.emplace_back();
    for (const std::uint64_t x : column) values.push_back(F::from_u64(x));
  }
  return shape;
}

template <class F>
std::unique_ptr<Air<F>> make_vector_air(const VectorInstance& instance) {
  const std::string& name = instance.air;
  if (name == "fib") return make<F>(instance, FibAir{});
  if (name == "feat") return make<F>(instance, make_feat(instance));
  if (name == "user") return make<F>(instance, UserAir{});
  if (name == "table") return make<F>(instance, TableAir{});
  if (name == "plain") return make<F>(instance, PlainAir{});
  if (name == "multi") return make<F>(instance, MultiAir{});
  P3_CHECK(name == "shift", "a vector with an unknown statement");
  return make<F>(instance, ShiftAir{});
}

#define P3_INSTANTIATE(F)                                      \
  template AirShape<F> vector_shape<F>(const VectorInstance&); \
  template std::unique_ptr<Air<F>> make_vector_air<F>(const VectorInstance&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
