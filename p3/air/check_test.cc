// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Builders: the assertion forms with their signs, folding, labels, and the explanation of a
// constraint that does not hold.
#include "p3/air/check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "p3/air/air.h"
#include "p3/air/folder.h"
#include "p3/air/interpreted.h"
#include "p3/air/periodic.h"
#include "testing/random_field.h"
#include "testing/vector_airs.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

namespace p3 {
namespace {

using testing::RandomField;

// Keeps what it is told, in order.
template <class F>
class ListBuilder : public WindowColumns<F, F>, public BuilderOps<ListBuilder<F>, F, F> {
 public:
  using WindowColumns<F, F>::WindowColumns;
  void add_constraint(const F& x) { values.push_back(x); }
  void set_label(const char*) {}
  std::vector<F> values;
};

template <class F>
class Builders : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(Builders, Fields);

TYPED_TEST(Builders, AssertionFormsAndSigns) {
  using F = TypeParam;
  const auto n = [](std::int64_t x) { return F::from_i64(x); };
  RowWindow<F, F> window;
  window.is_first_row = n(100);
  window.is_last_row = n(1000);
  window.is_transition = n(10000);
  ListBuilder<F> b(window);
  b.assert_zero(n(7));
  b.assert_eq(n(3), n(5));
  b.assert_one(n(4));
  b.assert_bool(n(6));
  const F list[] = {n(2), n(3)};
  b.assert_zeros(list);
  b.assert_bools(list);
  b.when(n(11)).assert_eq(n(3), n(5));
  b.when_first_row().assert_one(n(4));
  b.when_last_row().assert_zero(n(4));
  b.when_transition().when(n(3)).assert_bool(n(6));
  const std::vector<F> expected{n(7), n(-2), n(3),   n(30),  n(2),    n(3),
                                n(2), n(6),  n(-22), n(300), n(4000), n(900000)};
  EXPECT_EQ(b.values, expected);
}

TYPED_TEST(Builders, BitFormulas) {
  using F = TypeParam;
  const F zero = F::zero(), one = F::one();
  for (const F x : {zero, one}) {
    for (const F y : {zero, one}) {
      EXPECT_EQ(xor2(x, y), x == y ? zero : one);
      EXPECT_EQ(andn(x, y), x == zero ? y : zero);
      for (const F z : {zero, one}) EXPECT_EQ(xor3(x, y, z), xor2(x, xor2(y, z)));
    }
  }
  const F a = RandomField<F>(1).next(), b = RandomField<F>(2).next();
  EXPECT_EQ(xor2(a, b), a + b - (a * b).doubled());
  EXPECT_EQ(andn(a, b), (one - a) * b);
}

TYPED_TEST(Builders, CountsCarryTheirWeights) {
  using F = TypeParam;
  using Count = LookupCount<F, F>;
  EXPECT_EQ(Count::integer(-3).value, F::from_i64(-3));
  EXPECT_EQ(Count::integer(-3).weight, 3u);
  EXPECT_EQ(Count::bounded(F::two(), 9).weight, 9u);
  EXPECT_EQ(Count::provided(F::two()).weight, 0u);
}

TEST(VerifierFolder, FoldsByHornerFromTheFirst) {
  using EF = KoalaBear4;
  RandomField<EF> random(4);
  const EF alpha = random.next(), a = random.next(), b = random.next(), c = random.next();
  VerifierFolder<KoalaBear, EF> folder({}, alpha);
  folder.assert_zero(a);
  folder.assert_zero(b);
  folder.assert_zero(c);
  EXPECT_EQ(folder.folded(), alpha * alpha * a + alpha * b + c);
}

// A next row that is not opened reads as zeros.
TEST(VerifierFolder, MissingNextRowsAreZero) {
  using EF = KoalaBear4;
  const VerifierFolder<KoalaBear, EF> folder({}, EF::one());
  EXPECT_EQ(folder.next(3), EF::zero());
  EXPECT_EQ(folder.preprocessed_next(0), EF::zero());
}

// --- traces

struct Statement {
  explicit Statement(const std::string& name, std::size_t i = 0)
      : instance(testing::load_vector(name).instances[i]),
        air(testing::make_vector_air<KoalaBear>(instance)),
        main(matrix(instance.trace)),
        preprocessed(matrix(instance.preprocessed)) {
    for (const std::uint64_t x : instance.public_values)
      public_values.push_back(KoalaBear::from_u64(x));
  }
  static Matrix<KoalaBear> matrix(const testing::Rows& rows) {
    std::vector<KoalaBear> values;
    for (const auto& row : rows) {
      for (const std::uint64_t x : row) values.push_back(KoalaBear::from_u64(x));
    }
    if (rows.empty()) return {};
    return Matrix<KoalaBear>::from_values(values, rows[0].size());
  }
  std::optional<ConstraintFailure> check() const {
    return check_trace<KoalaBear>(*air, main.view(), preprocessed.view(), public_values);
  }

