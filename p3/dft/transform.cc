// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/transform.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "p3/dft/cache_size.h"
#include "p3/dft/kernels.h"
#include "p3/dft/twiddles.h"

namespace p3 {
namespace {

// How a panel lies in memory. A "vector row" is one or more whole rows and at least one vector.
struct Layout {
  std::size_t columns;  // of a full panel
  std::size_t padded;   // elements of one row in the panel
  std::size_t row_len;  // elements of a vector row
  unsigned log_merged;  // log2 of the rows in a vector row
  unsigned log_block;   // log2 of the vector rows in a block of step 1 and 3
  unsigned log_top;     // log2 of the number of blocks
  bool scalar;          // too small for vectors
};

template <class F>
Layout plan_layout(std::size_t width, unsigned log_n, std::size_t block_bytes) {
  constexpr std::size_t kLine = 64 / sizeof(F);
  Layout plan{};
  const std::size_t lanes = dft_kernels<F>(false).lanes;
  plan.columns = std::min(width, kLine);
  plan.padded = std::bit_ceil(plan.columns);
  plan.log_merged = plan.padded < lanes ? log2_ceil(lanes / plan.padded) : 0;
  // Merged rows are transposed `lanes` vectors at a time.
  plan.scalar = plan.log_merged != 0 && log_n < plan.log_merged + log2_ceil(lanes);
  if (plan.scalar || lanes == 1) {
    plan.padded = plan.columns;
    plan.log_merged = 0;
  }
  plan.row_len = plan.padded << plan.log_merged;
  if (block_bytes == 0) block_bytes = cache_block_bytes();
  const std::size_t block_rows = std::bit_floor(block_bytes / sizeof(F) / plan.row_len);
  plan.log_block = std::min(log_n - plan.log_merged, log2_ceil(block_rows));
  // A merged block is a whole number of transposes.
  if (plan.log_merged != 0) plan.log_block = std::max(plan.log_block, log2_ceil(lanes));
  plan.log_top = log_n - plan.log_merged - plan.log_block;
  return plan;
}

template <class F>
class Pipeline {
 public:
  Pipeline(const Transform<F>& transform, MatrixView<F> in, Matrix<F>& out, ThreadPool& pool)
      : transform_(transform),
        in_(in),
        out_(out),
        pool_(pool),
        log_n_(log2_strict(in.height)),
        plan_(plan_layout<F>(in.width, log_n_, transform.block_bytes)),
        kernels_(dft_kernels<F>(plan_.scalar)),
        panels_per_column_(std::max<std::size_t>(1, transform.to_shifts.size())) {
    make_factors();
    const unsigned log_block_rows = plan_.log_block + plan_.log_merged;
    block_order_.resize(std::size_t{1} << log_block_rows);
    for (std::size_t i = 0; i < block_order_.size(); ++i) {
      block_order_[i] = static_cast<std::uint32_t>(reverse_bits(i, log_block_rows));
    }
  }

  void run() {
    const std::size_t panels = (in_.width + plan_.columns - 1) / plan_.columns;
    // Many panels: one thread takes a panel through all steps, and the loops inside run inline.
    // Few panels: the loops inside are shared out.
    if (panels >= 4 * pool_.threads()) {
      pool_.for_ranges(panels, 1, [&](std::size_t b, std::size_t e) { run_panels(b, e); });
    } else {
      run_panels(0, panels);
    }
  }

 private:
  void make_factors() {
    const unsigned log_powers = log_n_ == 0 ? 0 : log_n_ - 1;
    if (transform_.from_shift.has_value()) {
      inverse_factors_ = coset_factors(kernels_, root_powers(kernels_, log_powers, true), log_n_,
                                       transform_.from_shift->inverse());
      inverse_n_ = F::from_u64(in_.height).inverse();
    }
    if (transform_.to_shifts.empty()) return;
    const std::vector<F> powers = root_powers(kernels_, log_powers, false);
    for (const F shift : transform_.to_shifts) {
      factors_.push_back(coset_factors(kernels_, powers, log_n_, shift));
    }
  }

  std::size_t blocks() const { return std::size_t{1} << plan_.log_top; }
  std::size_t block_rows() const { return block_order_.size(); }
  std::size_t block_len() const { return block_rows() * plan_.padded; }
  std::size_t panel_len() const { return block_len() << plan_.log_top; }

  void run_panels(std::size_t begin, std::size_t end) {
    Matrix<F> work = Matrix<F>::uninitialized(panels_per_column_, panel_len());
    for (std::size_t panel = begin; panel < end; ++panel) {
      const std::size_t column = panel * plan_.columns;
      const std::size_t columns = std::min(plan_.columns, in_.width - column);
      pool_.for_ranges(blocks(), 1, [&](std::size_t b, std::size_t e) {
        for (std::size_t block = b; block < e; ++block) {
          enter_block(work.data() + block * block_len(), block, column, columns);
        }
      });
      cross_blocks(work);
      pool_.for_ranges(blocks() * panels_per_column_, 1, [&](std::size_t b, std::size_t e) {
        for (std::size_t i = b; i < e; ++i) {
          leave_block(work.data() + i * block_len(), i >> plan_.log_top, i & (blocks() - 1), column,
                      columns);
        }
      });
    }
  }

