// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <utility>

#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "testing/random_field.h"
#include "testing/with_fields.h"
#include "tests/interop/grid_axes.h"
#include "tests/interop/grid_case.h"
#include "tests/interop/judge_fixture.h"
#include "tests/mutate.h"

// Changed proofs before both verifiers: neither accepts one, and ours survives all of them.
//
// Changes of the structure (every element, digest, number, presence and length), random bytes,
// truncations. Where 0.8.0 is lax and we are not (docs/spec/wire-notes.md), the test says so:
// bytes after the proof and over-long varints.
namespace p3::testing {
namespace {

struct MutationCase {
  const char* suite;
  std::map<GridAxis, int> values;  // as indices of the axis' values; the others are 0
};

// Small proofs of all kinds of digests and of every part that a proof can have.
const MutationCase kCases[] = {
    {"kb4-p2",
     {{kHeight, 3}, {kPreprocessed, 2}, {kPeriodic, 2}, {kQueries, 1}, {kCap, 1}, {kArity, 1}}},
    {"kb4-keccak",
     {{kProtocol, 1},
      {kInstances, 1},
      {kHeight, 3},
      {kLookups, 4},
      {kPreprocessed, 1},
      {kQueries, 1},
      {kLookupPow, 1},
      {kOodPow, 1}}},
    {"bb8-keccakbytes", {{kHeight, 4}, {kFinal, 1}, {kBlowup, 1}, {kDegree, 2}, {kOodPow, 1}}},
    {"bb4-p2", {{kProtocol, 1}, {kInstances, 2}, {kHeight, 2}, {kLookups, 3}, {kNext, 1}}},
    {"gl2-p2",
     {{kProtocol, 1},
      {kInstances, 1},
      {kHeight, 4},
      {kLookups, 2},
      {kPreprocessed, 2},
      {kBatchPow, 1},
      {kCommitPow, 1},
      {kQueryPow, 1}}},
    {"gl5-keccakbytes-ary4", {{kHeight, 3}, {kQueries, 1}, {kArity, 2}, {kCap, 1}, {kPeriodic, 1}}},
    {"gl2-keccak", {{kHeight, 3}, {kNext, 1}, {kCommitPow, 1}, {kQueries, 1}}},
};

AxisValues values_of(const MutationCase& m) {
  AxisValues out(grid_space().axes.size(), 0);
  for (const auto& [axis, value] : m.values) out[axis] = value;
  for (std::size_t i = 0; i < kJudgeSuites.size(); ++i) {
    if (std::string(kJudgeSuites[i].name) == m.suite) out[kSuite] = static_cast<int>(i);
  }
  return out;
}

struct Tally {
  std::size_t structure = 0, bytes = 0, lengths = 0, lax = 0;
  std::map<std::string, std::size_t> theirs;  // their verdicts by kind
};

template <class F, class EF>
class Trial {
 public:
  Trial(Judge& judge, const ExchangeCase<F>& c, ThreadPool& pool, Tally& tally)
      : judge_(judge), case_(c), side_(c, pool), tally_(tally) {}

  void run(const std::vector<std::uint8_t>& proof) {
    proof_ = proof;
    if (case_.batch) {
      structure(decode_batch_proof<F, EF>(proof, side_.digest_kind()).value());
    } else {
      structure(decode_uni_proof<F, EF>(proof, side_.digest_kind()).value());
    }
    random_bytes();
    lengths();
    laxness();
  }

 private:
  template <class Proof>
  void structure(const Proof& proof) {
    for (std::size_t k = 0;; ++k) {
      Proof changed = proof;
      const auto what = mutate(changed, k);
      if (!what) break;
      rejected(encode(changed, side_.digest_kind()), *what);
      ++tally_.structure;
      if (::testing::Test::HasFatalFailure()) return;
    }
  }

