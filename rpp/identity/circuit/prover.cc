// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/prover.h"

#include <utility>

#include "rpp/identity/check.h"
#include "rpp/identity/circuit/kernels.h"
#include "rpp/identity/circuit/traces.h"
#include "rpp/identity/witness_json.h"

namespace rpp {

p3::Result<IdentityWitness, std::string> IdentityFamily::read(const Model& model,
                                                              std::string_view text) {
  auto file = read_identity_witness(text);
  if (!file) return p3::Err{std::move(file).error().message};
  if (!(file.value().rules == model.rules())) {
    return p3::Err{std::string("rules: made for another circuit")};
  }
  return std::move(file).value().witness;
}

std::optional<IdentityError> IdentityFamily::shape(const Model& model, const Input& input) {
  return check_shape(model.rules(), input);
}

IdentityListFacts IdentityFamily::facts(const Model& model, const Input& input,
                                        p3::ThreadPool& pool) {
  return parallel_facts(model.rules(), input, pool);
}

IdentityClaims IdentityFamily::claims(const Model&, const Input&, const Facts& facts) {
  return facts.claims;
}

std::vector<IdentityError> IdentityFamily::errors(const Model& model, const Input& input,
                                                  const Facts& facts, const Claims& claims) {
  return identity_errors(model.rules(), input, facts, claims);
}

WitnessError IdentityFamily::describe(const Error& error) {
  return {rule_name(error.rule), where_text(error)};
}

CircuitTraces IdentityFamily::traces(const Model& model, const Input& input, const Facts& facts,
                                     const Claims& claims, p3::ThreadPool& pool) {
  return identity_traces(model, input, facts, claims.fields, pool);
}

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> IdentityFamily::kernels(
    const Model& model) {
  return make_identity_kernels(model);
}

template class FamilyProver<IdentityFamily>;

}  // namespace rpp
