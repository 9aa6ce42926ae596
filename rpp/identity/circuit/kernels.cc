// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/kernels.h"

#include <utility>

#include "rpp/gadgets/kernels.h"
#include "rpp/identity/air/kernels.h"

namespace rpp {

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_identity_kernels(
    const IdentityModel& model) {
  using Table = IdentityTable;
  static constexpr std::pair<Table, Gadget> kShared[] = {
      {Table::kSignatures, Gadget::kSignatures},
      {Table::kWots, Gadget::kWots},
      {Table::kMerkle, Gadget::kMerkle},
      {Table::kUpdates, Gadget::kUpdates},
      {Table::kUpdateJoints, Gadget::kUpdateJoints},
      {Table::kRange, Gadget::kRange},
      {Table::kCanonical, Gadget::kCanonical},
      {Table::kHasher, Gadget::kHasher}};
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels(kIdentityTables);
  const auto kernel = [&kernels](Table table) -> auto& {
    return kernels[static_cast<std::size_t>(table)];
  };
  for (const auto& [table, gadget] : kShared) {
    kernel(table) = make_gadget_kernel(gadget, model.air(table));
  }
  kernel(Table::kIdentities) = make_identities_kernel(model.air(Table::kIdentities));
  kernel(Table::kAttestations) = make_attestations_kernel(model.air(Table::kAttestations));
  return kernels;
}

}  // namespace rpp
