// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "p3/codec/decode.h"
#include "p3/verify/batch.h"
#include "testing/vector_airs.h"
#include "tests/mutate.h"
#include "tests/reject_support.h"
#include "tests/scripted_challenger.h"
#include "tests/vector_case.h"

// Every reason for which the batch-stark verifier rejects, reached from proofs of the real Plonky3;
// as in uni_rejects_test.cc. batch_two_p2: user and table (preprocessed, lookups, all grinding).
// batch_three_p2: user, plain, table; no grinding. batch_nolookup_p2: plain twice.
namespace p3::testing {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;
using enum VerifyReason;

struct Subject {
  explicit Subject(const std::string& name) : Subject(load_vector(name)) {}
  explicit Subject(const VectorFile& file)
      : c(file),
        config(c.config),
        statement(c.batch()),
        proof(decode_batch_proof<F, EF>(file.proof, c.kind()).value()) {}

  std::optional<VerifyError> verify() const { return verify_batch(config, statement, proof); }

  Case<F> c;
  StarkConfig<F> config;
  BatchStatement<F> statement;
  BatchProof<F, EF> proof;
};

void expect_rejected(const std::string& name, VerifyReason reason,
                     const std::function<void(Subject&)>& change) {
  SCOPED_TRACE(name);
  Subject s(name);
  ASSERT_FALSE(s.verify());
  change(s);
  expect_reason(s.verify(), reason);
}

template <class Constraints>
std::unique_ptr<Air<F>> make_air(Constraints constraints, AirShape<F> shape) {
  using A = VectorAir<F, Constraints>;
  return std::make_unique<AirModel<F, A>>(A{constraints, std::move(shape)});
}

// 2^5 rows with a count of weight 2^27 reach p.
struct HeavyAir {
  template <class B>
  void eval(B& b) const {
    UserAir{}.eval(b);
    b.push_global("sq", b.tuple(b.local(0), b.local(1)),
                  B::Count::bounded(b.local(2), std::uint64_t{1} << 27));
  }
};

// One item on a bus whose other tuples have two.
struct NarrowAir {
  template <class B>
  void eval(B& b) const {
    b.push_global("sq", b.tuple(b.local(0)), B::Count::integer(1));
  }
};

// PlainAir with a step of 6.
struct OtherStepAir {
  template <class B>
  void eval(B& b) const {
    const auto x = b.local(0);
    b.assert_zero(b.local(1) - x * x - b.periodic(0) * x);
    b.when_transition().assert_zero(b.next(0) - x - F::from_u64(6));
    b.when_first_row().assert_eq(x, b.public_value(0));
  }
};

TEST(BatchRejects, EveryMutation) {
  for (const char* name :
       {"batch_two_p2", "batch_nolookup_p2", "batch_multi_p2", "batch_shift_p2"}) {
    SCOPED_TRACE(name);
    Subject s(name);
    const BatchProof<F, EF> original = s.proof;
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

TEST(BatchRejects, EveryTruncationAndTrailingByte) {
  const VectorFile file = load_vector("batch_single_p2");
  const Case<F> c(file);
  const auto statement = c.batch();
  auto bytes = file.proof;
  ASSERT_FALSE((verify_batch_bytes<F, EF>(c.config, statement, bytes)));
  bytes.push_back(0);
  expect_reason(verify_batch_bytes<F, EF>(c.config, statement, bytes), kUndecodable);
  bytes.pop_back();
  while (!bytes.empty()) {
    bytes.pop_back();
    expect_reason(verify_batch_bytes<F, EF>(c.config, statement, bytes), kUndecodable);
  }
}

TEST(BatchRejects, InstanceCountMismatch) {
  expect_rejected("batch_two_p2", kInstanceCountMismatch,
                  [](Subject& s) { s.proof.instances.pop_back(); });
  expect_rejected("batch_two_p2", kInstanceCountMismatch,
                  [](Subject& s) { s.proof.degree_bits.push_back(3); });
  expect_rejected("batch_two_p2", kInstanceCountMismatch,
                  [](Subject& s) { s.proof.lookup_terminals.pop_back(); });
  expect_rejected("batch_nolookup_p2", kInstanceCountMismatch,
                  [](Subject& s) { s.statement.instances.pop_back(); });
}

TEST(BatchRejects, NoCommittedMatrices) {
  expect_rejected("batch_nolookup_p2", kNoCommittedMatrices, [](Subject& s) {
    s.statement.instances.clear();
    s.proof.instances.clear();
    s.proof.degree_bits.clear();
    s.proof.lookup_terminals.clear();
  });
}

TEST(BatchRejects, RandomizationError) {
  expect_rejected("batch_two_p2", kRandomizationError,
                  [](Subject& s) { s.proof.random_cap = s.proof.main_cap; });
  expect_rejected("batch_two_p2", kRandomizationError,
                  [](Subject& s) { s.proof.instances[1].base.random.emplace(4); });
}

TEST(BatchPitfalls, P13DegreeBitsBeforeShifting) {
  for (const std::uint64_t bits : {std::uint64_t{25}, std::uint64_t{64}, ~std::uint64_t{0}}) {
    expect_rejected("batch_two_p2", kDegreeBitsTooLarge,
                    [&](Subject& s) { s.proof.degree_bits[1] = bits; });
  }
}

TEST(BatchRejects, PreprocessedMetadataMismatch) {
  const auto key = [](const std::function<void(BatchPreprocessedKey&)>& change) {
    expect_rejected("batch_two_p2", kPreprocessedMetadataMismatch,
                    [&](Subject& s) { change(*s.statement.preprocessed); });
  };
  key([](auto& k) { k.matrices[0].instance = 0; });
  key([](auto& k) { k.matrices[0].instance = 7; });
  key([](auto& k) { k.matrices[0].width = 0; });
  key([](auto& k) { k.matrices[0].width = 3; });
  key([](auto& k) { ++k.matrices[0].degree_bits; });
  key([](auto& k) { k.matrices.clear(); });
  key([](auto& k) { k.matrices.push_back(k.matrices[0]); });
  expect_rejected("batch_two_p2", kPreprocessedMetadataMismatch,
                  [](Subject& s) { s.statement.preprocessed.reset(); });
}

TEST(BatchRejects, WrongKey) {
  Subject s("batch_two_p2");
  s.statement.preprocessed->cap[0].words[0] ^= 1;
  EXPECT_TRUE(s.verify());
}

TEST(BatchRejects, QuotientDomainTooLarge) {
  expect_rejected("batch_multi_p2", kQuotientDomainTooLarge,
                  [](Subject& s) { s.proof.degree_bits[0] = 24; });
}

TEST(BatchPitfalls, P14MultiplicitiesCannotWrap) {
  Subject s("batch_two_p2");
  const auto heavy = make_air(HeavyAir{}, s.statement.instances[0].air->shape());
  s.statement.instances[0].air = heavy.get();
  expect_reason(s.verify(), kMultiplicityHeightBoundExceeded);
}

TEST(BatchPitfalls, P14TuplesOfOneBusHaveOneWidth) {
  Subject s("batch_two_p2");
  const auto narrow = make_air(NarrowAir{}, s.statement.instances[0].air->shape());
  s.statement.instances[0].air = narrow.get();
  expect_reason(s.verify(), kBusWidthMismatch);
}

TEST(BatchRejects, PublicValuesLengthMismatch) {
  expect_rejected("batch_two_p2", kPublicValuesLengthMismatch,
                  [](Subject& s) { s.statement.instances[0].public_values.clear(); });
}

TEST(BatchPitfalls, P01PublicValuesAreObserved) {
  Subject s("batch_two_p2");
  s.statement.instances[0].public_values[0] += F::one();
  EXPECT_TRUE(s.verify());
}

TEST(BatchRejects, TraceLocalWidthMismatch) {
  expect_rejected("batch_two_p2", kTraceLocalWidthMismatch,
                  [](Subject& s) { s.proof.instances[0].base.trace_local.pop_back(); });
}

TEST(BatchRejects, TraceNext) {
  expect_rejected("batch_two_p2", kTraceNextMismatch,
                  [](Subject& s) { s.proof.instances[0].base.trace_next.reset(); });
  expect_rejected("batch_two_p2", kUnexpectedTraceNext,
                  [](Subject& s) { s.proof.instances[1].base.trace_next.emplace(1); });
}

TEST(BatchRejects, QuotientChunks) {
  expect_rejected("batch_two_p2", kQuotientChunksCountMismatch,
                  [](Subject& s) { s.proof.instances[0].base.quotient_chunks.pop_back(); });
  expect_rejected("batch_two_p2", kQuotientChunkDimensionMismatch,
                  [](Subject& s) { s.proof.instances[0].base.quotient_chunks[0].pop_back(); });
}

TEST(BatchRejects, PreprocessedOpenings) {
  expect_rejected("batch_two_p2", kUnexpectedPreprocessedValues,
                  [](Subject& s) { s.proof.instances[0].base.preprocessed_local.emplace(1); });
  expect_rejected("batch_two_p2", kPreprocessedTraceWidthMismatch,
                  [](Subject& s) { s.proof.instances[1].base.preprocessed_local.reset(); });
  expect_rejected("batch_two_p2", kPreprocessedTraceWidthMismatch,
                  [](Subject& s) { s.proof.instances[1].base.preprocessed_next.reset(); });
}

TEST(BatchRejects, PermutationWidthMismatch) {
  expect_rejected("batch_two_p2", kPermutationWidthMismatch,
                  [](Subject& s) { s.proof.instances[0].permutation_local.pop_back(); });
  expect_rejected("batch_two_p2", kPermutationWidthMismatch,
                  [](Subject& s) { s.proof.instances[0].permutation_next.clear(); });
  expect_rejected("batch_nolookup_p2", kPermutationWidthMismatch,
                  [](Subject& s) { s.proof.instances[0].permutation_next.emplace_back(); });
}

TEST(BatchPitfalls, P03TerminalsArePresentExactlyWithLookups) {
  expect_rejected("batch_two_p2", kTerminalPresenceMismatch,
                  [](Subject& s) { s.proof.lookup_terminals[0].reset(); });
  expect_rejected("batch_nolookup_p2", kTerminalPresenceMismatch,
                  [](Subject& s) { s.proof.lookup_terminals[0] = EF::zero(); });
}

// Terminals are observed before alpha, so a pair of changes that keeps the sum is seen.
TEST(BatchPitfalls, P03TerminalsAreObserved) {
  Subject s("batch_three_p2");
  *s.proof.lookup_terminals[0] += EF::one();
  *s.proof.lookup_terminals[2] -= EF::one();
  EXPECT_TRUE(s.verify());
}

TEST(BatchRejects, CommitmentMismatch) {
  expect_rejected("batch_two_p2", kCommitmentMismatch,
                  [](Subject& s) { s.proof.permutation_cap.reset(); });
  expect_rejected("batch_nolookup_p2", kCommitmentMismatch,
                  [](Subject& s) { s.proof.permutation_cap = s.proof.main_cap; });
}

TEST(BatchPitfalls, P23CapLengthIsExact) {
  const auto doubled = [](Cap& cap) { cap.insert(cap.end(), cap.begin(), cap.end()); };
  for (const char* name : {"batch_two_p2", "batch_ary4"}) {
    expect_rejected(name, kWrongCapSize, [&](Subject& s) { doubled(s.proof.main_cap); });
    expect_rejected(name, kWrongCapSize, [&](Subject& s) { doubled(s.proof.quotient_cap); });
    expect_rejected(name, kWrongCapSize, [&](Subject& s) { doubled(*s.proof.permutation_cap); });
    expect_rejected(name, kWrongCapSize,
                    [&](Subject& s) { doubled(s.statement.preprocessed->cap); });
  }
}

// The optional lookup witness is there exactly with lookups, and zero where nobody reads it.
TEST(BatchPitfalls, P22UnreadWitnessesAreZero) {
  expect_rejected("batch_two_p2", kMissingLookupPowWitness,
                  [](Subject& s) { s.proof.lookup_pow_witness.reset(); });
  expect_rejected("batch_three_p2", kMissingLookupPowWitness,
                  [](Subject& s) { s.proof.lookup_pow_witness.reset(); });
  expect_rejected("batch_nolookup_p2", kUnexpectedLookupPowWitness,
                  [](Subject& s) { s.proof.lookup_pow_witness = F::zero(); });
  expect_rejected("batch_three_p2", kNonCanonicalLookupPowWitness,
                  [](Subject& s) { s.proof.lookup_pow_witness = F::one(); });
  expect_rejected("batch_three_p2", kNonCanonicalOodPowWitness,
                  [](Subject& s) { s.proof.ood_pow_witness = F::one(); });
}

TEST(BatchRejects, PowWitnesses) {
  bool lookup = false, ood = false;
  for (unsigned i = 1; i < 16; ++i) {
    Subject s("batch_two_p2");
    *s.proof.lookup_pow_witness += F::from_u64(i);
    auto error = s.verify();
    ASSERT_TRUE(error);
    lookup = lookup || error->reason == kInvalidLookupPowWitness;
    reached_reasons().insert(error->reason);
    s = Subject("batch_two_p2");
    s.proof.ood_pow_witness += F::from_u64(i);
    error = s.verify();
    ASSERT_TRUE(error);
    ood = ood || error->reason == kInvalidOodPowWitness;
  }
  EXPECT_TRUE(lookup);
  EXPECT_TRUE(ood);
}

TEST(BatchPitfalls, P12PeriodicColumnsFitTheTrace) {
  Subject s("batch_nolookup_p2");
  AirShape<F> shape = s.statement.instances[0].air->shape();
  const auto with_period = [&](std::size_t length) {
    shape.periodic[0].assign(length, F::one());
    return make_air(PlainAir{}, shape);
  };
  const auto longer = with_period(std::size_t{2} << s.proof.degree_bits[0]);
  s.statement.instances[0].air = longer.get();
  expect_reason(s.verify(), kLengthNotDividingHeight);
}

// Same shape, other constraints: the identity of that instance fails.
TEST(BatchPitfalls, P20ConstraintsAreNotBoundByTheTranscript) {
  Subject s("batch_nolookup_p2");
  const auto other = make_air(OtherStepAir{}, s.statement.instances[1].air->shape());
  s.statement.instances[1].air = other.get();
  const auto error = s.verify();
  expect_reason(error, kOodEvaluationMismatch);
  EXPECT_EQ(error->index, 1u);
}

}  // namespace
}  // namespace p3::testing
