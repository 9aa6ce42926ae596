// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <fstream>
#include <functional>
#include <vector>

#include "rpp/ledger/store/ledger_store.h"
#include "rpp/ledger/store/scripted_chain_test_support.h"

namespace rpp::testing {
namespace {

namespace fs = std::filesystem;

// A store of so many scripted blocks, closed; the headers of the chain.
std::vector<BlockHeader> make_store(const std::string& path, std::uint64_t blocks) {
  Ledger ledger = scripted_genesis();
  LedgerStore store = LedgerStore::create(path, ledger).value();
  std::vector<BlockHeader> headers = {ledger.head()};
  for (std::uint64_t i = 0; i < blocks; ++i) {
    const AppliedBlock applied = apply_scripted(ledger);
    EXPECT_FALSE(store.append(ledger, applied));
    headers.push_back(ledger.head());
  }
  return headers;
}

std::string error_of_load(const std::string& path) {
  const auto store = LedgerStore::open(path);
  if (!store) return reason_name(store.error().reason);
  const auto ledger = store.value().load();
  if (ledger) return "none";
  return std::string(reason_name(ledger.error().reason)) + ": " + ledger.error().detail;
}

TEST(LedgerStore, KeepsTheWholeLedger) {
  const TemporaryFolder folder;
  Ledger ledger = scripted_genesis();
  {
    LedgerStore store = LedgerStore::create(folder / "s", ledger).value();
    for (int i = 0; i < 12; ++i) {
      const AppliedBlock applied = apply_scripted(ledger);
      ASSERT_FALSE(store.append(ledger, applied));
      const BlockRecord record = store.block(ledger.height()).value();
      EXPECT_EQ(record.header, ledger.head());
      EXPECT_EQ(record.transaction_hashes, applied.transition.transaction_hashes);
      EXPECT_EQ(tx_root(record.transaction_hashes), ledger.head().tx_root);
    }
  }
  const LedgerStore store = LedgerStore::open(folder / "s").value();
  Ledger loaded = store.load().value();
  EXPECT_EQ(loaded.image(), ledger.image());
  EXPECT_EQ(loaded.summary(), ledger.summary());
  apply_scripted(loaded);
  apply_scripted(ledger);
  EXPECT_EQ(loaded.head(), ledger.head());
}

TEST(LedgerStore, TakesBlocksBackAfterReopening) {
  const TemporaryFolder folder;
  const std::vector<BlockHeader> headers = make_store(folder / "s", 12);
  for (std::uint64_t height = 12; height > 3; --height) {
    LedgerStore store = LedgerStore::open(folder / "s").value();
    Ledger ledger = store.load().value();
    const UndoRecord undo = store.undo(height).value();
    ledger.rollback(undo.undo);
    ASSERT_FALSE(store.take_back(ledger, undo));
    EXPECT_EQ(ledger.head(), headers[height - 1]);
    EXPECT_EQ(store.load().value().image(), ledger.image());
    EXPECT_EQ(store.undo(height).error().reason, StoreReason::kMissing);
  }
}

TEST(LedgerStore, ForgetsOldUndos) {
  const TemporaryFolder folder;
  make_store(folder / "s", kStoredUndos + 3);
  const LedgerStore store = LedgerStore::open(folder / "s").value();
  EXPECT_EQ(store.undo(3).error().reason, StoreReason::kMissing);
  EXPECT_TRUE(store.undo(4));
}

TEST(LedgerStore, NamesWhatIsNotThere) {
  const TemporaryFolder folder;
  EXPECT_EQ(error_of_load(folder / "none"), "open");
  make_store(folder / "s", 1);
  EXPECT_EQ(LedgerStore::create(folder / "s", scripted_genesis()).error().reason,
            StoreReason::kExists);
  const LedgerStore store = LedgerStore::open(folder / "s").value();
  EXPECT_EQ(LedgerStore::open(folder / "s").error().reason, StoreReason::kOpen);  // locked
  EXPECT_EQ(store.block(2).error().reason, StoreReason::kMissing);
}

// A change behind the store's back.
void change_records(const std::string& path, const std::function<void(rocksdb::DB&)>& change) {
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open({}, path, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  change(*db);
}
std::string value_of(rocksdb::DB& db, const std::string& key) {
  std::string value;
  EXPECT_TRUE(db.Get({}, key, &value).ok());
  return value;
}

// The transactions of a block are checked where it is read.
TEST(LedgerStore, BlocksHaveTheTransactionsOfTheirHeader) {
  const TemporaryFolder folder;
  make_store(folder / "s", 3);
  const std::string key("b\0\0\0\0\0\0\0\3", 9);
  change_records(folder / "s", [&](rocksdb::DB& db) {
    BlockRecord record = decode_block(value_of(db, key)).value();
    ASSERT_FALSE(record.transaction_hashes.empty());
    record.transaction_hashes.pop_back();
    db.Put({}, key, encode_block(record));
  });
  const LedgerStore store = LedgerStore::open(folder / "s").value();
  EXPECT_TRUE(store.block(2));
  EXPECT_EQ(store.block(3).error().reason, StoreReason::kMalformed);
}

TEST(LedgerStore, NamesDamagedRecords) {
  const std::string account("a\0\0\0\3", 5), block("b\0\0\0\0\0\0\0\2", 9);
  const auto cut = [](const std::string& key) {
    return [key](rocksdb::DB& db) {
      const std::string value = value_of(db, key);
      db.Put({}, key, value.substr(0, value.size() - 1));
    };
  };
  // Another canonical value in one byte.
  const auto flip = [](const std::string& key, std::size_t at) {
    return [key, at](rocksdb::DB& db) {
      std::string value = value_of(db, key);
      value[at] = static_cast<char>(value[at] ^ 1);
      db.Put({}, key, value);
    };
  };
  const auto erase = [](const std::string& key) {
    return [key](rocksdb::DB& db) { db.Delete({}, key); };
  };
  // A header of another time, with its hash.
  const auto retime = [](const std::string& key) {
    return [key](rocksdb::DB& db) {
      BlockRecord record = decode_block(value_of(db, key)).value();
      record.header.timestamp += 1;
      record.hash = block_hash(record.header);
      db.Put({}, key, encode_block(record));
    };
  };
  const std::string last_block("b\0\0\0\0\0\0\0\7", 9);
  const std::vector<std::pair<std::string, std::function<void(rocksdb::DB&)>>> cases = {
      {"malformed: account 3", cut(account)},
      {"missing: account 3", erase(account)},
      {"image: state_root", flip(account, 4 * 18)},  // the balance
      {"image: account_links", flip(account, 4 * 8)},
      {"malformed: block 2", cut(block)},
      {"missing: block 2", erase(block)},
      {"malformed: block 2", flip(block, 4 * 32)},  // its timestamp
      {"image: history_root", retime(block)},
      {"malformed: block 7", flip(last_block, 0)},
      {"malformed: block 7", flip(last_block, 4 * 20)},  // its slot
      {"missing: block of the head", erase(last_block)},
      {"malformed: validators", cut("v")},
      {"image: validator_set", flip("v", 4)},
      {"missing: validators", erase("v")},
      {"version: the format of another version", flip("p", 0)},
      {"no-chain: no chain was stored here", erase("p")},
      {"malformed: protocol", cut("p")},
      {"missing: height", erase("h")},
  };
  const TemporaryFolder folder;
  make_store(folder / "s", 7);
  for (const auto& [expected, change] : cases) {
    fs::remove_all(folder / "copy");
    fs::copy(folder / "s", folder / "copy", fs::copy_options::recursive);
    change_records(folder / "copy", change);
    EXPECT_EQ(error_of_load(folder / "copy"), expected);
  }
}

// Files with a flipped byte or a cut end: an error, or the state behind a whole block.
TEST(LedgerStore, DamagedFilesGiveNoOtherState) {
  const TemporaryFolder folder;
  const std::vector<BlockHeader> headers = make_store(folder / "s", 9);
  p3::SplitMix64 draws(2);
  std::size_t refused = 0, tried = 0;
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder / "s")) {
    if (fs::file_size(entry) > 0) names.push_back(entry.path().filename());
  }
  for (int round = 0; round < 40; ++round) {
    const std::string copy = folder / "copy";
    fs::remove_all(copy);
    fs::copy(folder / "s", copy, fs::copy_options::recursive);
    const fs::path file = fs::path(copy) / names[draws.next() % names.size()];
    const std::uint64_t at = draws.next() % fs::file_size(file);
    if (round % 4 == 0) {
      fs::resize_file(file, at);
    } else {
      std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekg(static_cast<std::streamoff>(at));
      const char old = static_cast<char>(bytes.get());
      bytes.seekp(static_cast<std::streamoff>(at));
      bytes.put(static_cast<char>(old ^ 0x40));
    }
    ++tried;
    const auto store = LedgerStore::open(copy);
    const auto ledger =
        store ? store.value().load() : p3::Result<Ledger, StoreError>(p3::Err{store.error()});
    if (!ledger) {
      ++refused;
      EXPECT_NE(std::string(reason_name(ledger.error().reason)), "unknown");
      continue;
    }
    ASSERT_LT(ledger.value().height(), headers.size());
    EXPECT_EQ(ledger.value().head(), headers[ledger.value().height()]);
  }
  EXPECT_EQ(tried, 40u);
  EXPECT_GT(refused, 0u);
}

}  // namespace
}  // namespace rpp::testing
