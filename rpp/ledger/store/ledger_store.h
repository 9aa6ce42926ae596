// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "p3/base/result.h"
#include "rpp/ledger/store/record.h"

// LedgerStore: a ledger in a folder, in RocksDB. Every block is one batch that is on the medium
// when the call returns, so a store always holds the state behind a whole block, wherever its
// process ends. One process at a time opens it; a store is used by one thread at a time.
namespace rpp {

enum class StoreReason : std::uint8_t {
  kOpen,  // not a store, damaged, or open elsewhere
  kRead,  // includes checksums that do not match
  kWrite,
  kExists,     // there is a chain already
  kNoChain,    // nothing was stored
  kVersion,    // another version of the format
  kMalformed,  // a record that no writer made; `detail` names it
  kMissing,    // a record that must be there
  kImage,      // the records contradict each other; `detail` is the ImageRule's name
};

struct StoreError {
  StoreReason reason;
  std::string detail;
};

// "no-chain".
const char* reason_name(StoreReason reason) noexcept;

inline constexpr std::uint32_t kStoreVersion = 1;
// How many blocks behind the head can be taken back.
inline constexpr std::uint64_t kStoredUndos = 128;

class LedgerStore {
 public:
  // A folder without a chain gets this ledger, which is at its genesis.
  static p3::Result<LedgerStore, StoreError> create(const std::string& path, const Ledger& ledger);
  // The folder must be there.
  static p3::Result<LedgerStore, StoreError> open(const std::string& path);

  LedgerStore(LedgerStore&&) noexcept;
  LedgerStore& operator=(LedgerStore&&) noexcept;
  ~LedgerStore();

  // The ledger of the last block, checked as a whole.
  p3::Result<Ledger, StoreError> load() const;

  // The block that `ledger` has just applied.
  std::optional<StoreError> append(const Ledger& ledger, const AppliedBlock& applied);
  // The block above the head that `ledger` has just gone back to, with its undo record.
  std::optional<StoreError> take_back(const Ledger& ledger, const UndoRecord& undo);

  p3::Result<BlockRecord, StoreError> block(std::uint64_t height) const;
  // Of one of the last kStoredUndos blocks; missing for others.
  p3::Result<UndoRecord, StoreError> undo(std::uint64_t height) const;

 private:
  struct Impl;
  explicit LedgerStore(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace rpp
