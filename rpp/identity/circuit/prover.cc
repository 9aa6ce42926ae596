// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/prover.h"

#include "rpp/identity/check.h"
#include "rpp/identity/circuit/kernels.h"
#include "rpp/identity/circuit/traces.h"
#include "rpp/identity/witness_json.h"

namespace rpp {
namespace {

WitnessError witness_error(const IdentityError& error) {
  return {rule_name(error.rule), where_text(error)};
}

}  // namespace

IdentityProver::IdentityProver(const IdentityModel& model)
    : model_(model), kernels_(make_identity_kernels(model)) {}

p3::Result<std::unique_ptr<Witness>, WitnessError> IdentityProver::read_witness(
    std::span<const std::uint8_t> bytes) const {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto file = read_identity_witness(text);
  if (!file) return p3::Err{WitnessError{"format", file.error().message}};
  if (!(file.value().rules == model_.rules())) {
    return p3::Err{WitnessError{"format", "rules: made for another circuit"}};
  }
  return std::unique_ptr<Witness>(std::make_unique<IdentityCase>(std::move(file).value().witness));
}

p3::Result<CircuitTraces, WitnessError> IdentityProver::build(const Witness& witness,
                                                              p3::ThreadPool& pool) const {
  const auto& list = static_cast<const IdentityCase&>(witness);
  const IdentityRules& rules = model_.rules();
  if (const auto error = check_shape(rules, list.witness)) return p3::Err{witness_error(*error)};
  const IdentityListFacts facts = parallel_facts(rules, list.witness, pool);
  const IdentityClaims& claims = list.claims ? *list.claims : facts.claims;
  const std::vector<IdentityError> errors = identity_errors(rules, list.witness, facts, claims);
  if (!errors.empty()) return p3::Err{witness_error(errors.front())};
  return identity_traces(model_, list.witness, facts, claims.fields, pool);
}

std::vector<const p3::QuotientKernel<Element>*> IdentityProver::kernels() const {
  std::vector<const p3::QuotientKernel<Element>*> out;
  for (const auto& kernel : kernels_) out.push_back(kernel.get());
  return out;
}

}  // namespace rpp
