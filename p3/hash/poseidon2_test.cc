// SPDX-License-Identifier: Apache-2.0 OR MIT
// Poseidon2 against the published constants, matrices and known answers of Plonky3 0.8.0.
#include "p3/hash/poseidon2.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "p3/hash/poseidon2_defaults.h"

namespace p3 {
namespace {

const nlohmann::json& published_defaults() {
  static const nlohmann::json all = [] {
    std::ifstream file("tests/vectors/plonky3-0.8.0/poseidon2_constants.json");
    return nlohmann::json::parse(file);
  }();
  return all;
}

template <class Instance>
class Poseidon2Test : public testing::Test {
 public:
  using Field = typename Instance::Field;
  static constexpr unsigned kT = Instance::kT;
  using State = std::array<Field, kT>;

  static const nlohmann::json& published() {
    for (const auto& entry : published_defaults().at(Field::kName)) {
      if (entry.at("width") == kT) return entry;
    }
    throw std::runtime_error("no such entry");
  }
  static Field element(const nlohmann::json& x) { return Field::from_u64(x.get<std::uint64_t>()); }
  static State state(const nlohmann::json& list) {
    EXPECT_EQ(list.size(), kT);
    State out;
    for (unsigned i = 0; i < kT; ++i) out[i] = element(list.at(i));
    return out;
  }
};

template <class F, unsigned T>
struct Instance {
  using Field = F;
  static constexpr unsigned kT = T;
};
#define P3_INSTANCE(F, T) , Instance<F, T>
template <class Dummy, class... Instances>
struct InstanceList {
  using Types = testing::Types<Instances...>;
};
using Instances = InstanceList<void P3_FOR_EACH_POSEIDON2(P3_INSTANCE)>::Types;
#undef P3_INSTANCE
TYPED_TEST_SUITE(Poseidon2Test, Instances);

TYPED_TEST(Poseidon2Test, GeneratedConstantsEqualThePublishedDefaults) {
  using F = typename TestFixture::Field;
  const auto& json = this->published();
  const auto constants = default_poseidon2_constants<F, TestFixture::kT>();
  ASSERT_EQ(json.at("external_initial").size(), constants.initial.size());
  ASSERT_EQ(json.at("external_terminal").size(), constants.terminal.size());
  ASSERT_EQ(json.at("internal").size(), constants.internal.size());
  ASSERT_EQ(json.at("alpha"), F::kSboxPower);
  for (std::size_t r = 0; r < constants.initial.size(); ++r) {
    EXPECT_EQ(constants.initial[r], this->state(json.at("external_initial").at(r)));
    EXPECT_EQ(constants.terminal[r], this->state(json.at("external_terminal").at(r)));
  }
  for (std::size_t r = 0; r < constants.internal.size(); ++r) {
    EXPECT_EQ(constants.internal[r], this->element(json.at("internal").at(r)));
  }
}

TYPED_TEST(Poseidon2Test, DiagonalEqualsThePublishedOne) {
  using F = typename TestFixture::Field;
  EXPECT_EQ((poseidon2_diagonal_elements<F, TestFixture::kT>()),
            this->state(this->published().at("internal_diag_V (matrix = J + diag(V))")));
}

TYPED_TEST(Poseidon2Test, ExternalMatrixHasThePublishedColumns) {
  using F = typename TestFixture::Field;
  const auto& columns = this->published().at("external_matrix_columns");
  ASSERT_EQ(columns.size(), TestFixture::kT);
  for (unsigned i = 0; i < TestFixture::kT; ++i) {
    typename TestFixture::State unit{};
    unit[i] = F::one();
    poseidon2_external_matrix<F, TestFixture::kT>(unit);
    EXPECT_EQ(unit, this->state(columns.at(i)));
  }
}

TYPED_TEST(Poseidon2Test, InternalMatrixIsAllOnesPlusTheDiagonal) {
  using F = typename TestFixture::Field;
  const auto diagonal = poseidon2_diagonal_elements<F, TestFixture::kT>();
  for (unsigned i = 0; i < TestFixture::kT; ++i) {
    typename TestFixture::State unit{};
    unit[i] = F::one();
    poseidon2_internal_matrix<F, TestFixture::kT>(unit);
    for (unsigned k = 0; k < TestFixture::kT; ++k) {
      EXPECT_EQ(unit[k], k == i ? F::one() + diagonal[i] : F::one());
    }
  }
}

TYPED_TEST(Poseidon2Test, PermutesAsPublished) {
  using F = typename TestFixture::Field;
  const auto permutation = default_poseidon2<F, TestFixture::kT>();
  const auto& pairs = this->published().at("permutation_tests");
  ASSERT_EQ(pairs.size(), 4u);
  for (const auto& pair : pairs) {
    auto state = this->state(pair.at(0));
    permutation.permute(state);
    EXPECT_EQ(state, this->state(pair.at(1)));
    auto again = this->state(pair.at(0));
    const Permutation<F>& erased = permutation;
    ASSERT_EQ(erased.width(), TestFixture::kT);
    erased.permute_span(again);
    EXPECT_EQ(again, state);
  }
}

TYPED_TEST(Poseidon2Test, EveryConstantMatters) {
  using F = typename TestFixture::Field;
  constexpr unsigned kWidth = TestFixture::kT;
  const auto good = default_poseidon2_constants<F, kWidth>();
  typename TestFixture::State expected{};
  Poseidon2<F, kWidth>(good).permute(expected);
  const auto differs = [&](const Poseidon2Constants<F, kWidth>& changed) {
    typename TestFixture::State state{};
    Poseidon2<F, kWidth>(changed).permute(state);
    return state != expected;
  };
  for (std::size_t r = 0; r < kPoseidon2HalfFullRounds; ++r) {
    for (unsigned i = 0; i < kWidth; ++i) {
      auto changed = good;
      changed.initial[r][i] += F::one();
      EXPECT_TRUE(differs(changed));
      changed = good;
      changed.terminal[r][i] += F::one();
      EXPECT_TRUE(differs(changed));
    }
  }
  for (std::size_t r = 0; r < good.internal.size(); ++r) {
    auto changed = good;
    changed.internal[r] += F::one();
    EXPECT_TRUE(differs(changed));
  }
}

TEST(Poseidon2DeathTest, RefusesStatesOfAnotherWidth) {
  const auto permutation = default_poseidon2<KoalaBear, 16>();
  std::array<KoalaBear, 17> state{};
  EXPECT_DEATH(permutation.permute_span(state), "width");
}

}  // namespace
}  // namespace p3
