// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/record_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "p3/hash/keccak.h"
#include "rpp/xmss/memory_storage_test_support.h"
#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::Medium;
using testing::MemoryStorage;
using testing::message_number;

PublicKey key_number(std::uint64_t k) { return {6, message_number(k), {}}; }

p3::Result<RecordFile, RecordError> create_on(Medium& medium) {
  return RecordFile::create_on(std::make_unique<MemoryStorage>(medium), key_number(1));
}

p3::Result<RecordFile, RecordError> open_on(Medium& medium, std::uint64_t key = 1) {
  return RecordFile::open_on(std::make_unique<MemoryStorage>(medium), key_number(key));
}

UsedLeaf entry(std::uint32_t leaf) { return {leaf, message_number(1000 + leaf), 100 + leaf}; }

// A record with entries for leaves 0, 7, 14, ...
Medium with_entries(std::uint32_t count) {
  Medium medium;
  RecordFile record = std::move(create_on(medium)).value();
  for (std::uint32_t k = 0; k < count; ++k) EXPECT_EQ(record.append(entry(7 * k)), std::nullopt);
  return medium;
}

void expect_entries(const RecordFile& record, std::uint32_t count) {
  EXPECT_EQ(record.entries().size(), count);
  for (std::uint32_t k = 0; k < count; ++k) {
    const UsedLeaf* found = record.find(7 * k);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(*found, entry(7 * k));
  }
  EXPECT_EQ(record.find(1), nullptr);
}

TEST(RecordFileTest, KeepsEntries) {
  for (std::uint32_t count = 0; count <= 5; ++count) {
    Medium medium = with_entries(count);
    EXPECT_EQ(medium.bytes.size(), kRecordBlockBytes * (1 + count));
    auto record = open_on(medium);
    ASSERT_TRUE(record.ok());
    expect_entries(record.value(), count);
    ASSERT_EQ(record.value().append(entry(7 * count)), std::nullopt);
    expect_entries(open_on(medium).value(), count + 1);
  }
}

TEST(RecordFileTest, AnAppendIsSyncedWhenItReturns) {
  Medium medium = with_entries(0);
  auto record = open_on(medium);
  medium.log.clear();
  for (std::uint32_t k = 0; k < 4; ++k) {
    ASSERT_EQ(record.value().append(entry(7 * k)), std::nullopt);
    EXPECT_EQ(medium.synced, medium.bytes);
    Medium after_crash = medium;
    after_crash.crash();
    expect_entries(open_on(after_crash).value(), k + 1);
  }
  EXPECT_EQ(medium.log, "wswswsws");
}

TEST(RecordFileTest, DropsABlockThatWasCutShort) {
  const Medium medium = with_entries(3);
  for (std::size_t cut = 1; cut < kRecordBlockBytes; ++cut) {
    Medium torn = medium;
    torn.bytes.resize(medium.bytes.size() - cut);
    torn.synced.clear();
    auto record = open_on(torn);
    ASSERT_TRUE(record.ok()) << cut;
    expect_entries(record.value(), 2);
    EXPECT_EQ(torn.synced.size(), 3 * kRecordBlockBytes);
    // And goes on where the whole blocks end.
    ASSERT_EQ(record.value().append(entry(14)), std::nullopt);
    EXPECT_EQ(torn.bytes, medium.bytes);
  }
}

TEST(RecordFileTest, RefusesEveryChangedByte) {
  const Medium medium = with_entries(3);
  for (std::size_t position = 0; position < medium.bytes.size(); ++position) {
    for (const std::uint8_t flip : std::initializer_list<std::uint8_t>{0x01, 0x80, 0xff}) {
      Medium other = medium;
      other.bytes[position] ^= flip;
      const auto record = open_on(other);
      ASSERT_FALSE(record.ok()) << position;
      const std::size_t block = position / kRecordBlockBytes * kRecordBlockBytes;
      const RecordReason reason = position < 8 ? RecordReason::kHeader : RecordReason::kChecksum;
      EXPECT_EQ(record.error(), (RecordError{reason, block, 0})) << position;
      // A refusal changes nothing.
      EXPECT_EQ(other.log.substr(medium.log.size()).find_first_of("wts"), std::string::npos);
    }
  }
}

TEST(RecordFileTest, RefusesBlocksThatAreGoneMovedOrForeign) {
  const Medium medium = with_entries(4);
  const auto block = [&](std::size_t k) {
    return medium.bytes.begin() + static_cast<std::ptrdiff_t>(k * kRecordBlockBytes);
  };
  Medium gone = medium;
  gone.bytes.erase(gone.bytes.begin() + 2 * kRecordBlockBytes,
                   gone.bytes.begin() + 3 * kRecordBlockBytes);
  EXPECT_EQ(open_on(gone).error().reason, RecordReason::kChecksum);
  Medium swapped = medium;
  std::swap_ranges(swapped.bytes.begin() + kRecordBlockBytes,
                   swapped.bytes.begin() + 2 * kRecordBlockBytes,
                   swapped.bytes.begin() + 2 * kRecordBlockBytes);
  EXPECT_EQ(open_on(swapped).error().reason, RecordReason::kChecksum);
  Medium twice = medium;
  twice.bytes.insert(twice.bytes.end(), block(4), block(5));
  EXPECT_EQ(open_on(twice).error().reason, RecordReason::kChecksum);
  // A whole block of zeros is no cut: its leaf may have been used.
  Medium zeros = medium;
  std::fill(zeros.bytes.end() - kRecordBlockBytes, zeros.bytes.end(), std::uint8_t{0});
  EXPECT_EQ(open_on(zeros).error().reason, RecordReason::kChecksum);
}

