// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/permutation.h"

#include <algorithm>
#include <vector>

#include "p3/air/tape.h"
#include "p3/base/check.h"
#include "p3/field/extension.h"
#include "p3/parallel/thread_pool.h"

namespace p3 {
namespace {

// Rows whose denominators share one inversion.
constexpr std::size_t kBlockRows = 256;

// Computes fractions for one AIR. Shared by all threads; the buffers are in Block.
template <class F, class EF>
class Fractions {
 public:
  Fractions(const Air<F>& air, const AirAnalysis& analysis, MatrixView<F> main,
            MatrixView<F> preprocessed, std::span<const F> public_values,
            const LookupChallenges<EF>& challenges)
      : columns_(analysis.lookups),
        main_(main),
        preprocessed_(preprocessed),
        public_values_(public_values),
        challenges_(challenges),
        tape_(air.shape(), air.dag(), {}, lookup_nodes(analysis.lookups)) {
    beta_powers_ = powers_from(EF::one(), challenges.beta, analysis.widest_tuple);
  }

  // Fraction columns of rows [begin, end), flattened, into out (accumulator left alone); the sum of
  // the fractions of each row into sums.
  void run(std::size_t begin, std::size_t end, Matrix<F>& out, EF* sums) const {
    std::vector<F> slots(tape_.view().num_slots);
    std::vector<F> numerators;
    std::vector<EF> denominators;
    for (std::size_t block = begin; block < end; block += kBlockRows) {
      const std::size_t block_end = std::min(end, block + kBlockRows);
      numerators.clear();
      denominators.clear();
      for (std::size_t r = block; r < block_end; ++r) {
        load_row(r, slots);
        run_tape(tape_.view(), slots.data());
        for (std::size_t c = 0; c < columns_.size(); ++c) {
          append_terms(c, slots, numerators, denominators);
        }
      }
      batch_inverse(std::span<EF>(denominators));
      std::size_t term = 0;
      for (std::size_t r = block; r < block_end; ++r) {
        sums[r] = write_row(out.row(r), numerators, denominators, term);
      }
    }
  }

 private:
  void load_row(std::size_t r, std::vector<F>& slots) const {
    const RowLayout& layout = tape_.layout();
    const TapeView<F> view = tape_.view();
    const std::size_t next = (r + 1) % main_.height;
    const auto copy = [&](const F* row, std::size_t count, std::uint32_t slot) {
      std::copy(row, row + count, slots.begin() + slot);
    };
    copy(main_.row(r), layout.width, layout.local);
    if (layout.reads_next) copy(main_.row(next), layout.width, layout.next);
    if (layout.preprocessed_width != 0) {
      copy(preprocessed_.row(r), layout.preprocessed_width, layout.preprocessed_local);
    }
    if (layout.reads_preprocessed_next) {
      copy(preprocessed_.row(next), layout.preprocessed_width, layout.preprocessed_next);
    }
    copy(public_values_.data(), public_values_.size(), view.public_values);
  }

  EF denominator(const std::vector<std::uint32_t>& tuple, const EF& prefix,
                 const std::vector<F>& slots) const {
    EF result = prefix;
    for (std::size_t i = 0; i < tuple.size(); ++i) {
      result -= beta_powers_[tuple.size() - 1 - i] * slots[tape_.slot(tuple[i])];
    }
    return result;
  }

  void append_terms(std::size_t c, const std::vector<F>& slots, std::vector<F>& numerators,
                    std::vector<EF>& denominators) const {
    const LookupColumn& column = columns_[c];
    const EF& prefix = challenges_.prefixes[c];
    F numerator = F::zero();
    EF multiplexed = EF::one();
    for (std::size_t i = 0; i < column.tuples.size(); ++i) {
      const F count = slots[tape_.slot(column.counts[i])];
      const EF value = denominator(column.tuples[i], prefix, slots);
      if (column.exclusive) {
        const F flag = slots[tape_.slot(column.flags[i])];
        numerator += flag * count;
        multiplexed += (value - EF::one()) * flag;
      } else {
        numerators.push_back(count);
        denominators.push_back(value);
      }
    }
    if (!column.exclusive) return;
    numerators.push_back(numerator);
    denominators.push_back(multiplexed);
  }

  EF write_row(F* row, const std::vector<F>& numerators, const std::vector<EF>& inverses,
               std::size_t& term) const {
    constexpr unsigned kDegree = EF::kDegree;
    EF sum = EF::zero();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::size_t terms = columns_[c].exclusive ? 1 : columns_[c].tuples.size();
      EF fraction = EF::zero();
      for (std::size_t i = 0; i < terms; ++i, ++term) fraction += inverses[term] * numerators[term];
      for (unsigned d = 0; d < kDegree; ++d) row[(c + 1) * kDegree + d] = fraction[d];
      sum += fraction;
    }
    return sum;
  }

  const std::vector<LookupColumn>& columns_;
  MatrixView<F> main_;
  MatrixView<F> preprocessed_;
  std::span<const F> public_values_;
  const LookupChallenges<EF>& challenges_;
  Tape<F> tape_;
  std::vector<EF> beta_powers_;
};

}  // namespace

template <class F, class EF>
PermutationTrace<F, EF> generate_permutation(const Air<F>& air, const AirAnalysis& analysis,
                                             MatrixView<F> main, MatrixView<F> preprocessed,
                                             std::span<const F> public_values,
                                             const LookupChallenges<EF>& challenges,
                                             ThreadPool& pool) {
  constexpr unsigned kDegree = EF::kDegree;
  P3_CHECK(analysis.has_lookups() && challenges.prefixes.size() == analysis.lookups.size(),
           "challenges of another AIR");
  P3_CHECK(main.width == air.shape().width &&
               public_values.size() == air.shape().num_public_values &&
               (air.shape().preprocessed_width == 0 || preprocessed.height == main.height),
           "trace of another AIR");
  PermutationTrace<F, EF> out;
  out.values = Matrix<F>::uninitialized(main.height, analysis.permutation_width() * kDegree);
  std::vector<EF> sums(main.height);
  const Fractions<F, EF> fractions(air, analysis, main, preprocessed, public_values, challenges);
  pool.for_ranges(main.height, kBlockRows, [&](std::size_t begin, std::size_t end) {
    fractions.run(begin, end, out.values, sums.data());
  });
  for (std::size_t r = 0; r < main.height; ++r) {
    for (unsigned d = 0; d < kDegree; ++d) out.values.at(r, d) = out.terminal[d];
    out.terminal += sums[r];
  }
  return out;
}

#define P3_INSTANTIATE(F, D)                                                               \
  template PermutationTrace<F, Extension<F, D>> generate_permutation<F, Extension<F, D>>(  \
      const Air<F>&, const AirAnalysis&, MatrixView<F>, MatrixView<F>, std::span<const F>, \
      const LookupChallenges<Extension<F, D>>&, ThreadPool&);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
