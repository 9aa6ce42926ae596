// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/roots.h"

#include "rpp/chain/limits.h"
#include "rpp/fields/field_codec.h"
#include "rpp/hash/merkle_tree.h"

namespace rpp {
namespace {

template <class T, class Leaf>
Digest root_of(unsigned depth, Tag tag, std::span<const T> items, Leaf leaf) {
  std::vector<Digest> leaves;
  leaves.reserve(items.size() + 1);  // packed_root completes an odd end
  for (const T& item : items) leaves.push_back(leaf(item));
  return packed_root(depth, tag, std::move(leaves));
}

}  // namespace

Digest state_root(const StateSummary& state) noexcept {
  return statement_digest(kStateTable, values_of(kStateFields, state));
}

Digest block_leaf_hash(const BlockLeaf& leaf) noexcept {
  return statement_digest(kBlockLeafTable, values_of(kBlockLeafFields, leaf));
}

Digest tx_leaf(const Digest& transaction_hash) noexcept {
  return hash(Tag::kTxLeaf, transaction_hash.elements);
}

Digest list_leaf(const Digest& statement) noexcept { return hash(Tag::kList, statement.elements); }

Digest tx_root(std::span<const Digest> transaction_hashes) noexcept {
  return root_of(kTransactionDepth, Tag::kTxLeaf, transaction_hashes, tx_leaf);
}

Digest statement_list_root(std::span<const Digest> statement_digests) noexcept {
  return root_of(kStatementListDepth, Tag::kList, statement_digests, list_leaf);
}

Digest validator_set_root(std::span<const ValidatorLeaf> validators) noexcept {
  return root_of(kValidatorSetDepth, Tag::kValidator, validators, validator_hash);
}

Digest empty_tree_root(unsigned depth, Tag tag) noexcept { return EmptySubtrees(tag).at(depth); }

}  // namespace rpp
