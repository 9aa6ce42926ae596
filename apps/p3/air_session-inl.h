// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <charconv>
#include <utility>

#include "apps/p3/air_engine.h"
#include "apps/p3/proof_file.h"
#include "p3/air/json.h"
#include "p3/air/trace_file.h"
#include "p3/base/bits.h"

// The files of one `p3 air` command, read for one field.
namespace p3::app {

inline constexpr std::size_t kMaxAirFileBytes = std::size_t{1} << 28;
inline constexpr std::size_t kMaxTraceFileBytes = std::size_t{1} << 35;

template <class F>
struct AirInstance {
  std::string name;  // the file of the AIR
  AirFile<F> file;
  std::vector<F> public_values;
  Matrix<F> trace;
  std::vector<std::string> column_names;  // of the trace's header, else of the AIR file
};

inline std::string_view as_text(const std::vector<std::uint8_t>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class F>
std::variant<Matrix<F>, AirFailure> read_trace_path(const std::string& path,
                                                    const TraceLimits& limits,
                                                    std::vector<std::string>* names) {
  const auto bytes = read_whole_file(path, kMaxTraceFileBytes);
  if (const auto* error = std::get_if<FileError>(&bytes)) return AirFailure{kExitFile, error->text};
  auto read = read_trace<F>(std::get<std::vector<std::uint8_t>>(bytes), limits, names);
  if (!read) return AirFailure{kExitFile, path + ": " + read.error().message};
  return std::move(read).value();
}

// "1,2,3" or "-".
template <class F>
std::variant<std::vector<F>, AirFailure> parse_public_values(const std::string& text) {
  std::vector<F> out;
  if (text == "-" || text.empty()) return out;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    std::uint64_t x = 0;
    const auto [stop, error] = std::from_chars(at, end, x);
    if (error != std::errc() || x >= F::kOrder || (stop != end && *stop != ',')) {
      return AirFailure{kExitUsage, "--public-values: expected integers below " +
                                        std::to_string(F::kOrder) + " with commas between; got '" +
                                        text + "'"};
    }
    out.push_back(F::from_u64(x));
    if (stop == end) return out;
    at = stop + 1;
  }
}

template <class F>
class AirSession {
 public:
  explicit AirSession(const AirRequest& request) : request_(request) {}

  std::vector<AirInstance<F>>& instances() { return instances_; }
  const std::vector<AirInstance<F>>& instances() const { return instances_; }
  const AirRequest& request() const { return request_; }

  // AIRs, preprocessed rows and public values.
  std::optional<AirFailure> load_airs() {
    for (std::size_t i = 0; i < request_.airs.size(); ++i) {
      if (auto failure = load_air(i)) return failure;
    }
    return std::nullopt;
  }

  std::optional<AirFailure> load_traces(unsigned log_room) {
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      AirInstance<F>& instance = instances_[i];
      instance.trace = {};  // before the next one needs its memory
      std::vector<std::string> names;
      auto trace = read_trace_path<F>(request_.traces[i], {.log_room = log_room}, &names);
      if (auto* failure = std::get_if<AirFailure>(&trace)) return *failure;
      instance.trace = std::get<Matrix<F>>(std::move(trace));
      instance.column_names = names.empty() ? instance.file.column_names : std::move(names);
    }
    return std::nullopt;
  }

  // From the command line, else the parameter file, else the AIR files, which have to agree.
  std::variant<ParameterChoices, AirFailure> choices() const {
    ParameterChoices out = request_.choices;
    if (!request_.parameters_file.empty()) {
      const auto bytes = read_whole_file(request_.parameters_file, kMaxAirFileBytes);
      if (const auto* error = std::get_if<FileError>(&bytes)) {
        return AirFailure{kExitFile, error->text};
      }
      const auto read = read_parameters_json(as_text(std::get<0>(bytes)));
      if (!read) {
        return AirFailure{kExitFile, request_.parameters_file + ": " + read.error().message};
      }
      return laid_over(out, read.value());
    }
    const ParameterChoices* proposed = nullptr;
    for (const AirInstance<F>& instance : instances_) {
      if (!instance.file.parameters) continue;
      if (proposed != nullptr && !(*proposed == *instance.file.parameters)) {
        return AirFailure{kExitUsage, instance.name +
                                          ": proposes other parameters than the AIR files before "
                                          "it; choose with --parameters"};
      }
      proposed = &*instance.file.parameters;
    }
    return proposed == nullptr ? out : laid_over(out, *proposed);
  }

  bool has_lookups() const {
    for (const AirInstance<F>& instance : instances_) {
      if (!instance.file.air->dag().lookups.empty()) return true;
    }
    return false;
  }

 private:
  std::optional<AirFailure> load_air(std::size_t i) {
    AirInstance<F> instance;
    instance.name = request_.airs[i];
    const auto bytes = read_whole_file(instance.name, kMaxAirFileBytes);
    if (const auto* error = std::get_if<FileError>(&bytes)) {
      return AirFailure{kExitFile, error->text};
    }
    auto read = read_air_file<F>(as_text(std::get<0>(bytes)));
    if (!read) return AirFailure{kExitFile, instance.name + ": " + read.error().message};
    instance.file = std::move(read).value();
    instance.column_names = instance.file.column_names;
    if (i < request_.preprocessed.size() && request_.preprocessed[i] != "-") {
      auto rows = read_trace_path<F>(request_.preprocessed[i], {}, nullptr);
      if (auto* failure = std::get_if<AirFailure>(&rows)) return *failure;
      instance.file.preprocessed = std::get<Matrix<F>>(std::move(rows));
    }
    if (i < request_.public_values.size()) {
      auto values = parse_public_values<F>(request_.public_values[i]);
      if (auto* failure = std::get_if<AirFailure>(&values)) return *failure;
      instance.public_values = std::get<0>(std::move(values));
    }
    if (request_.command != AirCommand::kShow) {
      if (auto failure = fits_shape(instance)) return failure;
    }
    instances_.push_back(std::move(instance));
    return std::nullopt;
  }

  // Public values and preprocessed rows are as many as the AIR reads.
  static std::optional<AirFailure> fits_shape(const AirInstance<F>& instance) {
    const AirShape<F>& shape = instance.file.air->shape();
    if (instance.public_values.size() != shape.num_public_values) {
      return AirFailure{kExitUsage, "--public-values: " + instance.name + " has " +
                                        std::to_string(shape.num_public_values) + ", got " +
                                        std::to_string(instance.public_values.size())};
    }
    if (instance.file.preprocessed.width() == shape.preprocessed_width) return std::nullopt;
    return AirFailure{kExitUsage, "--preprocessed: " + instance.name + " has " +
                                      std::to_string(shape.preprocessed_width) +
                                      " preprocessed columns, got " +
                                      std::to_string(instance.file.preprocessed.width())};
  }

  const AirRequest& request_;
  std::vector<AirInstance<F>> instances_;
};

}  // namespace p3::app
