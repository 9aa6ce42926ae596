// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace rpp {
namespace {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

KeyError failure(KeyFault fault, const std::filesystem::path& path) {
  return {fault, path.filename().string(), std::strerror(errno)};
}

bool write_all(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.get() >= 0 && ::fsync(fd.get()) == 0;
}

bool write_synced(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  return fd.get() >= 0 && write_all(fd.get(), bytes) && ::fsync(fd.get()) == 0;
}

}  // namespace

p3::Result<std::vector<std::uint8_t>, KeyError> read_bounded(const std::filesystem::path& path,
                                                             std::size_t max_bytes) {
  // Without O_NONBLOCK a pipe under the name of a file would hold the caller for ever.
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) {
    return p3::Err{failure(errno == ENOENT ? KeyFault::kFileMissing : KeyFault::kUnreadable, path)};
  }
  struct stat status{};
  if (::fstat(fd.get(), &status) != 0) return p3::Err{failure(KeyFault::kUnreadable, path)};
  if (!S_ISREG(status.st_mode)) {
    return p3::Err{KeyError{KeyFault::kUnreadable, path.filename().string(), "not a regular file"}};
  }
  std::vector<std::uint8_t> bytes;
  std::uint8_t block[4096];
  // The size is counted, not taken from the status: the file may grow while it is read.
  while (true) {
    const ssize_t got = ::read(fd.get(), block, sizeof(block));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return p3::Err{failure(KeyFault::kUnreadable, path)};
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(got) > max_bytes) {
      return p3::Err{KeyError{KeyFault::kTooLarge, path.filename().string(),
                              "more than " + std::to_string(max_bytes) + " bytes"}};
    }
    bytes.insert(bytes.end(), block, block + got);
  }
}

std::optional<KeyError> write_atomically(const std::filesystem::path& path,
                                         std::span<const std::uint8_t> bytes) {
  const std::filesystem::path hidden =
      path.parent_path() / ("." + path.filename().string() + ".tmp");
  if (write_synced(hidden, bytes) && ::rename(hidden.c_str(), path.c_str()) == 0 &&
      sync_folder(path.parent_path().empty() ? "." : path.parent_path())) {
    return std::nullopt;
  }
  const KeyError error = failure(KeyFault::kWriteFailed, path);
  ::unlink(hidden.c_str());
  return error;
}

}  // namespace rpp
