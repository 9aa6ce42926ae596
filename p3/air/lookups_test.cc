// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// LogUp: permutation traces of the batch vectors satisfy the constraints the verifier folds, sums
// cancel, and everything breaks when a value changes.
#include "p3/air/lookups.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "p3/air/dag_eval.h"
#include "p3/air/permutation.h"
#include "p3/air/test_airs.h"
#include "p3/parallel/thread_pool.h"
#include "testing/random_field.h"
#include "testing/vector_airs.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

namespace p3 {
namespace {

using testing::RandomField;

template <class F>
Matrix<F> to_matrix(const testing::Rows& rows) {
  const std::size_t width = rows.empty() ? 0 : rows[0].size();
  Matrix<F> out = Matrix<F>::uninitialized(rows.size(), width);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < width; ++c) out.at(r, c) = F::from_u64(rows[r][c]);
  }
  return out;
}

// The instances of a batch vector with their lookups.
template <class F, class EF>
struct Batch {
  explicit Batch(const testing::VectorFile& file) {
    for (const testing::VectorInstance& instance : file.instances) {
      airs.push_back(testing::make_vector_air<F>(instance));
      traces.push_back(to_matrix<F>(instance.trace));
      preprocessed.push_back(to_matrix<F>(instance.preprocessed));
      auto& values = public_values.emplace_back();
      for (const std::uint64_t x : instance.public_values) values.push_back(F::from_u64(x));
      analyses.push_back(analyse(*airs.back(), instance.log_degree, true));
    }
    std::vector<const AirAnalysis*> pointers;
    for (const AirAnalysis& analysis : analyses) pointers.push_back(&analysis);
    RandomField<EF> random(5);
    const EF a = random.next(), b = random.next();
    challenges = derive_lookup_challenges<EF>(pointers, a, b);
  }

  PermutationTrace<F, EF> permutation(std::size_t i, unsigned threads = 1) const {
    ThreadPool pool(threads);
    return generate_permutation<F, EF>(*airs[i], analyses[i], traces[i].view(),
                                       preprocessed[i].view(), public_values[i], challenges[i],
                                       pool);
  }

  EF terminal_sum() const {
    EF sum;
    for (std::size_t i = 0; i < airs.size(); ++i) {
      if (analyses[i].has_lookups()) sum += permutation(i).terminal;
    }
    return sum;
  }

  // All constraints of instance i on row r of the trace, folded. Zero on a correct trace.
  EF folded(std::size_t i, std::size_t r, const PermutationTrace<F, EF>& trace) const {
    const std::size_t next = (r + 1) % traces[i].height();
    const auto lift = [](const Matrix<F>& m, std::size_t row) {
      return std::vector<EF>(m.row_span(row).begin(), m.row_span(row).end());
    };
    const std::vector<EF> local = lift(traces[i], r), local_next = lift(traces[i], next);
    std::vector<EF> pre, pre_next, periodic;
    if (!preprocessed[i].empty()) {
      pre = lift(preprocessed[i], r);
      pre_next = lift(preprocessed[i], next);
    }
    for (const auto& column : airs[i]->shape().periodic) {
      periodic.push_back(column[r % column.size()]);
    }
    const EF first = r == 0 ? EF::one() : EF::zero(), last = next == 0 ? EF::one() : EF::zero();
    VerifierFolder<F, EF> folder({local, local_next, pre, pre_next, periodic, public_values[i],
                                  first, last, EF::one() - last},
                                 EF::from_u64(12345));
    airs[i]->eval(folder);
    const std::vector<EF> p = lift(trace.values, r), p_next = lift(trace.values, next);
    fold_lookup_constraints<F, EF>(folder, airs[i]->dag(), analyses[i], challenges[i], p, p_next,
                                   trace.terminal);
    return folder.folded();
  }

  std::vector<std::unique_ptr<Air<F>>> airs;
  std::vector<Matrix<F>> traces, preprocessed;
  std::vector<std::vector<F>> public_values;
  std::vector<AirAnalysis> analyses;
  std::vector<LookupChallenges<EF>> challenges;
};

TEST(Permutation, TracesOfTheVectorsSatisfyAllConstraints) {
  std::size_t checked = 0;
  for (const std::string& name : testing::vector_names()) {
    const testing::VectorFile file = testing::load_vector(name);
    if (!file.batch || file.instances[0].air.starts_with("poseidon2")) continue;
    SCOPED_TRACE(name);
    testing::with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
      const Batch<F, EF> batch(file);
      EXPECT_EQ(batch.terminal_sum(), EF::zero());
      for (std::size_t i = 0; i < batch.airs.size(); ++i) {
        if (!batch.analyses[i].has_lookups()) continue;
        const PermutationTrace<F, EF> trace = batch.permutation(i);
        for (std::size_t r = 0; r < batch.traces[i].height(); ++r) {
          ASSERT_EQ(batch.folded(i, r, trace), EF::zero()) << "instance " << i << " row " << r;
        }
        ++checked;
      }
    });
  }
  EXPECT_GT(checked, 15u);
}

TEST(Permutation, ChangedTraceLeavesATerminal) {
  using EF = KoalaBear4;
  Batch<KoalaBear, EF> batch(testing::load_vector("batch_multi_p2"));
  for (std::size_t i = 0; i < batch.traces.size(); ++i) {
    KoalaBear& cell = batch.traces[i].at(2, 0);
    const KoalaBear before = cell;
    cell += KoalaBear::one();
    EXPECT_NE(batch.terminal_sum(), EF::zero()) << "instance " << i;
    cell = before;
  }
  EXPECT_EQ(batch.terminal_sum(), EF::zero());
}

