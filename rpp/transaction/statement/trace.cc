// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/statement/trace.h"

#include "rpp/fields/field_codec.h"
#include "rpp/wiring/integers_trace.h"

namespace rpp {

TapeValues transaction_values(const TransactionLayout& layout, const TransactionListPublic& fields,
                              const TransactionUsers& users) {
  TapeValues values(layout.tape);
  const FieldValues all = values_of(fields);
  values.set(layout.fields.message(), encode_fields(kTransactionListTable, all));
  values.set(layout.s, statement_digest(kTransactionListTable, all));
  fill_at_most(values, layout.count);
  values.set_users(layout.chain, users.chain);
  for (std::size_t i = 0; i < kListTrees; ++i)
    values.set_users(layout.empties[i], users.empties[i]);
  return values;
}

}  // namespace rpp
