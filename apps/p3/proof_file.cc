// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/proof_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace p3::app {
namespace {

constexpr std::array<char, 7> kMagic = {'P', '3', 'P', 'R', 'O', 'O', 'F'};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

FileError system_error(const std::string& what, const std::string& path) {
  return {what + " " + path + ": " + std::strerror(errno)};
}

std::variant<std::monostate, FileError> write_whole(const std::string& path,
                                                    std::span<const char> head,
                                                    std::span<const char> body) {
  const std::string temporary = path + ".tmp";
  File file(std::fopen(temporary.c_str(), "wb"));
  if (!file) return system_error("cannot write", temporary);
  const bool written = std::fwrite(head.data(), 1, head.size(), file.get()) == head.size() &&
                       std::fwrite(body.data(), 1, body.size(), file.get()) == body.size();
  // fclose reports what buffering hid, a full disk for one.
  const bool closed = std::fclose(file.release()) == 0;
  if (!written || !closed || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const FileError error = system_error("cannot write", path);
    std::remove(temporary.c_str());
    return error;
  }
  return std::monostate{};
}

}  // namespace

std::variant<std::vector<std::uint8_t>, FileError> read_whole_file(const std::string& path,
                                                                   std::size_t max_bytes) {
  File file(std::fopen(path.c_str(), "rb"));
  if (!file) return system_error("cannot read", path);
  std::vector<std::uint8_t> bytes;
  std::array<std::uint8_t, 65536> block;
  for (std::size_t got = 0; (got = std::fread(block.data(), 1, block.size(), file.get())) != 0;) {
    if (bytes.size() + got > max_bytes) {
      return FileError{"cannot read " + path + ": larger than " + std::to_string(max_bytes) +
                       " bytes"};
    }
    bytes.insert(bytes.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
  }
  if (std::ferror(file.get()) != 0) return system_error("cannot read", path);
  return bytes;
}

std::variant<std::vector<std::uint8_t>, FileError> read_proof_file(const std::string& path) {
  auto file = read_whole_file(path, kMaxProofFileBytes);
  if (std::holds_alternative<FileError>(file)) return file;
  auto& bytes = std::get<std::vector<std::uint8_t>>(file);
  const std::size_t head = kMagic.size() + 1;
  if (bytes.size() < head || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0) {
    return file;
  }
  const std::uint8_t version = bytes[kMagic.size()];
  if (version != kProofFileVersion) {
    return FileError{path + ": unknown proof file version: expected " +
                     std::to_string(kProofFileVersion) + ", got " + std::to_string(version)};
  }
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(head));
  return file;
}

std::variant<std::monostate, FileError> write_proof_file(const std::string& path,
                                                         std::span<const std::uint8_t> proof) {
  std::array<char, kMagic.size() + 1> head{};
  std::memcpy(head.data(), kMagic.data(), kMagic.size());
  head[kMagic.size()] = static_cast<char>(kProofFileVersion);
  return write_whole(path, head, {reinterpret_cast<const char*>(proof.data()), proof.size()});
}

std::variant<std::monostate, FileError> write_text_file(const std::string& path,
                                                        std::string_view text) {
  return write_whole(path, {}, text);
}

}  // namespace p3::app
