// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// bench_families: what proofs of the families beside consensus cost, as a Markdown table on stdout.
//
//   bench_families [THREADS [REPEAT [LOG_BLOWUP QUERY_POW]]]
//
// Every row is the median of REPEAT proofs (3) on THREADS threads (2) after one that is left out.
// CPU is that of witness and proof on all threads, which a busy machine disturbs less than their
// times. Keys are made from the code, with the circuit's own tuning if no other is given.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "p3/hash/batch_hasher.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/identity/circuit/prover.h"
#include "rpp/identity/sample.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "rpp/pruning/circuit/prover.h"
#include "rpp/pruning/sample.h"
#include "rpp/state/circuit/prover.h"
#include "rpp/state/sample.h"
#include "rpp/transaction/circuit/prover.h"
#include "rpp/transaction/sample.h"
#include "rpp/uptime/circuit/prover.h"
#include "rpp/uptime/sample.h"

namespace rpp {
namespace {

constexpr Profile kMeasured[] = {Profile::kStandalone, Profile::kRecursive};
double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

template <class Work>
double milliseconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
  return passed.count();
}

[[noreturn]] void fail(const BackendError& error) {
  std::fprintf(stderr, "bench_families: %s\n", to_string(error).c_str());
  std::exit(1);
}

struct Options {
  unsigned threads = 2;
  int repeat = 3;
  std::optional<unsigned> log_blowup{}, query_pow{};
};

// The circuit's own tuning, but for what the command line names.
CircuitTuning tuning_of(const Circuit& circuit, const Options& options) {
  CircuitTuning tuning = circuit.tuning;
  if (options.log_blowup) tuning.log_blowup = *options.log_blowup;
  if (options.query_pow) tuning.max_query_pow = *options.query_pow;
  return tuning;
}

// The table row of one proof of `what`, or exit.
void measure_profile(p3::ThreadPool& pool, const CircuitProver& own, Profile profile,
                     const Witness& list, const std::string& what, const Options& options) {
  const Circuit& circuit = own.circuit();
  const VerifyingKey key =
      generate_key(circuit, {profile, {}, tuning_of(circuit, options)}).value();
  const KeySet keys({trust_own_key(circuit, key).value()});
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit}, keys, {.accelerate = &p3::accelerated_suite<Element>});
  std::vector<double> witness, prove, cpu, verify, bytes;
  for (int i = 0; i <= options.repeat; ++i) {
    const std::clock_t begin = std::clock();
    const auto proof = prover.prove({circuit.name, profile}, list);
    const std::clock_t end = std::clock();
    if (!proof) fail(proof.error());
    const double time = milliseconds([&] {
      const auto verdict = verifier.verify(proof.value().envelope);
      if (!verdict) fail(verdict.error());
    });
    if (i == 0) continue;
    witness.push_back(proof.value().witness_ms);
    prove.push_back(proof.value().prove_ms);
    cpu.push_back(1000.0 * static_cast<double>(end - begin) / CLOCKS_PER_SEC);
    verify.push_back(time);
    bytes.push_back(static_cast<double>(proof.value().envelope.proof.size()));
  }
  std::printf("| %s, %s | %s | %zu | %.1f | %.1f | %.0f | %.1f | %.0f |\n",
              std::string(circuit.name).c_str(), what.c_str(), info_of(profile).name,
              key.parameters.fri.num_queries, median(witness), median(prove), median(cpu),
              median(verify), median(bytes));
  std::fflush(stdout);
}

void measure(p3::ThreadPool& pool, const CircuitProver& own, const Witness& witness,
             const std::string& what, const Options& options) {
  for (const Profile profile : kMeasured) {
    measure_profile(pool, own, profile, witness, what, options);
  }
}

void measure_lists(p3::ThreadPool& pool, const Options& options) {
  const TransactionProver transactions(transaction_model());
  const UptimeProver uptime(uptime_model());
  const IdentityProver identities(identity_model());
  for (const std::uint32_t count : {0u, 1u, 100u, 512u}) {
    const TransactionCase list(
        make_transaction_sample(1, {.count = count, .senders = 0, .kind = {}}, pool).witness);
    measure(pool, transactions, list, "list of " + std::to_string(count), options);
  }
  for (const std::uint32_t count : {0u, 1u, 100u, 512u}) {
    const UptimeCase list(
        make_uptime_sample(1, {.rules = uptime_model().rules(), .count = count}, pool).witness);
    measure(pool, uptime, list, "list of " + std::to_string(count), options);
  }
  for (const std::uint32_t count : {0u, 1u, 32u}) {
    const IdentityCase list(
        make_identity_sample(1, {.rules = identity_model().rules(), .count = count}, pool).witness);
    measure(pool, identities, list, "list of " + std::to_string(count), options);
  }
}

void measure_blocks(p3::ThreadPool& pool, const Options& options) {
  const PruningProver pruning(pruning_model());
  const StateProver state(state_model());
  for (const std::uint32_t blocks : {1u, 16u}) {
    const PruningCase range(
        make_pruning_sample(1, {.blocks = blocks, .transactions = 100}).witness);
    measure(pool, pruning, range, std::to_string(blocks) + " blocks of 100", options);
  }
  for (const std::uint32_t transactions : {0u, 100u, 512u}) {
    StateSampleOptions sample;
    sample.rules = state_model().rules();
    sample.transactions = transactions;
    sample.accounts = 1024;
    sample.boundary = false;
    const StateCase block(make_state_sample(1, sample).witness);
    measure(pool, state, block, std::to_string(transactions) + " transactions", options);
  }
}

int run(const Options& options) {
  p3::ThreadPool pool(options.threads);
  std::printf(
      "| proof | profile | queries | witness ms | prove ms | CPU ms | verify ms | bytes |\n");
  std::printf("|---|---|---|---|---|---|---|---|\n");
  measure_lists(pool, options);
  measure_blocks(pool, options);
  return 0;
}

}  // namespace
}  // namespace rpp

int main(int argc, char** argv) {
  rpp::Options options;
  const auto number = [&](int i, unsigned otherwise) {
    return argc > i ? static_cast<unsigned>(std::atoi(argv[i])) : otherwise;
  };
  options.threads = number(1, 2);
  options.repeat = static_cast<int>(number(2, 3));
  if (argc > 3) options.log_blowup = number(3, 0);
  if (argc > 4) options.query_pow = number(4, 0);
  if (argc > 5 || options.threads < 1 || options.repeat < 1) {
    std::fprintf(stderr, "usage: bench_families [THREADS [REPEAT [LOG_BLOWUP QUERY_POW]]]\n");
    return 2;
  }
  return rpp::run(options);
}