  // Step 1. Block b of a bit-reversed panel holds the rows whose low log_top bits are rev(b).
  void enter_block(F* data, std::size_t block, std::size_t column, std::size_t columns) {
    const bool reverse = transform_.from_shift.has_value() && !transform_.input_reversed;
    const std::size_t first = reverse ? reverse_bits(block, plan_.log_top) : block * block_rows();
    const std::size_t step = reverse ? blocks() : 1;
    kernels_.copy_rows(in_.row(first) + column, step * in_.width, data, plan_.padded, block_rows(),
                       columns, plan_.padded, reverse ? block_order_.data() : nullptr, false);
    if (!transform_.from_shift.has_value()) return;
    const F* factors = inverse_factors_.data();
    const std::size_t node = blocks() + block;
    if (plan_.log_merged != 0) {
      const std::size_t vectors = std::size_t{1} << plan_.log_block;
      kernels_.backward_tail(data, vectors, plan_.log_merged, factors, node << plan_.log_block);
    }
    kernels_.backward_tree(data, plan_.log_block, plan_.row_len, factors, node,
                           plan_.log_top == 0 ? &inverse_n_ : nullptr);
  }

  // Step 2, on groups of `length` elements at the same place of every block.
  void cross_blocks(Matrix<F>& work) {
    const std::size_t target = 16 * 1024 / sizeof(F) >> plan_.log_top;
    const std::size_t rows = std::clamp<std::size_t>(std::bit_floor(target / plan_.row_len), 1,
                                                     std::size_t{1} << plan_.log_block);
    const std::size_t length = rows * plan_.row_len;
    if (plan_.log_top == 0 && factors_.size() <= 1) return;
    pool_.for_ranges(block_len() / length, 1, [&](std::size_t begin, std::size_t end) {
      Matrix<F> local = Matrix<F>::uninitialized(2 * blocks(), length);
      for (std::size_t group = begin; group < end; ++group) {
        cross_group(work, group * length, length, local.data());
      }
    });
  }

  void cross_group(Matrix<F>& work, std::size_t offset, std::size_t length, F* local) {
    F* scratch = local + blocks() * length;
    F* first = work.data() + offset;
    const std::size_t stride = block_len();
    const bool forward = !factors_.empty();
    if (transform_.from_shift.has_value() && plan_.log_top != 0) {
      F* to = forward ? local : first;
      kernels_.backward_rows(first, stride, to, forward ? length : stride, plan_.log_top, length,
                             inverse_factors_.data(), 1, &inverse_n_, local);
    } else {
      kernels_.copy_rows(first, stride, local, length, blocks(), length, length, nullptr, false);
    }
    for (std::size_t k = 0; k < factors_.size(); ++k) {
      kernels_.forward_rows(local, length, work.row(k) + offset, stride, plan_.log_top, length,
                            factors_[k].data(), 1, scratch);
    }
  }

  // Step 3.
  void leave_block(F* data, std::size_t coset, std::size_t block, std::size_t column,
                   std::size_t columns) {
    // Larger results do not stay in any cache: do not let them push the panels out.
    constexpr std::size_t kStreamBytes = std::size_t{32} << 20;
    const bool stream = out_.size() * sizeof(F) >= kStreamBytes;
    const bool reverse = !factors_.empty() && !transform_.output_reversed;
    const std::size_t first = reverse ? reverse_bits(block, plan_.log_top) : block * block_rows();
    const std::size_t step = reverse ? blocks() : 1;
    F* out = out_.row(coset * in_.height + first) + column;
    if (!factors_.empty()) {
      const F* factors = factors_[coset].data();
      const std::size_t node = blocks() + block;
      // The last pass can write the rows of the result itself if it has them in their final shape.
      if (!reverse && plan_.log_merged == 0 && columns == plan_.row_len) {
        kernels_.forward_tree(data, plan_.log_block, plan_.row_len, factors, node, out, in_.width,
                              stream);
        return;
      }
      kernels_.forward_tree(data, plan_.log_block, plan_.row_len, factors, node, data,
                            plan_.row_len, false);
      if (plan_.log_merged != 0) {
        const std::size_t vectors = std::size_t{1} << plan_.log_block;
        kernels_.forward_tail(data, vectors, plan_.log_merged, factors, node << plan_.log_block);
      }
    }
    kernels_.copy_rows(data, plan_.padded, out, step * in_.width, block_rows(), columns, columns,
                       reverse ? block_order_.data() : nullptr, stream);
  }

  const Transform<F>& transform_;
  MatrixView<F> in_;
  Matrix<F>& out_;
  ThreadPool& pool_;
  unsigned log_n_;
  Layout plan_;
  const DftKernels<F>& kernels_;
  std::size_t panels_per_column_;
  std::vector<F> inverse_factors_;
  F inverse_n_;
  std::vector<std::vector<F>> factors_;     // one table per coset
  std::vector<std::uint32_t> block_order_;  // bit reversal of the rows of a block
};

}  // namespace

template <class F>
void run_transform(const Transform<F>& transform, MatrixView<F> in, Matrix<F>& out,
                   ThreadPool& pool) {
  const std::size_t cosets = std::max<std::size_t>(1, transform.to_shifts.size());
  P3_CHECK(out.height() == cosets * in.height && out.width() == in.width, "shape of the result");
  P3_CHECK(transform.from_shift.has_value() || !transform.input_reversed,
           "coefficients come in natural order");
  P3_CHECK(log2_strict(in.height) <= F::kTwoAdicity, "more rows than the largest two-adic domain");
  if (in.width == 0) return;
  Pipeline<F>(transform, in, out, pool).run();
}

#define P3_INSTANTIATE(F) \
  template void run_transform(const Transform<F>&, MatrixView<F>, Matrix<F>&, ThreadPool&);
P3_INSTANTIATE(KoalaBear)
P3_INSTANTIATE(BabyBear)
P3_INSTANTIATE(Goldilocks)
#undef P3_INSTANTIATE

}  // namespace p3
