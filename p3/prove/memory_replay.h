// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "p3/air/kernel_abi.h"
#include "p3/base/bits.h"
#include "p3/dft/transform.h"
#include "p3/fri/geometry.h"
#include "p3/hash/digest.h"
#include "p3/merkle/schedule.h"
#include "p3/prove/memory.h"
#include "p3/prove/memory_model.h"

// The prover's allocations on a model, in the order of the prover. Who changes what a phase
// allocates, or when it is freed, changes it here too: memory_test.cc compares the arena of real
// proofs with the model's to the byte.
namespace p3 {

// What one instance makes the prover allocate. Widths count base columns.
struct MemoryShape {
  unsigned log_rows = 0;
  std::uint64_t width = 0, preprocessed_width = 0, permutation_width = 0;
  unsigned log_chunks = 0;
  bool next = true, preprocessed_next = false, has_room = false;
  std::vector<std::uint64_t> periods;
};

namespace internal {

using Block = MemoryModel::Block;
using Blocks = std::vector<Block>;

// A committed matrix as the opening sees it.
struct Committed {
  std::uint64_t width = 0;
  unsigned log_rows = 0;  // before the extension
  bool next = false;
};

struct CommittedTree {
  std::vector<Committed> matrices;
  Blocks blocks;  // matrices, then digest layers
};

// The prover's allocations, phase by phase: prove/uni-inl.h and batch-inl.h, prove/quotient.cc,
// fri/pcs_prover.cc, fri/fri_prover.cc.
template <class F>
class MemoryReplay {
 public:
  MemoryReplay(const MemoryRequest<F>& request, std::span<const MemoryShape> shapes,
               MemoryModel& model)
      : request_(request), shapes_(shapes), model_(model) {}

  void run() {
    CommittedTree preprocessed;
    Blocks values;
    commit_preprocessed(preprocessed, values);
    for (unsigned i = 0; i < request_.proofs; ++i) prove(preprocessed);
  }

 private:
  const FriParameters& fri() const { return request_.config.parameters.fri; }
  unsigned degree() const { return request_.extension_degree; }

  static std::uint64_t rows(unsigned log_rows) { return std::uint64_t{1} << log_rows; }
  Block matrix(std::uint64_t height, std::uint64_t width) {
    return model_.matrix(MemoryModel::product(height, width), sizeof(F));
  }
  Block vector(std::uint64_t length) { return model_.heap(length * sizeof(F)); }

  void transform(std::uint64_t width, unsigned log_n, unsigned added_bits) {
    const TransformMemory memory =
        transform_memory<F>(width, log_n, std::size_t{1} << added_bits, request_.threads);
    const Block factors = model_.heap(memory.factor_bytes);
    for (const TransformMemory::Work& run : memory.runs) {
      Blocks work;
      for (std::size_t i = 0; i < run.count; ++i) work.push_back(model_.matrix(run.bytes, 1));
    }
  }

  // A new matrix with the extension of another one.
  Block extended(std::uint64_t width, unsigned log_n, unsigned added_bits) {
    Block out = matrix(rows(log_n + added_bits), width);
    transform(width, log_n, added_bits);
    return out;
  }

  void commit(CommittedTree& tree) {
    std::vector<Dimensions> dimensions;
    for (const Committed& m : tree.matrices) {
      dimensions.push_back({rows(m.log_rows + fri().log_blowup), m.width});
    }
    add_layers(dimensions, tree.blocks);
  }

  void add_layers(std::span<const Dimensions> dimensions, Blocks& blocks) {
    const StarkConfig<F>& config = request_.config;
    const MerkleSchedule schedule =
        make_merkle_schedule(dimensions, config.suite.arity, config.parameters.cap_height);
    blocks.push_back(model_.matrix(schedule.leaf_slots, sizeof(Digest)));
    for (std::size_t level = 0; level < schedule.cap_level; ++level) {
      const MerkleStep& step = schedule.steps[level];
      blocks.push_back(model_.matrix(step.slots, sizeof(Digest)));
      if (!step.injected.empty()) model_.heap(step.nodes * sizeof(Digest));
    }
  }

