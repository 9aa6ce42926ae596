// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/statement/trace.h"

#include "rpp/fields/field_codec.h"
#include "rpp/wiring/integers_trace.h"

namespace rpp {

IdentityUsers identity_users(std::uint64_t identities, std::uint64_t empty_leaf) {
  IdentityUsers users;
  users.exports.fill(identities);
  users.exports[static_cast<std::size_t>(IdentityExport::kAccounts)] = 1;
  // The timestamp is asked for once more.
  users.exports[static_cast<std::size_t>(IdentityExport::kActivation)] = 2 * identities;
  users.empty_leaf = empty_leaf;
  return users;
}

TapeValues identity_values(const IdentityLayout& layout, const IdentityListPublic& fields,
                           const StateSummary& before, const StateSummary& after,
                           const IdentityUsers& users) {
  TapeValues values(layout.tape);
  const FieldValues all = values_of(fields);
  values.set(layout.fields.message(), encode_fields(kIdentityListTable, all));
  values.set(layout.s, statement_digest(kIdentityListTable, all));
  const StateCells& state = layout.state;
  values.set(state.accounts_before, before.accounts_root);
  values.set(state.accounts_after, after.accounts_root);
  values.set_integer(state.count_before, before.account_count);
  values.set_integer(state.count_after, after.account_count);
  values.set_integer(state.validators, before.validator_count);
  values.set_integer(state.supply, before.supply);
  fill_at_most(values, layout.count);
  fill_sum(values, layout.accounts);
  values.set_integer(layout.next_height, fields.height + 1);
  fill_sum(values, layout.height_bound);
  // The quotient stays what the fields say.
  const U64Cells epoch = layout.fields.u64("epoch");
  const std::uint64_t claimed = values.integer_of(std::span<const Cell>(epoch));
  fill_division(values, layout.epoch);
  values.set_integer(epoch, claimed);
  values.set_integer(layout.least, fields.height + 2 * layout.epoch.divisor);
  fill_sum(values, layout.least_sum);
  for (std::size_t i = 0; i < kIdentityExports; ++i) {
    values.set_users(layout.exports[i], users.exports[i]);
  }
  values.set_users(layout.empty_leaf, users.empty_leaf);
  return values;
}

}  // namespace rpp
