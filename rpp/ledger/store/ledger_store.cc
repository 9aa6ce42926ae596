// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/store/ledger_store.h"

#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>

#include <iterator>
#include <utility>

namespace rpp {
namespace {

using Failure = std::optional<StoreError>;

// Keys: a letter, and a big-endian number, so that records are in the order of their numbers.
constexpr char kProtocolKey[] = "p";  // version, protocol
constexpr char kHeightKey[] = "h";    // of the head
constexpr char kValidatorsKey[] = "v";
constexpr char kAccountPrefix = 'a';  // + position u32
constexpr char kBlockPrefix = 'b';    // + height u64
constexpr char kUndoPrefix = 'u';     // + height u64

std::string key_of(char prefix, std::uint64_t number, unsigned bytes) {
  std::string key(1, prefix);
  for (unsigned i = bytes; i-- > 0;) key += static_cast<char>(number >> (8 * i) & 0xff);
  return key;
}
std::string account_key(std::uint32_t index) { return key_of(kAccountPrefix, index, 4); }
std::string block_key(std::uint64_t height) { return key_of(kBlockPrefix, height, 8); }
std::string undo_key(std::uint64_t height) { return key_of(kUndoPrefix, height, 8); }

std::string number_text(std::uint64_t x, unsigned bytes) {
  std::string text;
  for (unsigned i = 0; i < bytes; ++i) text += static_cast<char>(x >> (8 * i) & 0xff);
  return text;
}

rocksdb::Options options_of(bool create) {
  rocksdb::Options options;
  options.create_if_missing = create;
  options.compression = rocksdb::kNoCompression;
  options.write_buffer_size = std::size_t{16} << 20;
  options.keep_log_file_num = 2;
  // A process may end in the middle of a write: an unfinished last record is what is left of a
  // block that nobody was told about. Damage anywhere else is an error, never a shorter chain.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.paranoid_checks = true;
  return options;
}

Failure failure_of(StoreReason reason, const rocksdb::Status& status) {
  if (status.ok()) return {};
  return StoreError{reason, status.ToString()};
}

}  // namespace

struct LedgerStore::Impl {
  std::unique_ptr<rocksdb::DB> db;

  static p3::Result<std::unique_ptr<Impl>, StoreError> open(const std::string& path, bool create) {
    rocksdb::DB* db = nullptr;
    const auto failure =
        failure_of(StoreReason::kOpen, rocksdb::DB::Open(options_of(create), path, &db));
    if (failure) return p3::Err{*failure};
    auto impl = std::make_unique<Impl>();
    impl->db.reset(db);
    return impl;
  }

  p3::Result<std::string, StoreError> get(const std::string& key, const char* name) const {
    std::string value;
    const rocksdb::Status status = db->Get({}, key, &value);
    if (status.IsNotFound()) return p3::Err{StoreError{StoreReason::kMissing, name}};
    if (const auto failure = failure_of(StoreReason::kRead, status)) return p3::Err{*failure};
    return value;
  }

  Failure write(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions options;
    options.sync = true;
    return failure_of(StoreReason::kWrite, db->Write(options, &batch));
  }

  // Calls use(number, value) for the records of a prefix, whose numbers must be 0, 1, 2 ...
  template <class Use>
  Failure each(char prefix, unsigned bytes, const char* name, Use use) const {
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}));
    std::uint64_t number = 0;
    for (it->Seek(std::string(1, prefix)); it->Valid() && it->key()[0] == prefix; it->Next()) {
      if (it->key() != rocksdb::Slice(key_of(prefix, number, bytes))) {
        return StoreError{StoreReason::kMissing, name + (' ' + std::to_string(number))};
      }
      if (!use(std::string_view(it->value().data(), it->value().size()))) {
        return StoreError{StoreReason::kMalformed, name + (' ' + std::to_string(number))};
      }
      ++number;
    }
    return failure_of(StoreReason::kRead, it->status());
  }

  Failure check_version(std::string& protocol) const {
    auto value = get(kProtocolKey, "protocol");
    if (!value) {
      const bool none = value.error().reason == StoreReason::kMissing;
      return none ? StoreError{StoreReason::kNoChain, "no chain was stored here"} : value.error();
    }
    protocol = std::move(value).value();
    const std::string version = number_text(kStoreVersion, 4);
    if (protocol.compare(0, version.size(), version) != 0) {
      return StoreError{StoreReason::kVersion, "the format of another version"};
    }
    protocol.erase(0, version.size());
    return {};
  }

  Failure load_image(LedgerImage& image) const;
};

Failure LedgerStore::Impl::load_image(LedgerImage& image) const {
  std::string text;
  if (const Failure failure = check_version(text)) return failure;
  const auto protocol = decode_protocol(text);
  if (!protocol) return StoreError{StoreReason::kMalformed, "protocol"};
  image.protocol = *protocol;
  const auto validators_text = get(kValidatorsKey, "validators");
  if (!validators_text) return validators_text.error();
  auto validators = decode_validators(validators_text.value());
  if (!validators) return StoreError{StoreReason::kMalformed, "validators"};
  image.validators = *std::move(validators);
  const Failure accounts = each(kAccountPrefix, 4, "account", [&](std::string_view bytes) {
    const auto account = decode_account(bytes);
    if (account) image.accounts.push_back(*account);
    return account.has_value();
  });
  if (accounts) return accounts;
  const Failure blocks = each(kBlockPrefix, 8, "block", [&](std::string_view bytes) {
    const auto block = decode_block(bytes);
    if (!block) return false;
    const BlockHeader& header = image.head = block->header;
    image.blocks.push_back({block->hash, header.timestamp, header.tx_root, header.height});
    return true;
  });
  if (blocks) return blocks;
  // The number of the head is kept beside the blocks: a lost last one is seen.
  const auto height = get(kHeightKey, "height");
  if (!height) return height.error();
  if (height.value() == number_text(image.head.height, 8)) return {};
  return StoreError{StoreReason::kMissing, "block of the head"};
}

