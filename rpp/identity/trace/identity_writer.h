// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "rpp/identity/air/identities_columns.h"
#include "rpp/identity/air/trees.h"
#include "rpp/identity/trace/identity_traces.h"

// One block of the table `identities` (prover).
namespace rpp {

class IdentityWriter {
 public:
  // The block begins at row `first`.
  IdentityWriter(Trace& trace, std::size_t first, std::uint32_t index, const IdentityRules& rules,
                 const IdentityWitness& witness, const IdentityFacts& facts,
                 IdentityShared& shared);

  // Gives the leaf of the list.
  Digest write();

 private:
  Element& at(std::size_t row, std::size_t column) { return trace_.at(first_ + row, column); }
  Element& aux(std::size_t row, std::size_t place);
  void word(std::size_t row, const Digest& digest);
  // Block `block` of a message.
  void word(std::size_t row, std::span<const Element> message, std::size_t block);
  void limbs(std::size_t row, std::size_t place, std::span<const Element> values);
  void range(std::size_t row, std::size_t place);

  void carried();
  void messages();
  void lists();
  void signers();
  void leaves();
  void order(std::size_t row, const Digest& small, const Digest& large, bool none);
  void accounts();

  Trace& trace_;
  std::size_t first_;
  std::uint32_t index_;
  const IdentityRules& rules_;
  const IdentityWitness& witness_;
  const SignedIdentity& identity_;
  const IdentityFacts& facts_;
  IdentityShared& shared_;
  std::uint32_t position_;  // of the new account
  Digest list_leaf_;
  std::array<Digest, 3> account_leaves_;  // by AccountLeaf
};

}  // namespace rpp
