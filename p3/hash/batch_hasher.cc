// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/batch_hasher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>
#include <vector>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/negated_constants.h"
#include "p3/hash/row_kernels.h"

namespace p3 {
namespace {

// One row or node after the other through the scalar hasher: for hashes without kernels.
template <class F>
class LoopBatchHasher final : public BatchHasher<F> {
 public:
  explicit LoopBatchHasher(std::shared_ptr<const TreeHasher<F>> hasher)
      : hasher_(std::move(hasher)) {}

  const TreeHasher<F>& scalar() const override { return *hasher_; }

  void hash_rows(std::span<const MatrixView<F>> matrices, std::size_t begin, std::size_t end,
                 Digest* out) const override {
    std::vector<F> row;
    for (std::size_t i = begin; i < end; ++i) {
      row.clear();
      for (const MatrixView<F>& m : matrices) row.insert(row.end(), m.row(i), m.row(i) + m.width);
      out[i - begin] = hasher_->hash_elements(row);
    }
  }

  void compress_layer(const Digest* children, unsigned step, std::size_t count,
                      Digest* out) const override {
    const unsigned arity = hasher_->max_arity();
    P3_CHECK(step >= 1 && step <= arity, "more children than a node takes");
    for (std::size_t i = 0; i < count; ++i) {
      std::array<Digest, kMaxTreeArity> group{};
      std::copy_n(children + i * step, step, group.begin());
      out[i] = hasher_->compress({group.data(), arity});
    }
  }

  void compress_pairs(const Digest* left, const Digest* right, std::size_t count,
                      Digest* out) const override {
    for (std::size_t i = 0; i < count; ++i) {
      const std::array<Digest, kMaxTreeArity> group{left[i], right[i]};
      out[i] = hasher_->compress({group.data(), hasher_->max_arity()});
    }
  }

 private:
  std::shared_ptr<const TreeHasher<F>> hasher_;
};

// The row hashes of one suite on one instruction set, with what they read.
template <class F>
struct RowHashes {
  RowHash leaf = nullptr;
  RowHash node = nullptr;
  NegatedConstants<F> leaf_constants;
  NegatedConstants<F> node_constants;
};

const unsigned char* bytes_of(const void* p) { return static_cast<const unsigned char*>(p); }

// Everything is rows: leaves rows of matrices, nodes rows of digests filled up with zeros.
template <class F>
class KernelBatchHasher final : public BatchHasher<F> {
  // Kernels read elements and digests as the bytes that are hashed.
  static_assert(std::endian::native == std::endian::little);
  static_assert(sizeof(F) == F::kBytes && sizeof(Digest) == 32);

 public:
  KernelBatchHasher(std::shared_ptr<const TreeHasher<F>> hasher, RowHashes<F> hashes)
      : hasher_(std::move(hasher)), hashes_(std::move(hashes)) {}

  const TreeHasher<F>& scalar() const override { return *hasher_; }

  void hash_rows(std::span<const MatrixView<F>> matrices, std::size_t begin, std::size_t end,
                 Digest* out) const override {
    std::vector<RowSource> sources;
    for (const MatrixView<F>& m : matrices) {
      P3_CHECK(end <= m.height, "a matrix has fewer rows");
      sources.push_back({bytes_of(m.data), m.width * sizeof(F), m.width * sizeof(F)});
    }
    hashes_.leaf(sources.data(), sources.size(), begin, end, &hashes_.leaf_constants.view(),
                 words_of(out));
  }

  void compress_layer(const Digest* children, unsigned step, std::size_t count,
                      Digest* out) const override {
    const unsigned arity = hasher_->max_arity();
    P3_CHECK(step >= 1 && step <= arity, "more children than a node takes");
    const std::size_t bytes = step * sizeof(Digest);
    const std::array<RowSource, 2> sources = {RowSource{bytes_of(children), bytes, bytes},
                                              fill(arity - step)};
    hashes_.node(sources.data(), 2, 0, count, &hashes_.node_constants.view(), words_of(out));
  }

  void compress_pairs(const Digest* left, const Digest* right, std::size_t count,
                      Digest* out) const override {
    constexpr std::size_t kBytes = sizeof(Digest);
    const std::array<RowSource, 3> sources = {RowSource{bytes_of(left), kBytes, kBytes},
                                              RowSource{bytes_of(right), kBytes, kBytes},
                                              fill(hasher_->max_arity() - 2)};
    hashes_.node(sources.data(), 3, 0, count, &hashes_.node_constants.view(), words_of(out));
  }

