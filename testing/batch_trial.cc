// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/batch_trial.h"

#include "p3/air/check_lookups.h"
#include "p3/field/extension.h"
#include "p3/prove/batch.h"
#include "p3/verify/batch.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"

namespace p3::testing {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;

StarkConfig<F> trial_config() {
  return {StarkParameters{.fri = {.log_blowup = 1, .num_queries = 4, .query_pow_bits = 0}},
          make_hash_suite<F>(TreeHash::kKeccakF, 2)};
}

void prove_and_verify(const TrialBatch& batch, Verdict& verdict) {
  const StarkConfig<F> config = trial_config();
  ThreadPool pool(1);
  const auto hasher = make_batch_hasher<F>(config.suite);
  BatchStatement<F> statement;
  BatchWitness<F> witness;
  for (const TrialInstance& instance : batch) {
    statement.instances.push_back({instance.air.get(), instance.public_values});
    witness.traces.push_back(instance.trace.clone());
  }
  const auto proof = prove_batch<F, EF>({pool, *hasher}, config, statement, std::move(witness));
  if (!proof) {
    verdict.prover = to_string(proof.error());
    return;
  }
  verdict.verifier = verify_batch<F, EF>(config, statement, proof.value());
}

}  // namespace

Verdict try_batch(const TrialBatch& batch) {
  Verdict verdict;
  std::vector<CheckInstance<F>> instances;
  for (const TrialInstance& instance : batch) {
    verdict.labels.merge(
        violated_labels(*instance.air, instance.trace.view(), instance.public_values));
    instances.push_back({instance.air.get(), instance.trace.view(), {}, instance.public_values});
  }
  for (const auto& [bus, tuples] : open_tuples(batch)) verdict.buses.insert(bus);
  if (const auto failure = check_lookups<F>(instances)) verdict.lookups = failure->message;
  prove_and_verify(batch, verdict);
  return verdict;
}

std::string to_string(const Verdict& verdict) {
  std::string out = "labels:";
  for (const std::string& label : verdict.labels) out += " " + label;
  out += "; buses:";
  for (const std::string& bus : verdict.buses) out += " " + bus;
  out += "; lookups: " + verdict.lookups + "; prover: " + verdict.prover + "; verifier: ";
  return out + (verdict.verifier ? to_string(*verdict.verifier) : "content");
}

}  // namespace p3::testing
