// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "p3/air/parameters_file.h"
#include "p3/airs/objective.h"
#include "p3/field/isa/isa.h"

// What one call of `p3 air` asks for, after parsing: files and numbers, nothing read yet.
namespace p3::app {

enum class AirCommand { kProve, kVerify, kCheck, kExport, kShow };

struct AirRequest {
  AirCommand command = AirCommand::kProve;
  // One per instance; the others are empty or one per instance ("-": none for this one).
  std::vector<std::string> airs, traces, preprocessed, public_values;
  std::vector<unsigned> log_trace_lengths;  // that a verifier insists on, or that show assumes
  std::string parameters_file;
  ParameterChoices choices;  // of the command line
  unsigned threads = 1;
  unsigned repeat = 1;
  std::optional<Isa> isa;
  std::string proof_in, proof_out, chrome_out;
  bool json = false;
  bool quiet = false;
  // Of export: the shipped statement, and where it goes.
  std::string field;
  ObjectiveSpec spec;
  bool with_trace = false;  // the trace length was given
  std::string air_out, trace_out;
};

}  // namespace p3::app
