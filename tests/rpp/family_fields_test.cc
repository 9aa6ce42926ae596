// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Forms (a) and (b) of the tamper matrix (statements.md, section 8) for every family: each field of
// the statement, public and private, is changed in the witness, with what follows, and with what
// the owner of all secrets can make again; and each public field in a finished envelope. A proof
// verifies exactly where the changed statement is true.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

// Turns of every field if the whole test is run, one otherwise.
constexpr std::uint64_t kTurns = 8;

class FamilyFields : public ::testing::TestWithParam<std::string> {
 protected:
  const FamilyTrial& trial() const { return family(GetParam()); }
};

// The field tables against the names that were written down from the specification's text.
TEST_P(FamilyFields, AreThoseOfTheSpecification) {
  p3::ThreadPool pool(1);
  const auto fields = trial().tampers(1, pool)->fields();
  std::multiset<std::string> expected;
  for (const auto* list : {&trial().public_fields, &trial().private_fields}) {
    for (const SpecField& field : *list) expected.insert(field.name);
  }
  EXPECT_EQ(std::multiset<std::string>(fields.begin(), fields.end()), expected);
  EXPECT_EQ(std::set<std::string>(fields.begin(), fields.end()).size(), fields.size());
  // S takes the public ones in the specification's order.
  const FieldTable& table = *trial().circuit->fields;
  ASSERT_EQ(table.fields.size(), trial().public_fields.size());
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    EXPECT_EQ(fields[i], trial().public_fields[i].name);
    EXPECT_EQ(fields[i], "public." + std::string(table.fields[i].name));
  }
}

TEST_P(FamilyFields, ProofsVerifyExactlyWhereTheChangedStatementIsTrue) {
  FamilyWorld world(trial());
  MatrixTally tally;
  std::set<std::string> refused, stay_true;
  std::size_t count = 0;
  const std::uint64_t turns = std::max<std::uint64_t>(1, kTurns / trial_share());
  for (std::uint64_t t = 0; t < turns; ++t) {
    const std::uint64_t turn = t * trial_seed();
    const auto tampers = trial().tampers(turn + 2, world.pool);
    const auto fields = tampers->fields();
    count = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto changes = tampers->changes(i, turn);
      EXPECT_FALSE(changes.empty()) << fields[i];
      for (const WitnessChange& change : changes) {
        const std::size_t before = tally.attempts;
        const auto problem = world.matrix.attempt(*change.witness, tally);
        EXPECT_FALSE(problem) << fields[i] << ", " << change.how << ", turn " << turn << ": "
                              << *problem;
        (tally.attempts > before ? refused : stay_true).insert(fields[i]);
      }
    }
  }
  // Each field has a change that is false, and some can be made again to another truth.
  EXPECT_EQ(refused.size(), count);
  EXPECT_GE(stay_true.size(), 2u);
  EXPECT_EQ(tally.accepted, 0u);
  std::puts(tally.text(GetParam() + ", witness, " + std::to_string(count) + " fields").c_str());
}

TEST_P(FamilyFields, EveryPublicFieldOfAnEnvelopeIsBound) {
  FamilyWorld world(trial());
  const auto proof = world.prover.prove(world.request, *trial().sample(1, world.pool));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& good = proof.value().envelope;
  ASSERT_TRUE(world.verifier.verify(encode_envelope(good)).ok());
  const FieldTable& table = *trial().circuit->fields;
  MatrixTally tally;
  for (std::size_t element = 0; element < table.num_elements(); ++element) {
    Envelope envelope = good;
    Element& x = envelope.fields[element];
    // The lowest bit: what decodes still decodes.
    x = Element::from_u64(x.as_canonical_u64() ^ 1);
    const auto values = decode_fields(table, envelope.fields);
    ASSERT_TRUE(values.ok()) << element;
    envelope.commitment = statement_digest(table, values.value());
    const auto problem = world.matrix.attempt(envelope, tally);
    EXPECT_FALSE(problem) << "element " << element << ": " << *problem;
  }
  EXPECT_EQ(tally.attempts, table.num_elements());
  std::puts(tally.text(GetParam() + ", envelope, elements of the public fields").c_str());
}

INSTANTIATE_TEST_SUITE_P(Families, FamilyFields, ::testing::ValuesIn(family_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace rpp::testing
