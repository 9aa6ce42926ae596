// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/record_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "p3/base/check.h"
#include "p3/hash/keccak.h"

namespace rpp {
namespace {

constexpr char kMagic[] = "RPPLEAF1";  // the last character is the version
constexpr std::size_t kMagicBytes = 8;
constexpr std::size_t kBodyBytes = 40;
constexpr std::size_t kChecksumBytes = 16;
static_assert(kBodyBytes + kChecksumBytes == kRecordBlockBytes);
constexpr std::size_t kMessageOffset = 4;
constexpr std::size_t kCounterOffset = 36;

void store_word(std::uint32_t x, std::uint8_t* out) {
  for (unsigned k = 0; k < 4; ++k) out[k] = static_cast<std::uint8_t>(x >> (8 * k));
}

std::uint32_t load_word(const std::uint8_t* bytes) {
  std::uint32_t x = 0;
  for (unsigned k = 0; k < 4; ++k) x |= std::uint32_t{bytes[k]} << (8 * k);
  return x;
}

void store_digest(const Digest& digest, std::uint8_t* out) {
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    store_word(static_cast<std::uint32_t>(digest[i].as_canonical_u64()), out + 4 * i);
  }
}

std::optional<Digest> load_digest(const std::uint8_t* bytes) {
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    const std::uint32_t word = load_word(bytes + 4 * i);
    if (word >= Element::kPrime) return std::nullopt;
    digest[i] = Element::from_u64(word);
  }
  return digest;
}

// Completes a block whose body is written: the checksum covers everything before it in the file,
// through the checksum of the block before.
void seal(std::span<const std::uint8_t, kChecksumBytes> before, std::uint8_t* block) {
  p3::Keccak256 hash;
  hash.update(before);
  hash.update({block, kBodyBytes});
  const auto full = hash.finish();
  std::copy_n(full.begin(), kChecksumBytes, block + kBodyBytes);
}

}  // namespace

const char* reason_name(RecordReason reason) noexcept {
  switch (reason) {
    case RecordReason::kSystem:
      return "system";
    case RecordReason::kLocked:
      return "locked";
    case RecordReason::kExists:
      return "exists";
    case RecordReason::kHeader:
      return "header";
    case RecordReason::kOtherKey:
      return "other-key";
    case RecordReason::kChecksum:
      return "checksum";
    case RecordReason::kEntry:
      return "entry";
    case RecordReason::kDuplicate:
      return "duplicate";
    case RecordReason::kTooLong:
      return "too-long";
    case RecordReason::kFailed:
      return "failed";
  }
  return "unknown";
}

RecordFile::RecordFile(std::unique_ptr<RecordStorage> storage, const PublicKey& key)
    : storage_(std::move(storage)), header_(header_of(key)), height_(key.height) {}

RecordFile::Block RecordFile::header_of(const PublicKey& key) {
  Block header;
  std::memcpy(header.data(), kMagic, kMagicBytes);
  store_digest(key_digest(key), header.data() + kMagicBytes);
  const Checksum none{};
  seal(none, header.data());
  return header;
}

p3::Result<RecordFile, RecordError> RecordFile::create(const std::string& path,
                                                       const PublicKey& key) {
  auto file = std::make_unique<LockedFile>();
  if (const auto error = file->open(path, LockedFile::Mode::kNew)) {
    const bool exists = *error == EEXIST;
    return p3::Err{RecordError{exists ? RecordReason::kExists : RecordReason::kSystem, 0, *error}};
  }
  return create_on(std::move(file), key);
}

p3::Result<RecordFile, RecordError> RecordFile::open(const std::string& path,
                                                     const PublicKey& key) {
  auto file = std::make_unique<LockedFile>();
  if (const auto error = file->open(path, LockedFile::Mode::kExisting)) {
    const bool locked = *error == EWOULDBLOCK;
    return p3::Err{RecordError{locked ? RecordReason::kLocked : RecordReason::kSystem, 0, *error}};
  }
  return open_on(std::move(file), key);
}

p3::Result<RecordFile, RecordError> RecordFile::create_on(std::unique_ptr<RecordStorage> storage,
                                                          const PublicKey& key) {
  RecordFile record(std::move(storage), key);
  if (const auto error = record.start()) return p3::Err{*error};
  return record;
}

