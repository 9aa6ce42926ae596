// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rpp/circuit/circuit_prover.h"

// WitnessTampers: the field table of a family's witness, for form (a) of the tamper matrix
// (statements.md, section 8). Every field of the statement, public and private, with the ways in
// which an attacker changes it.
//
// For tests and simnet alone, like ForcedCircuit.
namespace rpp {

struct WitnessChange {
  std::string how;  // what was recomputed: "alone", "followed", "signed again"
  std::unique_ptr<Witness> witness;
};

class WitnessTampers {
 public:
  WitnessTampers() = default;
  virtual ~WitnessTampers() = default;
  WitnessTampers(const WitnessTampers&) = delete;
  WitnessTampers& operator=(const WitnessTampers&) = delete;

  virtual const Circuit& circuit() const = 0;

  // Names, each once: "public.height" for the fields of the circuit's table, in their order; then
  // the private ones by their place, "header.timestamp".
  virtual std::vector<std::string> fields() const = 0;

  // Field i changed, at least once; each item recomputes more of what depends on it. `turn` chooses
  // element, bit and owner of the value: consecutive turns go through them. All have a shape that
  // ForcedCircuit takes. Nobody says that a changed statement is false: a change that is signed by
  // everybody may be true.
  virtual std::vector<WitnessChange> changes(std::size_t field, std::uint64_t turn) const = 0;
};

}  // namespace rpp
