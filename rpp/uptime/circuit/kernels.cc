// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/kernels.h"

#include <utility>

#include "rpp/gadgets/kernels.h"
#include "rpp/uptime/air/kernels.h"

namespace rpp {

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_uptime_kernels(
    const UptimeModel& model) {
  using Table = UptimeTable;
  static constexpr std::pair<Table, Gadget> kShared[] = {{Table::kSignatures, Gadget::kSignatures},
                                                         {Table::kWots, Gadget::kWots},
                                                         {Table::kMerkle, Gadget::kMerkle},
                                                         {Table::kRange, Gadget::kRange},
                                                         {Table::kHasher, Gadget::kHasher}};
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels(kUptimeTables);
  const auto at = [&](Table table) -> auto& { return kernels[static_cast<std::size_t>(table)]; };
  for (const auto& [table, gadget] : kShared) {
    at(table) = make_gadget_kernel(gadget, model.air(table));
  }
  at(Table::kJoints) = make_joints_kernel(model.air(Table::kJoints));
  at(Table::kClaims) = make_claims_kernel(model.air(Table::kClaims));
  at(Table::kHeads) = make_heads_kernel(model.air(Table::kHeads));
  return kernels;
}

}  // namespace rpp
