// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/kernels.h"

#include <utility>

#include "rpp/consensus/air/kernels.h"
#include "rpp/gadgets/kernels.h"

namespace rpp {

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_consensus_kernels(
    const ConsensusModel& model) {
  static constexpr std::pair<ConsensusTable, Gadget> kCompiled[] = {
      {ConsensusTable::kWots, Gadget::kWots},
      {ConsensusTable::kMerkle, Gadget::kMerkle},
      {ConsensusTable::kRange, Gadget::kRange},
      {ConsensusTable::kCanonical, Gadget::kCanonical},
      {ConsensusTable::kHasher, Gadget::kHasher}};
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels(kConsensusTables);
  for (const auto& [table, gadget] : kCompiled) {
    kernels[static_cast<std::size_t>(table)] = make_gadget_kernel(gadget, model.air(table));
  }
  const auto set = [&](ConsensusTable table, auto make) {
    kernels[static_cast<std::size_t>(table)] = make(model.air(table));
  };
  set(ConsensusTable::kMembersTable, make_members_kernel);
  set(ConsensusTable::kBallots, make_ballots_kernel);
  set(ConsensusTable::kTickets, make_tickets_kernel);
  set(ConsensusTable::kLists, make_lists_kernel);
  return kernels;
}

}  // namespace rpp