  void commit_preprocessed(CommittedTree& tree, Blocks& values) {
    for (const MemoryShape& shape : shapes_) {
      if (shape.preprocessed_width == 0) continue;
      model_.begin("preprocessed");
      values.push_back(matrix(rows(shape.log_rows), shape.preprocessed_width));
      tree.blocks.push_back(extended(shape.preprocessed_width, shape.log_rows, fri().log_blowup));
      tree.matrices.push_back({shape.preprocessed_width, shape.log_rows, shape.preprocessed_next});
    }
    if (!tree.matrices.empty()) commit(tree);
  }

  void prove(const CommittedTree& preprocessed) {
    Blocks traces = make_traces();
    CommittedTree main, permutation, quotient;
    extend_traces(traces, main);
    prove_lookups(traces, permutation);
    commit_quotients(quotient);
    std::vector<const CommittedTree*> trees{&main, &quotient};
    if (!preprocessed.matrices.empty()) trees.push_back(&preprocessed);
    if (!permutation.matrices.empty()) trees.push_back(&permutation);
    open(trees);
    verify(trees);
  }

  Blocks make_traces() {
    model_.begin("trace");
    Blocks traces;
    for (const MemoryShape& shape : shapes_) {
      const unsigned room = shape.has_room ? fri().log_blowup : 0;
      traces.push_back(matrix(rows(shape.log_rows + room), shape.width));
    }
    return traces;
  }

  // Traces stay only where the lookups still read them.
  void extend_traces(Blocks& traces, CommittedTree& main) {
    model_.begin("commit trace");
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      const MemoryShape& shape = shapes_[i];
      main.matrices.push_back({shape.width, shape.log_rows, shape.next});
      if (shape.permutation_width == 0 && shape.has_room) {
        transform(shape.width, shape.log_rows, fri().log_blowup);
        main.blocks.push_back(std::move(traces[i]));
      } else {
        main.blocks.push_back(extended(shape.width, shape.log_rows, fri().log_blowup));
        if (shape.permutation_width == 0) traces[i] = {};
      }
    }
    commit(main);
  }

  void prove_lookups(Blocks& traces, CommittedTree& tree) {
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      const MemoryShape& shape = shapes_[i];
      if (shape.permutation_width == 0) continue;
      model_.begin("lookups");
      const Block values = matrix(rows(shape.log_rows), shape.permutation_width);
      vector(rows(shape.log_rows) * degree());  // sums of the rows
      traces[i] = {};
      tree.blocks.push_back(extended(shape.permutation_width, shape.log_rows, fri().log_blowup));
      tree.matrices.push_back({shape.permutation_width, shape.log_rows, true});
    }
    if (!tree.matrices.empty()) commit(tree);
  }

  void commit_quotients(CommittedTree& tree) {
    model_.begin("quotient");
    for (const MemoryShape& shape : shapes_) {
      const Block values = quotient_values(shape);
      for (std::uint64_t k = 0; k < rows(shape.log_chunks); ++k) {
        tree.blocks.push_back(extended(degree(), shape.log_rows, fri().log_blowup));
        tree.matrices.push_back({degree(), shape.log_rows, false});
      }
    }
    model_.begin("commit quotient");
    commit(tree);
  }

  Block quotient_values(const MemoryShape& shape) {
    const std::uint64_t size = rows(shape.log_rows + shape.log_chunks);
    Blocks selectors;
    for (unsigned i = 0; i < 3; ++i) selectors.push_back(vector(size));
    vector(size);  // of their inversion
    Blocks tables;
    for (const std::uint64_t period : shape.periods) {
      tables.push_back(extended(1, log2_strict(period), shape.log_chunks));
    }
    Block out = matrix(size, degree());
    on_quotient_domain(shape, shape.width, tables);
    on_quotient_domain(shape, shape.preprocessed_width, tables);
    const std::uint64_t row =
        2 * (shape.width + shape.preprocessed_width) + shape.permutation_width;
    const Block scratch = vector(row * kMaxLanes * request_.threads);
    on_quotient_domain(shape, shape.permutation_width, tables);
    return out;
  }

  // Where the chunks are more than the blowup covers, columns are extended further.
  void on_quotient_domain(const MemoryShape& shape, std::uint64_t width, Blocks& tables) {
    if (width == 0 || shape.log_chunks <= fri().log_blowup) return;
    tables.push_back(extended(width, shape.log_rows, shape.log_chunks));
  }

