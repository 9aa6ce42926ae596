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
  std::size_t columns;  // of one panel
  std::size_t padded;   // elements of one row in the panel
  std::size_t row_len;  // elements of a vector row
  unsigned log_merged;  // log2 of the rows in a vector row
  unsigned log_block;   // log2 of the vector rows in a block of step 1 and 3
  unsigned log_top;     // log2 of the number of blocks
  bool scalar;          // too small for vectors
};

// Columns of the next panel when `width` columns are left: whole cache lines as long as there are
// any, several while the panel stays small: neighbouring lines are cheaper to fetch, and where rows
// are not aligned fewer lines are shared by two panels.
template <class F>
std::size_t panel_columns(std::size_t width, unsigned log_n) {
  constexpr std::size_t kLine = 64 / sizeof(F);
  constexpr std::size_t kMaxColumns = 4 * kLine;
  constexpr std::size_t kPanelBytes = std::size_t{4} << 20;
  if (width <= kLine) return width;
  const std::size_t small = std::bit_floor(kPanelBytes / sizeof(F) >> log_n);
  return std::min(width / kLine * kLine, std::clamp(small, kLine, kMaxColumns));
}

template <class F>
Layout plan_layout(std::size_t columns, unsigned log_n, std::size_t block_bytes) {
  Layout plan{};
  const std::size_t lanes = dft_kernels<F>(false).lanes;
  plan.columns = columns;
  plan.padded = columns <= 64 / sizeof(F) ? std::bit_ceil(columns) : columns;
  plan.log_merged = plan.padded < lanes ? log2_ceil(lanes / plan.padded) : 0;
  // Merged rows are transposed `lanes` vectors at a time.
  plan.scalar = plan.log_merged != 0 && log_n < plan.log_merged + log2_ceil(lanes);
  if (plan.scalar || lanes == 1) {
    plan.padded = columns;
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

// Many panels: one thread takes a panel through all steps, and the loops inside run inline.
// Few panels: the loops inside are shared out.
bool one_thread_a_panel(std::size_t panels, std::size_t threads) { return panels >= 4 * threads; }

// Calls body(first column, panels, layout) for every run of panels of equal layout.
template <class F, class Body>
void for_each_run(std::size_t width, unsigned log_n, std::size_t block_bytes, const Body& body) {
  for (std::size_t column = 0; column < width;) {
    const std::size_t left = width - column;
    const Layout plan = plan_layout<F>(panel_columns<F>(left, log_n), log_n, block_bytes);
    const std::size_t panels = left / plan.columns;
    body(column, panels, plan);
    column += panels * plan.columns;
  }
}

// The tree factors of the interpolation and of every coset.
template <class F>
struct Factors {
  Factors(const Transform<F>& transform, unsigned log_n) {
    const DftKernels<F>& kernels = dft_kernels<F>(false);
    const unsigned log_powers = log_n == 0 ? 0 : log_n - 1;
    if (transform.from_shift.has_value()) {
      inverse = coset_factors(kernels, root_powers(kernels, log_powers, true), log_n,
                              transform.from_shift->inverse());
      inverse_n = F::from_u64(std::uint64_t{1} << log_n).inverse();
    }
    if (transform.to_shifts.empty()) return;
    const std::vector<F> powers = root_powers(kernels, log_powers, false);
    for (const F shift : transform.to_shifts) {
      cosets.push_back(coset_factors(kernels, powers, log_n, shift));
    }
  }

  std::vector<F> inverse;
  F inverse_n;
  std::vector<std::vector<F>> cosets;
};

// The transform of `panels` panels of equal layout, the first of which starts at column `first`.
template <class F>
class Pipeline {
 public:
  Pipeline(const Transform<F>& transform, const Factors<F>& factors, const Layout& plan,
           MatrixView<F> in, Matrix<F>& out, ThreadPool& pool)
      : transform_(transform),
        inverse_factors_(factors.inverse),
        inverse_n_(factors.inverse_n),
        factors_(factors.cosets),
        plan_(plan),
        in_(in),
        out_(out),
        pool_(pool),
        kernels_(dft_kernels<F>(plan.scalar)),
        copies_(std::max<std::size_t>(1, factors.cosets.size())) {
    const unsigned log_block_rows = plan_.log_block + plan_.log_merged;
    block_order_.resize(std::size_t{1} << log_block_rows);
    for (std::size_t i = 0; i < block_order_.size(); ++i) {
      block_order_[i] = static_cast<std::uint32_t>(reverse_bits(i, log_block_rows));
    }
  }

  void run(std::size_t first, std::size_t panels) {
    if (one_thread_a_panel(panels, pool_.threads())) {
      pool_.for_ranges(panels, 1, [&](std::size_t begin, std::size_t end) {
        run_panels(first + begin * plan_.columns, end - begin);
      });
    } else {
      run_panels(first, panels);
    }
  }

 private:
  std::size_t blocks() const { return std::size_t{1} << plan_.log_top; }
  std::size_t block_rows() const { return block_order_.size(); }
  std::size_t block_len() const { return block_rows() * plan_.padded; }
  std::size_t panel_len() const { return block_len() << plan_.log_top; }

  void run_panels(std::size_t first, std::size_t panels) {
    Matrix<F> work = Matrix<F>::uninitialized(copies_, panel_len());
    for (std::size_t column = first; column < first + panels * plan_.columns;
         column += plan_.columns) {
      pool_.for_ranges(blocks(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t block = begin; block < end; ++block) {
          enter_block(work.data() + block * block_len(), block, column);
        }
      });
      cross_blocks(work);
      pool_.for_ranges(blocks() * copies_, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          leave_block(work.data() + i * block_len(), i >> plan_.log_top, i & (blocks() - 1),
                      column);
        }
      });
    }
  }

  // Step 1. Block b of a bit-reversed panel holds the rows whose low log_top bits are rev(b).
  void enter_block(F* data, std::size_t block, std::size_t column) {
    const bool reverse = transform_.from_shift.has_value() && !transform_.input_reversed;
    const std::size_t first = reverse ? reverse_bits(block, plan_.log_top) : block * block_rows();
    const std::size_t step = reverse ? blocks() : 1;
    kernels_.copy_rows(in_.row(first) + column, step * in_.width, data, plan_.padded, block_rows(),
                       plan_.columns, plan_.padded, reverse ? block_order_.data() : nullptr, false);
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
  void leave_block(F* data, std::size_t coset, std::size_t block, std::size_t column) {
    const bool stream = out_.size() * sizeof(F) >= transform_.stream_bytes;
    const bool reverse = !factors_.empty() && !transform_.output_reversed;
    const std::size_t first = reverse ? reverse_bits(block, plan_.log_top) : block * block_rows();
    const std::size_t step = reverse ? blocks() : 1;
    F* out = out_.row(coset * in_.height + first) + column;
    if (!factors_.empty()) {
      const F* factors = factors_[coset].data();
      const std::size_t node = blocks() + block;
      // The last pass can write the rows of the result itself if it has them in their final shape
      // and place.
      const bool whole_lines =
          (reinterpret_cast<std::uintptr_t>(out) | (in_.width | plan_.row_len) * sizeof(F)) % 64 ==
          0;
      if (!reverse && plan_.log_merged == 0 && plan_.columns == plan_.row_len &&
          (whole_lines || !stream)) {
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
    kernels_.copy_rows(data, plan_.padded, out, step * in_.width, block_rows(), plan_.columns,
                       plan_.columns, reverse ? block_order_.data() : nullptr, stream);
  }

  const Transform<F>& transform_;
  const std::vector<F>& inverse_factors_;
  F inverse_n_;
  const std::vector<std::vector<F>>& factors_;  // one table per coset
  Layout plan_;
  MatrixView<F> in_;
  Matrix<F>& out_;
  ThreadPool& pool_;
  const DftKernels<F>& kernels_;
  std::size_t copies_;                      // panels of work memory: one per coset
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
  const unsigned log_n = log2_strict(in.height);
  P3_CHECK(log_n <= F::kTwoAdicity, "more rows than the largest two-adic domain");
  const Factors<F> factors(transform, log_n);
  for_each_run<F>(in.width, log_n, transform.block_bytes,
                  [&](std::size_t column, std::size_t panels, const Layout& plan) {
                    Pipeline<F>(transform, factors, plan, in, out, pool).run(column, panels);
                  });
}

template <class F>
TransformMemory transform_memory(std::size_t width, unsigned log_n, std::size_t cosets,
                                 std::size_t threads) {
  TransformMemory memory;
  // Factors of every coset and of the interpolation, and half a table of powers while they are
  // made.
  memory.factor_bytes = ((cosets + 1) * sizeof(F) << log_n) + (sizeof(F) << log_n) / 2;
  for_each_run<F>(width, log_n, 0, [&](std::size_t, std::size_t panels, const Layout& plan) {
    const std::size_t panel = plan.padded * sizeof(F) << log_n;
    memory.runs.push_back({std::max<std::size_t>(1, cosets) * panel,
                           one_thread_a_panel(panels, threads) ? threads : 1});
  });
  return memory;
}

#define P3_INSTANTIATE(F)                                                                   \
  template void run_transform(const Transform<F>&, MatrixView<F>, Matrix<F>&, ThreadPool&); \
  template TransformMemory transform_memory<F>(std::size_t, unsigned, std::size_t, std::size_t);
P3_INSTANTIATE(KoalaBear)
P3_INSTANTIATE(BabyBear)
P3_INSTANTIATE(Goldilocks)
#undef P3_INSTANTIATE

}  // namespace p3
