// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/batch_hasher.h"

#include <algorithm>
#include <array>
#include <vector>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

// One row or node after the other through the scalar hasher.
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

}  // namespace

template <class F>
std::unique_ptr<BatchHasher<F>> make_batch_hasher(const HashSuite<F>& suite) {
  return std::make_unique<LoopBatchHasher<F>>(suite.hasher);
}

#define P3_INSTANTIATE(F) \
  template std::unique_ptr<BatchHasher<F>> make_batch_hasher<F>(const HashSuite<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
