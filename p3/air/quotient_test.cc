// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Quotient kernels against the verifier's folder, row by row, on random values: every extension,
// every instruction set, domains from one row on, every split into chunks.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "p3/air/compiled_kernel.h"
#include "p3/air/lookups.h"
#include "p3/air/quotient_kernel.h"
#include "p3/air/test_airs.h"
#include "p3/base/bits.h"
#include "p3/base/matrix.h"
#include "p3/field/isa/isa.h"
#include "testing/random_field.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, kitchen_koala_bear);
P3_DISPATCH(QuotientTable<BabyBear>, kitchen_baby_bear);
P3_DISPATCH(QuotientTable<Goldilocks>, kitchen_goldilocks);

namespace {

using test::KitchenAir;

template <class F>
using KitchenModel = AirModel<F, KitchenAir<F>>;

std::unique_ptr<QuotientKernel<KoalaBear>> compiled(const KitchenModel<KoalaBear>& air) {
  return make_compiled_kernel(air, &kitchen_koala_bear, &isa_portable::kitchen_koala_bear);
}
std::unique_ptr<QuotientKernel<BabyBear>> compiled(const KitchenModel<BabyBear>& air) {
  return make_compiled_kernel(air, &kitchen_baby_bear, &isa_portable::kitchen_baby_bear);
}
std::unique_ptr<QuotientKernel<Goldilocks>> compiled(const KitchenModel<Goldilocks>& air) {
  return make_compiled_kernel(air, &kitchen_goldilocks, &isa_portable::kitchen_goldilocks);
}

// Random inputs of one quotient evaluation, and its slow evaluation.
template <class EF>
class Fixture {
 public:
  using F = typename EF::Base;
  static constexpr unsigned kDegree = EF::kDegree;

  Fixture(unsigned log_rows, unsigned log_chunks)
      : analysis_(analyse(air_, log_rows, /*batch=*/true)),
        random_(17 + log_rows * 8 + log_chunks) {
    const unsigned log_size = log_rows + log_chunks;
    const std::size_t size = std::size_t{1} << log_size;
    main_ = matrix(size, KitchenAir<F>::kWidth);
    preprocessed_ = matrix(size, 2);
    permutation_ = matrix(size, analysis_.permutation_width() * kDegree);
    for (std::vector<F>& column : selectors_) column = random_.take(size);
    inv_vanishing_ = random_.take(std::size_t{1} << log_chunks);
    public_values_ = random_.take(3);
    prefixes_ = random_.take(analysis_.lookups.size() * kDegree);
    beta_ = extension();
    terminal_ = extension();
    alpha_ = extension();
    make_alpha_powers();
    make_periodic(log_size, log_chunks);
    args_.main = {main_.data(), main_.width()};
    args_.preprocessed = {preprocessed_.data(), preprocessed_.width()};
    args_.log_size = log_size;
    args_.log_chunks = log_chunks;
    args_.public_values = public_values_.data();
    args_.periodic = periodic_.data();
    args_.is_first_row = selectors_[0].data();
    args_.is_last_row = selectors_[1].data();
    args_.is_transition = selectors_[2].data();
    args_.inv_vanishing = inv_vanishing_.data();
    args_.degree = kDegree;
    args_.alpha_powers = alpha_powers_.data();
    args_.num_constraints = analysis_.num_constraints;
  }

  const KitchenModel<F>& air() const { return air_; }
  std::size_t size() const { return main_.height(); }

  // All constraints of row r, folded and divided by Z.
  EF naive(std::size_t r) const {
    VerifierFolder<F, EF> folder(window(r), alpha_);
    air_.eval(folder);
    const std::vector<EF> local = lifted(permutation_, r), next = lifted(permutation_, next_row(r));
    LookupChallenges<EF> challenges;
    challenges.beta = beta_;
    for (std::size_t c = 0; c < analysis_.lookups.size(); ++c) {
      challenges.prefixes.push_back(EF::from_coeffs({&prefixes_[c * kDegree], kDegree}));
    }
    fold_lookup_constraints<F, EF>(folder, air_.dag(), analysis_, challenges, local, next,
                                   terminal_);
    return folder.folded() * inv_vanishing_[r >> (args_.log_size - args_.log_chunks)];
  }

  std::vector<F> run(const QuotientKernel<F>& kernel, std::size_t step) const {
    std::vector<F> out(size() * kDegree, F::from_u64(99));  // must be overwritten
    QuotientArgs<F> args = args_;
    args.out = out.data();
    for (std::size_t r = 0; r < size(); r += step) {
      kernel.run(args, r, std::min(size(), r + step));
    }
    const std::vector<F> beta(beta_.coeffs().begin(), beta_.coeffs().end());
    const std::vector<F> terminal(terminal_.coeffs().begin(), terminal_.coeffs().end());
    LookupQuotientArgs<F> lookup{{permutation_.data(), permutation_.width()},
                                 prefixes_.data(),
                                 beta.data(),
                                 terminal.data()};
    args.first_constraint = analysis_.num_air_constraints;
    args.accumulate = true;
    const auto lookups = make_lookup_kernel<F>(air_, analysis_);
    for (std::size_t r = 0; r < size(); r += step) {
      lookups->run(args, lookup, r, std::min(size(), r + step));
    }
    return out;
  }

