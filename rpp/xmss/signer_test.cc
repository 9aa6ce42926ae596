// SPDX-License-Identifier: Apache-2.0 OR MIT
// A leaf signs once: over restarts, crashes, failures of the medium and threads.
#include "rpp/xmss/signer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <thread>

#include "rpp/xmss/memory_storage_test_support.h"
#include "rpp/xmss/verify.h"
#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::Medium;
using testing::MemoryStorage;
using testing::message_number;

// Height 8: 252 leaves for votes, 4 for attestations.
const XmssKey& vote_key() {
  static const XmssKey kKey = testing::make_key(KeyKind::kVote, 8, 3);
  return kKey;
}
const XmssKey& wallet_key() {
  static const XmssKey kKey = testing::make_key(KeyKind::kWallet, 4, 4);
  return kKey;
}

std::unique_ptr<Signer> signer_on(Medium& medium, const XmssKey& key) {
  auto storage = std::make_unique<MemoryStorage>(medium);
  auto record = medium.bytes.empty() ? RecordFile::create_on(std::move(storage), key.public_key())
                                     : RecordFile::open_on(std::move(storage), key.public_key());
  return std::make_unique<Signer>(key, std::move(record).value());
}

void expect_valid(const Signer::Signed& got, const XmssKey& key, const Digest& message,
                  std::uint32_t leaf) {
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(got.value().leaf, leaf);
  EXPECT_EQ(verify_signature(key.public_key(), key.shape().kind, message, got.value()),
            std::nullopt);
}

void expect_refused(const Signer::Signed& got, SignReason reason) {
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().reason, reason);
}

TEST(SignerTest, SignsVotesAtTheirLeaves) {
  Medium medium;
  const auto signer = signer_on(medium, vote_key());
  const std::uint64_t first_slot = 1'000'000'000'000;
  expect_valid(signer->sign_vote(first_slot, first_slot, Stage::kPrevote, message_number(1)),
               vote_key(), message_number(1), 0);
  expect_valid(
      signer->sign_vote(first_slot, first_slot + 125, Stage::kPrecommit, message_number(2)),
      vote_key(), message_number(2), 251);
  expect_refused(
      signer->sign_vote(first_slot, first_slot + 126, Stage::kPrevote, message_number(3)),
      SignReason::kLeafRange);
  expect_refused(signer->sign_vote(first_slot, first_slot - 1, Stage::kPrevote, message_number(3)),
                 SignReason::kLeafRange);
  expect_refused(signer->sign_wallet(0, 0, message_number(1)), SignReason::kPurpose);
}

TEST(SignerTest, AttestsAtTheNextLeafOfTheRange) {
  Medium medium;
  for (std::uint32_t k = 0; k < 4; ++k) {
    // A new process each time.
    const auto signer = signer_on(medium, vote_key());
    expect_valid(signer->sign_attestation(message_number(k)), vote_key(), message_number(k),
                 252 + k);
    // The same declaration again costs no leaf.
    expect_valid(signer->sign_attestation(message_number(0)), vote_key(), message_number(0), 252);
  }
  expect_refused(signer_on(medium, vote_key())->sign_attestation(message_number(9)),
                 SignReason::kLeafRange);
}

TEST(SignerTest, SignsWalletActsAtTheirNonce) {
  Medium medium;
  const auto signer = signer_on(medium, wallet_key());
  expect_valid(signer->sign_wallet(2, 3, message_number(1)), wallet_key(), message_number(1), 11);
  // The same hash at another attempt is another leaf.
  expect_valid(signer->sign_wallet(2, 0, message_number(1)), wallet_key(), message_number(1), 8);
  expect_refused(signer->sign_wallet(4, 0, message_number(1)), SignReason::kLeafRange);
  expect_refused(signer->sign_wallet(1, 4, message_number(1)), SignReason::kLeafRange);
  expect_refused(signer->sign_attestation(message_number(1)), SignReason::kPurpose);
  expect_refused(signer->sign_vote(0, 0, Stage::kPrevote, message_number(1)), SignReason::kPurpose);
  expect_refused(signer->sign(16, message_number(1)), SignReason::kLeafRange);
  expect_refused(signer->sign(~0u, message_number(1)), SignReason::kLeafRange);
}

TEST(SignerTest, AUsedLeafSignsItsOwnMessageOnly) {
  Medium medium;
  const auto signer = signer_on(medium, wallet_key());
  const auto before = signer->sign(5, message_number(1));
  expect_refused(signer->sign(5, message_number(2)), SignReason::kLeafUsed);
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    expect_refused(signer->sign(5, testing::changed(message_number(1), i)), SignReason::kLeafUsed);
  }
  const std::size_t size = medium.bytes.size();
  EXPECT_EQ(signer->sign(5, message_number(1)).value(), before.value());
  EXPECT_EQ(medium.bytes.size(), size);
}

TEST(SignerTest, RemembersOverARestart) {
  Medium medium;
  const auto before = signer_on(medium, wallet_key())->sign(5, message_number(1));
  medium.crash();
  const auto signer = signer_on(medium, wallet_key());
  expect_refused(signer->sign(5, message_number(2)), SignReason::kLeafUsed);
  EXPECT_EQ(signer->sign(5, message_number(1)).value(), before.value());
}

