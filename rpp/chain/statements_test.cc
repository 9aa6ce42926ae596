// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rpp/chain/epoch.h"
#include "rpp/chain/identity.h"
#include "rpp/chain/transaction.h"
#include "rpp/chain/uptime.h"

namespace rpp {
namespace {

std::vector<std::string> names_of(const FieldTable& table) {
  std::vector<std::string> names;
  for (const FieldSpec& field : table.fields) {
    std::string& name = names.emplace_back(field.name);
    for (char& c : name) c = c == '_' ? ' ' : c;
  }
  return names;
}

// The lists of statements.md, section 5, "Each statement".
TEST(Statements, FieldsAreThoseOfTheText) {
  EXPECT_EQ(names_of(kTransactionStatementTable),
            (std::vector<std::string>{"chain id", "kind", "transaction hash", "from", "key digest",
                                      "to", "amount", "fee", "rotation count", "nonce",
                                      "expiry height", "memo digest"}));
  EXPECT_EQ(
      names_of(kIdentityStatementTable),
      (std::vector<std::string>{"chain id", "address", "vote root", "vote pp", "vote first slot",
                                "vote activation height", "current height", "epoch", "epoch nonce",
                                "validator set root", "attestation count"}));
  EXPECT_EQ(names_of(kUptimeStatementTable),
            (std::vector<std::string>{"chain id", "address", "key digest", "rotation count",
                                      "nonce", "epoch", "window start", "window end", "head hash",
                                      "head height", "history root", "credited hours",
                                      "hours before", "window end before", "last decay before",
                                      "hours after", "window end after", "last decay after"}));
}

constexpr std::uint64_t kStart = 1'000'000'000;

UptimeRecord after(const UptimeRecord& before, std::uint64_t start, std::uint64_t end) {
  UptimeClaim claim;
  claim.window_start = start;
  claim.window_end = end;
  return record_after(before, claim);
}

TEST(UptimeRecord, CreditsWholeHours) {
  const UptimeRecord before{10, kStart, kStart};
  EXPECT_EQ(after(before, kStart, kStart + 3600), (UptimeRecord{11, kStart + 3600, kStart}));
  EXPECT_EQ(after(before, kStart, kStart + 7199), (UptimeRecord{11, kStart + 7199, kStart}));
}

TEST(UptimeRecord, DecaysBeforeTheCredit) {
  const UptimeRecord before{10, kStart, kStart};
  const std::uint64_t day = 86'400;
  // One second before a day is over, and when it is.
  EXPECT_EQ(after(before, kStart + day - 3601, kStart + day - 1),
            (UptimeRecord{11, kStart + day - 1, kStart}));
  EXPECT_EQ(after(before, kStart + day - 3600, kStart + day),
            (UptimeRecord{10, kStart + day, kStart + day}));
  // Several days: what is left of the last one stays for later.
  EXPECT_EQ(after(before, kStart + 4 * day, kStart + 4 * day + 7200),
            (UptimeRecord{8, kStart + 4 * day + 7200, kStart + 4 * day}));
  // Never below 0, and the credit is not eaten.
  EXPECT_EQ(after(before, kStart + 100 * day, kStart + 100 * day + 3600),
            (UptimeRecord{1, kStart + 100 * day + 3600, kStart + 100 * day}));
}

TEST(UptimeRecord, CapsAfterTheDecay) {
  const std::uint64_t day = 86'400;
  EXPECT_EQ(after({720, kStart, kStart}, kStart, kStart + 24 * 3600 - 1).hours, 720u);
  EXPECT_EQ(after({720, kStart, kStart}, kStart + 2 * day, kStart + 2 * day + 3600).hours, 719u);
  EXPECT_EQ(after({700, kStart, kStart}, kStart, kStart + day).hours, 720u);
}

TEST(Epoch, BoundariesAndNonces) {
  EXPECT_FALSE(is_epoch_boundary(0, 4));
  EXPECT_TRUE(is_epoch_boundary(3, 4));
  EXPECT_TRUE(starts_epoch(4, 4));
  EXPECT_TRUE(is_epoch_boundary(0, 1));
  BlockHeader previous;
  previous.chain_id[0] = Element::from_u64(1);
  previous.beacon_after[0] = Element::from_u64(2);
  previous.epoch_nonce[0] = Element::from_u64(3);
  previous.height = 2;
  EXPECT_EQ(next_epoch_nonce(previous, 4), previous.epoch_nonce);
  previous.height = 7;
  EXPECT_EQ(next_epoch_nonce(previous, 4),
            epoch_nonce(previous.chain_id, 2, previous.beacon_after));
}

}  // namespace
}  // namespace rpp