TEST(Permutation, ChangedPermutationCellBreaksAConstraint) {
  using EF = KoalaBear4;
  const Batch<KoalaBear, EF> batch(testing::load_vector("batch_multi_p2"));
  PermutationTrace<KoalaBear, EF> trace = batch.permutation(0);
  for (std::size_t c = 0; c < trace.values.width(); ++c) {
    trace.values.at(3, c) += KoalaBear::one();
    EXPECT_NE(batch.folded(0, 3, trace), EF::zero()) << "cell " << c;
    trace.values.at(3, c) -= KoalaBear::one();
  }
  const std::size_t last = trace.values.height() - 1;
  trace.terminal += EF::one();
  EXPECT_EQ(batch.folded(0, 3, trace), EF::zero());
  EXPECT_NE(batch.folded(0, last, trace), EF::zero());
}

// Every instance of the vectors is small; this one has several blocks of inversions per thread.
TEST(Permutation, ThreadsDoNotMatterAndFractionsAreNaive) {
  using F = BabyBear;
  using EF = BabyBear5;
  const AirModel<F, test::KitchenAir<F>> air{test::KitchenAir<F>{}};
  const AirAnalysis analysis = analyse(air, 10, true);
  RandomField<F> random(3);
  Matrix<F> main = Matrix<F>::from_values(random.take(1024 * 19), 19);
  const Matrix<F> pre = Matrix<F>::from_values(random.take(1024 * 2), 2);
  // Flags as the constraints would enforce them: one of two, or none.
  for (std::size_t r = 0; r < 1024; ++r) {
    main.at(r, 4) = r % 3 == 0 ? F::one() : F::zero();
    main.at(r, 5) = r % 3 == 1 ? F::one() : F::zero();
  }
  const std::vector<F> public_values = random.take(3);
  const AirAnalysis* airs[] = {&analysis};
  const auto challenges =
      derive_lookup_challenges<EF>(airs, RandomField<EF>(8).next(), RandomField<EF>(9).next())[0];
  const auto run = [&](unsigned threads) {
    ThreadPool pool(threads);
    return generate_permutation<F, EF>(air, analysis, main.view(), pre.view(), public_values,
                                       challenges, pool);
  };
  const auto trace = run(1), other = run(3);
  EXPECT_EQ(trace.terminal, other.terminal);
  for (std::size_t i = 0; i < trace.values.size(); ++i) {
    ASSERT_EQ(trace.values.data()[i], other.values.data()[i]);
  }
  // The exclusive column: one arm's fraction, or zero.
  ASSERT_TRUE(analysis.lookups[1].exclusive);
  const EF prefix = challenges.prefixes[1];
  for (std::size_t r = 0; r < 3; ++r) {
    const EF got = EF::from_coeffs({trace.values.row(r) + 2 * 5, 5});
    const EF expected = r % 3 == 0   ? (prefix - EF(main.at(r, 7))).inverse()
                        : r % 3 == 1 ? (prefix - EF(main.at(r + 1, 8))).inverse() * main.at(r, 8)
                                     : EF::zero();
    EXPECT_EQ(got, expected) << r;
  }
  // The local column: 1/(P - (e0*B + e1)) - m/(...).
  const EF p0 = challenges.prefixes[0], beta = challenges.beta;
  const EF sent = p0 - (beta * main.at(1, 0) + EF(main.at(2, 1)));
  const EF provided = p0 - (beta * main.at(1, 2) + EF(main.at(1, 3)));
  EXPECT_EQ(EF::from_coeffs({trace.values.row(1) + 5, 5}),
            sent.inverse() - provided.inverse() * main.at(1, 9));
}

TEST(BusIds, LocalsAreFreshAndNamesAreShared) {
  AirAnalysis a, b;
  LookupColumn local, x, y;
  x.global = y.global = true;
  x.bus = "x";
  y.bus = "y";
  a.lookups = {local, y, x, y};
  b.lookups = {local, local, x};
  const AirAnalysis* airs[] = {&a, &b};
  EXPECT_EQ(assign_bus_ids(airs),
            (std::vector<std::vector<std::uint32_t>>{{0, 1, 2, 1}, {3, 4, 2}}));
}

TEST(BusIds, PrefixesLieAboveTheWidestTuple) {
  using EF = Goldilocks2;
  AirAnalysis a, none;
  a.lookups.resize(2);
  a.widest_tuple = 3;
  const AirAnalysis* airs[] = {&none, &a};
  const EF alpha = RandomField<EF>(1).next(), beta = RandomField<EF>(2).next();
  const auto challenges = derive_lookup_challenges<EF>(airs, alpha, beta);
  EXPECT_TRUE(challenges[0].prefixes.empty());
  const EF gamma = beta * beta * beta;
  EXPECT_EQ(challenges[1].prefixes, (std::vector<EF>{alpha + gamma, alpha + gamma + gamma}));
}

TEST(Recompose, UsesTheBasis) {
  using EF = KoalaBear4;
  const std::vector<EF> flat{EF::one(), EF::monomial(1), EF::from_u64(3), EF::zero()};
  // 1 + X*X + X^2*3
  EXPECT_EQ(recompose_columns<EF>(flat)[0], EF::one() + EF::monomial(2) * KoalaBear::from_u64(4));
}

}  // namespace
}  // namespace p3
