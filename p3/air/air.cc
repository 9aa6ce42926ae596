// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/air.h"

#include <limits>
#include <optional>

#include "p3/air/dag_validate.h"
#include "p3/base/check.h"

namespace p3 {

template <class F>
void Air<F>::set_statement(AirShape<F> shape, ConstraintDag<F> dag) {
  constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
  const AirLimits no_limits{kNoLimit,
                            kNoLimit,
                            kNoLimit,
                            kNoLimit,
                            kNoLimit,
                            kNoLimit,
                            std::numeric_limits<unsigned>::max()};
  const std::optional<AirError> error = validate_air(shape, dag, no_limits);
  if (error) check_failed("valid AIR", error->message.c_str());
  shape_ = std::move(shape);
  dag_ = std::move(dag);
}

template void Air<KoalaBear>::set_statement(AirShape<KoalaBear>, ConstraintDag<KoalaBear>);
template void Air<BabyBear>::set_statement(AirShape<BabyBear>, ConstraintDag<BabyBear>);
template void Air<Goldilocks>::set_statement(AirShape<Goldilocks>, ConstraintDag<Goldilocks>);

}  // namespace p3
