// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Every constraint group of the table `signatures`: a trace that breaks it alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/signatures_columns.h"
#include "testing/label_cases.h"

namespace rpp::testing {
namespace {

using C = SignaturesColumns;
using p3::testing::LabelCase;
using Trace = p3::Matrix<Element>;
namespace at = signature_row;

constexpr std::size_t kLeft = C::kLeft, kRight = C::kRight, kOut = C::kOut;
// A keyed block, then a bare one; the tables that serve them are not here.
constexpr std::size_t kKeyed = 0, kBare = C::kRows, kRowCount = 16;

Trace trace_of(const SignatureEntry& first, const SignatureEntry& second) {
  HasherTrace hasher;
  WotsTrace wots;
  MerkleTrace merkle;
  RangeTrace range;
  SignaturesTrace signatures;
  signatures.add(first, hasher, wots, merkle, range);
  signatures.add(second, hasher, wots, merkle, range);
  return signatures.build(kRowCount);
}

LabelCase bad(const std::string& label, std::function<void(Trace&)> change) {
  return {"signatures/" + label, [change = std::move(change)] {
            Trace trace =
                trace_of(signed_message(1).entry(3, true), signed_message(2).entry(4, false));
            change(trace);
            TrialBatch batch;
            batch.push_back(instance_of(Gadget::kSignatures, std::move(trace)));
            return batch;
          }};
}

LabelCase add(const std::string& label, std::size_t row, std::size_t column, std::size_t rows = 1) {
  return bad(label, [=](Trace& trace) {
    for (std::size_t k = 0; k < rows; ++k) trace.at(row + k, column) += Element::one();
  });
}

// Everything that the bare block says counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < at::kBare; ++k) trace.at(kBare + k, C::kRow + k) = Element::two();
}

// The second block begins on the first one's last row, with its number and its leaf.
void overlap(Trace& trace) {
  SignatureEntry second = signed_message(2).entry(3, true);
  second.leaf = 0;
  const Trace both = trace_of(signed_message(1).entry(3, true), second);
  for (std::size_t r = kBare; r < kRowCount; ++r) {
    std::copy_n(both.row(r), C::kWidth, trace.row(r - 1));
  }
  std::copy_n(both.row(at::kKey) + kLeft, 8, trace.row(at::kKey) + kLeft);
  trace.at(at::kKey, C::kRow + at::kKey) = Element::one();
  std::fill_n(trace.row(kRowCount - 1), C::kWidth, Element::zero());
}

void clear(Trace& trace, std::size_t row) {
  std::fill_n(trace.row(row), C::kWidth, Element::zero());
}

std::vector<LabelCase> block_cases() {
  return {
      bad("flags", doubled),
      bad("flags", overlap),
      // A key without its first block; a signature without a leaf; a keyed block without its key.
      bad("sequence",
          [](Trace& t) { t.at(kKeyed + at::kRoot, C::kRow + at::kRoot) = Element::zero(); }),
      bad("sequence", [](Trace& t) { t.at(kBare, C::kRow) = Element::zero(); }),
      bad("sequence",
          [](Trace& t) {
            for (std::size_t k = at::kRest; k <= at::kKey; ++k) clear(t, kKeyed + k);
          }),
      add("carry", kKeyed + at::kKey, C::kNumber),
      add("carry", kBare + at::kKeyLeaf, C::kKeyed),
      add("carry", kBare + at::kDigits, C::kLeaf),
      add("carry", kKeyed + at::kKey, C::kLeaf),
  };
}

std::vector<LabelCase> rule_cases() {
  return {
      add("message", kKeyed + at::kMessage, kRight + 6),
      add("message", kBare + at::kMessage, kRight + 7),
      add("message", kBare + at::kDigits, kRight + 7),
      add("result", kKeyed + at::kDigits, kLeft + 3),
      add("vrf-none", kBare + at::kKeyLeaf, kRight + 2),
      add("key-parameter", kKeyed + at::kRest, kLeft + 2),
      add("key-height", kKeyed + at::kRoot, kLeft),
      add("key-root", kKeyed + at::kRest, kOut),
      add("key-root", kKeyed + at::kRest, kOut + 7),
      add("key-zeros", kKeyed + at::kRest, kLeft + 7),
      add("key-leaf", kKeyed + at::kRest, C::kLeaf, 3),
  };
}

TEST(SignaturesLabels, EveryGroupHasItsBadTrace) {
  std::vector<LabelCase> cases = block_cases();
  for (const LabelCase& c : rule_cases()) cases.push_back(c);
  EXPECT_THAT(p3::testing::check_label_cases(*gadget_air(Gadget::kSignatures), cases),
              ::testing::IsEmpty());
}

}  // namespace
}  // namespace rpp::testing
