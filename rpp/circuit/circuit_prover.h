// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "p3/base/matrix.h"
#include "p3/base/result.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit.h"

// CircuitProver: from a witness to the traces of a circuit. Prover code, no part of a verifier.
namespace rpp {

// A witness of one circuit, as the circuit's own code knows it.
class Witness {
 public:
  Witness() = default;
  virtual ~Witness() = default;
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
};

struct WitnessError {
  std::string rule;   // name of the rule that is broken, "format" for bytes that are no witness
  std::string where;  // member, field or position: "prevotes[3]", "line 2, column 7"

  friend bool operator==(const WitnessError&, const WitnessError&) = default;
};

// Public fields and one trace per table, in the order of the circuit.
struct CircuitTraces {
  FieldValues fields;
  std::vector<p3::Matrix<Element>> traces;
};

class CircuitProver {
 public:
  CircuitProver() = default;
  virtual ~CircuitProver() = default;
  CircuitProver(const CircuitProver&) = delete;
  CircuitProver& operator=(const CircuitProver&) = delete;

  virtual const Circuit& circuit() const = 0;

  // A witness file, which nobody vouches for.
  virtual p3::Result<std::unique_ptr<Witness>, WitnessError> read_witness(
      std::span<const std::uint8_t> bytes) const = 0;

  // Checks every rule natively, then fills the traces. `witness` is one of this circuit.
  virtual p3::Result<CircuitTraces, WitnessError> build(const Witness& witness,
                                                        p3::ThreadPool& pool) const = 0;

  // One kernel per table, null where the DAG is interpreted; or none at all.
  virtual std::vector<const p3::QuotientKernel<Element>*> kernels() const { return {}; }
};

}  // namespace rpp
