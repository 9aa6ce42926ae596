// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

// The few calls of the operating system that the record of used leaves makes, as an interface, so
// that tests can make each of them fail and see their order.
namespace rpp {

// An errno value, not 0.
using SystemError = int;

class RecordStorage {
 public:
  virtual ~RecordStorage() = default;

  // Size in bytes, or the error in `error`.
  virtual std::optional<std::uint64_t> size(SystemError& error) = 0;
  // Reads exactly out.size() bytes at `offset`; the end of the file inside is EIO.
  virtual std::optional<SystemError> read(std::uint64_t offset, std::span<std::uint8_t> out) = 0;
  virtual std::optional<SystemError> write(std::uint64_t offset,
                                           std::span<const std::uint8_t> bytes) = 0;
  virtual std::optional<SystemError> truncate(std::uint64_t size) = 0;
  // Returns when everything written is on the medium.
  virtual std::optional<SystemError> sync() = 0;
};

// A file of the system under an exclusive lock, which other openings see, in this process too.
class LockedFile final : public RecordStorage {
 public:
  enum class Mode { kExisting, kNew };

  LockedFile() = default;
  ~LockedFile() override;
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  // EWOULDBLOCK if another opening holds the lock; EEXIST for a new file that is there. The entry
  // of a new file is on the medium when this returns.
  std::optional<SystemError> open(const std::string& path, Mode mode);

  std::optional<std::uint64_t> size(SystemError& error) override;
  std::optional<SystemError> read(std::uint64_t offset, std::span<std::uint8_t> out) override;
  std::optional<SystemError> write(std::uint64_t offset,
                                   std::span<const std::uint8_t> bytes) override;
  std::optional<SystemError> truncate(std::uint64_t size) override;
  std::optional<SystemError> sync() override;

 private:
  int descriptor_ = -1;
};

}  // namespace rpp
