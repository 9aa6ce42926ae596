// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>

#include "rpp/consensus/check.h"
#include "rpp/consensus/derive.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/fields/field_codec.h"
#include "rpp/fields/fields_json.h"
#include "rpp/load/scenario.h"
#include "tests/fuzz/chain_format.h"

// What people and programs write down: statements, witnesses, scenarios.
namespace rpp::testing {
namespace {

using p3::testing::finding;

void check_statement_text(std::span<const std::uint8_t> bytes) {
  const auto values = read_fields_json(kConsensusTable, as_text(bytes));
  if (!values) return check_refusal(values.error().message, 0, 0);
  if (!values_fit(kConsensusTable, values.value())) finding("public fields out of range");
  const auto again =
      read_fields_json(kConsensusTable, write_fields_json(kConsensusTable, values.value()));
  if (!again || again.value() != values.value()) finding("public fields change when written");
}

void check_statement_bytes(std::span<const std::uint8_t> bytes) {
  const auto values = decode_field_bytes(kConsensusTable, bytes);
  if (!values) {
    if (values.error().element > kConsensusTable.num_elements()) finding("an error nowhere");
    return check_refusal(describe(kConsensusTable, values.error()), 0, 0);
  }
  if (!values_fit(kConsensusTable, values.value())) finding("public fields out of range");
  if (!std::ranges::equal(encode_field_bytes(kConsensusTable, values.value()), bytes)) {
    finding("public fields have two encodings");
  }
}

const ConsensusRules kSmallRules = {.epoch_length = 4, .key_height = kMinVoteHeight};

// Two members, one of whom votes in one stage alone, where there are two.
const ConsensusSample& sample(std::uint32_t validators) {
  static p3::ThreadPool pool(1);
  static const ConsensusSample samples[] = {
      make_consensus_sample(1, {.rules = kSmallRules, .validators = 1}, pool),
      make_consensus_sample(2,
                            {.rules = kSmallRules,
                             .validators = 2,
                             .witness_commitments = 2,
                             .reputation_roots = 1,
                             .inactive_keys = 1},
                            pool)};
  return samples[validators - 1];
}

std::vector<FieldValues> statements() {
  return {values_of(sample(1).fields), values_of(sample(2).fields)};
}

std::vector<std::string> statement_text_seeds() {
  std::vector<std::string> seeds;
  for (const auto& values : statements())
    seeds.push_back(write_fields_json(kConsensusTable, values));
  return seeds;
}

std::vector<std::string> statement_byte_seeds() {
  std::vector<std::string> seeds;
  for (const auto& values : statements()) {
    seeds.push_back(as_string(encode_field_bytes(kConsensusTable, values)));
  }
  return seeds;
}

// Any witness gets a verdict, and the fields that it gives itself break no rule about fields.
void check_rules(const ConsensusWitnessFile& file) {
  const auto fields = derive_public(file.rules, file.witness);
  if (!fields) return check_refusal(describe(fields.error()), 0, 0);
  for (const ConsensusError& error : consensus_errors(file.rules, file.witness, fields.value())) {
    if (error.rule >= mismatch_of_field(0)) finding("a derived field differs: " + describe(error));
  }
}

void check_witness(std::span<const std::uint8_t> bytes) {
  const auto file = read_consensus_witness(as_text(bytes));
  if (!file) return check_refusal(file.error().message, 0, 0);
  const auto again =
      read_consensus_witness(write_consensus_witness(file.value().rules, file.value().witness));
  if (!again || !(again.value().rules == file.value().rules) ||
      !(again.value().witness == file.value().witness)) {
    finding("a witness changes when written");
  }
  check_rules(file.value());
}

std::vector<std::string> witness_seeds() {
  return {write_consensus_witness(kSmallRules, sample(1).witness),
          write_consensus_witness(kSmallRules, sample(2).witness)};
}

void check_scenario(std::span<const std::uint8_t> bytes) {
  const auto scenario = read_scenario(as_text(bytes));
  if (!scenario) {
    if (scenario.error().line == 0 || scenario.error().column == 0) finding("an error nowhere");
    return check_refusal(scenario.error().message, 0, 0);
  }
  const Scenario& read = scenario.value();
  const bool named = std::ranges::all_of(read.name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!named || read.name.empty()) finding("a scenario whose name is no file name");
  const ConsensusLoad& load = read.consensus;
  if (load.runs == 0 || load.runs > kMaxLoadRuns || load.validators == 0 ||
      load.validators > kMaxLoadValidators || load.tamper.every_n == 0) {
    finding("a load outside the limits");
  }
}

std::vector<std::string> scenario_seeds() {
  return {repository_file("tools/simnet/scenarios/ci_quorum.ron"),
          repository_file("tools/simnet/scenarios/consensus_quorum_stress.ron")};
}

constexpr ChainFormat kFormats[] = {
    {"statement-json", &check_statement_text, &statement_text_seeds, true},
    {"statement-bytes", &check_statement_bytes, &statement_byte_seeds},
    {"witness-json", &check_witness, &witness_seeds, true},
    {"scenario", &check_scenario, &scenario_seeds, true},
};

}  // namespace

std::span<const ChainFormat> text_formats() { return kFormats; }

}  // namespace rpp::testing
