// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <cmath>

#include "apps/p3/anatomy.h"
#include "apps/p3/engine.h"
#include "p3/airs/objective_kernel.h"
#include "p3/airs/objective_trace.h"
#include "p3/base/stopwatch.h"
#include "p3/codec/decode.h"
#include "p3/engine/prove.h"
#include "p3/hash/batch_hasher.h"

// The engine of one field and extension.
namespace p3::app {

// User CPU seconds of all threads of this process.
inline double user_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

inline double peak_rss_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1.024e-3;  // Linux counts in KiB
}

template <class F, unsigned D>
class EngineImpl final : public Engine {
 public:
  using EF = Extension<F, D>;

  explicit EngineImpl(const Statement& statement) : statement_(statement) {}

  std::optional<std::string> problem() const override {
    if (const auto text = objective_problem<F>(statement_.spec)) return std::string(*text);
    return system_problem(statement_);
  }

  std::optional<std::string> too_large() const override {
    const std::size_t width = make_objective_air<F>(statement_.spec)->shape().width;
    // In floating point: rows, columns and blowup may multiply beyond 64 bits.
    const double cells =
        std::ldexp(static_cast<double>(width), static_cast<int>(statement_.spec.log_trace_length));
    const double blowup = std::ldexp(1.0, static_cast<int>(statement_.parameters.fri.log_blowup));
    const double needed = cells * blowup * F::kBytes;
    const double physical =
        static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
    if (needed <= physical) return std::nullopt;
    return "the extended trace needs " + std::to_string(needed * 1e-9) + " GB; this machine has " +
           std::to_string(physical * 1e-9) + " GB";
  }

  std::variant<MemoryEstimate, Failure> memory(unsigned threads, unsigned proofs) const override {
    const auto air = make_objective_air<F>(statement_.spec);
    MemoryRequest<F> request{
        .config = make_statement<F>(statement_).config,
        .extension_degree = D,
        .batch = statement_.protocol == Protocol::kBatch,
        .instances = {{air.get(), statement_.spec.log_trace_length, /*trace_has_room=*/true}}};
    request.threads = threads;
    request.proofs = proofs;
    auto estimate = estimate_memory(request);
    if (!estimate) return Failure{to_string(estimate.error())};
    return std::move(estimate).value();
  }

  std::variant<Run, Failure> prove(ThreadPool& pool) const override {
    Run run;
    Profiler profiler;
    const Stopwatch trace_watch;
    Matrix<F> trace =
        generate_objective_trace<F>(statement_.spec, pool, statement_.parameters.fri.log_blowup);
    run.trace_s = trace_watch.seconds();

    const AnyStatement<F> statement = any_statement();
    const auto kernel = make_objective_kernel<F>(statement_.spec, *statement.instances[0].air);
    AnyWitness<F> witness{.traces = {}, .kernels = {kernel.get()}};
    witness.traces.push_back(std::move(trace));
    const auto hasher = make_batch_hasher<F>(statement_.merkle_hash, statement_.merkle_arity);
    const ProverContext<F> context{pool, *hasher, &profiler};
    const double user = user_seconds();
    const Stopwatch prove_watch;
    auto bytes = prove_statement<F>(context, statement, std::move(witness));
    run.prove_s = prove_watch.seconds();
    run.user_s = user_seconds() - user;
    if (!bytes) return Failure{to_string(bytes.error())};
    run.proof = std::move(bytes).value();
    run.proof_bytes = run.proof.size();

    const Stopwatch verify_watch;
    run.rejected = verify_statement<F>(statement, run.proof);
    run.verify_s = verify_watch.seconds();
    run.peak_rss_mb = peak_rss_mb();
    run.phases = profiler.records();
    return run;
  }

  std::optional<std::string> verify(std::span<const std::uint8_t> proof) const override {
    return verify_statement<F>(any_statement(), proof);
  }

  std::variant<Anatomy, Failure> inspect(std::span<const std::uint8_t> proof) const override {
    const auto suite = make_hash_suite<F>(statement_.merkle_hash, statement_.merkle_arity);
    const DigestKind kind = suite.hasher->kind();
    if (statement_.protocol == Protocol::kUni) {
      return describe(decode_uni_proof<F, EF>(proof, kind), proof.size(), kind);
    }
    return describe(decode_batch_proof<F, EF>(proof, kind), proof.size(), kind);
  }

 private:
  AnyStatement<F> any_statement() const {
    AnyStatement<F> statement = make_statement<F>(statement_);
    // The program has the vector code at hand, so its verifier hashes with it too.
    statement.config.suite = accelerated_suite(statement.config.suite);
    statement.instances.push_back(shipped_instance<F>(statement_.spec));
    return statement;
  }

  template <class Proof>
  static std::variant<Anatomy, Failure> describe(const Result<Proof, DecodeError>& proof,
                                                 std::size_t bytes, DigestKind kind) {
    if (!proof.ok()) {
      const DecodeError& error = proof.error();
      return Failure{std::string("not a proof: ") + name(error.kind) + " at byte " +
                     std::to_string(error.offset) + " (" + error.what + ")"};
    }
    return anatomy_of(proof.value(), bytes, kind);
  }

  Statement statement_;
};

}  // namespace p3::app
