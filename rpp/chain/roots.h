// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rpp/chain/validator.h"
#include "rpp/fields/bound_field.h"

// What a block commits to beside its header: the state root, the leaf of the history, and the roots
// of its left-packed trees (statements.md, sections 1 and 4).
namespace rpp {

struct StateSummary {
  Digest accounts_root;
  std::uint32_t account_count = 0;    // with the sentinel
  std::uint32_t validator_count = 0;  // accounts with the flag
  std::uint64_t supply = 0;           // all balances and stakes

  friend bool operator==(const StateSummary&, const StateSummary&) = default;
};

inline constexpr std::array kStateFields = {
    bind_field("accounts_root", &StateSummary::accounts_root),
    bind_field("account_count", &StateSummary::account_count),
    bind_field("validator_count", &StateSummary::validator_count),
    bind_field("supply", &StateSummary::supply),
};
inline constexpr auto kStateFieldSpecs = specs_of(kStateFields);
inline constexpr FieldTable kStateTable{"state", Tag::kState, kStateFieldSpecs};
static_assert(info_of(Tag::kState).allows(kStateTable.num_elements()));

// H(state; ...).
Digest state_root(const StateSummary& state) noexcept;

// A leaf of the history, at position = height.
struct BlockLeaf {
  Digest block_hash;
  std::uint64_t timestamp = 0;
  Digest tx_root;
  std::uint64_t height = 0;

  friend bool operator==(const BlockLeaf&, const BlockLeaf&) = default;
};

inline constexpr std::array kBlockLeafFields = {
    bind_field("block_hash", &BlockLeaf::block_hash),
    bind_field("timestamp", &BlockLeaf::timestamp),
    bind_field("tx_root", &BlockLeaf::tx_root),
    bind_field("height", &BlockLeaf::height),
};
inline constexpr auto kBlockLeafFieldSpecs = specs_of(kBlockLeafFields);
inline constexpr FieldTable kBlockLeafTable{"block", Tag::kBlock, kBlockLeafFieldSpecs};
static_assert(info_of(Tag::kBlock).allows(kBlockLeafTable.num_elements()));

// H(block; ...).
Digest block_leaf_hash(const BlockLeaf& leaf) noexcept;

// H(tx-leaf; transaction hash) and H(list; statement digest).
Digest tx_leaf(const Digest& transaction_hash) noexcept;
Digest list_leaf(const Digest& statement) noexcept;

// Left-packed trees; at most 2^depth leaves each.
Digest tx_root(std::span<const Digest> transaction_hashes) noexcept;
Digest statement_list_root(std::span<const Digest> statement_digests) noexcept;
Digest validator_set_root(std::span<const ValidatorLeaf> validators) noexcept;

// The tree of an empty list of the same kind.
Digest empty_tree_root(unsigned depth, Tag tag) noexcept;

}  // namespace rpp