LedgerStore::LedgerStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LedgerStore::LedgerStore(LedgerStore&&) noexcept = default;
LedgerStore& LedgerStore::operator=(LedgerStore&&) noexcept = default;
LedgerStore::~LedgerStore() = default;

p3::Result<LedgerStore, StoreError> LedgerStore::create(const std::string& path,
                                                        const Ledger& ledger) {
  auto impl = Impl::open(path, true);
  if (!impl) return p3::Err{impl.error()};
  LedgerStore store(std::move(impl).value());
  std::string protocol;
  const Failure found = store.impl_->check_version(protocol);
  if (!found) return p3::Err{StoreError{StoreReason::kExists, path}};
  if (found->reason != StoreReason::kNoChain) return p3::Err{*found};
  rocksdb::WriteBatch batch;
  batch.Put(kProtocolKey, number_text(kStoreVersion, 4) + encode_protocol(ledger.protocol()));
  batch.Put(kHeightKey, number_text(ledger.height(), 8));
  batch.Put(kValidatorsKey, encode_validators(ledger.validators()));
  for (std::uint32_t i = 0; i < ledger.accounts().size(); ++i) {
    batch.Put(account_key(i), encode_account(ledger.accounts().at(i)));
  }
  batch.Put(block_key(ledger.height()),
            encode_block({block_hash(ledger.head()), ledger.head(), {}}));
  if (const Failure failure = store.impl_->write(batch)) return p3::Err{*failure};
  return store;
}

p3::Result<LedgerStore, StoreError> LedgerStore::open(const std::string& path) {
  auto impl = Impl::open(path, false);
  if (!impl) return p3::Err{impl.error()};
  return LedgerStore(std::move(impl).value());
}

p3::Result<Ledger, StoreError> LedgerStore::load() const {
  LedgerImage image;
  if (const Failure failure = impl_->load_image(image)) return p3::Err{*failure};
  auto ledger = Ledger::from_image(image);
  if (ledger) return std::move(ledger).value();
  return p3::Err{StoreError{StoreReason::kImage, rule_name(ledger.error().rule)}};
}

std::optional<StoreError> LedgerStore::append(const Ledger& ledger, const AppliedBlock& applied) {
  const std::uint64_t height = ledger.height();
  rocksdb::WriteBatch batch;
  for (const std::uint32_t index : applied.written) {
    batch.Put(account_key(index), encode_account(ledger.accounts().at(index)));
  }
  batch.Put(kHeightKey, number_text(height, 8));
  if (applied.undo.validators) batch.Put(kValidatorsKey, encode_validators(ledger.validators()));
  batch.Put(block_key(height), encode_block({ledger.history().at(height).block_hash, ledger.head(),
                                             applied.transition.transaction_hashes}));
  batch.Put(undo_key(height), encode_undo({applied.undo, applied.written}));
  if (height > kStoredUndos) batch.Delete(undo_key(height - kStoredUndos));
  return impl_->write(batch);
}

std::optional<StoreError> LedgerStore::take_back(const Ledger& ledger, const UndoRecord& record) {
  const std::uint64_t gone = ledger.height() + 1;
  rocksdb::WriteBatch batch;
  for (const std::uint32_t index : record.written) {
    if (index < ledger.accounts().size()) {
      batch.Put(account_key(index), encode_account(ledger.accounts().at(index)));
    } else {
      batch.Delete(account_key(index));
    }
  }
  batch.Put(kHeightKey, number_text(ledger.height(), 8));
  if (record.undo.validators) batch.Put(kValidatorsKey, encode_validators(ledger.validators()));
  batch.Delete(block_key(gone));
  batch.Delete(undo_key(gone));
  return impl_->write(batch);
}

p3::Result<BlockRecord, StoreError> LedgerStore::block(std::uint64_t height) const {
  const auto bytes = impl_->get(block_key(height), "block");
  if (!bytes) return p3::Err{bytes.error()};
  auto record = decode_block(bytes.value());
  if (!record || tx_root(record->transaction_hashes) != record->header.tx_root) {
    return p3::Err{StoreError{StoreReason::kMalformed, "block"}};
  }
  return *std::move(record);
}

p3::Result<UndoRecord, StoreError> LedgerStore::undo(std::uint64_t height) const {
  const auto bytes = impl_->get(undo_key(height), "undo");
  if (!bytes) return p3::Err{bytes.error()};
  auto record = decode_undo(bytes.value());
  if (!record) return p3::Err{StoreError{StoreReason::kMalformed, "undo"}};
  return *std::move(record);
}

const char* reason_name(StoreReason reason) noexcept {
  // In the order of StoreReason.
  constexpr const char* kNames[] = {"open",    "read",      "write",   "exists", "no-chain",
                                    "version", "malformed", "missing", "image"};
  const auto i = static_cast<std::size_t>(reason);
  return i < std::size(kNames) ? kNames[i] : "unknown";
}

}  // namespace rpp
