// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/state_shared.h"

#include <algorithm>
#include <string_view>

namespace rpp {
namespace {

std::uint32_t integer(Element x) { return static_cast<std::uint32_t>(x.as_canonical_u64()); }

// Leaves of statement trees: those of the accounts come with their paths.
void record_leaf(TableMessage node, StateShared& shared) {
  if (integer(node[0]) != static_cast<std::uint32_t>(NodeKind::kStatement)) return;
  MerkleTrace::Leaf leaf{integer(node[3]), {}};
  std::copy_n(node.begin() + 4, kDigestElements, leaf.digest.elements.begin());
  shared.leaves[integer(node[1])].push_back(leaf);
}

}  // namespace

void record_messages(const p3::Air<Element>& air, const Trace& trace, StateShared& shared) {
  record_table(air, trace, {shared.hasher, shared.range, shared.canonical},
               [&](std::string_view name, TableMessage tuple, Element count) {
                 if (name == bus::kNode) record_leaf(tuple, shared);
                 if (name == bus::kGlobal && count == Element::one()) {
                   ++shared.demands[static_cast<GlobalName>(integer(tuple[0]))];
                 }
               });
}

}  // namespace rpp
