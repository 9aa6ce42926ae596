// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "rpp/fields/field_codec.h"
#include "rpp/lists/changed_field.h"

// For tests: a field table against the words of the statement.
namespace rpp::testing {

// names as "chain id, count", types as "D I": D digest, L u64, I u32, S small, P parameter.
inline void expect_table(const FieldTable& table, const std::string& names,
                         const std::string& types) {
  std::string got_names;
  std::string got_types;
  for (const FieldSpec& field : table.fields) {
    std::string name(field.name);
    for (char& c : name) c = c == '_' ? ' ' : c;
    got_names += (got_names.empty() ? "" : ", ") + name;
    if (!got_types.empty()) got_types += ' ';
    got_types += "DLISP"[static_cast<std::size_t>(field.type)];
  }
  EXPECT_EQ(got_names, names);
  EXPECT_EQ(got_types, types);
  EXPECT_EQ(table.family, info_of(table.tag).name);
  EXPECT_TRUE(info_of(table.tag).allows(table.num_elements()));
}

// Each field is one member of the struct, and each changes the digest.
template <class S>
void expect_bound_once(const FieldTable& table, const S& zero, S (*struct_of)(const FieldValues&)) {
  const FieldValues zeros = values_of(zero);
  std::set<Digest> digests = {statement_digest(table, zeros)};
  for (std::size_t i = 0; i < zeros.size(); ++i) {
    const FieldValues values = with_changed_field(zeros, i);
    EXPECT_NE(struct_of(values), zero) << i;
    EXPECT_EQ(values_of(struct_of(values)), values) << i;
    EXPECT_TRUE(digests.insert(statement_digest(table, values)).second) << i;
  }
}

}  // namespace rpp::testing
