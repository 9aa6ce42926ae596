// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>

#include "p3/airs/objective_trace.h"
#include "p3/base/bits.h"
#include "p3/codec/encode.h"
#include "p3/merkle/schedule.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "p3/security/proof_size.h"
#include "p3/security/subject.h"
#include "tests/small_statements.h"

// The estimate of the proof size against proofs: shipped statements and batches with lookups, over
// blowups, arities, caps, final lengths, hashes and fields.
namespace p3::testing {
namespace {

// docs/spec/security.md states these errors. The sibling digests depend on the positions drawn, the
// same ones for every tree: one proof is off by about 1/sqrt(queries) of a part of it, the mean is
// not.
constexpr double kErrorTimesRootOfQueries = 0.3;
constexpr double kLargestMeanError = 0.005;

struct Variant {
  unsigned log_blowup, log_arity, cap_height, log_final_len;
  std::size_t queries;
  TreeHash hash;
  unsigned tree_arity;
};

constexpr Variant kVariants[] = {
    {1, 3, 3, 0, 60, TreeHash::kPoseidon2, 2}, {1, 1, 0, 0, 100, TreeHash::kKeccakF, 2},
    {2, 2, 2, 1, 40, TreeHash::kKeccak256, 2}, {3, 4, 4, 2, 30, TreeHash::kKeccakF, 4},
    {1, 3, 5, 0, 200, TreeHash::kKeccakF, 2},  {2, 3, 1, 0, 20, TreeHash::kPoseidon2, 4},
};

StarkParameters parameters_of(const Variant& v) {
  return {.fri = {.log_blowup = v.log_blowup,
                  .log_final_poly_len = v.log_final_len,
                  .max_log_arity = v.log_arity,
                  .num_queries = v.queries,
                  .query_pow_bits = 1},
          .cap_height = v.cap_height};
}

class Errors {
 public:
  void add(double estimate, std::size_t bytes, std::size_t queries, const std::string& what) {
    const double error = estimate / static_cast<double>(bytes) - 1;
    EXPECT_LT(std::abs(error), kErrorTimesRootOfQueries / std::sqrt(queries))
        << what << ": estimated " << estimate << ", got " << bytes;
    largest_ = std::max(largest_, std::abs(error));
    sum_ += error;
    ++count_;
  }
  void finish(const char* what) const {
    EXPECT_LT(std::abs(sum_ / count_), kLargestMeanError);
    std::cout << count_ << " " << what << ", largest error " << 100 * largest_ << " %, mean "
              << 100 * sum_ / count_ << " %\n";
  }

