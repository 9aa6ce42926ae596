// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "p3/verify/uni.h"
#include "testing/vector_airs.h"
#include "tests/mutate.h"
#include "tests/reject_support.h"
#include "tests/scripted_challenger.h"
#include "tests/vector_case.h"

// Every reason for which the uni-stark verifier rejects, reached from proofs of the real Plonky3.
// Tests are named after the reason or after the pitfall of the specification (section 8) they stand
// for.
namespace p3::testing {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;
using enum VerifyReason;

// A vector whose statement, configuration and proof a test may change.
struct Subject {
  explicit Subject(const std::string& name) : Subject(load_vector(name)) {}
  explicit Subject(const VectorFile& file)
      : c(file),
        bytes(file.proof),
        config(c.config),
        statement(c.uni()),
        proof(decode_uni_proof<F, EF>(file.proof, c.kind()).value()) {}

  std::optional<VerifyError> verify() const { return verify_uni(config, statement, proof); }
  std::optional<VerifyError> verify_encoded() const {
    return verify_uni_bytes<F, EF>(config, statement, bytes);
  }

  Case<F> c;
  std::vector<std::uint8_t> bytes;
  StarkConfig<F> config;
  UniStatement<F> statement;
  UniProof<F, EF> proof;
};

// Changes a fresh copy of the vector and expects the reason.
void expect_rejected(const std::string& name, VerifyReason reason,
                     const std::function<void(Subject&)>& change) {
  SCOPED_TRACE(name);
  Subject s(name);
  ASSERT_FALSE(s.verify());
  change(s);
  expect_reason(s.verify(), reason);
}

// The vector's AIR with another shape or other constraints.
template <class Constraints>
std::unique_ptr<Air<F>> make_air(Constraints constraints, AirShape<F> shape) {
  using A = VectorAir<F, Constraints>;
  return std::make_unique<AirModel<F, A>>(A{constraints, std::move(shape)});
}

TEST(UniRejects, Undecodable) {
  Subject s("fib_keccak_a");
  ASSERT_FALSE(s.verify_encoded());
  s.bytes.push_back(0);
  expect_reason(s.verify_encoded(), kUndecodable);
  s.bytes.clear();
  expect_reason(s.verify_encoded(), kUndecodable);
}

TEST(UniRejects, EveryTruncation) {
  Subject s("feat_rows2");
  ASSERT_FALSE(s.verify_encoded());
  while (!s.bytes.empty()) {
    s.bytes.pop_back();
    expect_reason(s.verify_encoded(), kUndecodable);
  }
}

// No byte of a proof is free: three changes of each.
TEST(UniRejects, EveryChangedByte) {
  for (const char* name : {"feat_rows2", "feat_all", "fib_gl2_keccak"}) {
    const VectorFile file = load_vector(name);
    SCOPED_TRACE(name);
    const auto check = [&]<class G, class EG>() {
      const Case<G> c(file);
      const UniStatement<G> statement = c.uni();
      for (std::size_t i = 0; i < file.proof.size(); ++i) {
        for (const int change : {1, 0x80, 0xff}) {
          auto bytes = file.proof;
          bytes[i] ^= static_cast<std::uint8_t>(change);
          EXPECT_TRUE((verify_uni_bytes<G, EG>(c.config, statement, bytes))) << "byte " << i;
        }
      }
    };
    if (file.field == "goldilocks") {
      check.operator()<Goldilocks, Goldilocks2>();
    } else {
      check.operator()<F, EF>();
    }
  }
}

// Every field of the structure and every length.
TEST(UniRejects, EveryMutation) {
  for (const char* name : {"fib_p2_b", "feat_all", "feat_rows1", "fib_p2_manyqueries"}) {
    SCOPED_TRACE(name);
    Subject s(name);
    const UniProof<F, EF> original = s.proof;
    std::size_t k = 0;
    for (;; ++k) {
      s.proof = original;
      const auto what = mutate(s.proof, k);
      if (!what) break;
      EXPECT_TRUE(s.verify()) << "accepted: " << *what;
    }
    EXPECT_GT(k, 100u);
  }
}

TEST(UniRejects, Parameters) {
  const auto with = [](VerifyReason reason, const std::function<void(StarkParameters&)>& change) {
    expect_rejected("fib_p2_b", reason, [&](Subject& s) { change(s.config.parameters); });
  };
  with(kTooManyQueries, [](auto& p) { p.fri.num_queries = kMaxQueries + 1; });
  with(kFoldingArityTooLarge, [](auto& p) { p.fri.max_log_arity = 64; });
  with(kFinalHeightTooLarge, [](auto& p) { p.fri.log_final_poly_len = 0xffffffff; });
  with(kCapTooHigh, [](auto& p) { p.cap_height = 200; });
}

TEST(UniPitfalls, P09AndP24ZeroQueriesZeroArityAndRateOne) {
  expect_rejected("fib_p2_b", kZeroQueries,
                  [](Subject& s) { s.config.parameters.fri.num_queries = 0; });
  expect_rejected("fib_p2_b", kZeroFoldingArity,
                  [](Subject& s) { s.config.parameters.fri.max_log_arity = 0; });
  expect_rejected("fib_p2_b", kZeroBlowup,
                  [](Subject& s) { s.config.parameters.fri.log_blowup = 0; });
}

// A bound on the bits that is computed in 32 bits wraps and accepts anything.
TEST(UniPitfalls, P10PowBitsBeyondTheField) {
  for (const unsigned bits : {31u, 32u, 33u, 64u, 0xffffffffu}) {
    expect_rejected("fib_p2_b", kTooManyPowBits,
                    [&](Subject& s) { s.config.parameters.fri.query_pow_bits = bits; });
    expect_rejected("fib_p2_b", kTooManyPowBits,
                    [&](Subject& s) { s.config.parameters.ood_pow_bits = bits; });
  }
}

// Nothing may be shifted by a number from the proof before it is bounded.
TEST(UniPitfalls, P13DegreeBitsBeforeShifting) {
  for (const std::uint64_t bits : {std::uint64_t{25}, std::uint64_t{63}, std::uint64_t{64},
                                   std::uint64_t{1} << 32, ~std::uint64_t{0}}) {
    expect_rejected("fib_p2_b", kDegreeBitsTooLarge,
                    [&](Subject& s) { s.proof.degree_bits = bits; });
  }
}

TEST(UniRejects, GlobalMaxHeightTooLarge) {
  expect_rejected("fib_p2_b", kGlobalMaxHeightTooLarge,
                  [](Subject& s) { s.proof.degree_bits = 24; });
}

TEST(UniRejects, UnexpectedPreprocessedValues) {
  expect_rejected("fib_p2_b", kUnexpectedPreprocessedValues,
                  [](Subject& s) { s.proof.opened.preprocessed_local.emplace(1); });
  expect_rejected("fib_p2_b", kUnexpectedPreprocessedValues,
                  [](Subject& s) { s.proof.opened.preprocessed_next.emplace(1); });
}

TEST(UniRejects, PreprocessedTraceWidthMismatch) {
  expect_rejected("feat_all", kPreprocessedTraceWidthMismatch,
                  [](Subject& s) { s.proof.opened.preprocessed_local.reset(); });
  expect_rejected("feat_all", kPreprocessedTraceWidthMismatch,
                  [](Subject& s) { s.proof.opened.preprocessed_next.reset(); });
  expect_rejected("feat_all", kPreprocessedTraceWidthMismatch,
                  [](Subject& s) { s.proof.opened.preprocessed_local->emplace_back(); });
}

TEST(UniRejects, UnexpectedPreprocessedNext) {
  expect_rejected("feat_pre", kUnexpectedPreprocessedNext,
                  [](Subject& s) { s.proof.opened.preprocessed_next.emplace(); });
}

TEST(UniRejects, PreprocessedVerifierKeyInconsistency) {
  expect_rejected("feat_all", kPreprocessedVerifierKeyInconsistency,
                  [](Subject& s) { s.statement.preprocessed.reset(); });
  expect_rejected("feat_all", kPreprocessedVerifierKeyInconsistency, [](Subject& s) {
    s.statement.preprocessed->width = 2;
    s.proof.opened.preprocessed_local->emplace_back();
    s.proof.opened.preprocessed_next->emplace_back();
  });
  expect_rejected("fib_p2_b", kPreprocessedVerifierKeyInconsistency, [](Subject& s) {
    s.statement.preprocessed = PreprocessedKey{1, s.proof.degree_bits, s.proof.trace_cap};
    s.proof.opened.preprocessed_local.emplace(1);
  });
}

TEST(UniRejects, PreprocessedDegreeMismatch) {
  expect_rejected("feat_all", kPreprocessedDegreeMismatch,
                  [](Subject& s) { ++s.statement.preprocessed->degree_bits; });
}

TEST(UniRejects, WrongKey) {
  Subject s("feat_all");
  s.statement.preprocessed->cap[0].words[0] ^= 1;
  EXPECT_TRUE(s.verify());
}

TEST(UniRejects, QuotientDomainTooLarge) {
  expect_rejected("feat_deg5", kQuotientDomainTooLarge,
                  [](Subject& s) { s.proof.degree_bits = 24; });
}

TEST(UniRejects, RandomizationError) {
  expect_rejected("fib_p2_b", kRandomizationError,
                  [](Subject& s) { s.proof.random_cap = s.proof.trace_cap; });
  expect_rejected("fib_p2_b", kRandomizationError,
                  [](Subject& s) { s.proof.opened.random.emplace(4); });
}

TEST(UniRejects, PublicValuesLengthMismatch) {
  expect_rejected("fib_p2_b", kPublicValuesLengthMismatch,
                  [](Subject& s) { s.statement.public_values.pop_back(); });
  expect_rejected("fib_p2_b", kPublicValuesLengthMismatch,
                  [](Subject& s) { s.statement.public_values.emplace_back(); });
}

// Public values are observed before alpha, so each of them changes everything after it.
TEST(UniPitfalls, P01PublicValuesAreObserved) {
  for (std::size_t i = 0; i < 3; ++i) {
    Subject s("fib_p2_b");
    s.statement.public_values[i] += F::one();
    EXPECT_TRUE(s.verify());
  }
}

TEST(UniRejects, TraceNextMismatch) {
  expect_rejected("fib_p2_b", kTraceNextMismatch,
                  [](Subject& s) { s.proof.opened.trace_next.reset(); });
  expect_rejected("fib_p2_b", kTraceNextMismatch,
                  [](Subject& s) { s.proof.opened.trace_next->pop_back(); });
}

TEST(UniRejects, UnexpectedTraceNext) {
  expect_rejected("feat_nonext", kUnexpectedTraceNext,
                  [](Subject& s) { s.proof.opened.trace_next.emplace(2); });
}

TEST(UniRejects, OpenedValuesDimensionMismatch) {
  expect_rejected("fib_p2_b", kOpenedValuesDimensionMismatch,
                  [](Subject& s) { s.proof.opened.trace_local.pop_back(); });
  expect_rejected("fib_p2_b", kOpenedValuesDimensionMismatch,
                  [](Subject& s) { s.proof.opened.quotient_chunks.pop_back(); });
  expect_rejected("fib_p2_b", kOpenedValuesDimensionMismatch,
                  [](Subject& s) { s.proof.opened.quotient_chunks[0].emplace_back(); });
}

// 0.8.0 accepts unreachable extra roots; ours does not.
TEST(UniPitfalls, P23CapLengthIsExact) {
  const auto doubled = [](Cap& cap) { cap.insert(cap.end(), cap.begin(), cap.end()); };
  for (const char* name : {"fib_p2_b", "feat_all", "fib_p2ary4_c"}) {
    expect_rejected(name, kWrongCapSize, [&](Subject& s) { doubled(s.proof.trace_cap); });
    expect_rejected(name, kWrongCapSize, [&](Subject& s) { doubled(s.proof.quotient_cap); });
    expect_rejected(name, kWrongCapSize, [&](Subject& s) { s.proof.trace_cap.pop_back(); });
  }
  expect_rejected("feat_all", kWrongCapSize,
                  [&](Subject& s) { doubled(s.statement.preprocessed->cap); });
}

// At 0 bits nobody reads the witness, so it must be zero.
TEST(UniPitfalls, P22UnreadWitnessesAreZero) {
  expect_rejected("fib_p2_b", kNonCanonicalOodPowWitness,
                  [](Subject& s) { s.proof.ood_pow_witness = F::one(); });
  expect_rejected("fib_p2_b", kNonCanonicalBatchPowWitness,
                  [](Subject& s) { s.proof.fri.batch_pow_witness = F::one(); });
  expect_rejected("fib_p2_b", kNonCanonicalCommitPowWitness,
                  [](Subject& s) { s.proof.fri.commit_pow_witnesses[1] = F::one(); });
  expect_rejected("fib_p2_b", kNonCanonicalQueryPowWitness,
                  [](Subject& s) { s.proof.fri.query_pow_witness = F::one(); });
}

TEST(UniRejects, InvalidOodPowWitness) {
  Subject s("feat_all");  // 2 bits: one change in four still fits and fails later
  bool reached = false;
  for (unsigned i = 0; i < 16; ++i) {
    s.proof.ood_pow_witness += F::one();
    const auto error = s.verify();
    ASSERT_TRUE(error);
    reached = reached || error->reason == kInvalidOodPowWitness;
    reached_reasons().insert(error->reason);
  }
  EXPECT_TRUE(reached);
}

// A point of the trace domain has no quotient; it is rejected, not divided by.
TEST(UniPitfalls, P11OodPointInDomain) {
  const Subject s("fib_p2_b");
  for (const F point :
       {F::one(), F::two_adic_generator(static_cast<unsigned>(s.proof.degree_bits))}) {
    ScriptedChallenger<F> challenger(make_challenger<F>(s.config.suite));
    challenger.script(EF::kDegree, {point, F::zero(), F::zero(), F::zero()});
    expect_reason(verify_uni_with(s.config, s.statement, s.proof, challenger), kOodPointInDomain);
  }
}

TEST(UniPitfalls, P12PeriodicColumnsFitTheTrace) {
  Subject s("feat_periodic");
  AirShape<F> shape = s.statement.air->shape();
  const FeatAir constraints{.degree = 3, .periodic = static_cast<unsigned>(shape.periodic.size())};
  const auto with_period = [&](std::size_t length) {
    shape.periodic[0].assign(length, F::one());
    return make_air(constraints, shape);
  };
  const auto longer = with_period(std::size_t{2} << s.proof.degree_bits);
  EXPECT_DEATH(with_period(3), "not a power of two");
  s.statement.air = longer.get();
  expect_reason(s.verify(), kLengthNotDividingHeight);
}

// The constraints are bound by nothing in the transcript: an AIR of the same shape with other
// constraints fails at the identity and nowhere else.
TEST(UniPitfalls, P20ConstraintsAreNotBoundByTheTranscript) {
  Subject s("feat_wide");
  AirShape<F> shape = s.statement.air->shape();
  FeatAir constraints{.degree = 3, .extra = 37, .reads_next = shape.reads_next_row};
  const auto same = make_air(constraints, shape);
  s.statement.air = same.get();
  ASSERT_FALSE(s.verify());
  constraints.degree = 2;
  shape.declared_degree = 3;  // the same number of chunks
  const auto other = make_air(constraints, shape);
  s.statement.air = other.get();
  expect_reason(s.verify(), kOodEvaluationMismatch);
}

// A constant trace is opened at the height of the blowup, where its reduced opening must be zero.
TEST(UniPitfalls, P18ConstantTraceMustHaveZeroReducedOpening) {
  Subject s("feat_rows1");
  ASSERT_EQ(s.proof.degree_bits, 0u);
  ASSERT_FALSE(s.verify());
  const UniProof<F, EF> original = s.proof;
  for (EF& value : s.proof.opened.trace_local) {
    value += EF::one();
    EXPECT_TRUE(s.verify());
  }
  s.proof = original;
  s.proof.fri.final_poly[0] += EF::one();
  EXPECT_TRUE(s.verify());
}

// Many queries on few rows: duplicates occur, and their rows must be equal.
TEST(UniPitfalls, P16AndP27DuplicateQueriesCarryEqualRows) {
  Subject s("fib_p2_manyqueries");
  bool found = false;
  const UniProof<F, EF> original = s.proof;
  for (std::size_t q = 0; q < original.fri.input_openings[0].opened_values.size(); ++q) {
    s.proof = original;
    s.proof.fri.input_openings[0].opened_values[q][0][0] += F::one();
    const auto error = s.verify();
    ASSERT_TRUE(error);
    found = found || error->merkle == MerkleError::kInconsistentDuplicateOpenings;
  }
  EXPECT_TRUE(found);
}

// Leaf hashes have no separators: moving a value to the neighbouring matrix must be seen.
TEST(UniPitfalls, P06RowWidthsAreChecked) {
  Subject s("fib_p2_d");
  ASSERT_GE(s.proof.opened.quotient_chunks.size(), 1u);
  auto& rows = s.proof.fri.input_openings[1].opened_values[0];
  rows[0].emplace_back();
  const auto error = s.verify();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->merkle, MerkleError::kWrongWidth) << to_string(*error);
}

}  // namespace
}  // namespace p3::testing
