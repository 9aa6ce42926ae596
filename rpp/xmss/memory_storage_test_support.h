// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "rpp/xmss/file_system.h"

// For tests: a medium in memory that outlives the storage on it, logs the calls, fails where told
// to, and can lose what was not synced.
namespace rpp::testing {

struct Medium {
  std::vector<std::uint8_t> bytes;   // what a reader sees
  std::vector<std::uint8_t> synced;  // what a crash leaves
  std::string log;                   // r, w, t, s: read, write, truncate, sync
  char fail_on = 0;                  // every call of this letter fails with EIO
  std::size_t torn_bytes = 0;        // how much of a failing write arrives

  void crash() { bytes = synced; }
};

class MemoryStorage final : public RecordStorage {
 public:
  explicit MemoryStorage(Medium& medium) : medium_(medium) {}

  std::optional<std::uint64_t> size(SystemError& error) override {
    error = 0;
    return medium_.bytes.size();
  }
  std::optional<SystemError> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    if (fails('r') || offset + out.size() > medium_.bytes.size()) return EIO;
    std::copy_n(medium_.bytes.begin() + static_cast<std::ptrdiff_t>(offset), out.size(),
                out.begin());
    return std::nullopt;
  }
  std::optional<SystemError> write(std::uint64_t offset,
                                   std::span<const std::uint8_t> bytes) override {
    const bool failing = fails('w');
    if (failing) bytes = bytes.first(medium_.torn_bytes);
    medium_.bytes.resize(std::max<std::size_t>(medium_.bytes.size(), offset + bytes.size()));
    std::copy(bytes.begin(), bytes.end(),
              medium_.bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    return failing ? std::optional(EIO) : std::nullopt;
  }
  std::optional<SystemError> truncate(std::uint64_t size) override {
    if (fails('t')) return EIO;
    medium_.bytes.resize(size);
    return std::nullopt;
  }
  std::optional<SystemError> sync() override {
    if (fails('s')) return EIO;
    medium_.synced = medium_.bytes;
    return std::nullopt;
  }

 private:
  bool fails(char call) {
    medium_.log += call;
    return medium_.fail_on == call;
  }

  Medium& medium_;
};

}  // namespace rpp::testing
