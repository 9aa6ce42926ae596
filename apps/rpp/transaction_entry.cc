// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"
#include "rpp/transaction/circuit/prover.h"
#include "rpp/transaction/sample.h"

namespace rpp::app {
namespace {

const TransactionProver& prover() {
  static const TransactionProver prover(transaction_model());
  return prover;
}

ReportInstance instance(std::uint32_t count) {
  p3::ThreadPool pool(all_threads());
  const TransactionSample sample = make_transaction_sample(1, {.count = count}, pool);
  return report_instance(std::to_string(count) + " transactions", count, prover(),
                         TransactionCase(sample.witness),
                         static_cast<std::size_t>(TransactionTable::kHasher));
}

ReportRequest report() {
  return {
      "rpp circuit report transaction", "transaction", {instance(1), instance(100), instance(512)}};
}

}  // namespace

Entry transaction_entry() { return {&transaction_model().circuit(), &prover(), nullptr, &report}; }

}  // namespace rpp::app
