// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// bench_families: what proofs of statement lists cost, as a Markdown table on stdout.
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
#include <string>
#include <vector>

#include "p3/hash/batch_hasher.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "rpp/transaction/circuit/prover.h"
#include "rpp/transaction/sample.h"
#include "rpp/uptime/circuit/prover.h"
#include "rpp/uptime/sample.h"

namespace rpp {
namespace {

constexpr Profile kMeasured[] = {Profile::kStandalone, Profile::kRecursive};
constexpr std::uint32_t kCounts[] = {0, 1, 100, 512};

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
  CircuitTuning tuning = transaction_model().circuit().tuning;  // uptime has the same
};

// The table row of a list of `count` statements, or exit.
void measure(p3::ThreadPool& pool, const CircuitProver& own, Profile profile, const Witness& list,
             std::uint32_t count, const Options& options) {
  const Circuit& circuit = own.circuit();
  const VerifyingKey key = generate_key(circuit, {profile, {}, options.tuning}).value();
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
  std::printf("| %s, %u | %s | %zu | %.1f | %.1f | %.0f | %.1f | %.0f |\n",
              std::string(circuit.name).c_str(), count, info_of(profile).name,
              key.parameters.fri.num_queries, median(witness), median(prove), median(cpu),
              median(verify), median(bytes));
  std::fflush(stdout);
}

int run(const Options& options) {
  p3::ThreadPool pool(options.threads);
  std::printf(
      "| list | profile | queries | witness ms | prove ms | CPU ms | verify ms | bytes |\n");
  std::printf("|---|---|---|---|---|---|---|---|\n");
  const TransactionProver transactions(transaction_model());
  const UptimeProver uptime(uptime_model());
  for (const std::uint32_t count : kCounts) {
    const TransactionCase list(
        make_transaction_sample(1, {.count = count, .senders = 0, .kind = {}}, pool).witness);
    for (const Profile profile : kMeasured) {
      measure(pool, transactions, profile, list, count, options);
    }
  }
  for (const std::uint32_t count : kCounts) {
    const UptimeCase list(
        make_uptime_sample(1, {.rules = uptime_model().rules(), .count = count}, pool).witness);
    for (const Profile profile : kMeasured) measure(pool, uptime, profile, list, count, options);
  }
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
  options.tuning.log_blowup = number(3, options.tuning.log_blowup);
  options.tuning.max_query_pow = number(4, options.tuning.max_query_pow);
  if (argc > 5 || options.threads < 1 || options.repeat < 1) {
    std::fprintf(stderr, "usage: bench_families [THREADS [REPEAT [LOG_BLOWUP QUERY_POW]]]\n");
    return 2;
  }
  return rpp::run(options);
}
