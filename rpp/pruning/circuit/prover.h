// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/circuit/family_prover.h"
#include "rpp/pruning/circuit/model.h"
#include "rpp/pruning/facts.h"

// The pruning circuit's half of a prover, for a pruned range.
namespace rpp {

// As rpp/circuit/family_prover.h asks; the file is the JSON of docs/spec/witness-pruning.md, the
// rules are those of rpp/pruning/check.h.
struct PruningFamily {
  using Model = PruningModel;
  using Input = PruningWitness;
  using Facts = PruningFacts;
  using Claims = PruningPublic;
  using Error = PruningError;

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

using PruningCase = FamilyCase<PruningFamily>;
using PruningProver = FamilyProver<PruningFamily>;
extern template class FamilyProver<PruningFamily>;

}  // namespace rpp
