// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "p3/fri/parameters.h"

// What the security bounds read of a statement: counts and heights, no AIR and no field type.
//
// subject.h derives all of it from AIRs; a caller without one fills it in. Every count is of the
// whole instance, per trace row where it says so.
namespace p3 {

struct SecurityInstance {
  unsigned log_rows = 0;  // trace length, log2
  std::uint64_t num_constraints = 0;
  std::uint64_t constraint_degree = 1;  // in multiples of the trace length
  unsigned log_quotient_chunks = 0;
  unsigned opening_points = 2;     // points at which a column is opened at most: 1 or 2
  std::uint64_t openings = 0;      // (committed base column, point) pairs
  std::uint64_t interactions = 0;  // lookup messages per row, over all buses
  std::uint64_t widest_tuple = 0;  // elements of the widest message

  friend bool operator==(const SecurityInstance&, const SecurityInstance&) = default;
};

struct SecurityShape {
  std::vector<SecurityInstance> instances;  // one for uni-stark
  unsigned field_bits = 0;                  // floor(log2 of the order of the challenge field)
  unsigned collision_bits = 0;              // of the tree hash
};

enum class SecurityFault {
  kNoQueries,
  kTooManyQueries,
  kRateOne,
  kNoFolding,
  kFoldingTooWide,
  kTooMuchGrinding,
  kNoInstances,
  kNoConstraints,
  kTraceTooTall,
  kTraceTooShort,
  kTooManyChunks,
  kBadOpeningPoints,
  kCountTooLarge,
  kNoChallengeField,
  kNoHash,
};

const char* name(SecurityFault fault);

// Why there is no report: the first input that no sound run can have.
struct SecurityError {
  SecurityFault fault{};
  std::string_view input;   // its name
  std::uint64_t limit = 0;  // what it may be at most, or must be at least
  std::uint64_t got = 0;
  std::size_t instance = 0;

  friend bool operator==(const SecurityError&, const SecurityError&) = default;
};

std::string to_string(const SecurityError& error);

// LDE domains up to 2^60 points and counts below 2^48 keep every sum of the bounds exact enough for
// kSecurityTolerance, and far from overflow.
inline constexpr unsigned kMaxLogLde = 60;
inline constexpr std::uint64_t kMaxShapeCount = std::uint64_t{1} << 48;
inline constexpr unsigned kMaxCreditedPowBits = 63;

std::optional<SecurityError> check_security_inputs(const StarkParameters& parameters,
                                                   const SecurityShape& shape);

}  // namespace p3