 private:
  static std::uint64_t* words_of(Digest* digests) {
    return reinterpret_cast<std::uint64_t*>(digests);
  }
  // `count` default digests in every row.
  static RowSource fill(unsigned count) {
    static constexpr std::array<Digest, kMaxTreeArity> kDefaults{};
    return {bytes_of(kDefaults.data()), 0, count * sizeof(Digest)};
  }

  std::shared_ptr<const TreeHasher<F>> hasher_;
  RowHashes<F> hashes_;
};

// Null if the suite's hasher is not of these widths.
template <class F, unsigned LeafWidth, unsigned LeafRate, unsigned NodeWidth>
std::unique_ptr<BatchHasher<F>> poseidon2_batch_hasher(const HashSuite<F>& suite) {
  using Hasher = Poseidon2TreeHasher<F, LeafWidth, LeafRate, NodeWidth>;
  const auto* hasher = dynamic_cast<const Hasher*>(suite.hasher.get());
  if (hasher == nullptr) return nullptr;
  const auto& kernels = poseidon2_kernels(F());
  RowHashes<F> hashes;
  hashes.leaf = LeafWidth == 24 ? kernels.leaf_24_16 : kernels.leaf_16_8;
  hashes.node = NodeWidth == 16 ? kernels.node_16 : kernels.node_32;
  hashes.leaf_constants = NegatedConstants<F>(hasher->leaf().constants());
  hashes.node_constants = NegatedConstants<F>(hasher->node().constants());
  return std::make_unique<KernelBatchHasher<F>>(suite.hasher, std::move(hashes));
}

// One at a time as the scalar hasher does it, many through the kernels.
template <class F>
class AcceleratedTreeHasher final : public TreeHasher<F> {
 public:
  explicit AcceleratedTreeHasher(std::unique_ptr<BatchHasher<F>> batch)
      : batch_(std::move(batch)) {}

  DigestKind kind() const noexcept override { return batch_->scalar().kind(); }
  unsigned max_arity() const noexcept override { return batch_->scalar().max_arity(); }
  Digest hash_elements(std::span<const F> elements) const noexcept override {
    return batch_->scalar().hash_elements(elements);
  }
  Digest compress(std::span<const Digest> children) const noexcept override {
    return batch_->scalar().compress(children);
  }
  void hash_rows(std::span<const F> rows, std::size_t width,
                 std::span<Digest> out) const noexcept override {
    const MatrixView<F> matrix{rows.data(), out.size(), width};
    batch_->hash_rows({&matrix, 1}, 0, out.size(), out.data());
  }
  void compress_many(std::span<const Digest> children,
                     std::span<Digest> out) const noexcept override {
    batch_->compress_layer(children.data(), max_arity(), out.size(), out.data());
  }

 private:
  std::unique_ptr<BatchHasher<F>> batch_;
};

}  // namespace

template <class F>
HashSuite<F> accelerated_suite(const HashSuite<F>& suite) {
  HashSuite<F> accelerated = suite;
  accelerated.hasher = std::make_shared<const AcceleratedTreeHasher<F>>(make_batch_hasher(suite));
  return accelerated;
}

template <class F>
std::unique_ptr<BatchHasher<F>> make_batch_hasher(const HashSuite<F>& suite) {
  if (suite.name == TreeHash::kKeccakF || suite.name == TreeHash::kKeccak256) {
    const KeccakKernels& kernels = keccak_kernels();
    RowHashes<F> hashes;
    hashes.leaf = suite.name == TreeHash::kKeccakF ? kernels.sponge : kernels.keccak256;
    hashes.node = hashes.leaf;
    return std::make_unique<KernelBatchHasher<F>>(suite.hasher, std::move(hashes));
  }
  if constexpr (F::kBytes == 4) {
    if (auto hasher = poseidon2_batch_hasher<F, 24, 16, 16>(suite)) return hasher;
    if (auto hasher = poseidon2_batch_hasher<F, 24, 16, 32>(suite)) return hasher;
    if (auto hasher = poseidon2_batch_hasher<F, 16, 8, 16>(suite)) return hasher;
    if (auto hasher = poseidon2_batch_hasher<F, 16, 8, 32>(suite)) return hasher;
  }
  return std::make_unique<LoopBatchHasher<F>>(suite.hasher);
}

#define P3_INSTANTIATE(F)                                                             \
  template std::unique_ptr<BatchHasher<F>> make_batch_hasher<F>(const HashSuite<F>&); \
  template HashSuite<F> accelerated_suite<F>(const HashSuite<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
