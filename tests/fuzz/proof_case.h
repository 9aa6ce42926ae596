// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "p3/fri/parameters.h"
#include "p3/fri/verify_error.h"
#include "tests/fuzz/byte_source.h"

// The statements that the proof target verifies, each with proofs of its own.
//
// A case is a field, a hash with its tree arity, and a protocol. Every statement has preprocessed
// and periodic columns, the batches lookups as well. The parameters keep one verification under a
// millisecond and leave no freedom that a search could find: either many queries, or no grinding
// before the queries are drawn (a second witness with the same few indices would be a second valid
// proof).
namespace p3::testing {

using Bytes = std::vector<std::uint8_t>;

class ProofCase {
 public:
  virtual ~ProofCase() = default;

  virtual std::string name() const = 0;
  // The only acceptable bytes that are known, and will be.
  virtual const Bytes& honest() const = 0;
  // Proofs for other traces: well-formed and consistent up to the constraints or the lookups.
  virtual const std::vector<Bytes>& wrong() const = 0;
  virtual std::optional<VerifyError> verify(std::span<const std::uint8_t> bytes) const noexcept = 0;
  // A well-formed proof near `bytes`, or near one of the case's where those are no proof.
  virtual Bytes mutate(std::span<const std::uint8_t> bytes, std::uint64_t seed) const = 0;

  // The same statement under other parameters.
  virtual const StarkParameters& parameters() const = 0;
  virtual bool is_batch() const = 0;
  virtual std::optional<VerifyError> check(const StarkParameters& parameters) const noexcept = 0;
  virtual std::optional<VerifyError> verify_under(
      const StarkParameters& parameters, std::span<const std::uint8_t> bytes) const noexcept = 0;
  // A proof with lengths for these parameters and for the heights that `choices` picks, before a
  // statement of these heights.
  struct Shaped {
    Bytes proof;
    std::function<std::optional<VerifyError>()> verify;
  };
  virtual Shaped shaped(const StarkParameters& parameters, ByteSource& choices) const = 0;
};

// All cases; the first byte of an input picks one.
const std::vector<std::unique_ptr<ProofCase>>& proof_cases();
const ProofCase& proof_case(std::uint8_t selector);

}  // namespace p3::testing