p3::Result<RecordFile, RecordError> RecordFile::open_on(std::unique_ptr<RecordStorage> storage,
                                                        const PublicKey& key) {
  RecordFile record(std::move(storage), key);
  if (const auto error = record.load()) return p3::Err{*error};
  return record;
}

const UsedLeaf* RecordFile::find(std::uint32_t leaf) const {
  const auto found = entries_.find(leaf);
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<RecordError> RecordFile::append(const UsedLeaf& used) {
  P3_CHECK(find(used.leaf) == nullptr, "a used leaf");
  P3_CHECK(used.leaf >> height_ == 0 && used.counter <= kMaxCounter, "not an entry of this key");
  if (failed_) return RecordError{RecordReason::kFailed, end_};
  Block block;
  store_word(used.leaf, block.data());
  store_digest(used.message, block.data() + kMessageOffset);
  store_word(used.counter, block.data() + kCounterOffset);
  seal(last_, block.data());
  if (const auto error = fail(storage_->write(end_, block))) return error;
  if (const auto error = fail(storage_->sync())) return error;
  std::copy_n(block.begin() + kBodyBytes, kChecksumBytes, last_.begin());
  end_ += kRecordBlockBytes;
  entries_.emplace(used.leaf, used);
  return std::nullopt;
}

std::optional<RecordError> RecordFile::start() {
  if (const auto error = fail(storage_->write(0, header_))) return error;
  if (const auto error = fail(storage_->sync())) return error;
  std::copy_n(header_.begin() + kBodyBytes, kChecksumBytes, last_.begin());
  end_ = kRecordBlockBytes;
  return std::nullopt;
}

std::optional<RecordError> RecordFile::load() {
  SystemError error = 0;
  const auto size = storage_->size(error);
  if (!size) return fail(error);
  if (const auto wrong = load_header(*size)) return wrong;
  if (*size / kRecordBlockBytes > 1 + (std::uint64_t{1} << height_)) {
    return RecordError{RecordReason::kTooLong, *size};
  }
  Block block;
  while (*size - end_ >= kRecordBlockBytes) {
    if (const auto wrong = fail(storage_->read(end_, block))) return wrong;
    if (const auto wrong = load_block(block)) return wrong;
  }
  return *size == end_ ? std::nullopt : drop_torn_block();
}

std::optional<RecordError> RecordFile::load_header(std::uint64_t size) {
  if (size < kRecordBlockBytes) return RecordError{RecordReason::kHeader, size};
  Block block;
  if (const auto wrong = fail(storage_->read(0, block))) return wrong;
  if (std::memcmp(block.data(), kMagic, kMagicBytes) != 0) {
    return RecordError{RecordReason::kHeader};
  }
  Block sealed = block;
  const Checksum none{};
  seal(none, sealed.data());
  if (sealed != block) return RecordError{RecordReason::kChecksum};
  if (block != header_) return RecordError{RecordReason::kOtherKey};
  std::copy_n(block.begin() + kBodyBytes, kChecksumBytes, last_.begin());
  end_ = kRecordBlockBytes;
  return std::nullopt;
}

std::optional<RecordError> RecordFile::load_block(const Block& block) {
  Block sealed = block;
  seal(last_, sealed.data());
  if (sealed != block) return RecordError{RecordReason::kChecksum, end_};
  const auto message = load_digest(block.data() + kMessageOffset);
  UsedLeaf used{load_word(block.data()), {}, load_word(block.data() + kCounterOffset)};
  if (!message || used.leaf >> height_ != 0 || used.counter > kMaxCounter) {
    return RecordError{RecordReason::kEntry, end_};
  }
  used.message = *message;
  if (!entries_.emplace(used.leaf, used).second) {
    return RecordError{RecordReason::kDuplicate, end_};
  }
  std::copy_n(block.begin() + kBodyBytes, kChecksumBytes, last_.begin());
  end_ += kRecordBlockBytes;
  return std::nullopt;
}

// Less than a block is left behind the last one: an append that a crash cut short, before its sync
// returned. Cut off durably, or the next append would start in the middle of what is left.
std::optional<RecordError> RecordFile::drop_torn_block() {
  if (const auto error = fail(storage_->truncate(end_))) return error;
  return fail(storage_->sync());
}

std::optional<RecordError> RecordFile::fail(std::optional<SystemError> error) {
  if (!error) return std::nullopt;
  failed_ = true;
  return RecordError{RecordReason::kSystem, end_, *error};
}

}  // namespace rpp
