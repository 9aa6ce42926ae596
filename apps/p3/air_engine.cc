// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/air_engine.h"

#include "apps/p3/air_session-inl.h"

namespace p3::app {

AirAnswer answer_air(const AirRequest& request) {
  std::string field = request.field;
  if (request.command != AirCommand::kExport) {
    const std::string& path = request.airs.front();
    const auto bytes = read_whole_file(path, kMaxAirFileBytes);
    if (const auto* error = std::get_if<FileError>(&bytes)) {
      return AirFailure{kExitFile, error->text};
    }
    auto named = air_json_field(as_text(std::get<std::vector<std::uint8_t>>(bytes)));
    if (!named) return AirFailure{kExitFile, path + ": " + named.error().message};
    field = std::move(named).value();
  }
  if (field == KoalaBear::kName) return answer_koala_bear_air(request);
  if (field == BabyBear::kName) return answer_baby_bear_air(request);
  if (field == Goldilocks::kName) return answer_goldilocks_air(request);
  return AirFailure{kExitFile, request.airs.front() +
                                   ": field: expected koala-bear, baby-bear or goldilocks, got \"" +
                                   field + "\""};
}

}  // namespace p3::app
