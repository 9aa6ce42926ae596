// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "p3/base/stopwatch.h"
#include "p3/field/isa/isa.h"
#include "p3/hash/batch_hasher.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/gadgets/hasher_columns.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"

// One point of bench/consensus: honest consensus proofs of one size with one tuning, as JSON.
//
// A process of its own for every point, so that its peak memory is that of the point. The tuning is
// the benchmark's: keys of other tunings are made here and trusted by nobody else.
namespace rpp::bench {
namespace {

struct Request {
  ConsensusSampleOptions sample;
  CircuitTuning tuning = consensus_model().circuit().tuning;
  unsigned proofs = 4;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
};

struct Times {
  double witness_ms, prove_ms, verify_ms;
  std::size_t bytes;
};

// User and system time of all threads so far.
double cpu_milliseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& t) {
    return 1e3 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_usec);
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

// Rows of the hasher that somebody asks for; the others fill the power of two.
std::size_t permutations(const p3::Matrix<Element>& hasher) {
  std::size_t asked = 0;
  for (std::size_t r = 0; r < hasher.height(); ++r) {
    const Element* flags = hasher.row(r) + HasherColumns::kC8;
    asked += std::any_of(flags, flags + HasherColumns::kFlags,
                         [](const Element& flag) { return flag != Element::zero(); });
  }
  return asked;
}

// Empty for a certificate that is refused, which a sample never is.
std::string rows_json(const ConsensusSample& sample, p3::ThreadPool& pool) {
  const auto built = ConsensusProver(consensus_model()).build(ConsensusCase(sample.witness), pool);
  if (!built) return {};
  std::string out = "\"rows\": {";
  const auto& traces = built.value().traces;
  for (std::size_t i = 0; i < traces.size(); ++i) {
    out += (i == 0 ? "\"" : ", \"") + std::string(consensus_model().circuit().tables[i].name) +
           "\": " + std::to_string(traces[i].height());
  }
  return out + "}, \"permutations\": " + std::to_string(permutations(traces.back()));
}

std::string parameters_json(const VerifyingKey& key) {
  const p3::StarkParameters& p = key.parameters;
  char text[320];
  std::snprintf(text, sizeof(text),
                "\"parameters\": {\"log_blowup\": %u, \"queries\": %zu, \"log_final_poly_len\": "
                "%u, \"max_log_arity\": %u, \"cap_height\": %u, \"pow_bits\": {\"ood\": %u, "
                "\"lookup\": %u, \"batch\": %u, \"commit\": %u, \"query\": %u}}, "
                "\"proven_bits\": %.3f",
                p.fri.log_blowup, p.fri.num_queries, p.fri.log_final_poly_len, p.fri.max_log_arity,
                p.cap_height, p.ood_pow_bits, p.lookup_pow_bits, p.fri.batch_pow_bits,
                p.fri.commit_pow_bits, p.fri.query_pow_bits, key.security.millibits / 1000.0);
  return text;
}

// One proof, verified; nothing where either fails.
std::optional<Times> prove_once(Plonky3Prover& prover, Plonky3Verifier& verifier,
                                const ConsensusSample& sample) {
  const auto proof = prover.prove({.circuit = "consensus"}, ConsensusCase(sample.witness));
  if (!proof) {
    std::fprintf(stderr, "consensus_point: %s\n", to_string(proof.error()).c_str());
    return std::nullopt;
  }
  const ProofResult& result = proof.value();
  const auto bytes = encode_envelope(result.envelope);
  const p3::Stopwatch watch;
  const auto verdict = verifier.verify(bytes, {.circuit = "consensus"});
  const double verify_ms = watch.milliseconds();
  if (!verdict) {
    std::fprintf(stderr, "consensus_point: %s\n", to_string(verdict.error()).c_str());
    return std::nullopt;
  }
  return Times{result.witness_ms, result.prove_ms, verify_ms, result.envelope.proof.size()};
}

void print_proof(const Times& t, double cpu_ms, bool first) {
  std::printf(
      "%s\n  {\"witness_ms\": %.2f, \"prove_ms\": %.2f, \"verify_ms\": %.3f, \"cpu_ms\": %.2f, "
      "\"bytes\": %zu}",
      first ? "" : ",", t.witness_ms, t.prove_ms, t.verify_ms, cpu_ms, t.bytes);
}

int run(const Request& request) {
  if (const auto bad = bad_sample_option(request.sample)) {
    std::fprintf(stderr, "consensus_point: %s\n", *bad);
    return 2;
  }
  const Circuit& circuit = consensus_model().circuit();
  const auto key = generate_key(circuit, {.tuning = request.tuning});
  const auto trusted = key ? trust_own_key(circuit, key.value()) : p3::Err{key.error()};
  if (!trusted) {
    std::fprintf(stderr, "consensus_point: %s\n", to_string(trusted.error()).c_str());
    return 2;
  }
  p3::ThreadPool pool(request.threads);
  const ConsensusProver consensus(consensus_model());
  Plonky3Prover prover(pool, {&consensus}, KeySet({trusted.value()}));
  Plonky3Verifier verifier(
      {&circuit}, KeySet({trusted.value()}),
      {.max_bytes = std::size_t{16} << 20, .accelerate = &p3::accelerated_suite<Element>});
  std::printf("{%s, \"threads\": %u, \"isa\": \"%s\", \"proofs\": [",
              parameters_json(key.value()).c_str(), request.threads,
              std::string(p3::isa_name(p3::active_isa())).c_str());
  ConsensusSample sample;
  for (unsigned i = 0; i < request.proofs; ++i) {
    sample = make_consensus_sample(i, request.sample, pool);
    const double before = cpu_milliseconds();
    const auto times = prove_once(prover, verifier, sample);
    if (!times) return 1;
    print_proof(*times, cpu_milliseconds() - before, i == 0);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("],\n %s, \"peak_bytes\": %lld}\n", rows_json(sample, pool).c_str(),
              1024LL * usage.ru_maxrss);
  return 0;
}

void add_options(CLI::App& app, Request& request) {
  request.sample.witness_commitments = 256;
  request.sample.reputation_roots = kMaxReputationRoots / 4;
  app.add_option("--validators", request.sample.validators, "members, all of whom vote twice");
  app.add_option("--witness-commitments", request.sample.witness_commitments);
  app.add_option("--reputation-roots", request.sample.reputation_roots);
  app.add_option("--log-blowup", request.tuning.log_blowup);
  app.add_option("--log-final-poly-len", request.tuning.log_final_poly_len);
  app.add_option("--max-log-arity", request.tuning.max_log_arity);
  app.add_option("--cap-height", request.tuning.cap_height);
  app.add_option("--proofs", request.proofs, "the first one pays for its page faults");
  app.add_option("--threads", request.threads)->check(CLI::PositiveNumber);
}

}  // namespace
}  // namespace rpp::bench

int main(int argc, char** argv) {
  try {
    CLI::App app("consensus proofs of one size and tuning, as JSON");
    rpp::bench::Request request;
    rpp::bench::add_options(app, request);
    CLI11_PARSE(app, argc, argv);
    return rpp::bench::run(request);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "consensus_point: %s\n", error.what());
    return 5;
  }
}
