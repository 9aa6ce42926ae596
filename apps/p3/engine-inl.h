// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cmath>

#include "apps/p3/anatomy.h"
#include "apps/p3/engine.h"
#include "p3/airs/objective_kernel.h"
#include "p3/airs/objective_trace.h"
#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "p3/hash/batch_hasher.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"

// The engine of one field and extension.
namespace p3::app {

inline double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

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
    if (!hash_suite_exists<F>(statement_.merkle_hash, statement_.merkle_arity)) {
      return std::string("--merkle-hash ") + merkle_hash_name(statement_.merkle_hash) +
             " does not exist for " + field_name(statement_.field);
    }
    if (const auto error = check_parameters<F>(statement_.parameters)) return to_string(*error);
    return std::nullopt;
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

  std::variant<Run, Failure> prove(ThreadPool& pool) const override {
    Run run;
    Profiler profiler;
    const auto start = std::chrono::steady_clock::now();
    Matrix<F> trace =
        generate_objective_trace<F>(statement_.spec, pool, statement_.parameters.fri.log_blowup);
    run.trace_s = seconds_since(start);

    const auto air = make_objective_air<F>(statement_.spec);
    const auto kernel = make_objective_kernel<F>(statement_.spec, *air);
    const auto hasher = make_batch_hasher<F>(statement_.merkle_hash, statement_.merkle_arity);
    const ProverContext<F> context{pool, *hasher, &profiler};
    const double user = user_seconds();
    const auto prove_start = std::chrono::steady_clock::now();
    auto bytes = prove_bytes(context, *air, *kernel, std::move(trace));
    run.prove_s = seconds_since(prove_start);
    run.user_s = user_seconds() - user;
    if (auto* failure = std::get_if<Failure>(&bytes)) return std::move(*failure);
    run.proof = std::get<std::vector<std::uint8_t>>(std::move(bytes));
    run.proof_bytes = run.proof.size();

    const auto verify_start = std::chrono::steady_clock::now();
    run.rejected = verify_with(*air, run.proof);
    run.verify_s = seconds_since(verify_start);
    run.peak_rss_mb = peak_rss_mb();
    run.phases = profiler.records();
    return run;
  }

  std::optional<std::string> verify(std::span<const std::uint8_t> proof) const override {
    return verify_with(*make_objective_air<F>(statement_.spec), proof);
  }

  std::variant<Anatomy, Failure> inspect(std::span<const std::uint8_t> proof) const override {
    const DigestKind kind = config().suite.hasher->kind();
    if (statement_.protocol == Protocol::kUni) {
      return describe(decode_uni_proof<F, EF>(proof, kind), proof.size(), kind);
    }
    return describe(decode_batch_proof<F, EF>(proof, kind), proof.size(), kind);
  }

 private:
  StarkConfig<F> config() const {
    return {statement_.parameters,
            make_hash_suite<F>(statement_.merkle_hash, statement_.merkle_arity)};
  }

  UniStatement<F> uni_statement(const Air<F>& air) const {
    return {&air, objective_public_values<F>(statement_.spec), std::nullopt};
  }
  BatchStatement<F> batch_statement(const Air<F>& air) const {
    BatchStatement<F> statement;
    statement.instances.push_back({&air, objective_public_values<F>(statement_.spec)});
    return statement;
  }

  // From the trace to encoded bytes: what prove_s measures.
  std::variant<std::vector<std::uint8_t>, Failure> prove_bytes(const ProverContext<F>& context,
                                                               const Air<F>& air,
                                                               const QuotientKernel<F>& kernel,
                                                               Matrix<F> trace) const {
    const Span span(context.profiler, "proof");
    const StarkConfig<F> config = this->config();
    if (statement_.protocol == Protocol::kUni) {
      return encoded(context, config,
                     prove_uni<F, EF>(context, config, uni_statement(air),
                                      {std::move(trace), nullptr, &kernel}));
    }
    BatchWitness<F> witness;
    witness.traces.push_back(std::move(trace));
    witness.kernels = {&kernel};
    return encoded(context, config,
                   prove_batch<F, EF>(context, config, batch_statement(air), std::move(witness)));
  }

  template <class Proof>
  static std::variant<std::vector<std::uint8_t>, Failure> encoded(
      const ProverContext<F>& context, const StarkConfig<F>& config,
      const Result<Proof, ProveError>& proof) {
    if (!proof.ok()) return Failure{to_string(proof.error())};
    const Span span(context.profiler, "encode");
    return encode(proof.value(), config.suite.hasher->kind());
  }

  std::optional<std::string> verify_with(const Air<F>& air,
                                         std::span<const std::uint8_t> proof) const {
    const auto error = statement_.protocol == Protocol::kUni
                           ? verify_uni_bytes<F, EF>(config(), uni_statement(air), proof)
                           : verify_batch_bytes<F, EF>(config(), batch_statement(air), proof);
    if (error) return to_string(*error);
    return other_length(proof);
  }

  // A proof states its own height, and so may be a valid proof of a longer or shorter trace than
  // the one this command names.
  std::optional<std::string> other_length(std::span<const std::uint8_t> proof) const {
    const auto anatomy = inspect(proof);
    P3_CHECK(std::holds_alternative<Anatomy>(anatomy), "accepted proofs decode");
    const std::uint64_t got = std::get<Anatomy>(anatomy).degree_bits.front();
    if (got == statement_.spec.log_trace_length) return std::nullopt;
    return "valid for another trace length: expected 2^" +
           std::to_string(statement_.spec.log_trace_length) + " rows, got 2^" + std::to_string(got);
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