TEST(RecordFileTest, RefusesWhatIsNoRecordOfThisKey) {
  Medium medium = with_entries(2);
  EXPECT_EQ(open_on(medium, 2).error(), (RecordError{RecordReason::kOtherKey, 0, 0}));
  for (std::size_t size = 0; size < kRecordBlockBytes; ++size) {
    Medium cut = medium;
    cut.bytes.resize(size);
    EXPECT_EQ(open_on(cut).error(), (RecordError{RecordReason::kHeader, size, 0}));
    EXPECT_EQ(cut.bytes.size(), size);
  }
  Medium version = medium;
  version.bytes[7] = '2';
  EXPECT_EQ(open_on(version).error().reason, RecordReason::kHeader);
}

TEST(RecordFileTest, RefusesMoreBlocksThanLeaves) {
  Medium medium = with_entries(1);
  medium.bytes.resize((64 + 2) * kRecordBlockBytes);
  EXPECT_EQ(open_on(medium).error().reason, RecordReason::kTooLong);
}

// A block with a right checksum, as docs/spec/signer-record.md has it.
void add_block(std::vector<std::uint8_t>& bytes, std::vector<std::uint8_t> body) {
  ASSERT_EQ(body.size(), 40u);
  std::vector<std::uint8_t> hashed(16);
  if (!bytes.empty()) hashed.assign(bytes.end() - 16, bytes.end());
  hashed.insert(hashed.end(), body.begin(), body.end());
  const auto checksum = p3::keccak256(hashed);
  bytes.insert(bytes.end(), body.begin(), body.end());
  bytes.insert(bytes.end(), checksum.begin(), checksum.begin() + 16);
}

std::vector<std::uint8_t> entry_body(std::uint32_t leaf, std::uint32_t first_word,
                                     std::uint32_t counter) {
  std::vector<std::uint8_t> body(40);
  for (unsigned k = 0; k < 4; ++k) {
    body[k] = static_cast<std::uint8_t>(leaf >> (8 * k));
    body[4 + k] = static_cast<std::uint8_t>(first_word >> (8 * k));
    body[36 + k] = static_cast<std::uint8_t>(counter >> (8 * k));
  }
  return body;
}

TEST(RecordFileTest, FormatWrittenOut) {
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint8_t> header = {'R', 'P', 'P', 'L', 'E', 'A', 'F', '1'};
  for (const Element x : key_digest(key_number(1)).elements) {
    for (unsigned k = 0; k < 4; ++k) {
      header.push_back(static_cast<std::uint8_t>(x.as_canonical_u64() >> (8 * k)));
    }
  }
  add_block(bytes, header);
  add_block(bytes, entry_body(63, 7, 65535));
  Medium medium;
  RecordFile record = std::move(create_on(medium)).value();
  Digest message;
  message[0] = Element::from_u64(7);
  ASSERT_EQ(record.append({63, message, 65535}), std::nullopt);
  EXPECT_EQ(medium.bytes, bytes);
}

TEST(RecordFileTest, RefusesEntriesThatNoSignerWrites) {
  const std::uint32_t p = Element::kPrime;
  for (const auto& body : {entry_body(64, 7, 0), entry_body(~0u, 7, 0), entry_body(1, p, 0),
                           entry_body(1, ~0u, 0), entry_body(1, 7, 65536)}) {
    Medium medium = with_entries(1);
    add_block(medium.bytes, body);
    EXPECT_EQ(open_on(medium).error(),
              (RecordError{RecordReason::kEntry, 2 * kRecordBlockBytes, 0}));
  }
  Medium twice = with_entries(1);
  add_block(twice.bytes, entry_body(0, 7, 0));
  EXPECT_EQ(open_on(twice).error(),
            (RecordError{RecordReason::kDuplicate, 2 * kRecordBlockBytes, 0}));
}

