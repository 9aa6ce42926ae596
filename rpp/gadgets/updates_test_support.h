// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <map>
#include <vector>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/hash/sparse_tree.h"

// For tests of the tables `updates` and `update-joints`: native trees before and after, and an
// owner of changed leaves.
namespace rpp::testing {

using Positions = std::vector<std::uint32_t>;

inline Digest leaf_before(std::uint32_t position) {
  return digest_of(std::uint64_t{1000} + position);
}
inline Digest leaf_after(std::uint32_t position) {
  return digest_of(std::uint64_t{2000} + position);
}

// Trees of `depth` levels in which the leaves at `changed` change and those at `kept` stay.
struct NativeUpdate {
  SparseTree before, after;
  std::map<std::uint32_t, MerklePath> paths;  // of the tree before, of changed positions

  NativeUpdate(unsigned depth, const Positions& changed, const Positions& kept)
      : before(depth, Tag::kAccount), after(depth, Tag::kAccount) {
    for (const std::uint32_t p : kept) {
      before.set(p, leaf_before(p));
      after.set(p, leaf_before(p));
    }
    for (const std::uint32_t p : changed) {
      before.set(p, leaf_before(p));
      after.set(p, leaf_after(p));
    }
    for (const std::uint32_t p : changed) paths[p] = before.path(p);
  }

  // By increasing position; what `lies` has stands for the right thing.
  std::vector<LeafUpdate> updates() const {
    std::vector<LeafUpdate> out;
    for (const auto& [p, path] : paths) out.push_back({p, leaf_before(p), leaf_after(p), path});
    return out;
  }
};

// An owner of leaves, and everything that it asks.
struct UpdatesOwner {
  HasherTrace hasher;
  UpdatesTrace updates;
  UpdateJointsTrace joints;
  RangeTrace range;
  Driver driver;

  void node(NodeKind kind, std::uint64_t tree, std::uint64_t level, std::uint64_t index,
            const Digest& digest, std::int64_t count) {
    driver.add(bus::kNode,
               node_tuple(element(static_cast<std::uint32_t>(kind)), element(tree), element(level),
                          element(index), digest.elements.data()),
               count);
  }
  void supply(std::uint64_t tree, std::uint64_t index, const Digest& before, const Digest& after) {
    node(NodeKind::kBefore, tree, 0, index, before, -1);
    node(NodeKind::kAfter, tree, 0, index, after, -1);
  }
  void demand(std::uint64_t tree, unsigned depth, const UpdatedRoots& roots) {
    node(NodeKind::kBefore, tree, depth, 0, roots.before, 1);
    node(NodeKind::kAfter, tree, depth, 0, roots.after, 1);
  }
  void supply_deep(std::uint32_t d, std::uint32_t position) {
    supply(std::uint64_t{deep_subtree(d)} + (position >> kHalfDepth), position & 0xffff,
           leaf_before(position), leaf_after(position));
  }

  // All of it, in a tree of up to 16 levels or in deep tree d.
  UpdatedRoots change(std::uint32_t tree, const NativeUpdate& native, unsigned depth) {
    const std::vector<LeafUpdate> list = native.updates();
    const UpdatedRoots roots = updates.add_updates(tree, list, hasher);
    for (const LeafUpdate& one : list) supply(tree, one.position, one.before, one.after);
    demand(tree, depth, roots);
    return roots;
  }
  UpdatedRoots change_deep(std::uint32_t d, const NativeUpdate& native) {
    const std::vector<LeafUpdate> list = native.updates();
    const UpdatedRoots roots = joints.add_updates(d, list, updates, hasher, range);
    for (const LeafUpdate& one : list) supply_deep(d, one.position);
    demand(deep_tree(d), kHalfDepth, roots);
    return roots;
  }

  // Tables `updates`, `update-joints`, `range`, `hasher`, and the owner.
  TrialBatch batch(std::size_t min_rows = 4) {
    p3::ThreadPool pool(1);
    TrialBatch out;
    out.push_back(instance_of(Gadget::kUpdates, updates.build(min_rows)));
    out.push_back(instance_of(Gadget::kUpdateJoints, joints.build(min_rows)));
    out.push_back(instance_of(Gadget::kRange, range.build(4)));
    out.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    driver.append_to(out);
    return out;
  }
  Verdict judge() { return p3::testing::try_batch(batch()); }
};

}  // namespace rpp::testing
