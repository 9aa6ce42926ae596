// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Every constraint group of the table `hasher`: a trace that breaks it alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "p3/hash/poseidon2_layers.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/hasher_columns.h"
#include "testing/label_cases.h"

namespace rpp::testing {
namespace {

using C = HasherColumns;
using p3::testing::LabelCase;
using Trace = p3::Matrix<Element>;

// Computes the columns of a permutation from its input, in their order; the value of column `fault`
// is one more than it should be, and all that follows is computed from that.
class FaultyPermutation {
 public:
  FaultyPermutation(Element* row, std::size_t fault) : row_(row), fault_(fault) {}

  void run() {
    const auto& constants = hash_permutation().constants();
    std::copy_n(row_, kWidth, state_.begin());
    next_ = kWidth;
    p3::poseidon2_external_layer<kWidth>(state_.data());
    for (const auto& round : constants.initial) full_round(round);
    const auto diagonal = p3::poseidon2_diagonal_elements<Element, kWidth>();
    for (const Element& constant : constants.internal) {
      state_[0] = cube(state_[0] + constant);
      record(state_[0]);
      p3::poseidon2_internal_layer<kWidth>(state_.data(), diagonal.data());
    }
    for (const auto& round : constants.terminal) full_round(round);
  }

 private:
  static Element cube(Element x) { return x * x * x; }
  void record(Element& x) {
    if (next_ == fault_) x += Element::one();
    row_[next_++] = x;
  }
  void full_round(const HashState& constants) {
    for (std::size_t i = 0; i < kWidth; ++i) state_[i] = cube(state_[i] + constants[i]);
    p3::poseidon2_external_layer<kWidth>(state_.data());
    for (Element& x : state_) record(x);
  }

  Element* row_;
  std::size_t fault_;
  std::size_t next_ = 0;
  HashState state_{};
};

constexpr std::size_t kNoFault = C::kWidth;
void refill(Trace& trace, std::size_t row, std::size_t fault = kNoFault) {
  FaultyPermutation(trace.row(row), fault).run();
}

// Rows 0 to 2: a hash of three blocks. 3 to 5: a chain from position 4. 6: a call of C8. 7: none.
Trace good_trace() {
  HasherTrace hasher;
  hasher.hash(1000, Tag::kRho, elements(1, 20));
  hasher.chain(11, 5, {element(1), element(2), element(3), element(4)}, 4,
               {element(5), element(6), element(7), element(8)});
  hasher.c8(digest_of(2), digest_of(3));
  p3::ThreadPool pool(1);
  return hasher.build(8, pool);
}

LabelCase bad(const std::string& label, std::function<void(Trace&)> change) {
  return {label, [change = std::move(change)] {
            Trace trace = good_trace();
            change(trace);
            TrialBatch batch;
            batch.push_back(instance_of(Gadget::kHasher, std::move(trace)));
            return batch;
          }};
}

// Gives rows 1 and 2 of the hash the capacity that the row before left, from `first` on.
void redo_hash(Trace& trace, std::size_t first) {
  for (std::size_t row = first; row <= 2; ++row) {
    for (std::size_t i = 8; i < 16; ++i) {
      trace.at(row, C::kIn + i) = trace.at(row - 1, C::kOut + i);
    }
    refill(trace, row);
  }
}

// Changes a cell of the chain's last input.
LabelCase bad_last_step(const std::string& label, std::size_t column) {
  return bad(label, [column](Trace& trace) {
    trace.at(5, column) += Element::one();
    refill(trace, 5);
  });
}

LabelCase bad_round(const std::string& label, std::size_t column) {
  return bad(label, [column](Trace& trace) { refill(trace, 6, column); });
}

std::vector<LabelCase> hash_cases() {
  return {
      // The last row of another hash appears from nowhere, with a digest of anything.
      bad("hasher/hash-order", [](Trace& t) { t.at(7, C::kLast) = Element::one(); }),
      // Blocks are taken from another hash.
      bad("hasher/hash-id",
          [](Trace& t) {
            for (const std::size_t row : {1, 2}) t.at(row, C::kId) += element(kHashIdStride);
          }),
      bad("hasher/hash-capacity",
          [](Trace& t) {
            t.at(1, C::kIn + 12) += Element::one();
            refill(t, 1);
            redo_hash(t, 2);
          }),
      bad("hasher/hash-zeros",
          [](Trace& t) {
            t.at(0, C::kIn + 11) = Element::one();
            refill(t, 0);
            redo_hash(t, 1);
          }),
  };
}

std::vector<LabelCase> chain_cases() {
  return {
      bad("hasher/chain-order", [](Trace& t) { t.at(5, C::kChainEnd) = Element::zero(); }),
      // The walk claims to begin one position later than it does.
      bad("hasher/chain-start",
          [](Trace& t) {
            for (const std::size_t row : {3, 4, 5}) t.at(row, C::kId) += Element::one();
          }),
      bad("hasher/chain-carry", [](Trace& t) { t.at(5, C::kId) += Element::one(); }),
      bad_last_step("hasher/chain-tweak", C::kTweak),
      bad_last_step("hasher/chain-key", C::kPp + 3),
      bad_last_step("hasher/chain-value", C::kValue + 2),
      bad_last_step("hasher/chain-zeros", C::kValue + 7),
  };
}

TEST(HasherLabels, EveryGroupHasItsBadTrace) {
  using P = C::Permutation;
  std::vector<LabelCase> cases = {
      bad_round("hasher/initial-full-rounds", P::full_round(2) + 7),
      bad_round("hasher/partial-rounds", P::partial_round(11)),
      bad_round("hasher/terminal-full-rounds", P::full_round(7) + 3),
      // A step of a chain is a call of C8 too.
      bad("hasher/flags", [](Trace& t) { t.at(3, C::kC8) = Element::one(); }),
  };
  for (const LabelCase& c : hash_cases()) cases.push_back(c);
  for (const LabelCase& c : chain_cases()) cases.push_back(c);
  EXPECT_THAT(p3::testing::check_label_cases(*gadget_air(Gadget::kHasher), cases),
              ::testing::IsEmpty());
}

// Both arms of the exclusive lookup at once, and flags that are no bits.
TEST(HasherLabels, FlagsOfTheAnswers) {
  for (const auto& cell :
       {std::pair<std::size_t, int>{C::kLast, 1}, {C::kC8, 2}, {C::kC8, -1}, {C::kFirst, 1}}) {
    LabelCase c = bad("hasher/flags",
                      [cell](Trace& t) { t.at(6, cell.first) = Element::from_i64(cell.second); });
    TrialBatch batch = c.bad();
    p3::testing::plug_buses(batch);
    const Verdict verdict = p3::testing::try_batch(batch);
    EXPECT_TRUE(verdict.labels.contains("hasher/flags")) << to_string(verdict);
    ASSERT_TRUE(verdict.verifier);
    EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kOodEvaluationMismatch);
  }
}

// The changes above are what breaks: refilling a row changes nothing.
TEST(HasherLabels, RefillingIsTheTrace) {
  Trace trace = good_trace();
  const Trace before = trace.clone();
  for (std::size_t row = 0; row < trace.height(); ++row) refill(trace, row);
  redo_hash(trace, 1);
  for (std::size_t row = 0; row < trace.height(); ++row) {
    for (std::size_t c = 0; c < C::kWidth; ++c) ASSERT_EQ(trace.at(row, c), before.at(row, c));
  }
}

}  // namespace
}  // namespace rpp::testing
