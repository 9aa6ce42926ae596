// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/prover.h"

#include "rpp/transaction/check.h"
#include "rpp/transaction/circuit/kernels.h"
#include "rpp/transaction/circuit/traces.h"
#include "rpp/transaction/witness_json.h"

namespace rpp {
namespace {

WitnessError witness_error(const TransactionError& error) {
  return {rule_name(error.rule), where_text(error)};
}

// Transactions are independent of each other.
TransactionListFacts facts_of(const TransactionWitness& witness, p3::ThreadPool& pool) {
  std::vector<TransactionFacts> facts(witness.transactions.size());
  pool.for_ranges(facts.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      facts[i] = transaction_facts(witness.transactions[i]);
    }
  });
  return transaction_list_facts(witness, std::move(facts));
}

}  // namespace

TransactionProver::TransactionProver(const TransactionModel& model)
    : model_(model), kernels_(make_transaction_kernels(model)) {}

p3::Result<std::unique_ptr<Witness>, WitnessError> TransactionProver::read_witness(
    std::span<const std::uint8_t> bytes) const {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto witness = read_transaction_witness(text);
  if (!witness) return p3::Err{WitnessError{"format", witness.error().message}};
  return std::unique_ptr<Witness>(std::make_unique<TransactionCase>(std::move(witness).value()));
}

p3::Result<CircuitTraces, WitnessError> TransactionProver::build(const Witness& witness,
                                                                 p3::ThreadPool& pool) const {
  const auto& list = static_cast<const TransactionCase&>(witness);
  if (const auto error = check_shape(list.witness)) return p3::Err{witness_error(*error)};
  const TransactionListFacts facts = facts_of(list.witness, pool);
  const TransactionClaims& claims = list.claims ? *list.claims : facts.claims;
  const std::vector<TransactionError> errors = transaction_errors(list.witness, facts, claims);
  if (!errors.empty()) return p3::Err{witness_error(errors.front())};
  return transaction_traces(model_, list.witness, claims.fields, pool);
}

std::vector<const p3::QuotientKernel<Element>*> TransactionProver::kernels() const {
  std::vector<const p3::QuotientKernel<Element>*> out;
  for (const auto& kernel : kernels_) out.push_back(kernel.get());
  return out;
}

}  // namespace rpp
