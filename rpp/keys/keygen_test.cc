// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/keygen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/keys/air_digest.h"
#include "rpp/keys/key_security.h"
#include "rpp/keys/parameters.h"

namespace rpp {
namespace {

using ::testing::HasSubstr;
using testing::TinyModel;

VerifyingKey key_of(const TinyModel& model, Profile profile) {
  auto key = generate_key(model.circuit, {.profile = profile});
  EXPECT_TRUE(key.ok()) << to_string(key.error());
  return std::move(key).value();
}

TEST(Keygen, ReachesTheProfileWithTheGrindingAllowed) {
  const TinyModel model;
  for (const Profile profile : kProfiles) {
    const VerifyingKey key = key_of(model, profile);
    const ProfileInfo& info = info_of(profile);
    EXPECT_GE(key.security.millibits, 1000 * info.security_bits) << info.name;
    EXPECT_LE(key.parameters.ood_pow_bits, info.grinding.ood);
    EXPECT_LE(key.parameters.lookup_pow_bits, info.grinding.lookup);
    EXPECT_LE(key.parameters.fri.batch_pow_bits, info.grinding.batch);
    EXPECT_GE(key.parameters.fri.commit_pow_bits, info.grinding.min_commit);
    EXPECT_LE(key.parameters.fri.commit_pow_bits, info.grinding.max_commit);
    EXPECT_LE(key.parameters.fri.query_pow_bits, info.grinding.query);
    EXPECT_FALSE(check_key(model.circuit, key)) << info.name;
  }
}

TEST(Keygen, TwiceGivesIdenticalBytes) {
  const TinyModel a, b;
  for (const Profile profile : kProfiles) {
    EXPECT_EQ(encode_key(key_of(a, profile)), encode_key(key_of(b, profile)));
  }
}

TEST(Keygen, OneQueryLessIsTooFew) {
  const TinyModel model;
  VerifyingKey key = key_of(model, Profile::kStandalone);
  key.parameters.fri.query_pow_bits = info_of(key.profile).grinding.query;
  key.parameters.fri.num_queries -= 1;
  EXPECT_LT(assess_key(model.circuit, key).value().proven_bits(), 128);
}

// A key whose figure is no longer reached is refused, whichever number was lowered, and also if the
// stored figure was lowered with it.
TEST(Keygen, LoweredSecurityIsRefused) {
  const TinyModel model;
  const VerifyingKey good = key_of(model, Profile::kStandalone);
  std::vector<VerifyingKey> bad(6, good);
  bad[0].parameters.fri.num_queries -= 10;
  bad[1].parameters.fri.query_pow_bits = 0;
  bad[2].parameters.fri.batch_pow_bits = 0;
  bad[3].parameters.lookup_pow_bits = 0;
  bad[4].parameters.ood_pow_bits = 0;
  bad[5].parameters.fri.log_blowup -= 1;
  for (std::size_t i = 0; i < bad.size(); ++i) {
    // A site that the shape does not need has no grinding to take away.
    if (bad[i] == good) continue;
    const auto error = check_key(model.circuit, bad[i]);
    ASSERT_TRUE(error) << i;
    EXPECT_EQ(error->fault, KeyFault::kInsufficientSecurity) << i << to_string(*error);
    VerifyingKey honest_figure = bad[i];
    honest_figure.security.millibits = 0;
    EXPECT_TRUE(check_key(model.circuit, honest_figure)) << i;
  }
  ASSERT_NE(bad[0], good);
  ASSERT_NE(bad[1], good);
}

TEST(Keygen, AFigureAboveTheParametersIsRefused) {
  const TinyModel model;
  VerifyingKey key = key_of(model, Profile::kStandalone);
  key.security.millibits += 1;
  const auto error = check_key(model.circuit, key);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->fault, KeyFault::kInsufficientSecurity);
}

TEST(Keygen, UnreachableRequestsNameTheTerm) {
  const TinyModel model;
  const auto key = generate_key(model.circuit, {Profile::kStandalone, 150, {}});
  ASSERT_FALSE(key.ok());
  EXPECT_EQ(key.error().fault, KeyFault::kUnreachableSecurity);
  EXPECT_THAT(key.error().detail, HasSubstr("commitment-collision stays at 128"));
  const auto recursive = generate_key(model.circuit, {Profile::kRecursive, 122, {}});
  ASSERT_FALSE(recursive.ok());
  EXPECT_THAT(recursive.error().detail, HasSubstr("air-composition stays at"));
}

TEST(Keygen, ARequestBelowTheProfileGivesTheProfile) {
  const TinyModel model;
  const auto key = generate_key(model.circuit, {Profile::kStandalone, 40, {}});
  EXPECT_EQ(key.value(), key_of(model, Profile::kStandalone));
}

// Less grinding before the queries, as a circuit may ask for, is paid with queries.
TEST(Keygen, ACircuitMayGrindLess) {
  const TinyModel model;
  const VerifyingKey good = key_of(model, Profile::kStandalone);
  CircuitTuning tuning = model.circuit.tuning;
  tuning.max_query_pow = 10;
  const auto key = generate_key(model.circuit, {Profile::kStandalone, {}, tuning});
  EXPECT_LE(key.value().parameters.fri.query_pow_bits, 10u);
  EXPECT_GT(key.value().parameters.fri.num_queries, good.parameters.fri.num_queries);
  EXPECT_FALSE(check_key(model.circuit, key.value()));
}

TEST(Keygen, EveryPartOfTheCircuitIsInTheKey) {
  const TinyModel model;
  const VerifyingKey good = key_of(model, Profile::kStandalone);
  const auto stale = [&](const Circuit& circuit) {
    const auto error = check_key(circuit, good);
    return error && error->fault == KeyFault::kStaleKey ? error->detail : "accepted";
  };
  EXPECT_EQ(stale(TinyModel("other").circuit), "circuit");
  EXPECT_EQ(stale(TinyModel("tiny", 1).circuit), "table cubes");
  Circuit c = model.circuit;
  c.role = Role::kUptime;
  EXPECT_EQ(stale(c), "role");
  c = model.circuit;
  c.hash_version = 2;
  EXPECT_EQ(stale(c), "hash version");
  c = model.circuit;
  c.tables[0].max_log_rows = 6;
  EXPECT_EQ(stale(c), "table statement");
  c.tables = {model.circuit.tables[1], model.circuit.tables[0]};
  EXPECT_EQ(stale(c), "table cubes");
  c.tables = {model.circuit.tables[0]};
  EXPECT_EQ(stale(c), "tables: another number of them");
  c = model.circuit;
  c.constants[0].value = 64;
  EXPECT_EQ(stale(c), "constant largest-value");
  c = model.circuit;
  FieldTable table = testing::kTinyTable;
  c.fields = &table;
  table.tag = Tag::kFamilyConsensus;
  EXPECT_EQ(stale(c), "family tag");
  table = testing::kTinyTable;
  table.fields = table.fields.first(3);
  EXPECT_EQ(stale(c), "fields: another number of them");
}

TEST(Keygen, TheSystemIsThatOfTheProfile) {
  const TinyModel model;
  const VerifyingKey good = key_of(model, Profile::kStandalone);
  std::vector<std::pair<const char*, VerifyingKey>> bad(6, {"", good});
  bad[0] = {"wire version", good}, bad[0].second.wire = "plonky3-0.9.0";
  bad[1] = {"field", good}, bad[1].second.field = "baby-bear";
  bad[2] = {"hash constants", good}, bad[2].second.hash_constants[0] ^= 1;
  bad[3] = {"extension degree", good}, bad[3].second.extension_degree = 4;
  bad[4] = {"tree", good}, bad[4].second.tree_hash = p3::TreeHash::kKeccak256;
  bad[5] = {"tree", good}, bad[5].second.tree_arity = 4;
  for (const auto& [part, key] : bad) {
    const auto error = check_key(model.circuit, key);
    ASSERT_TRUE(error) << part;
    EXPECT_EQ(error->detail, part);
  }
}

TEST(Keygen, ImpossibleParametersAreRefused) {
  const TinyModel model;
  VerifyingKey key = key_of(model, Profile::kStandalone);
  key.parameters.cap_height = 8;  // the shortest table has 2^(3 + 4) leaves
  EXPECT_EQ(check_key(model.circuit, key)->fault, KeyFault::kImpossibleParameters);
  key = key_of(model, Profile::kStandalone);
  key.parameters.fri.query_pow_bits = 21;
  EXPECT_EQ(check_key(model.circuit, key)->fault, KeyFault::kImpossibleParameters);
  const auto tall =
      generate_key(model.circuit, {Profile::kStandalone, {}, CircuitTuning{4, 3, 3, 0}});
  EXPECT_EQ(tall.error().fault, KeyFault::kImpossibleParameters);
  EXPECT_THAT(tall.error().detail, HasSubstr("final polynomial"));
}

TEST(Keygen, TheCapIsLoweredToTheShortestTable) {
  const TinyModel model;
  const auto key =
      generate_key(model.circuit, {Profile::kStandalone, {}, CircuitTuning{4, 0, 3, 12}});
  EXPECT_EQ(key.value().parameters.cap_height, 7u);
}

// The bound over all heights is a bound for each combination of them.
TEST(Security, WorstShapeIsNoBetterThanAnyHeights) {
  const TinyModel model;
  for (const Profile profile : kProfiles) {
    const VerifyingKey key = key_of(model, profile);
    const ProfileInfo& info = info_of(profile);
    const double worst = assess_key(model.circuit, key).value().proven_bits();
    double best_worst = 1000;
    for (unsigned s = 3; s <= 5; ++s) {
      for (unsigned c = 3; c <= 6; ++c) {
        const unsigned heights[] = {s, c};
        const auto subject = subject_at(model.circuit, info.system, heights);
        const double bits =
            p3::assess_security(key.parameters, subject.shape).value().proven_bits();
        EXPECT_GE(bits, worst - p3::kSecurityTolerance) << info.name << " " << s << " " << c;
        best_worst = std::min(best_worst, bits);
      }
    }
    // And no looser than half a bit.
    EXPECT_LT(best_worst - worst, 0.5) << info.name;
  }
}

TEST(AirDigest, SeesConstraintsLookupsAndShape) {
  const TinyModel model, same, other("tiny", 1);
  EXPECT_EQ(air_digest(model.cubes), air_digest(same.cubes));
  EXPECT_NE(air_digest(model.cubes), air_digest(other.cubes));
  EXPECT_NE(air_digest(model.cubes), air_digest(model.statement));
  EXPECT_NE(constants_digest(p3::TreeHash::kKeccakF, 2),
            constants_digest(p3::TreeHash::kPoseidon2Width16, 2));
  EXPECT_NE(constants_digest(p3::TreeHash::kPoseidon2, 2),
            constants_digest(p3::TreeHash::kPoseidon2, 4));
}

TEST(Circuit, ProblemsAreNamed) {
  const TinyModel model;
  EXPECT_FALSE(circuit_problem(model.circuit));
  const auto problem = [&](auto change) {
    Circuit c = model.circuit;
    change(c);
    EXPECT_EQ(generate_key(c, {}).error().fault, KeyFault::kBadCircuit);
    return circuit_problem(c).value_or("none");
  };
  EXPECT_EQ(problem([](Circuit& c) { c.name = "Tiny"; }), "circuit 'Tiny': not a name");
  EXPECT_EQ(problem([](Circuit& c) { c.fields = nullptr; }), "no public fields");
  EXPECT_EQ(problem([](Circuit& c) { c.tables.clear(); }), "number of tables");
  EXPECT_EQ(problem([](Circuit& c) { c.tables[1].name = "statement"; }),
            "table 'statement' stands twice");
  EXPECT_EQ(problem([](Circuit& c) { std::swap(c.tables[0], c.tables[1]); }),
            "table 'cubes': public values");
  EXPECT_EQ(problem([](Circuit& c) { c.tables[1].min_log_rows = 0; }), "table 'cubes': heights");
  EXPECT_EQ(problem([](Circuit& c) { c.tables[1].max_log_rows = 25; }), "table 'cubes': too tall");
}

}  // namespace
}  // namespace rpp