 private:
  double largest_ = 0, sum_ = 0;
  int count_ = 0;
};

template <class F, class EF>
void compare_uni(const Variant& v, const ObjectiveSpec& spec, Errors& errors) {
  ThreadPool pool(2);
  const StarkConfig<F> config{parameters_of(v), make_hash_suite<F>(v.hash, v.tree_arity)};
  const auto hasher = make_batch_hasher<F>(config.suite);
  const auto air = make_objective_air<F>(spec);
  const UniStatement<F> statement{air.get(), objective_public_values<F>(spec), {}};
  const auto proof = prove_uni<F, EF>({pool, *hasher}, config, statement,
                                      {generate_objective_trace<F>(spec, pool)});
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const auto subject = uni_security_subject<F>({EF::kDegree, v.hash, v.tree_arity},
                                               {air.get(), spec.log_trace_length});
  errors.add(
      estimate_proof_size(config.parameters, subject.layout).total(),
      encode(proof.value(), config.suite.hasher->kind()).size(), v.queries,
      std::string(objective_name(spec.objective)) + " 2^" + std::to_string(spec.log_trace_length));
}

TEST(ProofSize, ShippedStatements) {
  const ObjectiveSpec specs[] = {
      {Objective::kFibonacci, 5},    {Objective::kFibonacci, 12}, {Objective::kPoseidon2, 6, 1},
      {Objective::kPoseidon2, 4, 8}, {Objective::kKeccakF, 5},
  };
  Errors errors;
  for (const Variant& v : kVariants) {
    for (const ObjectiveSpec& spec : specs) {
      compare_uni<KoalaBear, KoalaBear4>(v, spec, errors);
    }
    compare_uni<Goldilocks, Goldilocks2>(v, {Objective::kFibonacci, 9}, errors);
    compare_uni<BabyBear, BabyBear5>(v, {Objective::kPoseidon2, 7, 1}, errors);
  }
  errors.finish("uni proofs");
}

// The highest cap up to the variant's that binds every matrix of every commitment.
template <class F>
StarkParameters parameters_for(const Variant& v, const std::vector<SmallInstance<F>>& instances) {
  StarkParameters parameters = parameters_of(v);
  std::array<std::vector<Dimensions>, 3> commitments;  // main, preprocessed, permutation
  for (const SmallInstance<F>& instance : instances) {
    const Dimensions d{instance.trace.height() << v.log_blowup, 1};
    commitments[0].push_back(d);
    if (!instance.preprocessed.empty()) commitments[1].push_back(d);
    if (!instance.air->dag().lookups.empty()) commitments[2].push_back(d);
  }
  for (const std::vector<Dimensions>& dimensions : commitments) {
    while (!dimensions.empty() &&
           !make_merkle_schedule(dimensions, v.tree_arity, parameters.cap_height).cap_binds_all()) {
      --parameters.cap_height;
    }
  }
  return parameters;
}

// Three instances of different heights with preprocessed columns and lookups.
template <class F, class EF>
void compare_batch(const Variant& v, unsigned log_rows, Errors& errors) {
  ThreadPool pool(2);
  std::vector<SmallInstance<F>> instances = make_small_batch<F>(log_rows);
  const StarkConfig<F> config{parameters_for(v, instances),
                              make_hash_suite<F>(v.hash, v.tree_arity)};
  const auto hasher = make_batch_hasher<F>(config.suite);
  const ProverContext<F> context{pool, *hasher};
  BatchStatement<F> statement;
  BatchWitness<F> witness;
  std::vector<Matrix<F>> preprocessed;
  std::vector<AirInstance<F>> airs;
  for (SmallInstance<F>& instance : instances) {
    airs.push_back({instance.air.get(), log2_strict(instance.trace.height())});
    statement.instances.push_back({instance.air.get(), instance.public_values});
    witness.traces.push_back(std::move(instance.trace));
    preprocessed.push_back(std::move(instance.preprocessed));
  }
  const auto setup = setup_batch_preprocessed<F>(context, config, std::move(preprocessed)).value();
  statement.preprocessed = setup.key;
  witness.preprocessed = &setup;
  const auto proof = prove_batch<F, EF>(context, config, statement, std::move(witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const auto subject = batch_security_subject<F>({EF::kDegree, v.hash, v.tree_arity}, airs);
  errors.add(estimate_proof_size(config.parameters, subject.layout).total(),
             encode(proof.value(), config.suite.hasher->kind()).size(), v.queries,
             "batch of 2^" + std::to_string(log_rows));
}

TEST(ProofSize, BatchesWithLookups) {
  Errors errors;
  for (const Variant& v : kVariants) {
    for (const unsigned log_rows : {6u, 10u}) {
      compare_batch<KoalaBear, KoalaBear4>(v, log_rows, errors);
      compare_batch<Goldilocks, Goldilocks2>(v, log_rows, errors);
    }
    compare_batch<KoalaBear, KoalaBear5>(v, 8, errors);
  }
  errors.finish("batch proofs");
}

// What chance decides is the siblings alone: where every leaf is hit, the estimate is exact.
TEST(ProofSize, ExactWhereNothingIsLeftToChance) {
  ThreadPool pool(1);
  using F = KoalaBear;
  const Variant v{1, 1, 1, 0, 2000, TreeHash::kPoseidon2, 2};
  const ObjectiveSpec spec{Objective::kFibonacci, 3};
  const StarkConfig<F> config{parameters_of(v), make_hash_suite<F>(v.hash, v.tree_arity)};
  const auto hasher = make_batch_hasher<F>(config.suite);
  const auto air = make_objective_air<F>(spec);
  const UniStatement<F> statement{air.get(), objective_public_values<F>(spec), {}};
  const auto proof = prove_uni<F, KoalaBear4>({pool, *hasher}, config, statement,
                                              {generate_objective_trace<F>(spec, pool)});
  ASSERT_TRUE(proof.ok());
  const auto subject = uni_security_subject<F>({4, v.hash, v.tree_arity}, {air.get(), 3});
  const std::size_t bytes = encode(proof.value(), DigestKind::kFieldWords).size();
  EXPECT_NEAR(estimate_proof_size(config.parameters, subject.layout).total(),
              static_cast<double>(bytes), 0.01);
}

}  // namespace
}  // namespace p3::testing
