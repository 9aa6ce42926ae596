// SPDX-License-Identifier: Apache-2.0 OR MIT
// rpp_consensus_cli: the native rules of the consensus statement over lines of JSON, so that
// another implementation can be compared with this one. For tests only.
//
// One object a line on standard input, one on standard output, in the same order. A witness is a
// string that holds a file of docs/spec/witness-consensus.md; public fields are an object of
// docs/spec/statements-json.md. A request that is no such thing gets {"error": "..."}.
//
//   {"op":"judge","witness":S}   -> {"broken":[..],"public":{..},"s":T}: the rules that are broken,
//       the fields that the witness gives, and their S
//   {"op":"cases","kind":"tamper"|"rule"|"field","seed":N}
//       -> {"original":S,"cases":[{"name":T,"witness":S,"public":{..},"broken":[..]}]}: changed
//       certificates of few members with small keys; "public" is what the attacker claims
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "rpp/consensus/broken_rule.h"
#include "rpp/consensus/check.h"
#include "rpp/consensus/derive.h"
#include "rpp/consensus/tamper.h"
#include "rpp/consensus/witness_change.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/fields/field_codec.h"
#include "rpp/fields/fields_json.h"
#include "tests/rpp/json_lines.h"

namespace rpp {
namespace {

using Json = nlohmann::json;

Json public_json(const ConsensusPublic& fields) {
  return Json::parse(write_fields_json(kConsensusTable, values_of(fields)));
}

Json broken_json(const ConsensusRules& rules, const ConsensusWitness& witness,
                 const ConsensusPublic& fields) {
  Json names = Json::array();
  for (const ConsensusError& error : consensus_errors(rules, witness, fields)) {
    names.push_back(rule_name(error.rule));
  }
  return names;
}

Json judge(const Json& request) {
  const auto file = read_consensus_witness(request.at("witness").get<std::string>());
  if (!file) throw std::invalid_argument(file.error().message);
  const auto& [rules, witness] = file.value();
  const auto fields = derive_public(rules, witness);
  if (!fields) return {{"broken", Json::array({rule_name(fields.error().rule)})}};
  return {{"broken", broken_json(rules, witness, fields.value())},
          {"public", public_json(fields.value())},
          {"s", to_text(statement_digest(kConsensusTable, values_of(fields.value())))}};
}

class Cases {
 public:
  Cases(std::uint64_t seed, const std::string& kind) : seed_(seed) {
    if (kind == "tamper") {
      tampers();
    } else if (kind == "rule") {
      broken_rules();
    } else if (kind == "field") {
      fields();
    } else {
      throw std::invalid_argument("no such kind of cases: " + kind);
    }
  }
  Json json() const { return {{"original", original_}, {"cases", list_}}; }

 private:
  void add(const std::string& name, const ConsensusRules& rules, const ForgedCertificate& forged) {
    list_.push_back({{"name", name},
                     {"witness", write_consensus_witness(rules, forged.witness)},
                     {"public", public_json(forged.fields)},
                     {"broken", broken_json(rules, forged.witness, forged.fields)}});
  }

  void tampers() {
    ConsensusSampleOptions options;
    options.rules.key_height = kMinVoteHeight;
    options.validators = 5;
    options.reputation_roots = 2;
    make_room_for_tampers(options);
    const ConsensusSample sample = make_consensus_sample(seed_, options, pool_);
    original_ = write_consensus_witness(options.rules, sample.witness);
    for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
      const auto tamper = static_cast<ConsensusTamper>(i);
      const auto changed = tamper_certificate(tamper, sample, seed_, pool_);
      if (changed) add(tamper_name(tamper), options.rules, changed->forged);
    }
  }

  // Those that have a shape, and therefore a file.
  void broken_rules() {
    ConsensusSampleOptions options = breakable_options();
    options.rules.key_height = kMinVoteHeight;
    const ConsensusSample sample = make_consensus_sample(seed_, options, pool_);
    original_ = write_consensus_witness(options.rules, sample.witness);
    for (std::size_t i = 0; i < kNumConsensusRules; ++i) {
      const auto rule = static_cast<ConsensusRule>(i);
      if (rule <= ConsensusRule::kPathLength) continue;
      add(rule_name(rule), options.rules, break_rule(rule, sample, pool_));
    }
  }

  void fields() {
    const ConsensusRules rules{.epoch_length = 1440, .key_height = kMinVoteHeight};
    const ConsensusSample sample = make_changeable_sample(seed_, 4, rules, pool_);
    original_ = write_consensus_witness(rules, sample.witness);
    const auto names = private_consensus_fields();
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (const Recomputed recomputed : kRecomputed) {
        const auto changed = change_private_field(i, recomputed, seed_, sample, pool_);
        if (changed) add(names[i] + ", " + recomputed_name(recomputed), rules, *changed);
      }
    }
  }

  std::uint64_t seed_;
  p3::ThreadPool pool_{1};
  std::string original_;
  Json list_ = Json::array();
};

Json answer(const Json& request) {
  const auto op = request.at("op").get<std::string>();
  if (op == "judge") return judge(request);
  if (op != "cases") throw std::invalid_argument("no such op: " + op);
  const Cases cases(request.at("seed").get<std::uint64_t>(), request.at("kind").get<std::string>());
  return cases.json();
}

}  // namespace
}  // namespace rpp

int main() {
  return rpp::testing::answer_lines(
      [](const std::string& line) { return rpp::answer(rpp::Json::parse(line)).dump(); });
}
