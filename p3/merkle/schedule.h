// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "p3/merkle/opening.h"

// The shape of a Merkle tree over matrices of several heights: a function of the heights, the arity
// and the cap height alone, so prover and verifier derive the same one and nothing of it is in a
// proof.
//
// The tallest matrices are hashed into the leaves. Every step groups 2 or `arity` slots of a layer
// into one node; a step never jumps over the level of a shorter matrix, whose rows are hashed and
// combined with the nodes of that level (injection). Layers are padded to multiples of the arity
// with zero digests.
namespace p3 {

struct MerkleStep {
  unsigned group = 0;                 // slots of the layer below that make one node
  std::size_t nodes = 0;              // nodes computed by this step
  std::size_t slots = 0;              // slots of the new layer: nodes, padded
  std::size_t inject_height = 0;      // rows of the matrices injected here; 0: none
  std::vector<std::size_t> injected;  // their indices in the batch, in insertion order
};

struct MerkleSchedule {
  std::size_t max_height = 0;
  unsigned log_max_height = 0;             // rounded up
  std::size_t leaf_slots = 0;              // slots of the leaf layer
  std::vector<std::size_t> leaf_matrices;  // indices of the tallest matrices, in insertion order
  std::vector<MerkleStep> steps;           // from the leaves to the root
  std::size_t cap_level = 0;               // the cap is the layer after this many steps
  std::size_t cap_size = 0;                // digests of the cap

  // Whether the rows of every matrix are hashed into the cap. Those of a matrix that is shorter
  // than the cap layer would join above it: the cap would not depend on them.
  bool cap_binds_all() const {
    for (std::size_t level = cap_level; level < steps.size(); ++level) {
      if (!steps[level].injected.empty()) return false;
    }
    return true;
  }

  // Slots of the layer after `level` steps.
  std::size_t slots_at(std::size_t level) const {
    return level == 0 ? leaf_slots : steps[level - 1].slots;
  }
};

// False if a height is zero or off the ladder (h-1 >> k) + 1 of the tallest height h.
[[nodiscard]] bool heights_are_compatible(std::span<const Dimensions> dimensions);

// Heights must be compatible, the batch not empty. arity is 2 or 4.
MerkleSchedule make_merkle_schedule(std::span<const Dimensions> dimensions, unsigned arity,
                                    unsigned cap_height);

}  // namespace p3