  testing::VectorInstance instance;
  std::unique_ptr<Air<KoalaBear>> air;
  Matrix<KoalaBear> main, preprocessed;
  std::vector<KoalaBear> public_values;
};

TEST(CheckTrace, AcceptsTheTracesOfTheVectors) {
  std::size_t checked = 0;
  for (const std::string& name : testing::vector_names()) {
    const testing::VectorFile file = testing::load_vector(name);
    if (file.field != KoalaBear::kName || !file.instances[0].inputs.empty()) continue;
    for (std::size_t i = 0; i < file.instances.size(); ++i, ++checked) {
      const auto failure = Statement(name, i).check();
      EXPECT_FALSE(failure) << name << ": " << failure->message;
    }
  }
  EXPECT_GT(checked, 50u);
}

TEST(CheckTrace, NamesConstraintLabelRowAndValues) {
  Statement feat("feat_prenext");
  feat.main.at(6, 1) += KoalaBear::two();
  const auto failure = feat.check();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->constraint, 0u);
  EXPECT_EQ(failure->label, "power");
  EXPECT_EQ(failure->row, 6u);
  const std::string x = std::to_string(feat.main.at(6, 0).as_canonical_u64());
  const std::string y = std::to_string(feat.main.at(6, 1).as_canonical_u64());
  const std::string k = std::to_string(feat.preprocessed.at(6, 0).as_canonical_u64());
  EXPECT_EQ(failure->message.find("constraint 0 (power) is not zero on row 6: value 2 with "), 0u)
      << failure->message;
  for (const std::string& part : {"main[0] = " + x, "main[1] = " + y, "preprocessed[0] = " + k}) {
    EXPECT_NE(failure->message.find(part), std::string::npos) << failure->message;
  }
}

TEST(CheckTrace, SeesPublicValuesAndNextRows) {
  Statement fib("fib_p2_b");
  fib.public_values[2] += KoalaBear::one();
  auto failure = fib.check();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->constraint, 4u);
  EXPECT_EQ(failure->row, fib.main.height() - 1);
  EXPECT_NE(failure->message.find("public[2] = "), std::string::npos);
  fib.public_values[2] -= KoalaBear::one();
  fib.main.at(4, 0) += KoalaBear::one();
  failure = fib.check();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->constraint, 2u);
  EXPECT_EQ(failure->row, 3u);
  EXPECT_NE(failure->message.find("main'[0] = "), std::string::npos);
}

TEST(CheckTrace, ReportsTracesOfAnotherShape) {
  Statement fib("fib_p2_b");
  fib.public_values.pop_back();
  EXPECT_EQ(fib.check()->message, "public values: expected 3, got 2");
  Statement feat("feat_prenext");
  feat.preprocessed = Matrix<KoalaBear>::zeros(feat.main.height(), 3);
  EXPECT_EQ(feat.check()->message, "preprocessed width: expected 1, got 3");
  feat.preprocessed = Matrix<KoalaBear>::zeros(1, 1);
  EXPECT_EQ(feat.check()->message, "preprocessed height: expected 32, got 1");
  feat.main = Matrix<KoalaBear>::zeros(32, 1);
  EXPECT_EQ(feat.check()->message, "trace width: expected 2, got 1");
  feat.main = Matrix<KoalaBear>::zeros(3, 2);
  EXPECT_EQ(feat.check()->message, "trace height 3 is not a power of two");
  Statement periodic("feat_periodic");
  periodic.main = Matrix<KoalaBear>::zeros(2, 2);
  EXPECT_EQ(periodic.check()->message, "periodic column of length 4 on a trace of 2 rows");
}

struct OutOfShapeAir {
  AirShape<KoalaBear> shape() const {
    AirShape<KoalaBear> shape;
    shape.width = 2;
    return shape;
  }
  template <class B>
  void eval(B& b) const {
    b.assert_zero(b.local(2));
  }
};
struct UndeclaredNextAir {
  AirShape<KoalaBear> shape() const {
    AirShape<KoalaBear> shape;
    shape.width = 2;
    shape.reads_next_row = false;
    return shape;
  }
  template <class B>
  void eval(B& b) const {
    b.assert_zero(b.next(1));
  }
};
TEST(AirModelDeath, ReadsOutsideTheShapeAreBugs) {
  using Outside = AirModel<KoalaBear, OutOfShapeAir>;
  using Undeclared = AirModel<KoalaBear, UndeclaredNextAir>;
  EXPECT_DEATH(Outside{OutOfShapeAir{}}, "outside its shape");
  EXPECT_DEATH(Undeclared{UndeclaredNextAir{}}, "reads_next_row is false");
}

