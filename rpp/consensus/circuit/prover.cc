// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/prover.h"

#include <string>

#include "rpp/consensus/check.h"
#include "rpp/consensus/circuit/kernels.h"
#include "rpp/consensus/circuit/traces.h"
#include "rpp/consensus/derive.h"
#include "rpp/consensus/witness_json.h"

namespace rpp {
namespace {

WitnessError witness_error(const ConsensusError& error) {
  std::string where;
  if (error.member) where = "member " + std::to_string(*error.member);
  if (error.stage) where += *error.stage == Stage::kPrevote ? ", prevote" : ", precommit";
  return {rule_name(error.rule), where};
}

}  // namespace

ConsensusProver::ConsensusProver(const ConsensusModel& model)
    : model_(model), kernels_(make_consensus_kernels(model)) {}

p3::Result<std::unique_ptr<Witness>, WitnessError> ConsensusProver::read_witness(
    std::span<const std::uint8_t> bytes) const {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto file = read_consensus_witness(text);
  if (!file) return p3::Err{WitnessError{"format", file.error().message}};
  if (!(file.value().rules == model_.rules())) {
    return p3::Err{WitnessError{"format", "rules: made for another circuit"}};
  }
  return std::unique_ptr<Witness>(std::make_unique<ConsensusCase>(std::move(file).value().witness));
}

p3::Result<CircuitTraces, WitnessError> ConsensusProver::build(const Witness& witness,
                                                               p3::ThreadPool& pool) const {
  const auto& certificate = static_cast<const ConsensusCase&>(witness);
  const ConsensusRules& rules = model_.rules();
  if (const auto error = check_shape(rules, certificate.witness)) {
    return p3::Err{witness_error(*error)};
  }
  const CertificateFacts facts = certificate_facts(rules, certificate.witness);
  const ConsensusPublic fields =
      certificate.fields ? *certificate.fields : derive_public(rules, certificate.witness, facts);
  const std::vector<ConsensusError> errors =
      consensus_errors(rules, certificate.witness, facts, fields);
  if (!errors.empty()) return p3::Err{witness_error(errors.front())};
  return consensus_traces(model_, certificate.witness, facts, fields, pool);
}

std::vector<const p3::QuotientKernel<Element>*> ConsensusProver::kernels() const {
  std::vector<const p3::QuotientKernel<Element>*> out;
  for (const auto& kernel : kernels_) out.push_back(kernel.get());
  return out;
}

}  // namespace rpp
