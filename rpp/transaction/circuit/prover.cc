// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/prover.h"

#include <utility>

#include "rpp/transaction/check.h"
#include "rpp/transaction/circuit/kernels.h"
#include "rpp/transaction/circuit/traces.h"
#include "rpp/transaction/witness_json.h"

namespace rpp {

p3::Result<TransactionWitness, std::string> TransactionFamily::read(const Model&,
                                                                    std::string_view text) {
  auto input = read_transaction_witness(text);
  if (!input) return p3::Err{std::move(input).error().message};
  return std::move(input).value();
}

std::optional<TransactionError> TransactionFamily::shape(const Model&, const Input& input) {
  return check_shape(input);
}

// Transactions are independent of each other.
TransactionListFacts TransactionFamily::facts(const Model&, const Input& input,
                                              p3::ThreadPool& pool) {
  std::vector<TransactionFacts> facts(input.transactions.size());
  pool.for_ranges(facts.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) facts[i] = transaction_facts(input.transactions[i]);
  });
  return transaction_list_facts(input, std::move(facts));
}

TransactionClaims TransactionFamily::claims(const Model&, const Input&, const Facts& facts) {
  return facts.claims;
}

std::vector<TransactionError> TransactionFamily::errors(const Model&, const Input& input,
                                                        const Facts& facts, const Claims& claims) {
  return transaction_errors(input, facts, claims);
}

WitnessError TransactionFamily::describe(const Error& error) {
  return {rule_name(error.rule), where_text(error)};
}

CircuitTraces TransactionFamily::traces(const Model& model, const Input& input, const Facts&,
                                        const Claims& claims, p3::ThreadPool& pool) {
  return transaction_traces(model, input, claims.fields, pool);
}

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> TransactionFamily::kernels(
    const Model& model) {
  return make_transaction_kernels(model);
}

template class FamilyProver<TransactionFamily>;

}  // namespace rpp
