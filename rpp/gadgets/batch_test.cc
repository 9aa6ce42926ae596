// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// All shared tables in one batch, with a user who asks for everything they can do; and the columns
// they cost.
#include <gtest/gtest.h>

#include <cstdio>

#include "p3/air/analysis.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/hash/merkle_path.h"

namespace rpp::testing {
namespace {

using p3::testing::try_batch;

// A key of height 3 whose leaf 5 signs; the leaf goes up its path; a statement tree over two
// digests; an element in limbs.
struct Everything {
  HasherTrace hasher;
  MerkleTrace merkle;
  WotsTrace wots;
  RangeTrace range;
  CanonicalTrace canonical;
  Driver driver;

  Everything() {
    sign();
    tree();
    limbs();
  }

  void sign() {
    const HasherTrace::Value pp = {element(1), element(2), element(3), element(4)};
    const Digest d = limbs_with(good_digits(), {0, 1, 1015, 512, 7, 1000});
    std::array<HasherTrace::Value, kWotsChains> values;
    for (std::size_t c = 0; c < kWotsChains; ++c) {
      for (std::size_t i = 0; i < 4; ++i) values[c][i] = element(1000 * c + i);
    }
    const Digest wots_digest = wots.add(9, 5, pp, d, values, hasher, range);
    driver.add(bus::kWots, wots_tuple(element(9), element(5), pp.data(), d.elements.data()));
    driver.add(bus::kHasher, hash_digest_tuple(element(hash_id(HashKind::kWots, 9) + 20),
                                               wots_digest.elements.data()));
    const std::vector<Digest> path = {digest_of(1), digest_of(2), digest_of(3)};
    const Digest root = merkle.add_opening(77, 5, wots_digest, path, false, hasher);
    EXPECT_EQ(root, root_from_path(wots_digest, 5, path));
    demand_tree(1, 77, 3, root);
    supply_leaf(1, 77, 5, wots_digest);
  }

  void tree() {
    const Digest empty = hash_empty(Tag::kWitness);
    const auto tree = merkle.add_tree(4, 4, empty, {{0, digest_of(4)}, {1, digest_of(5)}}, hasher);
    supply_leaf(0, 4, 0, digest_of(4));
    supply_leaf(0, 4, 1, digest_of(5));
    if (tree.empty_leaves != 0) {
      driver.add(bus::kNode, empty_node_tuple(element(4), element(0), empty.elements.data()),
                 -static_cast<std::int64_t>(tree.empty_leaves));
    }
    demand_tree(0, 4, 4, tree.root);
  }

  void limbs() {
    const Element v = -Element::two();
    const auto [lo, hi] = canonical.add(v);
    driver.add(bus::kCanonical, canonical_tuple(v, lo, hi));
    range.add({element(1), element(2), element(3), element(65535)});
    driver.add(bus::kRange, range_tuple(element(1), element(2), element(3), element(65535)));
  }

  void demand_tree(unsigned kind, unsigned tree, unsigned depth, const Digest& root) {
    driver.add(bus::kNode, node_tuple(element(kind), element(tree), element(depth), element(0),
                                      root.elements.data()));
  }
  void supply_leaf(unsigned kind, unsigned tree, unsigned index, const Digest& leaf) {
    driver.add(
        bus::kNode,
        node_tuple(element(kind), element(tree), element(0), element(index), leaf.elements.data()),
        -1);
  }

  TrialBatch batch() {
    p3::ThreadPool pool(2);
    TrialBatch out;
    out.push_back(instance_of(Gadget::kMerkle, merkle.build(4)));
    out.push_back(instance_of(Gadget::kWots, wots.build(4)));
    out.push_back(instance_of(Gadget::kCanonical, canonical.build(4, range)));
    out.push_back(instance_of(Gadget::kRange, range.build(4)));
    out.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    driver.append_to(out);
    return out;
  }
};

TEST(GadgetBatch, HonestBatchIsAccepted) {
  Everything everything;
  const Verdict verdict = try_batch(everything.batch());
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

struct Cost {
  std::size_t main, lookups, chunks;
  std::size_t columns() const { return main + 5 * (lookups + 1) + 5 * chunks; }
};

Cost cost_of(Gadget gadget) {
  const auto air = gadget_air(gadget);
  const p3::AirAnalysis analysis = p3::analyse(*air, 10, true);
  return {air->shape().width, analysis.lookups.size(),
          std::size_t{1} << analysis.log_quotient_chunks};
}

TEST(GadgetBatch, ColumnsPerTable) {
  const std::size_t limits[] = {196, 75, 70, 90, 40};
  std::printf("%-10s %6s %8s %7s %8s\n", "table", "main", "lookups", "chunks", "columns");
  for (const Gadget gadget : kGadgets) {
    const Cost cost = cost_of(gadget);
    std::printf("%-10s %6zu %8zu %7zu %8zu\n", name_of(gadget), cost.main, cost.lookups,
                cost.chunks, cost.columns());
    EXPECT_LE(cost.columns(), limits[static_cast<std::size_t>(gadget)]) << name_of(gadget);
    EXPECT_LE(cost.chunks, 2u) << name_of(gadget);
  }
}

}  // namespace
}  // namespace rpp::testing
