// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// All shared tables in one batch, with a user who asks for everything they can do; and the columns
// they cost.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "p3/air/analysis.h"
#include "p3/air/dag_eval.h"
#include "p3/air/trace_window.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/hash/merkle_path.h"
#include "testing/air_groups.h"

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
  SignaturesTrace signatures;
  UpdatesTrace updates;
  UpdateJointsTrace update_joints;
  Driver driver;

  Everything() {
    sign();
    act();
    tree();
    limbs();
    update();
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

  // The same through table `signatures`, by a wallet key.
  void act() {
    const SignatureEntry entry = signed_message().entry(3, true);
    const Digest key = signatures.add(entry, hasher, wots, merkle, range);
    const Element zeros[4] = {};
    driver.add(bus::kSignature, signature_tuple(element(1), element(3), element(entry.leaf),
                                                entry.message.elements.data(), zeros));
    driver.add(bus::kSignature,
               signature_tuple(element(2), element(3), element(0), key.elements.data(), zeros));
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

  // A leaf of a deep tree changes.
  void update() {
    const std::vector<Digest> path(kDeepDepth, digest_of(6));
    const LeafUpdate leaf{0x20003, digest_of(7), digest_of(8), path};
    const UpdatedRoots roots =
        update_joints.add_updates(3, std::span(&leaf, 1), updates, hasher, range);
    supply_leaf(3, deep_subtree(3) + 2, 3, leaf.before);
    supply_leaf(4, deep_subtree(3) + 2, 3, leaf.after);
    demand_tree(3, deep_tree(3), kHalfDepth, roots.before);
    demand_tree(4, deep_tree(3), kHalfDepth, roots.after);
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
    out.push_back(instance_of(Gadget::kSignatures, signatures.build(4)));
    out.push_back(instance_of(Gadget::kUpdates, updates.build(4)));
    out.push_back(instance_of(Gadget::kUpdateJoints, update_joints.build(4)));
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

struct Use {
  std::size_t row = 0;
  std::vector<std::uint64_t> tuple;  // empty: the interaction has no count on any row
};

// The first row on which an interaction has a count.
Use first_use(const TrialInstance& instance, std::size_t lookup, std::size_t interaction) {
  const p3::ConstraintDag<Element>& dag = instance.air->dag();
  const p3::DagInteraction& it = dag.lookups[lookup].interactions[interaction];
  const bool exclusive = dag.lookups[lookup].kind == p3::LookupKind::kExclusive;
  std::vector<Element> periodic;
  for (std::size_t r = 0; r < instance.trace.height(); ++r) {
    p3::WindowColumns<Element, Element> columns(p3::window_at(
        instance.air->shape(), {instance.trace.view(), {}, instance.public_values}, r, periodic));
    const auto values = p3::evaluate_nodes<Element>(dag, columns);
    const Element count = values[it.count.node] * (exclusive ? values[it.flag] : Element::one());
    if (count == Element::zero()) continue;
    Use use{r, {}};
    for (const std::uint32_t node : it.tuple) use.tuple.push_back(values[node].as_canonical_u64());
    return use;
  }
  return {};
}

// The table with the rows that a tuple of this row depends on: alone where rows stand alone, so
// that no other row of the table answers it.
TrialInstance around(const TrialInstance& instance, std::size_t row) {
  if (instance.air->shape().reads_next_row) return {instance.air, instance.trace.clone(), {}};
  auto trace = p3::Matrix<Element>::zeros(4, instance.trace.width());
  std::copy_n(instance.trace.row(row), trace.width(), trace.row(0));
  return {instance.air, std::move(trace), {}};
}

// A table alone, and a world that answers it in everything but one element of one tuple.
void expect_every_element_bound(TrialInstance instance, const std::string& bus,
                                const std::vector<std::uint64_t>& tuple) {
  TrialBatch alone;
  alone.push_back(std::move(instance));
  auto open = p3::testing::open_tuples(alone);
  ASSERT_TRUE(open[bus].contains(tuple)) << bus;
  for (auto& [name, tuples] : open) {
    for (auto& [key, sum] : tuples) sum = -sum;
    if (name != bus) alone.push_back(p3::testing::bus_table(name, tuples));
  }
  for (std::size_t i = 0; i < tuple.size(); ++i) {
    OpenTuples answers = open[bus];
    auto other = tuple;
    other[i] = (other[i] + 1) % p3::KoalaBear::kOrder;
    const Element sum = answers[tuple];
    answers.erase(tuple);
    answers[other] += sum;
    alone.push_back(p3::testing::bus_table(bus, answers));
    const Verdict verdict = try_batch(alone);
    alone.pop_back();
    EXPECT_TRUE(verdict.labels.empty()) << to_string(verdict);
    EXPECT_EQ(verdict.buses, std::set<std::string>{bus});
    ASSERT_TRUE(verdict.verifier) << bus << " element " << i;
    EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
  }
}

// Eight rows with every kind of call.
TrialInstance small_hasher() {
  HasherTrace hasher;
  hasher.hash(64, Tag::kRho, elements(1, 20));
  hasher.chain(11, 5, {element(1), element(2), element(3), element(4)}, 4,
               {element(5), element(6), element(7), element(8)});
  hasher.c8(digest_of(2), digest_of(3));
  p3::ThreadPool pool(1);
  return instance_of(Gadget::kHasher, hasher.build(8, pool));
}

// Every demand and supply of every table, and each element of its tuple: another one is noticed.
TEST(GadgetBatch, EveryElementOfEveryTupleIsBound) {
  Everything everything;
  TrialBatch batch = everything.batch();
  batch.resize(std::size(kGadgets));
  batch.back() = small_hasher();
  std::size_t interactions = 0;
  for (std::size_t t = 0; t < batch.size(); ++t) {
    const auto& lookups = batch[t].air->dag().lookups;
    for (std::size_t k = 0; k < lookups.size(); ++k) {
      for (std::size_t i = 0; i < lookups[k].interactions.size(); ++i, ++interactions) {
        const Use use = first_use(batch[t], k, i);
        ASSERT_FALSE(use.tuple.empty()) << "table " << t << ", lookup " << k << "." << i;
        expect_every_element_bound(around(batch[t], use.row), lookups[k].bus, use.tuple);
      }
    }
  }
  EXPECT_EQ(interactions, 34u);
}

// Whether docs/spec/circuits/gadgets.md has every group, in the section of its table.
TEST(GadgetBatch, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/gadgets.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const Gadget gadget : kGadgets) {
    const std::string name = name_of(gadget);
    std::size_t begin = text.find("\n## " + name);
    if (gadget == Gadget::kCanonical) begin = text.find("\n`canonical`: ");
    ASSERT_NE(begin, std::string::npos) << name;
    const std::string section = text.substr(begin, text.find("\n## ", begin + 1) - begin);
    for (const std::string& label : p3::testing::labels_of(*gadget_air(gadget))) {
      ASSERT_TRUE(label.starts_with(name + "/")) << label;
      EXPECT_NE(section.find("`" + label.substr(name.size() + 1) + "`"), std::string::npos)
          << label;
    }
  }
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
  const std::size_t limits[] = {196, 75, 70, 90, 40, 70, 63, 50};
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
