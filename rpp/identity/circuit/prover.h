// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/circuit/family_prover.h"
#include "rpp/identity/circuit/model.h"
#include "rpp/identity/facts.h"

// The identity circuit's half of a prover, for a list of identities.
namespace rpp {

// As rpp/circuit/family_prover.h asks; the file is the JSON of docs/spec/witness-identity.md, whose
// rules must be the model's; the rules of the statement are those of rpp/identity/check.h.
struct IdentityFamily {
  using Model = IdentityModel;
  using Input = IdentityWitness;
  using Facts = IdentityListFacts;
  using Claims = IdentityClaims;
  using Error = IdentityError;

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

using IdentityCase = FamilyCase<IdentityFamily>;
using IdentityProver = FamilyProver<IdentityFamily>;
extern template class FamilyProver<IdentityFamily>;

}  // namespace rpp
