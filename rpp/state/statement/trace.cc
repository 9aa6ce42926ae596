// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/statement/trace.h"

#include "rpp/fields/field_codec.h"
#include "rpp/hash/limbs.h"
#include "rpp/wiring/integers_trace.h"

namespace rpp {
namespace {

Element small(std::uint64_t x) { return Element::from_u64(x); }

// Account count and supply are those before: where a block changes them, the root after differs.
void set_roots(TapeValues& v, const StateLayout& layout, const StateStatementInput& input) {
  v.set_integer(layout.account_count, input.before.account_count);
  v.set_integer(layout.supply, input.before.supply);
  const StateSummary* states[] = {&input.before, &input.after};
  for (std::size_t i = 0; i < 2; ++i) {
    v.set(layout.roots[i].accounts_root, states[i]->accounts_root);
    v.set_integer(layout.roots[i].validators, states[i]->validator_count);
  }
  v.set(layout.set, input.set);
}

void fill_fees(TapeValues& v, const FeeCells& fees, const StateStatementInput& input) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    v.set(fees.sums[i], small(input.fees[i]));
    if (i == 3) continue;
    carry = (input.fees[i] + carry) >> kLimbBits;
    v.set(fees.carries[i].x, small(carry));
    fill_at_most(v, fees.carries[i]);
  }
}

// The division writes its quotient, which the fields then overwrite: an epoch that differs breaks
// its equation instead of moving it.
void fill_heights(TapeValues& v, const StateLayout& layout, std::span<const Element> fields,
                  std::uint64_t height) {
  v.set(layout.fields.message(), fields);
  fill_division(v, layout.epoch);
  v.set(layout.fields.message(), fields);
  fill_zero_test(v, layout.boundary);
  v.set_integer(layout.next_height, height + 1);
  fill_sum(v, layout.height_bound);
  v.set_integer(layout.activation, height + v.integer_of(layout.activation_sum.b));
  fill_sum(v, layout.activation_sum);
}

void set_users(TapeValues& v, const StateSupplies& supplies, const StateStatementInput& input) {
  v.set_users(supplies.chain, input.chain_users);
  v.set_users(supplies.block, input.block_users);
  v.set_users(supplies.activation, input.activation_users);
  v.set_users(supplies.next_height, input.next_height_users);
  for (std::size_t i = 0; i < kStateTrees; ++i) {
    v.set_users(supplies.empties[i], input.empties[i]);
  }
}

}  // namespace

TapeValues state_values(const StateLayout& layout, const StatePublic& fields,
                        const StateStatementInput& input) {
  TapeValues v(layout.tape);
  const FieldValues all = values_of(fields);
  fill_heights(v, layout, encode_fields(kStatePublicTable, all), fields.height);
  v.set(layout.s, statement_digest(kStatePublicTable, all));
  set_roots(v, layout, input);
  fill_at_most(v, layout.transactions);
  fill_at_most(v, layout.records);
  v.set(layout.accounts, small(input.accounts));
  fill_fees(v, layout.fees, input);
  set_users(v, layout.supplies, input);
  return v;
}

}  // namespace rpp
