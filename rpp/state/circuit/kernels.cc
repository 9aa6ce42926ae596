// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/circuit/kernels.h"

#include <utility>

#include "rpp/gadgets/kernels.h"
#include "rpp/state/air/accounts_kernel.h"
#include "rpp/state/air/effects_kernel.h"
#include "rpp/state/air/records_kernel.h"

namespace rpp {

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_state_kernels(
    const StateModel& model) {
  using Table = StateTable;
  using Kernel = std::unique_ptr<p3::QuotientKernel<Element>>;
  static constexpr std::pair<Table, Gadget> kShared[] = {
      {Table::kUpdates, Gadget::kUpdates},     {Table::kUpdateJoints, Gadget::kUpdateJoints},
      {Table::kMerkle, Gadget::kMerkle},       {Table::kRange, Gadget::kRange},
      {Table::kCanonical, Gadget::kCanonical}, {Table::kHasher, Gadget::kHasher}};
  static constexpr std::pair<Table, Kernel (*)(const p3::Air<Element>&)> kOwn[] = {
      {Table::kAccounts, make_accounts_kernel},
      {Table::kValidators, make_validators_kernel},
      {Table::kEffects, make_effects_kernel},
      {Table::kRecords, make_records_kernel},
      {Table::kProposer, make_proposer_kernel}};
  std::vector<Kernel> kernels(kStateTables);
  for (const auto& [table, gadget] : kShared) {
    kernels[static_cast<std::size_t>(table)] = make_gadget_kernel(gadget, model.air(table));
  }
  for (const auto& [table, make] : kOwn) {
    kernels[static_cast<std::size_t>(table)] = make(model.air(table));
  }
  return kernels;
}

}  // namespace rpp
