// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "tests/small_statements.h"

// Requests that do not fit together get the named fault, whatever is wrong with them.
namespace p3::testing {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;
using enum ProveFault;

struct Bench {
  ThreadPool pool{1};
  StarkConfig<F> config{testing_parameters(), make_hash_suite<F>(TreeHash::kKeccakF, 2)};
  std::unique_ptr<BatchHasher<F>> hasher = make_batch_hasher<F>(config.suite);
  ProverContext<F> context{pool, *hasher};
  SmallInstance<F> feat = make_small_feat<F>(4);
  std::vector<SmallInstance<F>> batch = make_small_batch<F>(5);

  PreprocessedData<F> setup() {
    return setup_preprocessed<F>(context, config, feat.preprocessed.clone()).value();
  }
  Result<UniProof<F, EF>, ProveError> prove(const PreprocessedData<F>* data) {
    const UniStatement<F> statement{feat.air.get(), feat.public_values, std::nullopt};
    return prove_uni<F, EF>(context, config, statement, {feat.trace.clone(), data});
  }
  Result<BatchProof<F, EF>, ProveError> prove(BatchWitness<F> witness) {
    BatchStatement<F> statement;
    for (const auto& instance : batch) {
      statement.instances.push_back({instance.air.get(), instance.public_values});
    }
    return prove_batch<F, EF>(context, config, statement, std::move(witness));
  }
  std::vector<Matrix<F>> traces() const {
    std::vector<Matrix<F>> out;
    for (const auto& instance : batch) out.push_back(instance.trace.clone());
    return out;
  }
};

template <class T>
void expect_fault(const Result<T, ProveError>& result, ProveFault fault) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().fault, fault) << to_string(result.error());
}

TEST(ProveErrors, BadParameters) {
  Bench b;
  const auto data = b.setup();
  b.config.parameters.fri.num_queries = 0;
  expect_fault(b.prove(&data), kBadParameters);
  expect_fault(b.prove(BatchWitness<F>{}), kBadParameters);
  expect_fault(setup_preprocessed<F>(b.context, b.config, b.feat.preprocessed.clone()),
               kBadParameters);
}

TEST(ProveErrors, Heights) {
  Bench b;
  const auto data = b.setup();
  b.feat.trace = Matrix<F>::zeros(12, 5);
  expect_fault(b.prove(&data), kHeightNotPowerOfTwo);
  b.feat.trace = Matrix<F>();
  expect_fault(b.prove(&data), kHeightNotPowerOfTwo);
  expect_fault(setup_preprocessed<F>(b.context, b.config, Matrix<F>::zeros(3, 1)),
               kHeightNotPowerOfTwo);
  b.config.parameters.fri.log_blowup = 21;
  b.feat = make_small_feat<F>(4);
  expect_fault(b.prove(&data), kTraceTooTall);
  b.config.parameters.fri = {.log_blowup = 1, .log_final_poly_len = 4};
  expect_fault(b.prove(&data), kTraceTooShort);
}

// A cap layer that is taller than a matrix does not depend on it.
TEST(ProveErrors, MatricesAboveTheCap) {
  Bench b;
  b.config.parameters.fri.log_blowup = 1;
  std::vector<Matrix<F>> values(3);
  values[1] = b.batch[1].preprocessed.clone();
  b.config.parameters.cap_height = 4;  // `multi` is extended to 16 rows, `user` to 64
  const auto data = setup_batch_preprocessed<F>(b.context, b.config, std::move(values)).value();
  EXPECT_TRUE(b.prove(BatchWitness<F>{b.traces(), &data, {}}).ok());
  b.config.parameters.cap_height = 5;
  const auto proof = b.prove(BatchWitness<F>{b.traces(), &data, {}});
  expect_fault(proof, kTraceTooShort);
  EXPECT_EQ(to_string(proof.error()), "TraceTooShort of instance 2: expected 5, got 4");
  std::vector<Matrix<F>> tables;
  tables.push_back(Matrix<F>::zeros(16, 1));
  tables.push_back(Matrix<F>::zeros(8, 1));
  expect_fault(setup_batch_preprocessed<F>(b.context, b.config, std::move(tables)), kTraceTooShort);
}

TEST(ProveErrors, Shapes) {
  Bench b;
  const auto data = b.setup();
  b.feat.trace = Matrix<F>::zeros(16, 4);
  expect_fault(b.prove(&data), kTraceWidthMismatch);
  b.feat = make_small_feat<F>(4);
  b.feat.public_values = {F::one()};
  expect_fault(b.prove(&data), kPublicValuesLengthMismatch);
}

