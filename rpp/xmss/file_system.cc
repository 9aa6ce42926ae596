// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/file_system.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rpp {
namespace {

std::optional<SystemError> result(int status) {
  if (status == 0) return std::nullopt;
  return errno;
}

// A new directory entry is only there after a crash if the directory was synced.
std::optional<SystemError> sync_directory(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const auto error = result(::fsync(descriptor));
  ::close(descriptor);
  return error;
}

}  // namespace

LockedFile::~LockedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<SystemError> LockedFile::open(const std::string& path, Mode mode) {
  const int create = mode == Mode::kNew ? O_CREAT | O_EXCL : 0;
  // Which leaves are used is nobody else's business.
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | create, 0600);
  if (descriptor_ < 0) return errno;
  if (const auto error = result(::flock(descriptor_, LOCK_EX | LOCK_NB))) return error;
  return mode == Mode::kNew ? sync_directory(path) : std::nullopt;
}

std::optional<std::uint64_t> LockedFile::size(SystemError& error) {
  struct stat status = {};
  if (::fstat(descriptor_, &status) != 0) {
    error = errno;
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(status.st_size);
}

std::optional<SystemError> LockedFile::read(std::uint64_t offset, std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t n = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return EIO;
    offset += static_cast<std::uint64_t>(n);
    out = out.subspan(static_cast<std::size_t>(n));
  }
  return std::nullopt;
}

std::optional<SystemError> LockedFile::write(std::uint64_t offset,
                                             std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return EIO;
    offset += static_cast<std::uint64_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return std::nullopt;
}

std::optional<SystemError> LockedFile::truncate(std::uint64_t size) {
  return result(::ftruncate(descriptor_, static_cast<off_t>(size)));
}

std::optional<SystemError> LockedFile::sync() { return result(::fsync(descriptor_)); }

}  // namespace rpp
