// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "apps/rpp/registry.h"
#include "apps/rpp/request.h"
#include "rpp/keys/store.h"

// The key folder of a request, with the trust that its options ask for.
namespace rpp::app {

// Profiles of which every circuit has a committed key.
inline constexpr Profile kCommittedProfiles[] = {Profile::kStandalone, Profile::kRecursive};

p3::Result<KeySet, KeyError> load_folder(const Request& request, const Registry& registry);

// A whole file as text.
p3::Result<std::string, KeyError> read_text(const std::string& path, std::size_t max_bytes);

}  // namespace rpp::app
