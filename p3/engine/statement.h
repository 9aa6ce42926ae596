// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "p3/airs/objective.h"
#include "p3/engine/system.h"
#include "p3/verify/statement.h"

// AnyStatement<F>: what is proven, for either protocol and any extension. Copies share the AIRs.
//
// Programs and bindings build one from run-time values, and verify here or prove in prove.h without
// naming an extension field.
namespace p3 {

template <class F>
struct AnyInstance {
  std::shared_ptr<const Air<F>> air;
  std::vector<F> public_values;
  // log2 of the rows that a proof must have; nothing: the proof may choose.
  std::optional<unsigned> log_rows;
};

template <class F>
struct AnyStatement {
  ProofSystem system;
  StarkConfig<F> config;
  std::vector<AnyInstance<F>> instances;  // exactly one for uni
  // Where AIRs have preprocessed columns; for uni it has one matrix, of instance 0.
  std::optional<BatchPreprocessedKey> key;
};

// Without instances. The system's field is F, and system_problem must be nothing.
template <class F>
AnyStatement<F> make_statement(const ProofSystem& system);

// A shipped AIR with its public values; objective_problem<F>(spec) must be nothing.
template <class F>
AnyInstance<F> shipped_instance(const ObjectiveSpec& spec);

// Views for the typed provers and verifiers: they borrow the AIRs.
template <class F>
UniStatement<F> uni_statement(const AnyStatement<F>& statement);
template <class F>
BatchStatement<F> batch_statement(const AnyStatement<F>& statement);

// Why the bytes are not an acceptable proof of the statement, or nothing. Any bytes are allowed.
// Memory is bounded by the statement, as for verify_uni_bytes.
template <class F>
std::optional<std::string> verify_statement(const AnyStatement<F>& statement,
                                            std::span<const std::uint8_t> proof);

}  // namespace p3
