// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The native rules of every family against its constraints: on witnesses that are true, and on ones
// in which one field was changed and everything that depends on it made again, the constraint
// checker says of the force-built traces what the rules say of the witness. A part of both goes
// through prover and verifier.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "p3/air/check.h"
#include "p3/air/check_lookups.h"
#include "p3/base/split_mix.h"
#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

// Of all families together, and of each one through the prover.
constexpr std::size_t kValid = 500, kInvalid = 5000;
constexpr std::size_t kProvedValid = 20, kProvedInvalid = 50;
// Changes of one sample.
constexpr std::size_t kPerSample = 40;

// The first objection to the traces, or nothing.
std::string objection(const Circuit& circuit, const CircuitTraces& built) {
  const Digest s = statement_digest(*circuit.fields, built.fields);
  std::vector<Element> values(s.elements.begin(), s.elements.end());
  values.resize(kPublicValues);
  std::vector<p3::CheckInstance<Element>> instances;
  for (std::size_t i = 0; i < circuit.tables.size(); ++i) {
    const p3::Air<Element>& air = *circuit.tables[i].air;
    const std::span<const Element> shown =
        i == 0 ? std::span<const Element>(values) : std::span<const Element>();
    if (const auto failure = p3::check_trace<Element>(air, built.traces[i].view(), {}, shown)) {
      return failure->label;
    }
    instances.push_back({&air, built.traces[i].view(), {}, shown});
  }
  const auto failure = p3::check_lookups<Element>(instances);
  return failure ? "bus " + failure->bus : "";
}

class FamilyDifferential : public ::testing::TestWithParam<std::string> {
 protected:
  static std::size_t part(std::size_t all) {
    const std::size_t pieces = family_names().size() * trial_share();
    return (all + pieces - 1) / pieces;
  }
  static std::size_t proved(std::size_t each) { return (each + trial_share() - 1) / trial_share(); }

  const FamilyTrial& trial() const { return family(GetParam()); }

  // What rules and constraints say must be the same.
  void compare(const Witness& witness, const std::string& what) {
    const auto honest = trial().prover->build(witness, world_.pool);
    const CircuitTraces forced = trial().forced->build_unchecked(witness, world_.pool);
    const std::string found = objection(*trial().circuit, forced);
    if (honest.ok()) {
      ++valid_;
      EXPECT_EQ(found, "") << what;
      EXPECT_EQ(honest.value().fields, forced.fields) << what;
      if (proved_valid_ < proved(kProvedValid)) prove(witness, what, proved_valid_);
    } else {
      ++invalid_;
      ++rules_[honest.error().rule];
      EXPECT_NE(found, "") << what << ": only the rule " << honest.error().rule << " objects";
      ++objections_[found];
      if (proved_invalid_ < proved(kProvedInvalid)) prove(witness, what, proved_invalid_);
    }
  }

  void prove(const Witness& witness, const std::string& what, std::size_t& count) {
    ++count;
    const auto problem = world_.matrix.attempt(witness, tally_);
    EXPECT_FALSE(problem) << what << ": " << *problem;
  }

  // Of the changes of a field the one with most made again that is false; those above it stay true.
  void change_field(const WitnessTampers& tampers, std::size_t field, std::uint64_t turn,
                    const std::string& what) {
    const auto changes = tampers.changes(field, turn);
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      const std::size_t before = invalid_;
      compare(*change->witness, what + ", " + change->how);
      if (invalid_ > before) return;
    }
  }

  FamilyWorld world_{trial()};
  std::size_t valid_ = 0, invalid_ = 0, proved_valid_ = 0, proved_invalid_ = 0;
  std::map<std::string, std::size_t> rules_, objections_;
  MatrixTally tally_;
};

TEST_P(FamilyDifferential, RulesAndConstraintsAgree) {
  p3::SplitMix64 draws(trial_seed());
  const std::size_t valid = part(kValid), invalid = part(kInvalid);
  for (std::size_t i = 0; i < valid; ++i) {
    const std::uint64_t seed = draws.next();
    compare(*trial().sample(seed, world_.pool), "sample " + std::to_string(seed));
  }
  ASSERT_EQ(valid_, valid) << "a sample that is no true one";
  while (invalid_ < invalid) {
    const std::uint64_t seed = draws.next();
    const auto tampers = trial().tampers(seed, world_.pool);
    const auto fields = tampers->fields();
    for (std::size_t i = 0; i < kPerSample && invalid_ < invalid; ++i) {
      const std::size_t field = draws.next() % fields.size();
      const std::uint64_t turn = draws.next();
      change_field(
          *tampers, field, turn,
          fields[field] + ", sample " + std::to_string(seed) + ", turn " + std::to_string(turn));
      if (HasFailure()) return;
    }
  }
  EXPECT_GE(proved_valid_, proved(kProvedValid));
  EXPECT_GE(proved_invalid_, proved(kProvedInvalid));
  EXPECT_EQ(tally_.accepted, 0u);
  std::printf("%s: %zu valid, %zu invalid; broken rules: %zu; objections: %zu labels and buses\n",
              GetParam().c_str(), valid_, invalid_, rules_.size(), objections_.size());
  std::puts(tally_.text(GetParam() + ", of these proved").c_str());
}

INSTANTIATE_TEST_SUITE_P(Families, FamilyDifferential, ::testing::ValuesIn(family_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace rpp::testing
