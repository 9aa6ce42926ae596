// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The security of the committed keys against the real Plonky3: the shape that
// p3-batch-stark reads off the exported AIRs, and every term that p3-security gives for it.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <limits>
#include <map>

#include "p3/base/bits.h"
#include "rpp/keys/key_security.h"
#include "rpp/keys/keygen.h"
#include "tests/interop/circuit_fixture.h"
#include "tests/interop/requests.h"

namespace rpp::testing {
namespace {

using Numbers = std::map<std::string, double>;
using p3::SecurityInstance;
using p3::SecurityShape;

SecurityInstance largest_of(const SecurityInstance& a, const SecurityInstance& b) {
  SecurityInstance out = a;
  const auto raise = [&](auto SecurityInstance::* count) {
    out.*count = std::max(a.*count, b.*count);
  };
  raise(&SecurityInstance::log_rows);
  raise(&SecurityInstance::num_constraints);
  raise(&SecurityInstance::constraint_degree);
  raise(&SecurityInstance::log_quotient_chunks);
  raise(&SecurityInstance::opening_points);
  raise(&SecurityInstance::openings);
  raise(&SecurityInstance::interactions);
  raise(&SecurityInstance::widest_tuple);
  return out;
}

// p3-security knows one trace. A batch is put together from reports on single ones, by the rules of
// docs/spec/security.md ("Several instances"): each of these shapes decides some of the terms.
struct Parts {
  explicit Parts(const std::vector<SecurityInstance>& tables, unsigned least_log_rows)
      : each(tables) {
    messages.log_rows = 64;
    for (const SecurityInstance& s : tables) {
      whole = largest_of(whole, s);
      messages.log_rows = std::min(messages.log_rows, s.log_rows);
    }
    whole.num_constraints = whole.openings = whole.interactions = 0;
    for (const SecurityInstance& s : tables) {
      whole.num_constraints += s.num_constraints;
      whole.openings += s.openings;
      messages.interactions += s.interactions << (s.log_rows - messages.log_rows);
      messages.widest_tuple = std::max(messages.widest_tuple, s.widest_tuple);
    }
    shortest = whole;
    shortest.log_rows = least_log_rows;
    messages.num_constraints = 1;
    messages.openings = 2;
  }

  std::vector<SecurityInstance> each;  // deep-ali: the worst of them
  SecurityInstance whole;              // all counts at the tallest trace
  SecurityInstance shortest;           // queries, and how far list decoding goes
  SecurityInstance messages;           // all lookup messages of all rows
};

class InteropCircuitSecurity : public InteropCircuit,
                               public ::testing::WithParamInterface<CircuitAndProfile> {
 protected:
  InteropCircuitSecurity()
      : key_(key_of(keys_, std::get<0>(GetParam()), profile())),
        system_(info_of(profile()).system) {}

  static Profile profile() { return std::get<1>(GetParam()); }

  // What upstream reads off one table: the largest of every count over the heights allowed.
  SecurityInstance read_by_upstream(const std::string& air, const KeyTable& table) {
    std::string request = std::string(R"("op": "security", "protocol": "batch", "suite": ")") +
                          system_of(key_.key).suite.name + R"(", "parameters": )" +
                          p3::testing::parameters_text(key_.key.parameters) + R"(, "instances": [)";
    for (unsigned h = table.min_log_rows; h <= table.max_log_rows; ++h) {
      request += (h == table.min_log_rows ? R"({"air": )" : R"(, {"air": )") + air +
                 R"(, "log_trace_length": )" + std::to_string(h) + "}";
    }
    const p3::testing::JudgeAnswer answer = judge().ask(request + "]");
    EXPECT_TRUE(answer.ok) << answer.error;
    SecurityInstance worst;
    for (unsigned h = table.min_log_rows; h <= table.max_log_rows; ++h) {
      worst = largest_of(worst, instance_of(answer.numbers, h - table.min_log_rows, h));
    }
    field_bits_ = static_cast<unsigned>(answer.numbers.at("field_bits"));
    return worst;
  }

  static SecurityInstance instance_of(const Numbers& numbers, unsigned i, unsigned log_rows) {
    const auto count = [&](const char* name) {
      return static_cast<std::uint64_t>(numbers.at(std::to_string(i) + "/" + name));
    };
    return {.log_rows = log_rows,
            .num_constraints = count("num_constraints"),
            .constraint_degree = count("max_constraint_degree"),
            .log_quotient_chunks = p3::log2_strict(count("num_quotient_chunks")),
            .opening_points = static_cast<unsigned>(count("max_combo")),
            .openings = count("num_batched_functions"),
            .interactions = count("num_interactions"),
            .widest_tuple = count("max_message_width")};
  }

