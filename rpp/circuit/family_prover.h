// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rpp/circuit/circuit_prover.h"

// A family's half of a prover, from what only the family knows.
//
// A family is a struct of types and static functions:
//   Model   circuit and AIRs, with circuit(); what is given out lives as long as it does
//   Input   the witness as a plain struct
//   Facts   what follows from it by hashing
//   Claims  what the proof says: the public fields, and what stands in clear behind them
//   Error   a broken rule and its place
// The functions' order is the order of their calls; only an input of good shape has facts. None but
// `errors` and `shape` judges.
namespace rpp {

template <class Family>
concept ProverFamily =
    requires(const typename Family::Model& model, const typename Family::Input& input,
             const typename Family::Facts& facts, const typename Family::Claims& claims,
             const typename Family::Error& error, std::string_view text, p3::ThreadPool& pool) {
      // A witness file, strict about form and sizes; the error says what is wrong and where.
      {
        Family::read(model, text)
      } -> std::same_as<p3::Result<typename Family::Input, std::string>>;
      { Family::shape(model, input) } -> std::same_as<std::optional<typename Family::Error>>;
      { Family::facts(model, input, pool) } -> std::same_as<typename Family::Facts>;
      // What the input gives.
      { Family::claims(model, input, facts) } -> std::same_as<typename Family::Claims>;
      // Every broken rule, in the order of the rules.
      {
        Family::errors(model, input, facts, claims)
      } -> std::same_as<std::vector<typename Family::Error>>;
      { Family::describe(error) } -> std::same_as<WitnessError>;
      { Family::traces(model, input, facts, claims, pool) } -> std::same_as<CircuitTraces>;
      // One for each table, null where the DAG is interpreted. The model outlives them.
      {
        Family::kernels(model)
      } -> std::same_as<std::vector<std::unique_ptr<p3::QuotientKernel<Element>>>>;
    };

// An input, and what to claim if that is not what it gives.
template <class Family>
struct FamilyCase final : Witness {
  FamilyCase() = default;
  explicit FamilyCase(typename Family::Input input) : witness(std::move(input)) {}

  typename Family::Claims claims_or_derived(const typename Family::Model& model,
                                            const typename Family::Facts& facts) const {
    return claims ? *claims : Family::claims(model, witness, facts);
  }

  typename Family::Input witness;
  std::optional<typename Family::Claims> claims;
};

template <ProverFamily Family>
class FamilyProver final : public CircuitProver {
 public:
  using Case = FamilyCase<Family>;

  // The model outlives the prover.
  explicit FamilyProver(const typename Family::Model& model)
      : model_(model), kernels_(Family::kernels(model)) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  p3::Result<std::unique_ptr<Witness>, WitnessError> read_witness(
      std::span<const std::uint8_t> bytes) const override {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    auto input = Family::read(model_, text);
    if (!input) return p3::Err{WitnessError{"format", std::move(input).error()}};
    return std::unique_ptr<Witness>(std::make_unique<Case>(std::move(input).value()));
  }

  // Every rule first; the first that is broken is the error.
  p3::Result<CircuitTraces, WitnessError> build(const Witness& witness,
                                                p3::ThreadPool& pool) const override {
    const auto& given = static_cast<const Case&>(witness);
    if (const auto error = Family::shape(model_, given.witness)) {
      return p3::Err{Family::describe(*error)};
    }
    const auto facts = Family::facts(model_, given.witness, pool);
    const auto claims = given.claims_or_derived(model_, facts);
    const auto errors = Family::errors(model_, given.witness, facts, claims);
    if (!errors.empty()) return p3::Err{Family::describe(errors.front())};
    return Family::traces(model_, given.witness, facts, claims, pool);
  }

  std::vector<const p3::QuotientKernel<Element>*> kernels() const override {
    std::vector<const p3::QuotientKernel<Element>*> out;
    for (const auto& kernel : kernels_) out.push_back(kernel.get());
    return out;
  }

 private:
  const typename Family::Model& model_;
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels_;
};

}  // namespace rpp
