// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/forced.h"

#include "p3/base/check.h"
#include "rpp/consensus/circuit/traces.h"
#include "rpp/consensus/derive.h"

namespace rpp {

CircuitTraces ForcedConsensus::build_unchecked(const Witness& witness, p3::ThreadPool& pool) const {
  const auto& certificate = static_cast<const ConsensusCase&>(witness);
  P3_CHECK(!check_shape(model_.rules(), certificate.witness), "shape of a forced witness");
  const CertificateFacts facts = certificate_facts(model_.rules(), certificate.witness);
  const ConsensusPublic fields = certificate.fields
                                     ? *certificate.fields
                                     : derive_public(model_.rules(), certificate.witness, facts);
  return consensus_traces(model_, certificate.witness, facts, fields, pool);
}

}  // namespace rpp
