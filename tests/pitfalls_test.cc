// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <functional>
#include <optional>

#include "p3/air/analysis.h"
#include "p3/codec/decode.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "testing/vector_airs.h"
#include "tests/reject_support.h"
#include "tests/vector_case.h"

// The 27 soundness pitfalls of the specification (section 8) by number, and where each is tested:
//
//  1 observed public values, degree, final polynomial: P01 in uni_ and batch_rejects,
//  EveryMutation, P08 here 2 opened values before the batching challenge: here       3 terminals:
//  P03 in batch_rejects 4 folding arities: here                                    5 absorbed
//  lengths: p3/transcript 6 row widths: P06 in uni_rejects, p3/merkle                7 heights off
//  the ladder: p3/merkle 8 heights: here, p3/fri                                    9, 24 P09 in
//  uni_rejects
// 10-13 P10 to P13 in uni_rejects                            14 P14 in batch_rejects
// 15 canonical elements: p3/codec                            16, 27 P16 in uni_rejects, p3/merkle
// 17 hiding: p3 has none                                     18 P18 in uni_rejects, p3/fri
// 19 many chunks: P19 in round_trip                          20 P20 in uni_ and batch_rejects
// 21 panics: EveryChangedByte, EveryMutation, fuzzing        22, 23 P22, P23 in uni_ and
// batch_rejects 25 shape before absorbing: here                            26 weights that
// overflow: here
namespace p3::testing {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;
using Kind = TranscriptEvent::Kind;

struct Subject {
  explicit Subject(const std::string& name) : Subject(load_vector(name)) {}
  explicit Subject(const VectorFile& file)
      : c(file), statement(c.uni()), proof(decode_uni_proof<F, EF>(file.proof, c.kind()).value()) {}

  // The events of a verification, whatever its result.
  std::vector<TranscriptEvent> events() const {
    const auto challenger = c.challenger();
    (void)verify_uni_with(c.config, statement, proof, *challenger);
    return challenger->events();
  }

  Case<F> c;
  UniStatement<F> statement;
  UniProof<F, EF> proof;
};

// The samples of a transcript in order: alpha, zeta, the batching challenge, folding challenges.
std::vector<std::vector<std::uint64_t>> samples(const std::vector<TranscriptEvent>& events) {
  std::vector<std::vector<std::uint64_t>> out;
  for (const TranscriptEvent& event : events) {
    if (event.kind == Kind::kSample) out.push_back(event.values);
  }
  return out;
}

TEST(Pitfalls, P02OpenedValuesAreObservedBeforeTheBatchingChallenge) {
  const auto honest = samples(Subject("feat_all").events());
  ASSERT_GE(honest.size(), 3u);
  const std::vector<std::function<EF&(OpenedValues<EF>&)>> values = {
      [](auto& o) -> EF& { return o.trace_local[0]; },
      [](auto& o) -> EF& { return o.trace_next->back(); },
      [](auto& o) -> EF& { return o.preprocessed_local->front(); },
      [](auto& o) -> EF& { return o.preprocessed_next->back(); },
      [](auto& o) -> EF& { return o.quotient_chunks.back()[EF::kDegree - 1]; }};
  for (const auto& value : values) {
    Subject s("feat_all");
    s.c.config.parameters.fri.batch_pow_bits = 0;  // the witness would not fit
    s.proof.fri.batch_pow_witness = F::zero();
    const auto before = samples(s.events());
    value(s.proof.opened) += EF::one();
    const auto after = samples(s.events());
    ASSERT_GE(before.size(), 3u);
    ASSERT_GE(after.size(), 3u);
    EXPECT_EQ(before[0], after[0]);
    EXPECT_EQ(before[1], after[1]);
    EXPECT_NE(before[2], after[2]);
  }
}

// The schedule follows from the claimed heights; its bound enters the seed even where it changes no
// round.
TEST(Pitfalls, P04FoldingAritiesAreBound) {
  for (const unsigned arity : {1u, 2u, 3u, 4u}) {
    Subject s("fib_p2_b");
    const bool own = s.c.config.parameters.fri.max_log_arity == arity;
    s.c.config.parameters.fri.max_log_arity = arity;
    EXPECT_EQ(verify_uni(s.c.config, s.statement, s.proof).has_value(), !own) << arity;
  }
}

TEST(Pitfalls, P08ClaimedHeightsAreTheCommittedOnes) {
  const Subject original("fib_p2_b");
  for (std::uint64_t bits = 0; bits <= 26; ++bits) {
    Subject s("fib_p2_b");
    s.proof.degree_bits = bits;
    EXPECT_EQ(verify_uni(s.c.config, s.statement, s.proof).has_value(),
              bits != original.proof.degree_bits)
        << bits;
  }
}

// A proof of the wrong shape is rejected before anything is absorbed.
TEST(Pitfalls, P25ShapeIsComparedBeforeAbsorbing) {
  const std::vector<std::function<void(UniProof<F, EF>&)>> changes = {
      [](auto& p) { p.degree_bits = 40; },
      [](auto& p) { p.opened.trace_local.pop_back(); },
      [](auto& p) { p.opened.trace_next.reset(); },
      [](auto& p) { p.opened.preprocessed_local->emplace_back(); },
      [](auto& p) { p.opened.quotient_chunks.emplace_back(); },
      [](auto& p) { p.trace_cap.emplace_back(); },
      [](auto& p) { p.random_cap.emplace(1); }};
  for (const auto& change : changes) {
    Subject s("feat_all");
    change(s.proof);
    EXPECT_TRUE(verify_uni(s.c.config, s.statement, s.proof));
    EXPECT_TRUE(s.events().empty());
  }
}

// The heaviest weights over Goldilocks: their sum over the rows must not wrap around 2^64 and look
// small. Two of them on 2^31 rows come to p - 1 exactly, the most that is allowed.
struct HeavyAir {
  template <class B>
  void eval(B& b) const {
    constexpr std::uint64_t kWeight = 0xffffffff;
    b.push_global("bus", b.tuple(b.local(0)), B::Count::bounded(b.local(0), kWeight));
    b.push_global("bus", b.tuple(b.local(0)), B::Count::bounded(b.local(0), kWeight));
  }
};

TEST(Pitfalls, P26LookupWeightsThatOverflow) {
  using A = VectorAir<Goldilocks, HeavyAir>;
  AirShape<Goldilocks> shape;
  shape.width = 1;
  const AirModel<Goldilocks, A> air(A{{}, shape});
  const auto holds = [&air](unsigned log_degree) {
    const AirAnalysis analysis = analyse<Goldilocks>(air, log_degree, /*batch=*/true);
    const AirAnalysis* const airs[] = {&analysis};
    const unsigned degrees[] = {log_degree};
    return height_bound_holds(airs, degrees, Goldilocks::kOrder);
  };
  EXPECT_TRUE(holds(10));
  EXPECT_TRUE(holds(31));
  EXPECT_FALSE(holds(32));
}

}  // namespace
}  // namespace p3::testing
