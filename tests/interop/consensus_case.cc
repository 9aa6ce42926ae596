// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/consensus_case.h"

#include <algorithm>

#include "p3/base/check.h"
#include "p3/codec/decode.h"
#include "p3/field/extension.h"
#include "p3/verify/decode_limits.h"
#include "rpp/consensus/sample.h"
#include "rpp/identity/circuit/model.h"
#include "rpp/keys/export.h"
#include "rpp/proofs/stark.h"
#include "rpp/pruning/circuit/model.h"
#include "rpp/transaction/circuit/model.h"

namespace rpp::testing {
namespace {

template <unsigned Degree>
std::vector<std::uint64_t> decoded_heights(const Bytes& proof, const VerifyingKey& key) {
  const p3::StarkConfig<Element> config = stark_config(key);
  // The limits do not depend on the public values.
  const auto statement = batch_statement(consensus_model().circuit(), {}, {});
  const auto limits = p3::batch_decode_limits<Element>(config, statement, Degree);
  const auto decoded = p3::decode_batch_proof<Element, p3::Extension<Element, Degree>>(
      proof, config.suite.hasher->kind(), limits);
  P3_CHECK(decoded.ok(), "the proof of an envelope does not decode");
  const auto& log_rows = decoded.value().degree_bits;
  return {log_rows.begin(), log_rows.end()};
}

}  // namespace

KeySet committed_keys() {
  const Circuit* circuits[] = {&consensus_model().circuit(), &transaction_model().circuit(),
                               &identity_model().circuit(), &pruning_model().circuit()};
  const Profile profiles[] = {Profile::kStandalone, Profile::kRecursive};
  auto keys = load_keys("config/plonky3/setup", {.circuits = circuits,
                                                 .required = profiles,
                                                 .test_profile = false,
                                                 .trust = trust_policy(Network::kDevelopment, {})});
  P3_CHECK(keys.ok(), "the committed keys do not load");
  return std::move(keys).value();
}

const TrustedKey& key_of(const KeySet& keys, Profile profile) {
  const TrustedKey* key = keys.find("consensus", profile);
  P3_CHECK(key != nullptr, "no committed key");
  return *key;
}

ConsensusCase certificate(std::uint64_t seed, std::uint32_t members, p3::ThreadPool& pool) {
  ConsensusSampleOptions options;
  options.rules = consensus_model().rules();
  options.validators = members;
  options.witness_commitments = 5;
  options.reputation_roots = 3;
  options.absent_percent = 20;
  return ConsensusCase(make_consensus_sample(seed, options, pool).witness);
}

std::vector<std::string> exported_airs(const TrustedKey& key) {
  std::vector<std::string> airs;
  for (const ExportedFile& file : export_circuit(*key.circuit, key.key)) {
    if (airs.size() == key.circuit->tables.size()) break;  // behind the AIRs: the parameters
    std::string line = file.text;
    std::ranges::replace(line, '\n', ' ');  // breaks stand between tokens only
    airs.push_back(std::move(line));
  }
  return airs;
}

StarkCase system_of(const VerifyingKey& key) {
  StarkCase c;
  const auto suite =
      std::ranges::find_if(p3::testing::kJudgeSuites, [&](const p3::testing::JudgeSuite& s) {
        return s.field == Element::kName && s.degree == key.extension_degree &&
               s.hash == key.tree_hash && s.arity == key.tree_arity;
      });
  P3_CHECK(suite != p3::testing::kJudgeSuites.end(), "the judge has no suite of this key");
  c.suite = *suite;
  c.batch = true;
  c.parameters = key.parameters;
  return c;
}

std::vector<std::uint64_t> heights_of(const Bytes& proof, const VerifyingKey& key) {
  if (key.extension_degree == 4) return decoded_heights<4>(proof, key);
  P3_CHECK(key.extension_degree == 5, "a profile with another challenge field");
  return decoded_heights<5>(proof, key);
}

StarkCase stark_case(StarkCase c, const std::vector<std::string>& airs,
                     const std::vector<std::uint64_t>& log_rows,
                     const std::vector<Element>& public_values) {
  P3_CHECK(airs.size() == log_rows.size(), "one height per table");
  for (std::size_t i = 0; i < airs.size(); ++i) {
    p3::testing::ExchangeInstance<Element> instance;
    instance.air = airs[i];
    // A verifier's request has no cells: of the trace only the height is read.
    instance.trace = p3::Matrix<Element>::zeros(std::size_t{1} << log_rows[i], 1);
    if (i == 0) instance.public_values = public_values;
    c.instances.push_back(std::move(instance));
  }
  return c;
}

std::vector<Element> public_values(const Envelope& envelope, const TrustedKey& key) {
  const FieldTable& table = *key.circuit->fields;
  const auto fields = decode_fields(table, envelope.fields);
  P3_CHECK(fields.ok(), "the fields of an envelope do not decode");
  return batch_statement(*key.circuit, statement_digest(table, fields.value()), key_id(key.key))
      .instances.front()
      .public_values;
}

StarkCase stark_case(const Envelope& envelope, const TrustedKey& key,
                     const std::vector<std::string>& airs) {
  const std::vector<std::uint64_t> log_rows = heights_of(envelope.proof, key.key);
  for (std::size_t i = 0; i < log_rows.size(); ++i) {
    const KeyTable& allowed = key.key.tables[i];
    P3_CHECK(log_rows[i] >= allowed.min_log_rows && log_rows[i] <= allowed.max_log_rows,
             "a height that the key does not allow");
  }
  return stark_case(system_of(key.key), airs, log_rows, public_values(envelope, key));
}

}  // namespace rpp::testing
