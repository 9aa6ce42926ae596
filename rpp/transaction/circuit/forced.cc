// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/forced.h"

#include "p3/base/check.h"
#include "rpp/transaction/circuit/traces.h"
#include "rpp/transaction/facts.h"

namespace rpp {

CircuitTraces ForcedTransactions::build_unchecked(const Witness& witness,
                                                  p3::ThreadPool& pool) const {
  const auto& list = static_cast<const TransactionCase&>(witness);
  P3_CHECK(!check_shape(list.witness), "shape of a forced witness");
  const TransactionListPublic fields =
      list.claims ? list.claims->fields : transaction_list_facts(list.witness).claims.fields;
  return transaction_traces(model_, list.witness, fields, pool);
}

}  // namespace rpp
