// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <thread>
#include <tuple>

#include "p3/air/json.h"
#include "p3/airs/objective.h"
#include "p3/airs/objective_trace.h"
#include "p3/capi/capi_fixture.h"

// What a caller of p3.h does, over every field, extension, hash and protocol.
namespace p3::capi {
namespace {

constexpr const char* kFields[] = {"koala-bear", "baby-bear", "goldilocks"};

Statement shipped(const Config& config, const char* objective, std::uint32_t log_rows,
                  std::uint64_t seed = 1) {
  Statement statement = new_statement(config);
  EXPECT_EQ(p3_statement_add_shipped(statement.get(), objective, log_rows, seed, 0, nullptr),
            P3_OK);
  return statement;
}

// Accepted; and rejected with one bit flipped, one byte less or one more.
void expect_sound(const Statement& statement, const Bytes& proof) {
  const Error error = new_error();
  ASSERT_FALSE(proof.empty());
  EXPECT_STATUS(P3_OK, "", error.get(), verify(statement, proof, error.get()));
  for (const std::size_t at : {std::size_t{0}, proof.size() / 2, proof.size() - 1}) {
    Bytes bad = proof;
    bad[at] ^= 1;
    EXPECT_EQ(verify(statement, bad, error.get()), P3_REJECTED) << at;
    EXPECT_STRNE(p3_error_text(error.get()), "");
  }
  Bytes shorter = proof, longer = proof;
  shorter.pop_back();
  longer.push_back(0);
  EXPECT_STATUS(P3_REJECTED, "Truncated", error.get(), verify(statement, shorter, error.get()));
  EXPECT_STATUS(P3_REJECTED, "TrailingBytes", error.get(), verify(statement, longer, error.get()));
}

using Choice = std::tuple<const char*, unsigned, const char*, const char*>;
class EverySystem : public ::testing::TestWithParam<Choice> {};

TEST_P(EverySystem, ShippedAirWithOneAndTwoThreads) {
  const auto [field, degree, protocol, hash] = GetParam();
  const Statement statement = shipped(new_config(field, protocol, hash, degree), "fibonacci", 5);
  const Bytes one = prove(new_prover(statement, 1));
  EXPECT_EQ(prove(new_prover(statement, 2)), one);
  expect_sound(statement, one);
}

TEST_P(EverySystem, RuntimeAirWithPreprocessedColumn) {
  const auto [field, degree, protocol, hash] = GetParam();
  const Config config = new_config(field, protocol, hash, degree);
  Statement statement = new_statement(config);
  ASSERT_EQ(add_air(statement, triple_air(field), {}, 3), P3_OK);
  const Prover prover = new_prover(statement, 2);
  const Cells pre = {1, 2, 3, 4, 5, 6, 7, 8}, main = {3, 6, 9, 12, 15, 18, 21, 24};
  ASSERT_EQ(p3_prover_set_preprocessed(prover.get(), 0, pre.data(), 8, 1, nullptr), P3_OK);
  ASSERT_EQ(p3_prover_set_trace(prover.get(), 0, main.data(), 8, 1, nullptr), P3_OK);
  const Bytes proof = prove(prover);
  const Bytes key = preprocessed_key(prover);
  ASSERT_EQ(p3_statement_set_preprocessed_key(statement.get(), key.data(), key.size(), nullptr),
            P3_OK);
  expect_sound(statement, proof);

  // Another preprocessed column has another key, under which this proof is rejected.
  Cells other = pre;
  other[2] = 100;
  ASSERT_EQ(p3_prover_set_preprocessed(prover.get(), 0, other.data(), 8, 1, nullptr), P3_OK);
  const Bytes other_key = preprocessed_key(prover);
  EXPECT_NE(other_key, key);
  ASSERT_EQ(p3_statement_set_preprocessed_key(statement.get(), other_key.data(), other_key.size(),
                                              nullptr),
            P3_OK);
  EXPECT_EQ(verify(statement, proof), P3_REJECTED);
}

constexpr Choice kChoices[] = {
    {"koala-bear", 4, "uni", "poseidon-2"},  {"koala-bear", 5, "batch", "keccak-f"},
    {"koala-bear", 8, "uni", "keccak-256"},  {"baby-bear", 4, "batch", "poseidon-2-width-16"},
    {"baby-bear", 5, "uni", "keccak-f"},     {"baby-bear", 8, "batch", "poseidon-2"},
    {"goldilocks", 2, "uni", "keccak-f"},    {"goldilocks", 2, "batch", "poseidon-2"},
    {"goldilocks", 5, "batch", "keccak-256"}};
INSTANTIATE_TEST_SUITE_P(Capi, EverySystem, ::testing::ValuesIn(kChoices));

TEST(Capi, EveryObjective) {
  for (const char* objective :
       {"poseidon-2-permutations", "keccak-f-permutations", "blake-3-permutations"}) {
    const Statement statement = shipped(new_config("baby-bear"), objective, 5);
    expect_sound(statement, prove(new_prover(statement)));
  }
}

TEST(Capi, SeedAndLengthArePartOfTheStatement) {
  const Config config = new_config("koala-bear");
  const Bytes proof = prove(new_prover(shipped(config, "fibonacci", 5)));
  EXPECT_EQ(verify(shipped(config, "fibonacci", 5), proof), P3_OK);
  EXPECT_EQ(verify(shipped(config, "fibonacci", 5, 2), proof), P3_REJECTED);
  const Error error = new_error();
  const Bytes keccak = prove(new_prover(shipped(config, "keccak-f-permutations", 5)));
  EXPECT_STATUS(P3_REJECTED, "expected 2^6 rows, got 2^5", error.get(),
                verify(shipped(config, "keccak-f-permutations", 6), keccak, error.get()));
}

// The shipped AIR, exported and read back, with its trace as integers: the same proof.
template <class F>
void expect_same_bytes_as_json(const char* field) {
  const ObjectiveSpec spec{.objective = Objective::kFibonacci, .log_trace_length = 6};
  const Config config = new_config(field);
  Cells publics, cells;
  for (const F x : objective_public_values<F>(spec)) publics.push_back(x.as_canonical_u64());
  ThreadPool pool(1);
  const Matrix<F> trace = generate_objective_trace<F>(spec, pool);
  for (std::size_t i = 0; i < trace.size(); ++i) {
    cells.push_back(trace.data()[i].as_canonical_u64());
  }
  const Statement runtime = new_statement(config);
  ASSERT_EQ(add_air(runtime, write_air_json<F>(*make_objective_air<F>(spec)), publics, 6), P3_OK);
  const Prover prover = new_prover(runtime, 2);
  ASSERT_EQ(
      p3_prover_set_trace(prover.get(), 0, cells.data(), trace.height(), trace.width(), nullptr),
      P3_OK);
  const Bytes proof = prove(prover);
  EXPECT_EQ(proof, prove(new_prover(shipped(config, "fibonacci", 6))));
  EXPECT_EQ(verify(runtime, proof), P3_OK);
}

TEST(Capi, ExportedAirProvesToTheSameBytes) {
  expect_same_bytes_as_json<KoalaBear>("koala-bear");
  expect_same_bytes_as_json<BabyBear>("baby-bear");
  expect_same_bytes_as_json<Goldilocks>("goldilocks");
}

struct LookupPair {
  Statement statement;
  Prover prover;
};

// Looks up each of 0..3 twice; `multiplicity` is what the table says.
LookupPair lookup_pair(const char* field, std::uint64_t multiplicity) {
  LookupPair pair{new_statement(new_config(field, "batch", "poseidon-2")), nullptr};
  EXPECT_EQ(add_air(pair.statement, user_air(field)), P3_OK);
  EXPECT_EQ(add_air(pair.statement, table_air(field)), P3_OK);
  pair.prover = new_prover(pair.statement, 2);
  const Cells user = {0, 1, 2, 3, 3, 2, 1, 0}, table = {0, 1, 2, 3}, counts(4, multiplicity);
  p3_prover* prover = pair.prover.get();
  EXPECT_EQ(p3_prover_set_trace(prover, 0, user.data(), 8, 1, nullptr), P3_OK);
  EXPECT_EQ(p3_prover_set_preprocessed(prover, 1, table.data(), 4, 1, nullptr), P3_OK);
  EXPECT_EQ(p3_prover_set_trace(prover, 1, counts.data(), 4, 1, nullptr), P3_OK);
  return pair;
}

TEST(Capi, BatchWithLookupsOverEveryField) {
  for (const char* field : kFields) {
    const LookupPair pair = lookup_pair(field, 2);
    const Bytes proof = prove(pair.prover);
    const Bytes key = preprocessed_key(pair.prover);
    ASSERT_EQ(
        p3_statement_set_preprocessed_key(pair.statement.get(), key.data(), key.size(), nullptr),
        P3_OK);
    expect_sound(pair.statement, proof);
  }
}

TEST(Capi, LookupsThatDoNotBalanceAreABadTrace) {
  const Error error = new_error();
  const LookupPair pair = lookup_pair("koala-bear", 3);
  EXPECT_TRUE(prove(pair.prover, error.get()).empty());
  EXPECT_EQ(p3_error_status(error.get()), P3_BAD_TRACE);
  EXPECT_NE(std::string(p3_error_text(error.get())).find("TerminalSumNonZero"), std::string::npos);
}

TEST(Capi, ShippedAndRuntimeAirsInOneBatch) {
  const Statement statement = shipped(new_config("koala-bear", "batch"), "fibonacci", 4);
  ASSERT_EQ(add_air(statement, counter_air("koala-bear"), {7}, 3), P3_OK);
  ASSERT_EQ(p3_statement_add_shipped(statement.get(), "poseidon-2-permutations", 2, 9, 1, nullptr),
            P3_OK);
  const Prover prover = new_prover(statement, 2);
  const Cells trace = counter_trace(7, 8);
  ASSERT_EQ(p3_prover_set_trace(prover.get(), 1, trace.data(), 8, 1, nullptr), P3_OK);
  expect_sound(statement, prove(prover));
}

// Seeds 1, 2, 1 with one prover each and again with the same prover: nothing of a proof survives.
TEST(Capi, ProofsDoNotDependOnEarlierOnes) {
  const Config config = new_config("goldilocks");
  const Statement first = shipped(config, "fibonacci", 5),
                  second = shipped(config, "fibonacci", 5, 2);
  const Prover prover = new_prover(first);
  const Bytes once = prove(prover);
  EXPECT_NE(prove(new_prover(second)), once);
  p3_release_memory();
  EXPECT_EQ(prove(prover), once);
  EXPECT_EQ(prove(new_prover(first)), once);
}

// Changing a statement leaves its provers alone.
TEST(Capi, ProverKeepsTheStatementAsItWas) {
  const Statement statement = shipped(new_config("koala-bear", "batch"), "fibonacci", 4);
  const Prover prover = new_prover(statement);
  ASSERT_EQ(add_air(statement, counter_air("koala-bear"), {7}), P3_OK);
  const Bytes proof = prove(prover);
  EXPECT_EQ(verify(statement, proof), P3_REJECTED);
  EXPECT_EQ(verify(shipped(new_config("koala-bear", "batch"), "fibonacci", 4), proof), P3_OK);
}

TEST(Capi, ThreadsOfTheCallerShareTheLibrary) {
  const Statement shared = shipped(new_config("baby-bear"), "fibonacci", 6);
  const Bytes expected = prove(new_prover(shared));
  const auto work = [&](bool good) {
    const Error error = new_error();
    for (int round = 0; round < 5; ++round) {
      EXPECT_EQ(prove(new_prover(shared, 2)), expected);
      Bytes proof = expected;
      if (!good) proof[proof.size() / 3] ^= 4;
      EXPECT_EQ(verify(shared, proof, error.get()), good ? P3_OK : P3_REJECTED);
      EXPECT_EQ(p3_error_status(error.get()), good ? P3_OK : P3_REJECTED);
    }
  };
  std::thread first(work, true), second(work, false);
  first.join();
  second.join();
}

}  // namespace
}  // namespace p3::capi
