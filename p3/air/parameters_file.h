// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "p3/air/interpreted.h"
#include "p3/fri/parameters.h"
#include "p3/hash/suite.h"

// Parameter files: the choices of a proof system as JSON (docs/spec/air-interchange.md,
// "Parameters"). Every choice may be absent, so that files, AIRs and command lines can be laid over
// one another.
namespace p3 {

struct ParameterChoices {
  std::optional<bool> batch = {};  // protocol: batch or uni
  std::optional<unsigned> extension_degree = {};
  std::optional<TreeHash> merkle_hash = {};
  std::optional<unsigned> merkle_arity = {};
  std::optional<StarkParameters> preset = {};  // what the numbers below start from
  std::optional<std::size_t> num_queries = {};
  std::optional<unsigned> log_blowup = {};
  std::optional<unsigned> log_final_poly_len = {};
  std::optional<unsigned> max_log_arity = {};
  std::optional<unsigned> cap_height = {};
  std::optional<unsigned> commit_pow_bits = {};
  std::optional<unsigned> query_pow_bits = {};
  std::optional<unsigned> batch_pow_bits = {};
  std::optional<unsigned> ood_pow_bits = {};
  std::optional<unsigned> lookup_pow_bits = {};

  friend bool operator==(const ParameterChoices&, const ParameterChoices&) = default;
};

// Reads a whole file. Numbers are bounded by 32 bits only: check_parameters says whether they make
// sense together.
Result<ParameterChoices, AirError> read_parameters_json(std::string_view text);

// What `over` chooses, and where it is silent what `under` chooses.
ParameterChoices laid_over(const ParameterChoices& over, const ParameterChoices& under);

// The preset (`otherwise` if none is chosen) with the numbers that are chosen.
StarkParameters resolve(const ParameterChoices& choices, const StarkParameters& otherwise);

}  // namespace p3