 private:
  Matrix<F> matrix(std::size_t height, std::size_t width) {
    return Matrix<F>::from_values(random_.take(height * width), width);
  }
  EF extension() { return EF::from_coeffs(random_.take(kDegree)); }

  void make_alpha_powers() {
    const std::size_t m = analysis_.num_constraints;
    alpha_powers_.resize(m * kDegree);
    EF power = EF::one();
    for (std::size_t i = m; i-- > 0; power *= alpha_) {
      for (unsigned d = 0; d < kDegree; ++d) alpha_powers_[d * m + i] = power[d];
    }
  }

  // A column of period q takes q * 2^log_chunks values; the first one here has period 2 if it fits.
  void make_periodic(unsigned log_size, unsigned log_chunks) {
    for (unsigned i = 0; i < 2; ++i) {
      const unsigned log_values = std::min(log_size, log_chunks + 1 - i);
      periodic_values_[i] = random_.take(std::size_t{1} << log_values);
      periodic_.push_back({periodic_values_[i].data(), log_size - log_values});
    }
  }

  std::size_t next_row(std::size_t r) const {
    const unsigned bits = args_.log_size;
    const std::size_t natural = reverse_bits(r, bits) + (std::size_t{1} << args_.log_chunks);
    return reverse_bits(natural % size(), bits);
  }

  static std::vector<EF> lifted(const Matrix<F>& matrix, std::size_t r) {
    return {matrix.row_span(r).begin(), matrix.row_span(r).end()};
  }

  RowWindow<EF, F> window(std::size_t r) const {
    const std::size_t next = next_row(r);
    rows_[0] = lifted(main_, r);
    rows_[1] = lifted(main_, next);
    rows_[2] = lifted(preprocessed_, r);
    rows_[3] = lifted(preprocessed_, next);
    rows_[4].clear();
    for (const PeriodicColumn<F>& p : periodic_) rows_[4].push_back(p.values[r >> p.shift]);
    return {rows_[0],       rows_[1],         rows_[2],         rows_[3],        rows_[4],
            public_values_, selectors_[0][r], selectors_[1][r], selectors_[2][r]};
  }

  KitchenModel<F> air_{KitchenAir<F>{}};
  AirAnalysis analysis_;
  testing::RandomField<F> random_;
  Matrix<F> main_, preprocessed_, permutation_;
  std::vector<F> selectors_[3], inv_vanishing_, public_values_, prefixes_, alpha_powers_;
  std::vector<F> periodic_values_[2];
  std::vector<PeriodicColumn<F>> periodic_;
  EF beta_, terminal_, alpha_;
  QuotientArgs<F> args_;
  mutable std::vector<EF> rows_[5];
};

template <class EF>
class Quotient : public ::testing::Test {
 protected:
  void SetUp() override { before_ = active_isa(); }
  void TearDown() override { ASSERT_TRUE(select_isa(before_)); }

 private:
  Isa before_ = Isa::kPortable;
};
using Extensions = ::testing::Types<KoalaBear4, KoalaBear5, KoalaBear8, BabyBear4, BabyBear5,
                                    BabyBear8, Goldilocks2, Goldilocks5>;
TYPED_TEST_SUITE(Quotient, Extensions);

template <class EF, class Kernel>
void expect_equal(const Fixture<EF>& fixture, const Kernel& kernel, std::size_t step) {
  const auto out = fixture.run(kernel, step);
  for (std::size_t r = 0; r < fixture.size(); ++r) {
    const EF got = EF::from_coeffs({&out[r * EF::kDegree], EF::kDegree});
    ASSERT_EQ(got, fixture.naive(r)) << "row " << r;
  }
}

TYPED_TEST(Quotient, KernelsEqualTheVerifiersFolder) {
  for (const Isa isa : supported_isas()) {
    ASSERT_TRUE(select_isa(isa));
    for (unsigned log_rows = 0; log_rows <= 7; ++log_rows) {
      for (unsigned log_chunks = 0; log_chunks <= 2; ++log_chunks) {
        SCOPED_TRACE(std::string(isa_name(isa)) + " rows 2^" + std::to_string(log_rows) +
                     " chunks 2^" + std::to_string(log_chunks));
        const Fixture<TypeParam> fixture(log_rows, log_chunks);
        expect_equal(fixture, *make_dag_kernel(fixture.air()), fixture.size());
        expect_equal(fixture, *compiled(fixture.air()), kQuotientGrain);
        if (this->HasFatalFailure()) return;
      }
    }
  }
}

// The ranges that threads get must not show in the result, whatever their borders.
TYPED_TEST(Quotient, RangesDoNotMatter) {
  const Fixture<TypeParam> fixture(6, 1);
  const auto kernel = make_dag_kernel(fixture.air());
  EXPECT_EQ(fixture.run(*kernel, fixture.size()), fixture.run(*kernel, 5));
  EXPECT_EQ(fixture.run(*kernel, fixture.size()), fixture.run(*kernel, kQuotientGrain));
}

TEST(QuotientDeath, MatrixOfAnotherAir) {
  const KitchenModel<KoalaBear> air{KitchenAir<KoalaBear>{}};
  QuotientArgs<KoalaBear> args;
  args.degree = 4;
  EXPECT_DEATH(make_dag_kernel<KoalaBear>(air)->run(args, 0, 1), "main matrix of another AIR");
}

}  // namespace
}  // namespace p3