TEST(RecordFileTest, AFailedAppendEndsTheRecord) {
  for (const char call : {'w', 's'}) {
    for (const std::size_t torn : {0u, 1u, 55u, 56u}) {
      Medium medium = with_entries(2);
      auto record = open_on(medium);
      medium.fail_on = call;
      medium.torn_bytes = torn;
      const auto error = record.value().append(entry(14));
      ASSERT_TRUE(error);
      EXPECT_EQ(error->reason, RecordReason::kSystem);
      EXPECT_EQ(error->system, EIO);
      // Even when the medium works again: what it holds is unknown.
      medium.fail_on = 0;
      const auto again = record.value().append(entry(14));
      ASSERT_TRUE(again);
      EXPECT_EQ(again->reason, RecordReason::kFailed);
      EXPECT_EQ(record.value().find(14), nullptr);
      // Opened anew it has the entry if and only if all of it arrived.
      const bool whole = call == 's' || torn == kRecordBlockBytes;
      expect_entries(open_on(medium).value(), whole ? 3 : 2);
    }
  }
}

TEST(RecordFileTest, FailuresWhileOpening) {
  const Medium medium = with_entries(2);
  Medium other = medium;
  other.fail_on = 'r';
  EXPECT_EQ(open_on(other).error(), (RecordError{RecordReason::kSystem, 0, EIO}));
  for (const char call : {'t', 's'}) {
    other = medium;
    other.bytes.pop_back();
    other.fail_on = call;
    EXPECT_EQ(open_on(other).error(),
              (RecordError{RecordReason::kSystem, 2 * kRecordBlockBytes, EIO}));
  }
  for (const char call : {'w', 's'}) {
    Medium fresh;
    fresh.fail_on = call;
    EXPECT_EQ(create_on(fresh).error(), (RecordError{RecordReason::kSystem, 0, EIO}));
  }
}

TEST(RecordFileTest, RefusesEntriesThatAreBugs) {
  Medium medium;
  RecordFile record = std::move(create_on(medium)).value();
  ASSERT_EQ(record.append(entry(3)), std::nullopt);
  EXPECT_DEATH(static_cast<void>(record.append(entry(3))), "used leaf");
  EXPECT_DEATH(static_cast<void>(record.append(entry(64))), "not an entry");
  EXPECT_DEATH(static_cast<void>(record.append({5, Digest(), 65536})), "not an entry");
}

class RecordPathTest : public ::testing::Test {
 protected:
  RecordPathTest() { std::filesystem::create_directories(folder_); }
  ~RecordPathTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_ = ::testing::TempDir() + "/rpp_record_" +
                        ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string path_ = folder_ + "/leaves";
};

TEST_F(RecordPathTest, KeepsEntriesInAFile) {
  {
    RecordFile record = std::move(RecordFile::create(path_, key_number(1))).value();
    for (std::uint32_t k = 0; k < 3; ++k) ASSERT_EQ(record.append(entry(7 * k)), std::nullopt);
  }
  expect_entries(RecordFile::open(path_, key_number(1)).value(), 3);
  std::filesystem::resize_file(path_, 4 * kRecordBlockBytes - 9);
  expect_entries(RecordFile::open(path_, key_number(1)).value(), 2);
  EXPECT_EQ(std::filesystem::file_size(path_), 3 * kRecordBlockBytes);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(path_).permissions() & (perms::group_all | perms::others_all),
            perms::none);
}

TEST_F(RecordPathTest, OneHolderAtATime) {
  {
    const auto record = RecordFile::create(path_, key_number(1));
    ASSERT_TRUE(record.ok());
    EXPECT_EQ(RecordFile::open(path_, key_number(1)).error().reason, RecordReason::kLocked);
  }
  EXPECT_TRUE(RecordFile::open(path_, key_number(1)).ok());
}

TEST_F(RecordPathTest, NeverOverAnExistingFile) {
  {
    std::ofstream(path_) << "something";
  }
  EXPECT_EQ(RecordFile::create(path_, key_number(1)).error().reason, RecordReason::kExists);
  EXPECT_EQ(std::filesystem::file_size(path_), 9u);
}

TEST_F(RecordPathTest, MissingFilesAndFolders) {
  const auto missing = RecordFile::open(path_, key_number(1));
  EXPECT_EQ(missing.error(), (RecordError{RecordReason::kSystem, 0, ENOENT}));
  const auto folder = RecordFile::create(folder_ + "/no/leaves", key_number(1));
  EXPECT_EQ(folder.error(), (RecordError{RecordReason::kSystem, 0, ENOENT}));
}

TEST(RecordFileTest, NamesOfReasons) {
  EXPECT_STREQ(reason_name(RecordReason::kSystem), "system");
  EXPECT_STREQ(reason_name(RecordReason::kLocked), "locked");
  EXPECT_STREQ(reason_name(RecordReason::kExists), "exists");
  EXPECT_STREQ(reason_name(RecordReason::kHeader), "header");
  EXPECT_STREQ(reason_name(RecordReason::kOtherKey), "other-key");
  EXPECT_STREQ(reason_name(RecordReason::kChecksum), "checksum");
  EXPECT_STREQ(reason_name(RecordReason::kEntry), "entry");
  EXPECT_STREQ(reason_name(RecordReason::kDuplicate), "duplicate");
  EXPECT_STREQ(reason_name(RecordReason::kTooLong), "too-long");
  EXPECT_STREQ(reason_name(RecordReason::kFailed), "failed");
}

}  // namespace
}  // namespace rpp