  // All tables; the judge is asked once per profile.
  std::vector<SecurityInstance> read_by_upstream() {
    static std::map<CircuitAndProfile, std::pair<std::vector<SecurityInstance>, unsigned>> read;
    auto& [tables, field_bits] = read[GetParam()];
    if (tables.empty()) {
      const std::vector<std::string> airs = exported_airs(key_);
      for (std::size_t i = 0; i < airs.size(); ++i) {
        tables.push_back(read_by_upstream(airs[i], key_.key.tables[i]));
      }
      field_bits = field_bits_;
    }
    field_bits_ = field_bits;
    return tables;
  }

  unsigned least_log_rows() const {
    return std::ranges::min_element(key_.key.tables, {}, &KeyTable::min_log_rows)->min_log_rows;
  }

  // The report of p3-security on one instance; `multiplicity` 0: no terms by "probe/".
  Numbers report(const SecurityInstance& instance, unsigned multiplicity) {
    return report(key_.key.parameters, instance, multiplicity);
  }
  Numbers report(const p3::StarkParameters& parameters, const SecurityInstance& instance,
                 unsigned multiplicity) {
    const SecurityShape shape{{instance}, field_bits_, p3::collision_bits<Element>(system_.hash)};
    const auto answer = judge().ask(p3::testing::security_request(parameters, shape, multiplicity));
    EXPECT_TRUE(answer.ok) << answer.error;
    return answer.numbers;
  }

  // The terms of the batch in one regime, by label. List decoding has the prefix "probe".
  Numbers terms_of(const Parts& parts, const std::string& regime, unsigned multiplicity) {
    const Numbers whole = report(parts.whole, multiplicity);
    const Numbers shortest = report(parts.shortest, multiplicity);
    const Numbers messages = report(parts.messages, 0);
    Numbers out;
    for (const char* label : {"air-composition", "batch-combination", "ldt-commit-phase"}) {
      const auto found = whole.find(regime + "/" + label);
      if (found != whole.end()) out[label] = found->second;
    }
    out["ldt-query-phase"] = shortest.at(regime + "/ldt-query-phase");
    double deep = std::numeric_limits<double>::infinity();
    for (const SecurityInstance& table : parts.each) {
      deep = std::min(deep, report(table, multiplicity).at(regime + "/deep-ali"));
    }
    out["deep-ali"] = deep;
    // The same in every regime.
    out["logup-fingerprint"] = messages.at("unique-decoding/logup-fingerprint");
    out["commitment-collision"] = whole.at("unique-decoding/commitment-collision");
    return out;
  }

  static double level(const Numbers& terms) {
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [label, bits] : terms) least = std::min(least, bits);
    return least;
  }

  // How many terms of our report are those of upstream; `worst_` is how far apart any was.
  std::size_t agreeing(const p3::RegimeReport& ours, const Numbers& theirs) {
    std::size_t count = 0;
    for (const p3::SecurityTerm& term : ours.terms) {
      const auto found = theirs.find(p3::name(term.kind));
      if (found == theirs.end()) continue;
      const double apart = std::abs(term.bits - found->second);
      if (apart > p3::kSecurityTolerance) continue;
      worst_ = std::max(worst_, apart);
      ++count;
    }
    return count;
  }

  void expect_agreement(const p3::RegimeReport& ours, const Numbers& theirs) {
    EXPECT_EQ(ours.terms.size(), theirs.size()) << p3::name(ours.regime);
    EXPECT_EQ(agreeing(ours, theirs), theirs.size()) << p3::name(ours.regime);
    EXPECT_NEAR(ours.bits(), level(theirs), p3::kSecurityTolerance);
  }

  TrustedKey key_;
  p3::ChallengeAndTree system_;
  unsigned field_bits_ = 0;
  double worst_ = 0;
};