  void random_bytes() {
    SplitMix64 words(proof_.size());
    for (int i = 0; i < 150; ++i) {
      auto changed = proof_;
      const std::size_t at = words.next() % changed.size();
      // A single bit, or any other byte.
      const auto mask = i % 2 == 0 ? 1u << words.next() % 8 : 1 + words.next() % 255;
      changed[at] ^= static_cast<std::uint8_t>(mask);
      rejected(changed, "byte " + std::to_string(at) + " changed");
      ++tally_.bytes;
    }
  }

  void lengths() {
    SplitMix64 words(7);
    for (int i = 0; i < 40; ++i) {
      auto changed = proof_;
      changed.resize(i < 20 ? words.next() % proof_.size() : proof_.size() - 39 + i);
      if (changed.size() == proof_.size()) changed.clear();
      rejected(changed, "cut to " + std::to_string(changed.size()) + " bytes");
      ++tally_.lengths;
    }
  }

  // Other bytes for the same proof: upstream takes them, we do not.
  void laxness() {
    auto longer = proof_;
    longer.push_back(0);
    const JudgeAnswer trailing = verdict(longer, "a byte after the proof");
    EXPECT_TRUE(trailing.verified && trailing.trailing_bytes == 1) << trailing.error;

    // A proof starts with the length of a cap, which is below 128 here.
    auto overlong = proof_;
    ASSERT_LT(overlong[0], 128);
    overlong[0] |= 128;
    overlong.insert(overlong.begin() + 1, 0);
    const JudgeAnswer varint = verdict(overlong, "an over-long varint");
    EXPECT_TRUE(varint.verified) << varint.error;
    tally_.lax += 2;
  }

  void rejected(const std::vector<std::uint8_t>& bytes, const std::string& what) {
    ASSERT_NE(bytes, proof_) << what;
    const JudgeAnswer answer = verdict(bytes, what);
    EXPECT_FALSE(answer.verified) << "they accept: " << what;
  }

  // Their verdict; ours must be a rejection.
  JudgeAnswer verdict(const std::vector<std::uint8_t>& bytes, const std::string& what) {
    judge_.send(verify_request(case_, bytes));
    const auto ours = side_.verify(bytes);
    JudgeAnswer answer = judge_.receive();
    EXPECT_TRUE(ours) << "we accept: " << what;
    EXPECT_TRUE(answer.ok) << what << ": " << answer.error;
    ++tally_.theirs[answer.kind];
    return answer;
  }

  Judge& judge_;
  const ExchangeCase<F>& case_;
  OurSide<F, EF> side_;
  Tally& tally_;
  std::vector<std::uint8_t> proof_;
};

using InteropMutation = JudgeTest;

TEST_F(InteropMutation, NeitherSideAcceptsAChangedProof) {
  ThreadPool pool(2);
  for (const MutationCase& m : kCases) {
    SCOPED_TRACE(m.suite);
    const AxisValues values = values_of(m);
    ASSERT_TRUE(grid_space().allowed(values));
    const JudgeSuite& suite = grid_suite(values);
    with_fields(suite.field, suite.degree, [&]<class F, class EF>() {
      const auto c = make_grid_case<F>(values, 11, pool);
      const ExchangeResult honest = exchange<F, EF>(judge(), c, pool);
      ASSERT_EQ(honest.problem, "");
      Tally tally;
      Trial<F, EF>(judge(), c, pool, tally).run(honest.proof);
      EXPECT_GT(tally.structure, 100u);
      std::cout << suite.name << (c.batch ? " batch" : " uni") << ", " << honest.proof.size()
                << " bytes: " << tally.structure << " changes of the structure, " << tally.bytes
                << " of bytes, " << tally.lengths << " truncations, " << tally.lax
                << " other encodings; theirs:";
      for (const auto& [kind, count] : tally.theirs) std::cout << " " << kind << " " << count;
      std::cout << std::endl;
    });
  }
}

}  // namespace
}  // namespace p3::testing
