// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/version.h"

#include <fmt/format.h>

#include "apps/p3/parse.h"
#include "apps/p3/proof_file.h"

namespace p3::app {

std::string version_text() {
  return fmt::format(
      "p3 {} (commit {})\nproofs: Plonky3 0.8.0, file format {}\n"
      "instruction set: {}\ncompiler: {}",
      P3_VERSION, P3_COMMIT, kProofFileVersion, isa_name(best_isa()), P3_COMPILER);
}

}  // namespace p3::app
