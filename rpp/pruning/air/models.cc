// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/air/models.h"

#include "rpp/hash/merkle_path.h"
#include "rpp/pruning/air/blocks_air.h"
#include "rpp/pruning/air/transactions_air.h"

namespace rpp {

std::unique_ptr<p3::Air<Element>> make_blocks_air() {
  const Digest half = EmptySubtrees(Tag::kTxLeaf).at(kPackedDepth);
  return std::make_unique<p3::AirModel<Element, BlocksAir>>(BlocksAir(half));
}

std::unique_ptr<p3::Air<Element>> make_pruned_transactions_air() {
  return std::make_unique<p3::AirModel<Element, PrunedTransactionsAir>>(PrunedTransactionsAir());
}

}  // namespace rpp
