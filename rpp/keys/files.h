// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "p3/base/result.h"
#include "rpp/keys/key_error.h"

// Reading files that nobody vouches for, and writing files that are whole or not there.
namespace rpp {

// All bytes of a regular file. kFileMissing, kTooLarge (more than max_bytes; nothing beyond is
// read), kUnreadable.
p3::Result<std::vector<std::uint8_t>, KeyError> read_bounded(const std::filesystem::path& path,
                                                             std::size_t max_bytes);

// Writes a hidden file beside the target, syncs it, renames it, and syncs the folder. After a crash
// the target has its old bytes or its new ones. kWriteFailed.
std::optional<KeyError> write_atomically(const std::filesystem::path& path,
                                         std::span<const std::uint8_t> bytes);

}  // namespace rpp
