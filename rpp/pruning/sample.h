// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/pruning/public_fields.h"
#include "rpp/pruning/witness.h"

// Valid random ranges of pruned blocks, everything from one seed.
namespace rpp {

// A range before its history exists. The holder of a draft can change anything and have the history
// made again. Nothing is judged here.
struct DraftPrunedBlock {
  Digest block_hash;
  std::uint64_t timestamp = 0;
  std::vector<Digest> transactions;
  std::vector<bool> removed;
};

struct PruningDraft {
  Digest chain_id;
  std::uint64_t first_height = 0;
  Digest state_root;
  std::vector<DraftPrunedBlock> blocks;
  // Leaves of other blocks, behind the range: position of the last + 1 and on.
  std::vector<Digest> later_leaves;
};

// The witness of a draft over a history that holds its blocks, each at position height mod 2^32.
// At most kMaxTransactions transactions a block.
PruningWitness witness_of(const PruningDraft& draft);

struct PruningSampleOptions {
  std::uint32_t blocks = 2;            // 1 to kMaxPrunedBlocks
  std::uint32_t transactions = 8;      // of each block, 0 to kMaxTransactions
  std::uint32_t removed_percent = 50;  // of each block's transactions, 0 to 100, rounded down
  bool nothing = false;                // the range 0..0, which holds the genesis block alone
};

// The first option that is out of range, in words; nothing if a sample can be made.
std::optional<const char*> bad_sample_option(const PruningSampleOptions& options) noexcept;

struct PruningSample {
  PruningDraft draft;
  PruningWitness witness;
  PruningPublic fields;
};

// Options must be good. The same seed and options give the same sample.
PruningSample make_pruning_sample(std::uint64_t seed, const PruningSampleOptions& options);

}  // namespace rpp
