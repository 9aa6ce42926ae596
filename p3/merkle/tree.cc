// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/merkle/tree.h"

#include <algorithm>
#include <bit>

#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {

namespace {

// Rows or nodes that one thread takes at least: a multiple of every vector width.
constexpr std::size_t kGrain = 64;

template <class F>
std::vector<MatrixView<F>> views_of(const std::vector<Matrix<F>>& matrices,
                                    std::span<const std::size_t> chosen) {
  std::vector<MatrixView<F>> views;
  views.reserve(chosen.size());
  for (const std::size_t m : chosen) views.push_back(matrices[m].view());
  return views;
}

// A layer whose first `nodes` digests are still to be written; padding slots have the default one.
Matrix<Digest> new_layer(std::size_t nodes, std::size_t slots) {
  Matrix<Digest> layer = Matrix<Digest>::uninitialized(slots, 1);
  std::fill(layer.data() + nodes, layer.data() + slots, Digest{});
  return layer;
}

// Combines the first nodes of a layer with the rows of the matrices injected there; the padding
// nodes after them are combined with default digests.
template <class F>
void inject_rows(const BatchHasher<F>& hasher, std::span<const MatrixView<F>> views,
                 const MerkleStep& step, Matrix<Digest>& layer, ThreadPool& pool) {
  pool.for_ranges(step.nodes, kGrain, [&](std::size_t begin, std::size_t end) {
    std::vector<Digest> rows(end - begin);
    const std::size_t rows_end = std::min(end, step.inject_height);
    if (begin < rows_end) hasher.hash_rows(views, begin, rows_end, rows.data());
    hasher.compress_pairs(layer.data() + begin, rows.data(), end - begin, layer.data() + begin);
  });
}

}  // namespace

template <class F>
MerkleTree<F> MerkleTree<F>::commit(const BatchHasher<F>& hasher, std::vector<Matrix<F>> matrices,
                                    unsigned cap_height, ThreadPool& pool) {
  MerkleTree tree;
  for (const Matrix<F>& m : matrices) tree.dimensions_.push_back({m.height(), m.width()});
  P3_CHECK(heights_are_compatible(tree.dimensions_), "matrix heights do not fit one tree");
  tree.matrices_ = std::move(matrices);
  tree.schedule_ = make_merkle_schedule(tree.dimensions_, hasher.scalar().max_arity(), cap_height);
  P3_CHECK(tree.schedule_.cap_binds_all(), "a matrix is shorter than the cap layer");
  P3_CHECK(std::has_single_bit(tree.schedule_.cap_size), "the cap must be a power of two long");
  tree.build_layers(hasher, pool);
  const Digest* top = tree.layers_.back().data();
  tree.cap_.assign(top, top + tree.schedule_.cap_size);
  return tree;
}

template <class F>
void MerkleTree<F>::build_layers(const BatchHasher<F>& hasher, ThreadPool& pool) {
  const auto leaf_views = views_of(matrices_, schedule_.leaf_matrices);
  layers_.push_back(new_layer(schedule_.max_height, schedule_.leaf_slots));
  Digest* leaves = layers_.back().data();
  pool.for_ranges(schedule_.max_height, kGrain, [&](std::size_t begin, std::size_t end) {
    hasher.hash_rows(leaf_views, begin, end, leaves + begin);
  });
  for (std::size_t level = 0; level < schedule_.cap_level; ++level) {
    const MerkleStep& step = schedule_.steps[level];
    Matrix<Digest> layer = new_layer(step.nodes, step.slots);
    const Digest* below = layers_.back().data();
    pool.for_ranges(step.nodes, kGrain, [&](std::size_t begin, std::size_t end) {
      hasher.compress_layer(below + begin * step.group, step.group, end - begin,
                            layer.data() + begin);
    });
    if (!step.injected.empty()) {
      const auto views = views_of(matrices_, step.injected);
      inject_rows<F>(hasher, views, step, layer, pool);
    }
    layers_.push_back(std::move(layer));
  }
}

template <class F>
MultiOpening<F> MerkleTree<F>::open(std::span<const std::uint64_t> indices) const {
  MultiOpening<F> opening;
  opening.opened_values.reserve(indices.size());
  for (const std::uint64_t index : indices) {
    P3_CHECK(index < schedule_.max_height, "index beyond the tallest matrix");
    auto& rows = opening.opened_values.emplace_back();
    rows.reserve(matrices_.size());
    for (const Matrix<F>& m : matrices_) {
      const auto row = m.row_span(index >> (schedule_.log_max_height - log2_ceil(m.height())));
      rows.emplace_back(row.begin(), row.end());
    }
  }
  opening.siblings = siblings_of({indices.begin(), indices.end()});
  return opening;
}

// Levels from the leaves, parents ascending, of every group the children that no path goes through.
template <class F>
std::vector<Digest> MerkleTree<F>::siblings_of(std::vector<std::uint64_t> frontier) const {
  std::sort(frontier.begin(), frontier.end());
  frontier.erase(std::unique(frontier.begin(), frontier.end()), frontier.end());
  std::vector<Digest> siblings;
  for (std::size_t level = 0; level < schedule_.cap_level; ++level) {
    const unsigned group = schedule_.steps[level].group;
    std::size_t parents = 0;
    for (std::size_t read = 0; read < frontier.size();) {
      const std::uint64_t parent = frontier[read] / group;
      for (std::uint64_t child = parent * group; child < (parent + 1) * group; ++child) {
        if (read < frontier.size() && frontier[read] == child) {
          ++read;
        } else {
          siblings.push_back(layers_[level].at(child, 0));
        }
      }
      frontier[parents++] = parent;  // parents <= read: nothing unread is overwritten
    }
    frontier.resize(parents);
  }
  return siblings;
}

#define P3_INSTANTIATE(F) template class MerkleTree<F>;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
