// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "p3/air/air.h"
#include "p3/fri/parameters.h"
#include "p3/hash/suite.h"
#include "p3/merkle/opening.h"

// What a proof is about, as prover and verifier must agree on it before they start.
//
// Transcript seeds bind the shapes, the degrees and the FRI numbers. They do not bind the
// constraints of an AIR, lookup wiring, hash constants, tree arity or cap height: whoever hands out
// statements and configurations binds those out of band, or puts a digest of them in the first
// public values.
namespace p3 {

// Everything that is not the statement: numbers of the protocol and the hash functions.
template <class F>
struct StarkConfig {
  StarkParameters parameters;
  HashSuite<F> suite;
};

// Commitment to the preprocessed columns of one AIR, made once by the prover's setup.
struct PreprocessedKey {
  std::size_t width = 0;
  std::uint64_t degree_bits = 0;
  Cap cap;
};

// One AIR with its public values. The AIR is borrowed and must outlive the statement.
template <class F>
struct UniStatement {
  const Air<F>* air = nullptr;
  std::vector<F> public_values;
  std::optional<PreprocessedKey> preprocessed;
};

template <class F>
struct BatchInstance {
  const Air<F>* air = nullptr;
  std::vector<F> public_values;
};

// One commitment to the preprocessed columns of all instances that have some, in instance order.
struct BatchPreprocessedKey {
  struct Matrix {
    std::size_t instance = 0;
    std::size_t width = 0;
    std::uint64_t degree_bits = 0;
  };
  Cap cap;
  std::vector<Matrix> matrices;
};

template <class F>
struct BatchStatement {
  std::vector<BatchInstance<F>> instances;
  std::optional<BatchPreprocessedKey> preprocessed;
};

}  // namespace p3
