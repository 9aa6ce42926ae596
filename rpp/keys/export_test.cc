// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/export.h"

#include <gtest/gtest.h>

#include "p3/air/json.h"
#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/keys/air_digest.h"
#include "rpp/keys/keygen.h"

// What is exported reads back as the circuit and the key that it was made from.
namespace rpp {
namespace {

class Export : public ::testing::TestWithParam<Profile> {
 protected:
  testing::TinyModel model_;
  VerifyingKey key_ = generate_key(model_.circuit, {.profile = GetParam()}).value();
  std::vector<ExportedFile> files_ = export_circuit(model_.circuit, key_);
};

TEST_P(Export, AirsAreThoseOfTheKey) {
  ASSERT_EQ(files_.size(), 3u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto air = p3::read_air_json<Element>(files_[i].text);
    ASSERT_TRUE(air.ok()) << air.error().message;
    EXPECT_EQ(air_digest(*air.value()), key_.tables[i].air) << files_[i].name;
  }
  EXPECT_EQ(files_[0].name, "00-statement.json");
  EXPECT_EQ(files_[1].name, "01-cubes.json");
}

// An absent choice would be taken from a reader's defaults.
TEST_P(Export, ParametersAreThoseOfTheKey) {
  EXPECT_EQ(files_[2].name, "parameters.json");
  const auto read = p3::read_parameters_json(files_[2].text);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const p3::StarkParameters& p = key_.parameters;
  const p3::ParameterChoices expected = {.batch = true,
                                         .extension_degree = key_.extension_degree,
                                         .merkle_hash = key_.tree_hash,
                                         .merkle_arity = key_.tree_arity,
                                         .preset = {},
                                         .num_queries = p.fri.num_queries,
                                         .log_blowup = p.fri.log_blowup,
                                         .log_final_poly_len = p.fri.log_final_poly_len,
                                         .max_log_arity = p.fri.max_log_arity,
                                         .cap_height = p.cap_height,
                                         .commit_pow_bits = p.fri.commit_pow_bits,
                                         .query_pow_bits = p.fri.query_pow_bits,
                                         .batch_pow_bits = p.fri.batch_pow_bits,
                                         .ood_pow_bits = p.ood_pow_bits,
                                         .lookup_pow_bits = p.lookup_pow_bits};
  EXPECT_TRUE(read.value() == expected) << files_[2].text;
}

INSTANTIATE_TEST_SUITE_P(Profiles, Export, ::testing::ValuesIn(kProfiles));

}  // namespace
}  // namespace rpp
