// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "p3/capi/border.h"
#include "p3/engine/statement.h"

// Claim: an AnyStatement behind an interface without the field, as p3_statement holds it.
namespace p3::capi {

class Claim {
 public:
  virtual ~Claim() = default;
  virtual std::unique_ptr<Claim> clone() const = 0;
  virtual FieldName field() const = 0;
  virtual bool empty() const = 0;
  virtual Outcome add_shipped(const ObjectiveSpec& spec) = 0;
  virtual Outcome add_air(std::string_view json, std::span<const std::uint64_t> public_values,
                          std::optional<unsigned> log_rows) = 0;
  virtual Outcome set_key(std::span<const std::uint8_t> key) = 0;
  virtual Outcome verify(std::span<const std::uint8_t> proof) const = 0;
};

// What the prover needs to know of one.
template <class F>
class ClaimOf : public Claim {
 public:
  const AnyStatement<F>& statement() const { return statement_; }
  // One per instance; nothing for AIRs that were given as JSON.
  const std::vector<std::optional<ObjectiveSpec>>& shipped() const { return shipped_; }

 protected:
  explicit ClaimOf(const ProofSystem& system) : statement_(make_statement<F>(system)) {}

  AnyStatement<F> statement_;
  std::vector<std::optional<ObjectiveSpec>> shipped_;
};

// system_problem(system) must be nothing.
std::unique_ptr<Claim> make_claim(const ProofSystem& system);

}  // namespace p3::capi

// Provers share the claim they were made from; a change of the statement makes a copy first.
struct p3_statement {
  std::shared_ptr<p3::capi::Claim> claim;

  p3::capi::Claim& writable() {
    if (claim.use_count() != 1) claim = claim->clone();
    return *claim;
  }
};
