// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/circuit_prover.h"

// ForcedCircuit: traces of a witness that breaks rules, as an attacker fills them.
//
// For tests and simnet alone: implementations live in libraries of their own that no other program
// links, so that no honest prover can lose its checks by accident.
namespace rpp {

class ForcedCircuit {
 public:
  ForcedCircuit() = default;
  virtual ~ForcedCircuit() = default;
  ForcedCircuit(const ForcedCircuit&) = delete;
  ForcedCircuit& operator=(const ForcedCircuit&) = delete;

  virtual const Circuit& circuit() const = 0;

  // No native checks. Where a rule cannot be kept, the cells are what the witness says.
  virtual CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool& pool) const = 0;
};

}  // namespace rpp
