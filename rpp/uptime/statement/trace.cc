// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/statement/trace.h"

#include "rpp/fields/field_codec.h"
#include "rpp/wiring/integers_trace.h"

namespace rpp {

TapeValues uptime_values(const UptimeLayout& layout, const UptimeListPublic& fields,
                         const UptimeUsers& users) {
  TapeValues values(layout.tape);
  const FieldValues all = values_of(fields);
  values.set(layout.fields.message(), encode_fields(kUptimeListTable, all));
  values.set(layout.s, statement_digest(kUptimeListTable, all));
  fill_at_most(values, layout.count);
  values.set_users(layout.chain, users.chain);
  values.set_users(layout.history, users.history);
  values.set_users(layout.empty, users.empty);
  return values;
}

}  // namespace rpp
