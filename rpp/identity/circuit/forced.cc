// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/forced.h"

#include "p3/base/check.h"
#include "rpp/identity/circuit/traces.h"

namespace rpp {

CircuitTraces ForcedIdentities::build_unchecked(const Witness& witness,
                                                p3::ThreadPool& pool) const {
  const auto& list = static_cast<const IdentityCase&>(witness);
  P3_CHECK(!check_shape(model_.rules(), list.witness), "shape of a forced witness");
  const IdentityListFacts facts = parallel_facts(model_.rules(), list.witness, pool);
  const IdentityListPublic& fields = list.claims ? list.claims->fields : facts.claims.fields;
  return identity_traces(model_, list.witness, facts, fields, pool);
}

}  // namespace rpp
