// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/circuit/family_prover.h"
#include "rpp/state/circuit/model.h"
#include "rpp/state/facts.h"

// The state circuit's half of a prover, for a block's records and transactions.
namespace rpp {

// As rpp/circuit/family_prover.h asks; the file is the JSON of docs/spec/witness-state.md, and must
// have been made for the model's rules; the rules are those of rpp/state/check.h.
struct StateFamily {
  using Model = StateModel;
  using Input = StateWitness;
  using Facts = StateFacts;
  using Claims = StatePublic;
  using Error = StateError;

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

using StateCase = FamilyCase<StateFamily>;
using StateProver = FamilyProver<StateFamily>;
extern template class FamilyProver<StateFamily>;

}  // namespace rpp
