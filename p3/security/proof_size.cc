// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/security/proof_size.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "p3/base/check.h"
#include "p3/codec/byte_writer.h"
#include "p3/fri/geometry.h"
#include "p3/merkle/schedule.h"

namespace p3 {
namespace {

double varint(std::uint64_t value) { return static_cast<double>(codec::varint_bytes(value)); }
double real(std::uint64_t count) { return static_cast<double>(count); }

// Nodes of a layer of `nodes` that `queries` uniform positions hit, on average.
double expected_distinct(double nodes, double queries) {
  return nodes <= 1 ? nodes : -nodes * std::expm1(queries * std::log1p(-1 / nodes));
}

// Digests that a shared opening contains on average: in every group that holds a hit node, those
// that are not hit. Layers above the cap need none.
double expected_siblings(const MerkleSchedule& tree, double queries) {
  double siblings = 0;
  double hit = expected_distinct(real(tree.max_height), queries);
  for (std::size_t level = 0; level < tree.cap_level; ++level) {
    const MerkleStep& step = tree.steps[level];
    const double parents = expected_distinct(real(step.nodes), queries);
    siblings += parents * step.group - hit;
    hit = parents;
  }
  return siblings;
}

class Estimator {
 public:
  Estimator(const StarkParameters& parameters, const ProofLayout& layout)
      : parameters_(parameters),
        fri_(parameters.fri),
        layout_(layout),
        queries_(real(fri_.num_queries)),
        extension_bytes_(double{1} * layout.extension_degree * layout.element_bytes) {}

  ProofSizeEstimate run() {
    for (const InstanceLayout& instance : layout_.instances) add_opened_values(instance);
    add_input_trees();
    add_folding();
    add_rest();
    return out_;
  }

 private:
  // A u64 varint has 10 bytes for the upper half of all words, 9 for nearly all others.
  double digest_bytes() const {
    return layout_.digest_kind == DigestKind::kU64Words ? 4 * (10 * 0.5 + 9 * 0.49609375 + 0.03125)
                                                        : 32;
  }

  double cap_bytes(const MerkleSchedule& tree) const {
    return varint(tree.cap_size) + real(tree.cap_size) * digest_bytes();
  }

  double elements(std::uint64_t count, double bytes) const {
    return varint(count) + real(count) * bytes;
  }

  // One option tag per optional list; a batch adds the two permutation lists.
  void add_opened_values(const InstanceLayout& s) {
    double bytes = elements(s.main_columns, extension_bytes_) + 4;
    if (s.main_next) bytes += elements(s.main_columns, extension_bytes_);
    if (s.preprocessed_columns != 0) {
      bytes += elements(s.preprocessed_columns, extension_bytes_) * (s.preprocessed_next ? 2 : 1);
    }
    const std::uint64_t chunks = std::uint64_t{1} << s.log_quotient_chunks;
    bytes += varint(chunks) + real(chunks) * elements(layout_.extension_degree, extension_bytes_);
    if (layout_.batch) {
      bytes += 2 * elements(s.permutation_columns * layout_.extension_degree, extension_bytes_);
    }
    out_.opened_values += bytes;
  }

  unsigned log_lde(const InstanceLayout& s) const { return s.log_rows + fri_.log_blowup; }

  using Matrices = std::vector<Dimensions>;

  // Main, quotient, preprocessed, permutation: absent ones are empty.
  std::vector<Matrices> input_matrices() const {
    std::vector<Matrices> trees(4);
    for (const InstanceLayout& s : layout_.instances) {
      const std::size_t height = std::size_t{1} << log_lde(s);
      trees[0].push_back({height, s.main_columns});
      trees[1].insert(trees[1].end(), std::size_t{1} << s.log_quotient_chunks,
                      {height, layout_.extension_degree});
      if (s.preprocessed_columns != 0) trees[2].push_back({height, s.preprocessed_columns});
      if (s.permutation_columns != 0) {
        trees[3].push_back({height, s.permutation_columns * layout_.extension_degree});
      }
    }
    return trees;
  }

  void add_input_trees() {
    const std::vector<Matrices> trees = input_matrices();
    for (std::size_t t = 0; t < trees.size(); ++t) {
      const Matrices& matrices = trees[t];
      if (matrices.empty()) continue;
      const MerkleSchedule tree =
          make_merkle_schedule(matrices, layout_.tree_arity, parameters_.cap_height);
      // The cap of the preprocessed columns is in the key.
      if (t != 2) out_.caps += cap_bytes(tree);
      double row = varint(matrices.size());
      for (const Dimensions& m : matrices) row += elements(m.width, layout_.element_bytes);
      out_.rows += varint(fri_.num_queries) + queries_ * row;
      out_.row_siblings += sibling_bytes(tree);
    }
  }

  double sibling_bytes(const MerkleSchedule& tree) const {
    const double siblings = expected_siblings(tree, queries_);
    return varint(static_cast<std::uint64_t>(siblings)) + siblings * digest_bytes();
  }

  void add_folding() {
    std::vector<unsigned> heights;
    for (const InstanceLayout& s : layout_.instances) heights.push_back(log_lde(s));
    const FriGeometry geometry = make_fri_geometry(fri_, std::move(heights));
    unsigned log_height = geometry.log_max_height();
    for (const unsigned log_arity : geometry.log_arities) {
      const Dimensions matrix =
          commit_phase_dimensions(log_height, log_arity, layout_.extension_degree);
      const MerkleSchedule tree =
          make_merkle_schedule({&matrix, 1}, layout_.tree_arity, parameters_.cap_height);
      const std::uint64_t others = (std::uint64_t{1} << log_arity) - 1;
      out_.fri_caps += cap_bytes(tree);
      out_.folding_values +=
          varint(fri_.num_queries) + queries_ * elements(others, extension_bytes_);
      out_.folding_siblings += sibling_bytes(tree);
      log_height -= log_arity;
    }
    // Lengths of the lists of rounds: caps, witnesses, openings; then the witnesses themselves.
    const std::size_t rounds = geometry.log_arities.size();
    out_.rest += 3 * varint(rounds) + real(rounds) * layout_.element_bytes;
  }

  void add_rest() {
    out_.rest += elements(fri_.final_poly_len(), extension_bytes_);
    out_.rest += 3.0 * layout_.element_bytes;  // out-of-domain, batch and query witnesses
    out_.rest += 1 + 1;                        // no random cap; commitments of the input
    for (const InstanceLayout& s : layout_.instances) out_.rest += varint(s.log_rows);
    if (!layout_.batch) return;
    bool lookups = false;
    for (const InstanceLayout& s : layout_.instances) {
      out_.rest += 1 + (s.permutation_columns != 0 ? extension_bytes_ : 0);
      lookups = lookups || s.permutation_columns != 0;
    }
    // Lists of instances, terminals and degrees; tags of the permutation cap and lookup witness.
    out_.rest += 3 * varint(layout_.instances.size()) + 2 +
                 (lookups ? double{1} * layout_.element_bytes : 0);
  }

  const StarkParameters& parameters_;
  const FriParameters& fri_;
  const ProofLayout& layout_;
  double queries_;
  double extension_bytes_;  // of one element
  ProofSizeEstimate out_;
};

}  // namespace

ProofSizeEstimate estimate_proof_size(const StarkParameters& parameters,
                                      const ProofLayout& layout) {
  P3_CHECK(!layout.instances.empty(), "a proof is about something");
  return Estimator(parameters, layout).run();
}

}  // namespace p3