TEST_P(InteropCircuitSecurity, UpstreamReadsTheSameShapeOffTheAirs) {
  const SecurityShape ours = worst_shape(*key_.circuit, system_);
  const std::vector<SecurityInstance> theirs = read_by_upstream();
  ASSERT_EQ(ours.instances.size(), theirs.size() + 1);  // and the shortest trace
  std::uint64_t constraints = 0, openings = 0, interactions = 0;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    EXPECT_EQ(ours.instances[i], theirs[i]) << key_.key.tables[i].name;
    constraints += theirs[i].num_constraints;
    openings += theirs[i].openings;
    interactions += theirs[i].interactions;
  }
  EXPECT_EQ(ours.instances.back().log_rows, least_log_rows());
  EXPECT_EQ(ours.field_bits, field_bits_);
  std::cout << constraints << " constraints, " << openings << " openings, " << interactions
            << " lookup messages a row\n";
}

TEST_P(InteropCircuitSecurity, EveryTermOfTheKeyIsThatOfUpstream) {
  const Parts parts(read_by_upstream(), least_log_rows());
  const auto assessed = assess_key(*key_.circuit, key_.key);
  ASSERT_TRUE(assessed.ok());
  const p3::SecurityReport& ours = assessed.value();
  ASSERT_TRUE(ours.list_decoding.has_value());
  const unsigned m = ours.list_decoding->multiplicity;
  const Numbers unique = terms_of(parts, "unique-decoding", m);
  const Numbers list = terms_of(parts, "probe", m);
  expect_agreement(ours.unique_decoding, unique);
  expect_agreement(*ours.list_decoding, list);
  expect_agreement(ours.conjectured, terms_of(parts, "conjectured", m));
  expect_agreement(ours.legacy, terms_of(parts, "legacy", m));

  // What the key says of itself.
  const double proven = std::max(level(unique), level(list));
  EXPECT_EQ(key_.key.security.millibits, millibits(proven + p3::kSecurityTolerance / 2));
  EXPECT_GE(proven + p3::kSecurityTolerance, info_of(profile()).security_bits);
  std::cout << key_.circuit->name << ", " << info_of(profile()).name << ": "
            << p3::name(ours.proven().regime) << ", " << proven << " proven bits, terms at most "
            << worst_ << " bits apart\n";
  for (const auto& [label, bits] : level(unique) < level(list) ? list : unique) {
    std::cout << "  " << label << " " << bits << "\n";
  }
}

// List decoding goes as far as the shortest trace lets it, and no multiplicity is better.
TEST_P(InteropCircuitSecurity, UpstreamFindsNoBetterMultiplicity) {
  const Parts parts(read_by_upstream(), least_log_rows());
  const SecurityShape shape = worst_shape(*key_.circuit, system_);
  // With one query that term alone decides, and it grows with the multiplicity.
  p3::StarkParameters one_query = key_.key.parameters;
  one_query.fri.num_queries = 1;
  const auto largest =
      static_cast<unsigned>(report(one_query, parts.shortest, 0).at("list-decoding/m"));
  EXPECT_EQ(p3::max_multiplicity(shape), largest);

  const double best = assess_key(*key_.circuit, key_.key).value().list_decoding->bits();
  for (unsigned m = p3::kMinMultiplicity; m <= largest; ++m) {
    EXPECT_LE(level(terms_of(parts, "probe", m)), best + p3::kSecurityTolerance) << m;
  }
}

// The comparison is worth something only if another shape fails it.
TEST_P(InteropCircuitSecurity, OtherShapesDoNotAgree) {
  const Parts parts(read_by_upstream(), least_log_rows());
  const Numbers theirs = terms_of(parts, "unique-decoding", 3);
  const SecurityShape right = worst_shape(*key_.circuit, system_);
  const auto agreeing_with = [&](const SecurityShape& shape) {
    return agreeing(p3::assess_security(key_.key.parameters, shape).value().unique_decoding,
                    theirs);
  };
  ASSERT_EQ(agreeing_with(right), theirs.size());
  for (const auto count : {&SecurityInstance::num_constraints, &SecurityInstance::openings,
                           &SecurityInstance::interactions}) {
    SecurityShape wrong = right;
    wrong.instances[2].*count += 1;
    EXPECT_EQ(agreeing_with(wrong), theirs.size() - 1);
  }
  // The shortest trace is one height more; with a table that has this height alone, more than the
  // one term changes.
  SecurityShape taller = right;
  for (SecurityInstance& trace : taller.instances) {
    if (trace.log_rows == right.instances.back().log_rows) trace.log_rows += 1;
  }
  EXPECT_LT(agreeing_with(taller), theirs.size());
}

INSTANTIATE_TEST_SUITE_P(All, InteropCircuitSecurity, all_circuits_and_profiles(), text_of);

}  // namespace
}  // namespace rpp::testing
