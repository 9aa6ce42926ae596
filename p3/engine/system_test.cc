// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/engine/system.h"

#include <gtest/gtest.h>

#include "p3/engine/dispatch.h"

namespace p3 {
namespace {

constexpr FieldName kFields[] = {FieldName::kKoalaBear, FieldName::kBabyBear,
                                 FieldName::kGoldilocks};

TEST(ProofSystem, NamesReadBack) {
  for (const FieldName field : kFields) EXPECT_EQ(field_from_name(field_name(field)), field);
  for (const Protocol protocol : {Protocol::kUni, Protocol::kBatch}) {
    EXPECT_EQ(protocol_from_name(protocol_name(protocol)), protocol);
  }
  for (const TreeHash hash : {TreeHash::kPoseidon2, TreeHash::kPoseidon2Width16, TreeHash::kKeccakF,
                              TreeHash::kKeccak256}) {
    EXPECT_EQ(merkle_hash_from_name(merkle_hash_name(hash)), hash);
  }
  EXPECT_EQ(parameters_from_preset("testing"), testing_parameters());
  EXPECT_EQ(parameters_from_preset("benchmark"), benchmark_parameters());
  EXPECT_EQ(parameters_from_preset("benchmark-high-arity"), benchmark_high_arity_parameters());
  for (const char* wrong : {"", "koala", "koala-bear ", "Uni", "keccak"}) {
    EXPECT_FALSE(field_from_name(wrong) || protocol_from_name(wrong) ||
                 merkle_hash_from_name(wrong) || parameters_from_preset(wrong))
        << wrong;
  }
}

// extension_exists must name exactly the types that P3_FOR_EACH_EXTENSION instantiates.
TEST(ProofSystem, ExtensionsAreThoseOfTheLibrary) {
  unsigned listed = 0;
#define P3_COUNT(F, D)                                                                   \
  EXPECT_TRUE(extension_exists(kFieldName<F>, D)) << F::kName << D;                      \
  EXPECT_EQ(with_extension<F>(D, []<class EF>(Type<EF>) { return EF::kDegree; }), D##u); \
  ++listed;
  P3_FOR_EACH_EXTENSION(P3_COUNT)
#undef P3_COUNT
  unsigned found = 0;
  for (const FieldName field : kFields) {
    EXPECT_TRUE(extension_exists(field, default_extension_degree(field)));
    for (unsigned degree = 0; degree < 100; ++degree) found += extension_exists(field, degree);
  }
  EXPECT_EQ(found, listed);
}

TEST(ProofSystem, DispatchPicksTheFieldOfThatName) {
  for (const FieldName field : kFields) {
    EXPECT_EQ(with_field(field, []<class F>(Type<F>) { return kFieldName<F>; }), field);
  }
}

TEST(ProofSystem, ProblemsAreNamed) {
  EXPECT_FALSE(system_problem({}));
  const auto problem = [](auto change) {
    ProofSystem system;
    change(system);
    return system_problem(system).value_or("");
  };
  EXPECT_EQ(problem([](auto& s) { s.extension_degree = 2; }),
            "extension_degree 2 does not exist for koala-bear");
  EXPECT_EQ(problem([](auto& s) { s.merkle_arity = 0; }), "merkle_arity is 2 or 4, got 0");
  EXPECT_EQ(problem([](auto& s) {
              s.field = FieldName::kGoldilocks;
              s.extension_degree = 2;
              s.merkle_hash = TreeHash::kPoseidon2Width16;
            }),
            "merkle_hash poseidon-2-width-16 does not exist for goldilocks");
  EXPECT_EQ(problem([](auto& s) { s.parameters.fri.num_queries = 0; }).substr(0, 11),
            "ZeroQueries");
}

}  // namespace
}  // namespace p3