TEST(ProveErrors, PeriodicColumns) {
  Bench b;
  const auto data = b.setup();
  AirShape<F> shape = b.feat.air->shape();
  const FeatAir constraints{.degree = 3, .extra = 3, .preprocessed = true, .periodic = 2};
  shape.periodic[0].assign(32, F::one());
  b.feat.air = make_small_air<F>(constraints, shape);
  expect_fault(b.prove(&data), kPeriodicLengthNotDividingHeight);
}

TEST(ProveErrors, Preprocessed) {
  Bench b;
  expect_fault(b.prove(nullptr), kPreprocessedMissing);
  const auto wide = setup_preprocessed<F>(b.context, b.config, Matrix<F>::zeros(16, 2)).value();
  expect_fault(b.prove(&wide), kPreprocessedWidthMismatch);
  const auto tall = setup_preprocessed<F>(b.context, b.config, Matrix<F>::zeros(32, 1)).value();
  expect_fault(b.prove(&tall), kPreprocessedHeightMismatch);
  AirShape<F> shape = b.feat.air->shape();
  shape.preprocessed_width = 0;
  b.feat.air = make_small_air<F>(FeatAir{.degree = 3, .extra = 3, .periodic = 2}, shape);
  const auto data = b.setup();
  expect_fault(b.prove(&data), kPreprocessedUnexpected);
}

TEST(ProveErrors, QuotientDomainTooLarge) {
  Bench b;
  const auto data = b.setup();
  AirShape<F> shape = b.feat.air->shape();
  shape.declared_degree = 1 << 22;
  b.feat.air = make_small_air<F>(
      FeatAir{.degree = 3, .extra = 3, .preprocessed = true, .periodic = 2}, shape);
  expect_fault(b.prove(&data), kQuotientDomainTooLarge);
}

TEST(ProveErrors, Instances) {
  Bench b;
  expect_fault(b.prove(BatchWitness<F>{}), kInstanceCountMismatch);
  expect_fault(b.prove(BatchWitness<F>{b.traces(), nullptr, {nullptr}}), kInstanceCountMismatch);
  expect_fault(b.prove(BatchWitness<F>{b.traces(), nullptr, {}}), kPreprocessedMissing);
  b.batch.clear();
  expect_fault(b.prove(BatchWitness<F>{}), kNoInstances);
  expect_fault(setup_batch_preprocessed<F>(b.context, b.config, {}), kNoInstances);
}

// Weight 2^30 on 2^2 rows passes p.
struct HeavyAir {
  template <class B>
  void eval(B& b) const {
    b.push_global("bus", b.tuple(b.local(0)),
                  B::Count::bounded(b.local(0), std::uint64_t{1} << 30));
  }
};
// Joined with HeavyAir's, whose tuples have one item.
struct PairsAir {
  template <class B>
  void eval(B& b) const {
    b.push_global("bus", b.tuple(b.local(0), b.local(0)), B::Count::integer(-1));
  }
};

TEST(ProveErrors, Lookups) {
  Bench b;
  AirShape<F> shape;
  shape.width = 1;
  b.batch.resize(1);
  b.batch[0] = {make_small_air<F>(HeavyAir{}, shape), {}, Matrix<F>::zeros(4, 1), {}};
  expect_fault(b.prove(BatchWitness<F>{b.traces(), nullptr, {}}), kMultiplicityHeightBoundExceeded);
  b.batch.push_back({make_small_air<F>(PairsAir{}, shape), {}, Matrix<F>::zeros(4, 1), {}});
  expect_fault(b.prove(BatchWitness<F>{b.traces(), nullptr, {}}), kBusWidthMismatch);
}

// The failing constraint, its row and its values, where the context asks for the check.
TEST(ProveErrors, ConstraintViolated) {
  Bench b;
  const auto data = b.setup();
  b.context.check_constraints = true;
  EXPECT_TRUE(b.prove(&data).ok());
  b.feat.trace.at(5, 1) += F::one();
  const auto proof = b.prove(&data);
  expect_fault(proof, kConstraintViolated);
  EXPECT_EQ(proof.error().got, 5u);
  EXPECT_NE(to_string(proof.error()).find("power"), std::string::npos) << to_string(proof.error());
  b.context.check_constraints = false;
  EXPECT_TRUE(b.prove(&data).ok());
}

// The text names what was expected and what came.
TEST(ProveErrors, Text) {
  const ProveError error{.fault = kTraceWidthMismatch, .instance = 1, .got = 3, .expected = 2};
  EXPECT_EQ(to_string(error), "TraceWidthMismatch of instance 1: expected 2, got 3");
}

}  // namespace
}  // namespace p3::testing
