// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/proposer_trace.h"

#include "rpp/hash/limbs.h"
#include "rpp/state/air/proposer_columns.h"
#include "rpp/state/trace/access_trace.h"
#include "rpp/state/trace/standing_trace.h"

namespace rpp {
namespace {

using C = ProposerColumns;
namespace rows = proposer_row;

void put_carried(Trace& trace, std::uint32_t account, const Account& after) {
  const auto score = u32_limbs(after.reputation);
  for (std::size_t k = 0; k < C::kRows; ++k) {
    trace.at(k, C::kAccount) = element(account);
    trace.at(k, C::kHours) = element(after.hours);
    trace.at(k, C::kTier) = element(after.tier);
    put(trace, k, C::kScore, score);
    trace.at(k, C::kRow + k) = Element::one();
  }
}

}  // namespace

Trace proposer_trace(const StateWitness& witness, const StateFacts& facts, MemoryLog& memory) {
  Trace trace = Trace::zeros(table_rows(C::kRows), C::kWidth);
  AccessWriter access(trace, {C::kBefore, C::kAfter, C::kPrevious}, facts.proposer, kProposerTime,
                      memory);
  const Account& after = facts.proposer.after;
  put_carried(trace, access.account(), after);
  access.read(rows::kAddress, AccountWord::kAddress);
  put(trace, rows::kFees, C::kBefore, u64_limbs(facts.fields.fee_total));
  put(trace, rows::kFees, C::kAfter, differs_from_zero(witness.proposer));
  access.write(rows::kBalance, AccountWord::kBalance);
  access.write(rows::kStanding, AccountWord::kPreviousSlot);
  access.write(rows::kHours, AccountWord::kHours);
  access.write(rows::kSuccesses, AccountWord::kSuccesses);
  const StandingTrace cells = standing_trace(after);
  for (std::size_t k = 0; k < cells.after.size(); ++k) {
    put(trace, rows::kFirst + k, C::kBefore, cells.before[k]);
    put(trace, rows::kFirst + k, C::kAfter, cells.after[k]);
  }
  return trace;
}

}  // namespace rpp
