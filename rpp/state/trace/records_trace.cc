// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/records_trace.h"

#include "rpp/fields/field_codec.h"
#include "rpp/hash/sponge.h"
#include "rpp/state/air/records_columns.h"
#include "rpp/state/air/standing_air.h"
#include "rpp/state/trace/access_trace.h"
#include "rpp/state/trace/standing_trace.h"

namespace rpp {
namespace {

using C = RecordsColumns;
namespace rows = record_row;

// One block of the table.
class Writer {
 public:
  Writer(Trace& trace, std::uint32_t index, const StateWitness& witness, const RecordFacts& facts,
         MemoryLog& memory)
      : trace_(trace),
        first_(C::kRows * index),
        index_(index),
        witness_(witness),
        record_(witness.records[index]),
        facts_(facts),
        access_(trace, {C::kBefore, C::kAfter, C::kPrevious}, facts.access, record_time(index),
                memory) {}

  void write() {
    carried();
    words();
    accesses();
    time();
    standing();
  }

 private:
  void carried() {
    const Account& after = facts_.access.after;
    const auto score = u32_limbs(after.reputation);
    for (std::size_t k = 0; k < C::kRows; ++k) {
      const std::size_t row = first_ + k;
      trace_.at(row, C::kIndex) = element(index_);
      trace_.at(row, C::kAccount) = element(access_.account());
      trace_.at(row, C::kHours) = element(after.hours);
      trace_.at(row, C::kTier) = element(after.tier);
      put(trace_, row, C::kScore, score);
      trace_.at(row, C::kRow + k) = Element::one();
    }
  }

  void words() {
    std::vector<Element> message =
        encode_fields(kUptimeStatementTable, values_of(kUptimeStatementFields, record_));
    const Digest digest = hash(Tag::kStatementUptime, message);
    const Digest leaf = hash(Tag::kList, digest.elements);
    message.resize(kRate * rows::kBlocks);
    for (std::size_t j = 0; j < rows::kBlocks; ++j) {
      put(trace_, first_ + j, C::kWord, std::span(message).subspan(kRate * j, kRate));
    }
    put(trace_, first_ + rows::kDigest, C::kWord, digest);
    put(trace_, first_ + rows::kLeaf, C::kWord, digest);
    // The leaf's hash has one block: C8 is the digest plus the block.
    for (std::size_t k = 0; k < kRate; ++k) {
      trace_.at(first_ + rows::kEnd, C::kWord + k) = leaf[k] + digest[k];
    }
  }

  void accesses() {
    put(trace_, first_ + rows::kChain, C::kBefore, differs_from_zero(record_.address));
    access_.read(first_ + rows::kAddress, AccountWord::kAddress);
    access_.read(first_ + rows::kKey, AccountWord::kStake);
    access_.read(first_ + rows::kNonce, AccountWord::kWalletKey);
    access_.write(first_ + rows::kWindow, AccountWord::kBalance);
    access_.write(first_ + rows::kRoot, AccountWord::kPreviousSlot);
    access_.write(first_ + rows::kBefore, AccountWord::kHours);
    access_.write(first_ + rows::kAfter, AccountWord::kSuccesses);
  }

  void time() {
    using namespace record_time_cells;
    const std::size_t row = first_ + rows::kHead;
    const Element age = element(witness_.timestamp - record_.window_end);
    put(trace_, row, C::kBefore, u64_limbs(witness_.height));
    put(trace_, row, C::kBefore + kTimestamp, u64_limbs(witness_.timestamp));
    put(trace_, row, C::kAfter + kEnd, u64_limbs(record_.window_end));
    trace_.at(row, C::kAfter + kAge) = age;
    trace_.at(row, C::kAfter + kAgeLeft) = element(kClaimMaxAgeSeconds) - age;
  }

  void standing() {
    const StandingTrace cells = standing_trace(facts_.access.after);
    for (std::size_t k = 0; k < cells.after.size(); ++k) {
      put(trace_, first_ + rows::kDigest + k, C::kBefore, cells.before[k]);
      put(trace_, first_ + rows::kDigest + k, C::kAfter, cells.after[k]);
    }
  }

  Trace& trace_;
  std::size_t first_;
  std::uint32_t index_;
  const StateWitness& witness_;
  const UptimeStatement& record_;
  const RecordFacts& facts_;
  AccessWriter access_;
};

}  // namespace

Trace records_trace(const StateWitness& witness, const StateFacts& facts, MemoryLog& memory) {
  const std::size_t count = witness.records.size();
  Trace trace = Trace::zeros(table_rows(C::kRows * count + 1), C::kWidth);
  trace.at(C::kRows * count, C::kStart) = Element::one();
  for (std::uint32_t i = 0; i < count; ++i) {
    Writer(trace, i, witness, facts.records[i], memory).write();
  }
  return trace;
}

}  // namespace rpp
