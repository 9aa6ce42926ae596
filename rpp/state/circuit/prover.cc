// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/circuit/prover.h"

#include <utility>

#include "rpp/state/check.h"
#include "rpp/state/circuit/kernels.h"
#include "rpp/state/circuit/traces.h"
#include "rpp/state/witness_json.h"

namespace rpp {

p3::Result<StateWitness, std::string> StateFamily::read(const Model& model, std::string_view text) {
  auto file = read_state_witness(text);
  if (!file) return p3::Err{std::move(file).error().message};
  if (file.value().rules != model.rules()) {
    return p3::Err{std::string("the witness was made for other protocol constants")};
  }
  return std::move(std::move(file).value().witness);
}

std::optional<StateError> StateFamily::shape(const Model&, const Input& input) {
  return check_shape(input);
}

StateFacts StateFamily::facts(const Model& model, const Input& input, p3::ThreadPool&) {
  return state_facts(model.rules(), input);
}

StatePublic StateFamily::claims(const Model&, const Input&, const Facts& facts) {
  return facts.fields;
}

std::vector<StateError> StateFamily::errors(const Model& model, const Input& input,
                                            const Facts& facts, const Claims& claims) {
  return state_errors(model.rules(), input, facts, claims);
}

WitnessError StateFamily::describe(const Error& error) {
  return {rule_name(error.rule), where_text(error)};
}

CircuitTraces StateFamily::traces(const Model& model, const Input& input, const Facts& facts,
                                  const Claims& claims, p3::ThreadPool& pool) {
  return state_traces(model, input, facts, claims, pool);
}

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> StateFamily::kernels(const Model& model) {
  return make_state_kernels(model);
}

template class FamilyProver<StateFamily>;

}  // namespace rpp
