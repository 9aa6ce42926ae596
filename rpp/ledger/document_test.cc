// SPDX-License-Identifier: Apache-2.0 OR MIT
// docs/spec/state.md against the tables and the names in the code.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "rpp/chain/header.h"
#include "rpp/chain/identity.h"
#include "rpp/chain/roots.h"
#include "rpp/chain/transaction.h"
#include "rpp/chain/uptime.h"
#include "rpp/ledger/ledger.h"

namespace rpp {
namespace {

std::string document() {
  std::ifstream in("docs/spec/state.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string range(std::size_t first, std::size_t count) {
  std::string text = std::to_string(first);
  if (count > 1) text += ".." + std::to_string(first + count - 1);
  return text;
}

const char* name_of(FieldType type) {
  switch (type) {
    case FieldType::kDigest:
      return "digest";
    case FieldType::kU64:
      return "u64";
    case FieldType::kU32:
      return "u32";
    case FieldType::kParameter:
      return "parameter";
    case FieldType::kSmall:
      break;
  }
  return "small";
}

// The rows of a table, one after the other, as the document must have them.
std::string rows_of(const FieldTable& table) {
  std::string rows;
  std::size_t at = 0;
  for (const FieldSpec& field : table.fields) {
    const std::size_t count = elements_of(field.type);
    rows += "| " + range(at, count) + " | " + range(4 * at, 4 * count) + " | " +
            std::string(field.name) + " | " + name_of(field.type) + " |\n";
    at += count;
  }
  return rows;
}

TEST(StateDocument, LayoutsAreThoseOfTheTables) {
  const std::string text = document();
  ASSERT_FALSE(text.empty());
  for (const FieldTable* table :
       {&kAccountTable, &kValidatorTable, &kStateTable, &kBlockLeafTable, &kHeaderTable,
        &kTransactionTable, &kKeyChangeTable, &kIdentityDeclarationTable, &kUptimeClaimTable,
        &kTransactionStatementTable, &kIdentityStatementTable, &kUptimeStatementTable}) {
    const std::string heading = "tag " + std::to_string(static_cast<unsigned>(table->tag)) + ", `" +
                                std::string(table->family) + "`\n\n";
    const std::size_t at = text.find(heading);
    ASSERT_NE(at, std::string::npos) << heading;
    const std::string head = "| elements | bytes | field | type |\n|---|---|---|---|\n";
    const std::string expected = head + rows_of(*table) + "\n";
    EXPECT_EQ(text.substr(at + heading.size(), expected.size()), expected) << heading;
  }
}

TEST(StateDocument, NamesEveryRule) {
  const std::string text = document();
  const auto expect_named = [&text](const char* name) {
    EXPECT_NE(text.find("`" + std::string(name) + "`"), std::string::npos) << name;
  };
  for (std::size_t i = 0; i < kNumLedgerRules; ++i) {
    expect_named(rule_name(static_cast<LedgerRule>(i)));
  }
  for (int i = 0; i <= static_cast<int>(GenesisRule::kTotalPower); ++i) {
    expect_named(rule_name(static_cast<GenesisRule>(i)));
  }
  for (int i = 0; i <= static_cast<int>(ImageRule::kHistoryRoot); ++i) {
    expect_named(rule_name(static_cast<ImageRule>(i)));
  }
}

}  // namespace
}  // namespace rpp
