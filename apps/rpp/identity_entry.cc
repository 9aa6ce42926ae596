// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"
#include "rpp/identity/circuit/prover.h"
#include "rpp/identity/sample.h"

namespace rpp::app {
namespace {

const IdentityProver& prover() {
  static const IdentityProver prover(identity_model());
  return prover;
}

ReportInstance instance(std::uint32_t count, std::uint32_t attestations) {
  p3::ThreadPool pool(all_threads());
  const IdentitySample sample =
      make_identity_sample(1, {.count = count, .attestations = attestations}, pool);
  return report_instance(
      std::to_string(count) + " identities of " + std::to_string(attestations) + " attestations",
      count, prover(), IdentityCase(sample.witness),
      static_cast<std::size_t>(IdentityTable::kHasher));
}

ReportRequest report() {
  return {"rpp circuit report identity", "identity", {instance(1, 3), instance(32, 8)}};
}

}  // namespace

Entry identity_entry() { return {&identity_model().circuit(), &prover(), nullptr, &report}; }

}  // namespace rpp::app
