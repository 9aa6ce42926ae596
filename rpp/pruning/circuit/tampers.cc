// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/tampers.h"

#include <string>
#include <utility>
#include <vector>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/circuit/family_tampers.h"
#include "rpp/pruning/circuit/prover.h"

namespace rpp {
namespace {

using Fields = TamperFields<PruningFamily>;
using Holder = std::shared_ptr<const PruningSample>;

// Whoever makes the history can make another one.
template <class Change>
auto history_again(const Holder& sample, Change apply) {
  return [sample, apply](std::uint64_t turn) -> std::optional<PruningWitness> {
    PruningDraft draft = sample->draft;
    apply(draft, turn);
    return witness_of(draft);
  };
}

// A field of a block that witness and draft have under one name.
template <class Change>
void add_block_field(Fields& out, const char* name, const Holder& sample, Change apply) {
  const auto in_block = [apply](auto& holder, std::uint64_t turn) {
    const std::size_t n = holder.blocks.size();
    apply(holder.blocks[turn % n], turn / n);
  };
  out.push_back({.name = std::string("block.") + name,
                 .change = in_block,
                 .remake = history_again(sample, in_block)});
}

void add_claims(Fields& out, const Holder& sample) {
  add_claimed_fields<PruningFamily>(
      out, "public.", kPruningTable,
      [](const PruningPublic& claims, std::uint64_t) { return values_of(claims); },
      [](PruningPublic& claims, const FieldValues& values, std::uint64_t) {
        claims = pruning_public_of(values);
      });
  // These are the maker's to choose; with the claims they change, the rest does too.
  const auto at = [&](const char* name) -> auto& { return out[kPruningTable.find(name)]; };
  at("chain_id").remake = history_again(
      sample, [](PruningDraft& draft, std::uint64_t turn) { change(draft.chain_id, turn); });
  at("state_root").remake = history_again(
      sample, [](PruningDraft& draft, std::uint64_t turn) { change(draft.state_root, turn); });
  at("first_height").change = [](PruningWitness& witness, std::uint64_t turn) {
    change(witness.first_height, turn);
  };
  at("first_height").remake = history_again(
      sample, [](PruningDraft& draft, std::uint64_t turn) { change(draft.first_height, turn); });
}

std::uint64_t node_of(const PruningWitness& witness, std::size_t block, std::size_t level) {
  return (witness.first_height + block) % (std::uint64_t{1} << kHistoryDepth) >> level;
}

// A sibling on a block's path, and on those of all blocks that go the same way. The circuit has
// each node once, and computes those that are on another block's way: a witness in which one copy
// is wrong is refused by the rules, and the proof that an attacker makes from it is the honest one.
void change_path(PruningWitness& witness, std::uint64_t turn) {
  const std::size_t n = witness.blocks.size(), block = turn % n;
  std::vector<std::size_t> levels;
  for (std::size_t level = 0; level < kHistoryDepth; ++level) {
    bool computed = false;
    for (std::size_t i = 0; i < n; ++i) {
      computed = computed || node_of(witness, i, level) == (node_of(witness, block, level) ^ 1);
    }
    if (!computed) levels.push_back(level);
  }
  const std::size_t level = levels[turn / n % levels.size()];
  for (std::size_t i = 0; i < n; ++i) {
    if (node_of(witness, i, level) != node_of(witness, block, level)) continue;
    change(witness.blocks[i].history_path[level], turn / n / levels.size());
  }
}

void add_blocks(Fields& out, const Holder& sample) {
  add_block_field(out, "block_hash", sample,
                  [](auto& block, std::uint64_t turn) { change(block.block_hash, turn); });
  add_block_field(out, "timestamp", sample,
                  [](auto& block, std::uint64_t turn) { change(block.timestamp, turn); });
  add_block_field(out, "transactions", sample,
                  [](auto& block, std::uint64_t turn) { change(block.transactions, turn); });
  add_block_field(out, "transactions.count", sample, [](auto& block, std::uint64_t turn) {
    change_count(block.transactions, turn);
    block.removed.resize(block.transactions.size());
  });
  add_block_field(out, "removed", sample, [](auto& block, std::uint64_t turn) {
    const auto mark =
        block.removed.begin() + static_cast<std::ptrdiff_t>(turn % block.removed.size());
    *mark = !*mark;
  });
  out.push_back({.name = "block.history_path", .change = &change_path});
}

}  // namespace

std::unique_ptr<WitnessTampers> make_pruning_tampers(const PruningModel& model, std::uint64_t seed,
                                                     const PruningSampleOptions& options,
                                                     p3::ThreadPool& pool) {
  P3_CHECK(!options.nothing && options.blocks > 1 && options.transactions > 0,
           "blocks with transactions");
  const auto sample = std::make_shared<const PruningSample>(make_pruning_sample(seed, options));
  Fields fields;
  add_claims(fields, sample);
  add_blocks(fields, sample);
  // The range without one of its blocks.
  const auto drop = [](auto& holder, std::uint64_t turn) {
    holder.blocks.erase(holder.blocks.begin() +
                        static_cast<std::ptrdiff_t>(turn % holder.blocks.size()));
  };
  fields.push_back({.name = "blocks.count", .change = drop, .remake = history_again(sample, drop)});
  return std::make_unique<FamilyTampers<PruningFamily>>(model, sample->witness, std::move(fields),
                                                        sample, pool);
}

}  // namespace rpp
