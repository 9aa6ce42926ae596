// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/forced.h"

#include "p3/base/check.h"
#include "rpp/uptime/circuit/traces.h"
#include "rpp/uptime/facts.h"

namespace rpp {

CircuitTraces ForcedUptime::build_unchecked(const Witness& witness, p3::ThreadPool& pool) const {
  const auto& list = static_cast<const UptimeCase&>(witness);
  P3_CHECK(!check_shape(list.witness), "shape of a forced witness");
  const UptimeListPublic fields =
      list.claims ? list.claims->fields : uptime_list_facts(list.witness).claimed.fields;
  return uptime_traces(model_, list.witness, fields, pool);
}

}  // namespace rpp
