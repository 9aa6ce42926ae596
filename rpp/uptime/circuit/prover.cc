// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/prover.h"

#include <utility>

#include "rpp/uptime/check.h"
#include "rpp/uptime/circuit/kernels.h"
#include "rpp/uptime/circuit/traces.h"
#include "rpp/uptime/witness_json.h"

namespace rpp {

p3::Result<UptimeWitness, std::string> UptimeFamily::read(const Model& model,
                                                          std::string_view text) {
  auto file = read_uptime_witness(text);
  if (!file) return p3::Err{std::move(file).error().message};
  if (!(file.value().rules == model.rules())) {
    return p3::Err{std::string("rules: made for another circuit")};
  }
  return std::move(file).value().witness;
}

std::optional<UptimeError> UptimeFamily::shape(const Model&, const Input& input) {
  return check_shape(input);
}

// Claims are independent of each other.
UptimeListFacts UptimeFamily::facts(const Model&, const Input& input, p3::ThreadPool& pool) {
  std::vector<UptimeFacts> facts(input.claims.size());
  pool.for_ranges(facts.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      facts[i] = uptime_facts(input.claims[i], input.history_root);
    }
  });
  return uptime_list_facts(input, std::move(facts));
}

UptimeClaims UptimeFamily::claims(const Model&, const Input&, const Facts& facts) {
  return facts.claimed;
}

std::vector<UptimeError> UptimeFamily::errors(const Model& model, const Input& input,
                                              const Facts& facts, const Claims& claims) {
  return uptime_errors(model.rules(), input, facts, claims);
}

WitnessError UptimeFamily::describe(const Error& error) {
  return {rule_name(error.rule), where_text(error)};
}

CircuitTraces UptimeFamily::traces(const Model& model, const Input& input, const Facts&,
                                   const Claims& claims, p3::ThreadPool& pool) {
  return uptime_traces(model, input, claims.fields, pool);
}

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> UptimeFamily::kernels(
    const Model& model) {
  return make_uptime_kernels(model);
}

template class FamilyProver<UptimeFamily>;

}  // namespace rpp