  // zeta is one point for all heights, the next one depends on the height.
  static std::vector<unsigned> points(const Committed& matrix) {
    if (!matrix.next || matrix.log_rows == 0) return {0};
    return {0, matrix.log_rows};
  }

  void open(std::span<const CommittedTree* const> trees) {
    model_.begin("open");
    Blocks inputs;
    std::vector<unsigned> log_heights;  // of the extended matrices
    {
      const Blocks tables = point_tables(trees);
      inputs = fri_inputs(trees, log_heights);
    }
    commit_phase(make_fri_geometry(fri(), std::move(log_heights)), std::move(inputs));
  }

  Blocks point_tables(std::span<const CommittedTree* const> trees) {
    std::vector<std::pair<unsigned, unsigned>> tallest;  // of every point, in order of appearance
    unsigned highest = 0;
    for (const CommittedTree* tree : trees) {
      for (const Committed& m : tree->matrices) {
        highest = std::max(highest, m.log_rows);
        for (const unsigned point : points(m)) {
          const auto known = std::find_if(tallest.begin(), tallest.end(),
                                          [&](const auto& t) { return t.first == point; });
          if (known == tallest.end()) {
            tallest.emplace_back(point, m.log_rows);
          } else {
            known->second = std::max(known->second, m.log_rows);
          }
        }
      }
    }
    const Block coset = vector(rows(highest));
    Blocks tables;
    for (const auto& [point, log_rows] : tallest) {
      for (unsigned i = 0; i < 2; ++i) tables.push_back(matrix(degree(), rows(log_rows)));
    }
    return tables;
  }

  Blocks fri_inputs(std::span<const CommittedTree* const> trees,
                    std::vector<unsigned>& log_heights) {
    struct Sum {
      std::vector<unsigned> points;
      Blocks blocks;
    };
    std::map<unsigned, Sum, std::greater<>> sums;
    for (const CommittedTree* tree : trees) {
      for (const Committed& m : tree->matrices) {
        Sum& sum = sums[m.log_rows];
        model_.matrix(degree() * m.width, sizeof(F));  // powers of alpha
        const Block combined = matrix(degree(), rows(m.log_rows));
        for (const unsigned point : points(m)) {
          if (std::find(sum.points.begin(), sum.points.end(), point) != sum.points.end()) continue;
          sum.points.push_back(point);
          sum.blocks.push_back(matrix(degree(), rows(m.log_rows)));
        }
      }
    }
    Blocks inputs;
    for (const auto& [log_rows, sum] : sums) {
      const Block planes = matrix(degree(), rows(log_rows));
      const Block values = matrix(rows(log_rows), degree());
      inputs.push_back(extended(degree(), log_rows, fri().log_blowup));
      log_heights.push_back(log_rows + fri().log_blowup);
    }
    return inputs;
  }

  void commit_phase(const FriGeometry& geometry, Blocks inputs) {
    Blocks trees;
    unsigned log_height = geometry.log_max_height();
    const Block factors = vector(rows(log_height) / 2);
    Block current = std::move(inputs[0]);
    for (const unsigned log_arity : geometry.log_arities) {
      trees.push_back(std::move(current));
      const Dimensions dimensions = commit_phase_dimensions(log_height, log_arity, degree());
      add_layers({&dimensions, 1}, trees);
      log_height -= log_arity;
      current = matrix(rows(log_height), degree());
    }
  }

  // The proof, its encoding, and the proof that the verifier reads from it: opened rows and their
  // siblings are nearly all of it.
  void verify(std::span<const CommittedTree* const> trees) {
    model_.begin("verify");
    std::uint64_t query = 0, values = 0;
    unsigned highest = 0;
    for (const CommittedTree* tree : trees) {
      for (const Committed& m : tree->matrices) {
        query += m.width * sizeof(F);
        values += points(m).size() * m.width * degree() * sizeof(F);
        highest = std::max(highest, m.log_rows + fri().log_blowup);
      }
    }
    query += (trees.size() + 1) * highest * sizeof(Digest);
    model_.heap(2 * (MemoryModel::product(query, fri().num_queries) + values));
  }

  const MemoryRequest<F>& request_;
  std::span<const MemoryShape> shapes_;
  MemoryModel& model_;
};

}  // namespace internal
}  // namespace p3
