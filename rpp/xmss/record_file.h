// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "p3/base/result.h"
#include "rpp/xmss/file_system.h"
#include "rpp/xmss/signature.h"

// The durable record of a key's used leaves: which message each signed. Format and the rules of
// recovery: docs/spec/signer-record.md.
//
// append returns after the entry is on the medium. A file whose last block was cut short by a crash
// loses that block, whose signature cannot have left; any other damage is refused, because a record
// that misses a used leaf lets the key be broken.
namespace rpp {

struct UsedLeaf {
  std::uint32_t leaf = 0;
  Digest message;
  std::uint32_t counter = 0;  // of the search for rho

  friend bool operator==(const UsedLeaf&, const UsedLeaf&) = default;
};

enum class RecordReason : std::uint8_t {
  kSystem,     // a call of the system failed; `system` is its errno
  kLocked,     // another signer has the file
  kExists,     // a new record over an existing file
  kHeader,     // no record of this version, or one whose header was cut short
  kOtherKey,   // the record of another key
  kChecksum,   // a block was changed, removed or moved
  kEntry,      // an entry that no signer writes: leaf, message or counter out of range
  kDuplicate,  // a leaf twice
  kTooLong,    // more entries than the key has leaves
  kFailed,     // an earlier append failed; what the file holds is not known any more
};

struct RecordError {
  RecordReason reason;
  std::uint64_t position = 0;  // in bytes, of the block
  SystemError system = 0;

  friend bool operator==(const RecordError&, const RecordError&) = default;
};

// "other-key".
const char* reason_name(RecordReason reason) noexcept;

inline constexpr std::size_t kRecordBlockBytes = 56;

class RecordFile {
 public:
  // A new record at `path`, or the one that is there; `key` is the key whose leaves it lists.
  static p3::Result<RecordFile, RecordError> create(const std::string& path, const PublicKey& key);
  static p3::Result<RecordFile, RecordError> open(const std::string& path, const PublicKey& key);

  // The same over other storage, for tests.
  static p3::Result<RecordFile, RecordError> create_on(std::unique_ptr<RecordStorage> storage,
                                                       const PublicKey& key);
  static p3::Result<RecordFile, RecordError> open_on(std::unique_ptr<RecordStorage> storage,
                                                     const PublicKey& key);

  bool belongs_to(const PublicKey& key) const { return header_ == header_of(key); }

  // The entry of a leaf, or null.
  const UsedLeaf* find(std::uint32_t leaf) const;
  const std::unordered_map<std::uint32_t, UsedLeaf>& entries() const { return entries_; }

  // Adds an entry for an unused leaf of the key and waits until it is durable. After a failure the
  // object refuses every append: the file may or may not hold the entry.
  [[nodiscard]] std::optional<RecordError> append(const UsedLeaf& used);

 private:
  using Checksum = std::array<std::uint8_t, 16>;
  using Block = std::array<std::uint8_t, kRecordBlockBytes>;

  RecordFile(std::unique_ptr<RecordStorage> storage, const PublicKey& key);

  static Block header_of(const PublicKey& key);
  std::optional<RecordError> start();
  std::optional<RecordError> load();
  std::optional<RecordError> load_header(std::uint64_t size);
  std::optional<RecordError> load_block(const Block& block);
  std::optional<RecordError> drop_torn_block();
  std::optional<RecordError> fail(std::optional<SystemError> error);

  std::unique_ptr<RecordStorage> storage_;
  Block header_;
  unsigned height_;
  std::uint64_t end_ = 0;  // where the next block goes
  Checksum last_{};        // of the block before
  bool failed_ = false;
  std::unordered_map<std::uint32_t, UsedLeaf> entries_;
};

}  // namespace rpp
