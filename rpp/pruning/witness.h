// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rpp/hash/merkle_path.h"

// PruningWitness: everything that the proof of a pruned range of blocks is made from.
//
// Nothing here is judged: a witness may break every rule (check.h names those that it breaks). That
// the removed transactions are a subset of the block's needs no rule: they are marks on its list.
namespace rpp {

inline constexpr unsigned kPruningDepth = 4;  // of the trees over the blocks of a range
inline constexpr std::size_t kMaxPrunedBlocks = std::size_t{1} << kPruningDepth;

struct PrunedBlock {
  Digest block_hash;
  std::uint64_t timestamp = 0;
  std::vector<Digest> transactions;  // hashes of all, up to kMaxTransactions
  std::vector<bool> removed;         // a mark for each of them
  MerklePath history_path;           // kHistoryDepth siblings, level 0 first

  friend bool operator==(const PrunedBlock&, const PrunedBlock&) = default;
};

struct PruningWitness {
  Digest chain_id;
  std::uint64_t first_height = 0;
  Digest history_root;
  Digest state_root;                // bound by the digest alone
  std::vector<PrunedBlock> blocks;  // 1 to kMaxPrunedBlocks, of consecutive heights

  friend bool operator==(const PruningWitness&, const PruningWitness&) = default;
};

}  // namespace rpp
