// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/prover.h"

#include "rpp/uptime/check.h"
#include "rpp/uptime/circuit/kernels.h"
#include "rpp/uptime/circuit/traces.h"
#include "rpp/uptime/witness_json.h"

namespace rpp {
namespace {

WitnessError witness_error(const UptimeError& error) {
  return {rule_name(error.rule), where_text(error)};
}

// Claims are independent of each other.
UptimeListFacts facts_of(const UptimeWitness& witness, p3::ThreadPool& pool) {
  std::vector<UptimeFacts> facts(witness.claims.size());
  pool.for_ranges(facts.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      facts[i] = uptime_facts(witness.claims[i], witness.history_root);
    }
  });
  return uptime_list_facts(witness, std::move(facts));
}

}  // namespace

UptimeProver::UptimeProver(const UptimeModel& model)
    : model_(model), kernels_(make_uptime_kernels(model)) {}

p3::Result<std::unique_ptr<Witness>, WitnessError> UptimeProver::read_witness(
    std::span<const std::uint8_t> bytes) const {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto file = read_uptime_witness(text);
  if (!file) return p3::Err{WitnessError{"format", file.error().message}};
  if (!(file.value().rules == model_.rules())) {
    return p3::Err{WitnessError{"format", "rules: made for another circuit"}};
  }
  return std::unique_ptr<Witness>(std::make_unique<UptimeCase>(std::move(file).value().witness));
}

p3::Result<CircuitTraces, WitnessError> UptimeProver::build(const Witness& witness,
                                                            p3::ThreadPool& pool) const {
  const auto& list = static_cast<const UptimeCase&>(witness);
  if (const auto error = check_shape(list.witness)) return p3::Err{witness_error(*error)};
  const UptimeListFacts facts = facts_of(list.witness, pool);
  const UptimeClaims& claims = list.claims ? *list.claims : facts.claimed;
  const std::vector<UptimeError> errors =
      uptime_errors(model_.rules(), list.witness, facts, claims);
  if (!errors.empty()) return p3::Err{witness_error(errors.front())};
  return uptime_traces(model_, list.witness, claims.fields, pool);
}

std::vector<const p3::QuotientKernel<Element>*> UptimeProver::kernels() const {
  std::vector<const p3::QuotientKernel<Element>*> out;
  for (const auto& kernel : kernels_) out.push_back(kernel.get());
  return out;
}

}  // namespace rpp
