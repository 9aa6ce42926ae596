// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/tickets_trace.h"

#include "rpp/consensus/air/tickets_air.h"

namespace rpp {
namespace {

using Columns = TicketsColumns;

struct Limbs {
  std::int64_t lo[2], hi[2];

  explicit Limbs(const Digest& output) {
    for (std::size_t k = 0; k < 2; ++k) {
      const auto y = static_cast<std::int64_t>(output[k].as_canonical_u64());
      lo[k] = y & 0xffff;
      hi[k] = y >> 16;
    }
  }
  std::int64_t at(std::size_t k) const { return k % 2 == 0 ? lo[k / 2] : hi[k / 2] & 0xff; }
};

// As the table sees it: weights are far below p unless a rule is broken.
std::int64_t integer(std::uint64_t weight) {
  return static_cast<std::int64_t>(element(weight).as_canonical_u64());
}

// t w_L - t_L w - before in digits of 16, 8 and 16 bits; the last one takes the rest.
void fill_difference(Element* row, const Limbs& own, std::int64_t weight, const Limbs& leader,
                     std::int64_t leader_weight, bool before) {
  constexpr unsigned kBits[3] = {16, 8, 16};
  std::int64_t carry = before ? -1 : 0;
  for (std::size_t k = 0; k < 4; ++k) {
    const std::int64_t sum = own.at(k) * leader_weight - leader.at(k) * weight + carry;
    if (k == 3) {
      row[Columns::kDigits + 3] = Element::from_i64(sum & 0xff);
      row[Columns::kDigits + 4] = Element::from_i64(sum >> 8);
      break;
    }
    carry = sum >> kBits[k];  // rounds down
    row[Columns::kDigits + k] = Element::from_i64(sum - (carry << kBits[k]));
    row[Columns::kCarries + k] = Element::from_i64(k == 1 ? carry : 4 * carry);
  }
}

}  // namespace

Trace tickets_trace(const TicketsInput& input) {
  Trace trace = Trace::zeros(table_rows(input.entries.size()), Columns::kTotal);
  const auto leader = std::ranges::find_if(input.entries, &TicketEntry::lead);
  if (leader == input.entries.end()) return trace;
  const Limbs leader_limbs(leader->output);
  for (std::size_t r = 0; r < trace.height(); ++r) {
    Element* row = trace.row(r);
    row[Columns::kSame] = element(input.same_slot ? 1 : 0);
    row[Columns::kLeader] = element(leader->member);
    for (std::size_t k = 0; k < 4; ++k) {
      row[Columns::kLeaderLimbs + k] = Element::from_i64(leader_limbs.at(k));
    }
    row[Columns::kLeaderWeight] = element(leader->weight);
    if (r >= input.entries.size()) continue;
    const TicketEntry& entry = input.entries[r];
    const Limbs own(entry.output);
    const bool before = entry.member < leader->member;
    row[Columns::kActive] = Element::one();
    row[Columns::kLead] = element(entry.lead ? 1 : 0);
    row[Columns::kMember] = element(entry.member);
    for (std::size_t k = 0; k < 2; ++k) {
      row[Columns::kLimbs + 2 * k] = Element::from_i64(own.lo[k]);
      row[Columns::kLimbs + 2 * k + 1] = Element::from_i64(own.hi[k]);
      row[Columns::kHigh + k] = Element::from_i64(own.hi[k] & 0xff);
    }
    row[Columns::kWeight] = element(entry.weight);
    row[Columns::kBefore] = element(before ? 1 : 0);
    if (!input.same_slot) continue;
    fill_difference(row, own, integer(entry.weight), leader_limbs, integer(leader->weight), before);
  }
  return trace;
}

}  // namespace rpp
