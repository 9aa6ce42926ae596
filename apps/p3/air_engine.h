// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "apps/p3/air_request.h"
#include "apps/p3/engine.h"

// What `p3 air` does, field by field: the border between files and the templates. Nothing here
// prints; files are read, and those that the request names are written.
namespace p3::app {

// Why a command ends early: exit code and one line for stderr.
struct AirFailure {
  int code = kExitUsage;
  std::string text;
};

// One instance as people know it.
struct AirInstanceText {
  std::string file;
  std::size_t width = 0;
  unsigned log_rows = 0;
};

struct ProtocolText {
  std::string field, protocol, merkle_hash;
  unsigned extension_degree = 0, merkle_arity = 0;
  StarkParameters parameters;
};

struct AirProved {
  ProtocolText protocol;
  std::vector<AirInstanceText> instances;
  std::vector<Run> runs;
};

struct AirVerified {
  ProtocolText protocol;
  std::vector<AirInstanceText> instances;
  std::optional<std::string> rejected;
  double seconds = 0;
};

struct AirChecked {
  std::vector<AirInstanceText> instances;
  std::size_t constraints = 0;
  std::size_t lookups = 0;
  // One line per instance that breaks a constraint; one for all lookups if only they are wrong.
  std::vector<std::string> failures;
};

struct AirExported {
  std::string field, objective;
  std::size_t width = 0, constraints = 0;
  std::vector<std::string> public_values;  // of the trace, where one was asked for
};

struct ConstraintText {
  std::uint64_t degree = 0;
  std::string label;
};
struct LookupText {
  std::string kind, bus;
  std::size_t interactions = 0, tuple_width = 0;
};
struct AirShown {
  std::string file, field;
  std::size_t width = 0, preprocessed_width = 0, preprocessed_rows = 0, public_values = 0;
  std::vector<std::string> column_names;
  std::vector<std::size_t> periods;
  bool reads_next_row = false, reads_preprocessed_next_row = false;
  std::optional<unsigned> declared_degree;
  std::size_t nodes = 0;
  std::vector<ConstraintText> constraints;
  std::vector<LookupText> lookups;
  // For the protocol and trace length that were asked for.
  bool batch = false;
  unsigned log_rows = 0;
  std::uint64_t max_degree = 0;
  std::size_t quotient_chunks = 0, constraints_with_lookups = 0, permutation_columns = 0;
};

using AirAnswer = std::variant<AirFailure, AirProved, AirVerified, AirChecked, AirExported,
                               std::vector<AirShown>>;

// Picks the field by the first AIR file, or by the request.
AirAnswer answer_air(const AirRequest& request);

AirAnswer answer_koala_bear_air(const AirRequest& request);
AirAnswer answer_baby_bear_air(const AirRequest& request);
AirAnswer answer_goldilocks_air(const AirRequest& request);

}  // namespace p3::app
