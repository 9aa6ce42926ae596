// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "p3/capi/border.h"
#include "p3/engine/system.h"

// p3_config: a ProofSystem under construction, set by name.

struct p3_config {
  p3::ProofSystem system;
  bool default_extension = true;  // extension_degree follows the field
};

namespace p3::capi {

Outcome set_name(p3_config& config, std::string_view key, std::string_view value);
Outcome set_number(p3_config& config, std::string_view key, std::uint64_t value);
Outcome get_number(const p3_config& config, std::string_view key, std::uint64_t& value);

// With the extension degree filled in.
ProofSystem system_of(const p3_config& config);

}  // namespace p3::capi
