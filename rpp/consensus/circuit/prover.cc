// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/prover.h"

#include "rpp/consensus/check.h"
#include "rpp/consensus/circuit/kernels.h"
#include "rpp/consensus/circuit/traces.h"
#include "rpp/consensus/derive.h"
#include "rpp/consensus/witness_json.h"

namespace rpp {

p3::Result<ConsensusWitness, std::string> ConsensusFamily::read(const Model& model,
                                                                std::string_view text) {
  auto file = read_consensus_witness(text);
  if (!file) return p3::Err{std::move(file).error().message};
  if (!(file.value().rules == model.rules())) {
    return p3::Err{std::string("rules: made for another circuit")};
  }
  return std::move(file).value().witness;
}

std::optional<ConsensusError> ConsensusFamily::shape(const Model& model, const Input& input) {
  return check_shape(model.rules(), input);
}

CertificateFacts ConsensusFamily::facts(const Model& model, const Input& input, p3::ThreadPool&) {
  return certificate_facts(model.rules(), input);
}

ConsensusPublic ConsensusFamily::claims(const Model& model, const Input& input,
                                        const Facts& facts) {
  return derive_public(model.rules(), input, facts);
}

std::vector<ConsensusError> ConsensusFamily::errors(const Model& model, const Input& input,
                                                    const Facts& facts, const Claims& claims) {
  return consensus_errors(model.rules(), input, facts, claims);
}

WitnessError ConsensusFamily::describe(const Error& error) {
  std::string where;
  if (error.member) where = "member " + std::to_string(*error.member);
  if (error.stage) where += *error.stage == Stage::kPrevote ? ", prevote" : ", precommit";
  return {rule_name(error.rule), where};
}

CircuitTraces ConsensusFamily::traces(const Model& model, const Input& input, const Facts& facts,
                                      const Claims& claims, p3::ThreadPool& pool) {
  return consensus_traces(model, input, facts, claims, pool);
}

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> ConsensusFamily::kernels(
    const Model& model) {
  return make_consensus_kernels(model);
}

template class FamilyProver<ConsensusFamily>;

}  // namespace rpp