// --- periodic columns

template <class EF>
class Periodic : public ::testing::Test {};
using Extensions = ::testing::Types<KoalaBear4, KoalaBear5, KoalaBear8, BabyBear4, BabyBear5,
                                    BabyBear8, Goldilocks2, Goldilocks5>;
TYPED_TEST_SUITE(Periodic, Extensions);

// Against Lagrange interpolation, term by term.
TYPED_TEST(Periodic, EqualsTheInterpolant) {
  using EF = TypeParam;
  using F = typename EF::Base;
  const EF zeta = RandomField<EF>(6).next();
  for (unsigned log_period = 0; log_period <= 3; ++log_period) {
    const std::vector<F> column = RandomField<F>(log_period).take(std::size_t{1} << log_period);
    const unsigned log_degree = 5;
    const EF x = exp_power_of_2(zeta, log_degree - log_period);
    const F w = F::two_adic_generator(log_period);
    EF expected;
    for (std::size_t i = 0; i < column.size(); ++i) {
      EF term = column[i];
      for (std::size_t j = 0; j < column.size(); ++j) {
        if (j == i) continue;
        const F scale = (exp_u64(w, i) - exp_u64(w, j)).inverse();
        term = term * (x - EF(exp_u64(w, j))) * scale;
      }
      expected += term;
    }
    EXPECT_EQ((evaluate_periodic<F, EF>(column, log_degree, zeta)), expected) << log_period;
  }
}

// Lengths mixed, zeros among the values.
TYPED_TEST(Periodic, ColumnsAtOnceAreThoseAlone) {
  using EF = TypeParam;
  using F = typename EF::Base;
  RandomField<F> random(9);
  const EF zeta = RandomField<EF>(6).next();
  std::vector<std::vector<F>> columns;
  for (const unsigned log_period : {3u, 0u, 2u, 3u, 5u, 2u}) {
    std::vector<F> column = random.take(std::size_t{1} << log_period);
    if (column.size() > 1) column[1] = F::zero();
    columns.push_back(std::move(column));
  }
  columns.emplace_back(4, F::zero());
  const std::vector<EF> together = evaluate_periodic_columns<F, EF>(columns, 5, zeta);
  ASSERT_EQ(together.size(), columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    EXPECT_EQ(together[i], (evaluate_periodic<F, EF>(columns[i], 5, zeta))) << i;
  }
  EXPECT_TRUE((evaluate_periodic_columns<F, EF>({}, 5, zeta)).empty());
}

TEST(PeriodicLength, MustBeAPowerOfTwoThatFits) {
  EXPECT_EQ(check_periodic_length(0, 3), PeriodicError::kLengthNotPowerOfTwo);
  EXPECT_EQ(check_periodic_length(6, 3), PeriodicError::kLengthNotPowerOfTwo);
  EXPECT_EQ(check_periodic_length(16, 3), PeriodicError::kLengthNotDividingHeight);
  EXPECT_EQ(check_periodic_length(8, 3), PeriodicError::kNone);
  EXPECT_EQ(check_periodic_length(1, 0), PeriodicError::kNone);
}

TEST(CheckTrace, ColumnNamesStandBesideTheNumbers) {
  AirShape<KoalaBear> shape;
  shape.width = 2;
  ConstraintDag<KoalaBear> dag;
  dag.nodes = {
      {DagOp::kMain, 0, 0, 0, {}}, {DagOp::kMain, 0, 1, 0, {}}, {DagOp::kSub, 0, 0, 1, {}}};
  dag.constraints = {2};
  dag.labels = {"equal"};
  const auto read = InterpretedAir<KoalaBear>::make(shape, dag);
  ASSERT_TRUE(read.ok());
  const std::vector<KoalaBear> cells = {KoalaBear::from_u64(4), KoalaBear::from_u64(3)};
  const Matrix<KoalaBear> trace = Matrix<KoalaBear>::from_values(cells, 2);
  const std::vector<std::string> names = {"left", "right"};
  const auto failure = check_trace<KoalaBear>(*read.value(), trace.view(), {}, {}, names);
  ASSERT_TRUE(failure.has_value());
  EXPECT_EQ(failure->message,
            "constraint 0 (equal) is not zero on row 0: value 1 with main[0] (left) = 4, "
            "main[1] (right) = 3");
}

}  // namespace
}  // namespace p3
