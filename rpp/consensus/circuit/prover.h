// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/circuit/family_prover.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/consensus/errors.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/consensus/witness.h"

// The consensus circuit's half of a prover, for a certificate.
namespace rpp {

// As rpp/circuit/family_prover.h asks; the file is the JSON of docs/spec/witness-consensus.md, the
// rules are those of rpp/consensus/check.h.
struct ConsensusFamily {
  using Model = ConsensusModel;
  using Input = ConsensusWitness;
  using Facts = CertificateFacts;
  using Claims = ConsensusPublic;
  using Error = ConsensusError;

  static p3::Result<Input, std::string> read(const Model& model, std::string_view text);
  static std::optional<Error> shape(const Model& model, const Input& input);
  static Facts facts(const Model& model, const Input& input, p3::ThreadPool& pool);
  static Claims claims(const Model& model, const Input& input, const Facts& facts);
  static std::vector<Error> errors(const Model& model, const Input& input, const Facts& facts,
                                   const Claims& claims);
  static WitnessError describe(const Error& error);
  static CircuitTraces traces(const Model& model, const Input& input, const Facts& facts,
                              const Claims& claims, p3::ThreadPool& pool);
  static std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels(const Model& model);
};

using ConsensusCase = FamilyCase<ConsensusFamily>;
using ConsensusProver = FamilyProver<ConsensusFamily>;
extern template class FamilyProver<ConsensusFamily>;

}  // namespace rpp