TEST(SignerTest, NoSignatureWithoutADurableEntry) {
  for (const char call : {'w', 's'}) {
    Medium medium;
    const auto signer = signer_on(medium, wallet_key());
    ASSERT_TRUE(signer->sign(4, message_number(4)).ok());
    medium.fail_on = call;
    const auto failed = signer->sign(5, message_number(1));
    expect_refused(failed, SignReason::kRecord);
    EXPECT_EQ(failed.error().record->reason, RecordReason::kSystem);
    medium.fail_on = 0;
    // Nothing new any more; what is recorded can still be repeated.
    expect_refused(signer->sign(6, message_number(1)), SignReason::kRecord);
    EXPECT_TRUE(signer->sign(4, message_number(4)).ok());
    // After the crash the leaf may sign another message: no signature had left.
    medium.crash();
    EXPECT_TRUE(signer_on(medium, wallet_key())->sign(5, message_number(2)).ok());
  }
}

TEST(SignerTest, TheEntryIsSyncedBeforeTheSignatureIsThere) {
  Medium medium;
  const auto signer = signer_on(medium, wallet_key());
  medium.log.clear();
  ASSERT_TRUE(signer->sign(5, message_number(1)).ok());
  EXPECT_EQ(medium.log, "ws");
  EXPECT_EQ(medium.synced, medium.bytes);
}

TEST(SignerTest, RefusesACounterThatIsNotTheRecordedMessages) {
  Medium medium;
  {
    auto record =
        RecordFile::create_on(std::make_unique<MemoryStorage>(medium), wallet_key().public_key());
    const auto found = find_encoding(wallet_key(), 5, message_number(1));
    ASSERT_EQ(record.value().append({5, message_number(1), found->counter + 1}), std::nullopt);
  }
  const auto got = signer_on(medium, wallet_key())->sign(5, message_number(1));
  expect_refused(got, SignReason::kRecord);
  EXPECT_EQ(got.error().record->reason, RecordReason::kEntry);
}

TEST(SignerTest, RefusesLeavesThatAreNotBuilt) {
  const XmssKey part = testing::make_key({KeyKind::kVote, 8, 248, 3}, 3);
  Medium medium;
  const auto signer = signer_on(medium, part);
  expect_refused(signer->sign(247, message_number(1)), SignReason::kNotBuilt);
  expect_valid(signer->sign(250, message_number(1)), part, message_number(1), 250);
  expect_valid(signer->sign_attestation(message_number(2)), part, message_number(2), 252);
}

TEST(SignerTest, RefusesTheRecordOfAnotherKey) {
  Medium medium;
  auto record =
      RecordFile::create_on(std::make_unique<MemoryStorage>(medium), vote_key().public_key());
  EXPECT_DEATH(Signer(wallet_key(), std::move(record).value()), "another key");
}

TEST(SignerTest, ThreadsShareOneSigner) {
  Medium medium;
  const auto signer = signer_on(medium, vote_key());
  std::array<int, 4> signed_at_five{};
  std::array<std::uint32_t, 4> attested{};
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        signed_at_five[t] = signer->sign(5, message_number(t)).ok() ? 1 : 0;
        attested[t] = signer->sign_attestation(message_number(50 + t)).value().leaf;
      });
    }
  }
  EXPECT_EQ(signed_at_five[0] + signed_at_five[1] + signed_at_five[2] + signed_at_five[3], 1);
  EXPECT_EQ(std::set(attested.begin(), attested.end()),
            (std::set<std::uint32_t>{252, 253, 254, 255}));
}

// Signs `message` at leaf 5 in a child that ends without any clean-up, as a killed process does.
void sign_and_die(const std::string& path, const Digest& message) {
  auto record = RecordFile::open(path, wallet_key().public_key());
  const bool good =
      record.ok() && Signer(wallet_key(), std::move(record).value()).sign(5, message).ok();
  ::_exit(good ? 0 : 1);
}

TEST(SignerTest, AProcessThatDiedHasUsedItsLeaf) {
  const std::string path = ::testing::TempDir() + "/rpp_signer_" + std::to_string(::getpid());
  std::filesystem::remove(path);
  ASSERT_TRUE(RecordFile::create(path, wallet_key().public_key()).ok());
  EXPECT_EXIT(sign_and_die(path, message_number(1)), ::testing::ExitedWithCode(0), "");
  {
    auto record = RecordFile::open(path, wallet_key().public_key());
    ASSERT_TRUE(record.ok());
    // While this process has the record, another one cannot sign.
    EXPECT_EXIT(sign_and_die(path, message_number(1)), ::testing::ExitedWithCode(1), "");
    Signer signer(wallet_key(), std::move(record).value());
    expect_refused(signer.sign(5, message_number(2)), SignReason::kLeafUsed);
    expect_valid(signer.sign(5, message_number(1)), wallet_key(), message_number(1), 5);
  }
  EXPECT_EXIT(sign_and_die(path, message_number(2)), ::testing::ExitedWithCode(1), "");
  EXPECT_EXIT(sign_and_die(path, message_number(1)), ::testing::ExitedWithCode(0), "");
  std::filesystem::remove(path);
}

TEST(SignerTest, NamesOfReasons) {
  EXPECT_STREQ(reason_name(SignReason::kPurpose), "purpose");
  EXPECT_STREQ(reason_name(SignReason::kLeafRange), "leaf-range");
  EXPECT_STREQ(reason_name(SignReason::kNotBuilt), "not-built");
  EXPECT_STREQ(reason_name(SignReason::kLeafUsed), "leaf-used");
  EXPECT_STREQ(reason_name(SignReason::kNoCounter), "no-counter");
  EXPECT_STREQ(reason_name(SignReason::kRecord), "record");
}

}  // namespace
}  // namespace rpp
