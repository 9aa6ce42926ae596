// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/pruning/errors.h"
#include "rpp/pruning/public_fields.h"
#include "rpp/pruning/witness.h"

// PruningFacts: everything that follows from a witness by hashing and counting, computed once.
//
// Facts judge nothing: where a witness breaks a rule they are what the formulas give without it.
namespace rpp {

struct PrunedBlockFacts {
  std::uint64_t height = 0;
  std::vector<Digest> tx_leaves;    // H(tx-leaf; hash), one for each transaction
  Digest tx_root;                   // of the full list
  Digest block_leaf;                // H(block; ...)
  Digest history_root;              // where the path leads, from position height mod 2^32
  std::vector<Digest> kept_leaves;  // the same leaves, H(tx-removed; hash) where removed
  Digest kept_tree_root;
  std::uint32_t removed = 0;
  Digest receipt_leaf;  // H(receipt; tx root)
  Digest kept_leaf;     // H(kept; kept tree's root)
};

struct PruningFacts {
  std::vector<PrunedBlockFacts> blocks;
  PruningPublic fields;  // what the witness gives
};

// The first count or path length that does not fit; a witness of this shape has facts.
[[nodiscard]] std::optional<PruningError> check_shape(const PruningWitness& witness) noexcept;

// check_shape(witness) must be nothing.
PruningFacts pruning_facts(const PruningWitness& witness) noexcept;

}  // namespace rpp
