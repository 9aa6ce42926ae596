// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <unistd.h>

#include <cmath>

#include "apps/p3/air_session-inl.h"
#include "apps/p3/engine-inl.h"
#include "p3/base/stopwatch.h"
#include "p3/codec/encode.h"
#include "p3/hash/batch_hasher.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"

// Proving and verifying AIRs from files, for one field and extension.
namespace p3::app {

template <class F, unsigned D>
class AirProver {
 public:
  using EF = Extension<F, D>;

  AirProver(AirSession<F>& session, const ProtocolText& protocol, TreeHash hash, bool batch)
      : session_(session),
        protocol_(protocol),
        config_{protocol.parameters, make_hash_suite<F>(hash, protocol.merkle_arity)},
        batch_(batch),
        pool_(session.request().threads),
        hasher_(make_batch_hasher<F>(hash, protocol.merkle_arity)) {}

  AirAnswer prove() {
    AirProved out{protocol_, {}, {}};
    if (auto failure = set_up()) return *failure;
    for (unsigned i = 0; i < session_.request().repeat; ++i) {
      auto run = prove_once();
      if (auto* failure = std::get_if<AirFailure>(&run)) return *failure;
      // Only the last proof can be asked for; of the others the size stays.
      if (!out.runs.empty()) out.runs.back().proof = {};
      out.runs.push_back(std::get<Run>(std::move(run)));
    }
    out.instances = instance_texts(heights_);
    return out;
  }

  AirAnswer verify() {
    if (auto failure = set_up()) return *failure;
    const auto file = read_proof_file(session_.request().proof_in);
    if (const auto* error = std::get_if<FileError>(&file)) {
      return AirFailure{kExitFile, error->text};
    }
    const auto& bytes = std::get<std::vector<std::uint8_t>>(file);
    AirVerified out{protocol_, {}, {}, 0};
    const Stopwatch watch;
    out.rejected = rejection(bytes);
    out.seconds = watch.seconds();
    if (!out.rejected) out.instances = instance_texts(degree_bits(bytes));
    return out;
  }

 private:
  // Statements, and the commitment to the preprocessed rows, which both sides make themselves.
  std::optional<AirFailure> set_up() {
    bool any = false;
    for (const AirInstance<F>& instance : session_.instances()) {
      any = any || !instance.file.preprocessed.empty();
      batch_statement_.instances.push_back({instance.file.air.get(), instance.public_values});
    }
    uni_statement_.air = batch_statement_.instances[0].air;
    uni_statement_.public_values = batch_statement_.instances[0].public_values;
    if (!any) return std::nullopt;
    const ProverContext<F> context{pool_, *hasher_};
    return batch_ ? set_up_batch(context) : set_up_uni(context);
  }

  std::optional<AirFailure> set_up_uni(const ProverContext<F>& context) {
    auto data = setup_preprocessed<F>(context, config_,
                                      std::move(session_.instances()[0].file.preprocessed));
    if (!data) return refused("preprocessed rows", data.error());
    uni_preprocessed_.emplace(std::move(data).value());
    uni_statement_.preprocessed = uni_preprocessed_->key;
    return std::nullopt;
  }

  std::optional<AirFailure> set_up_batch(const ProverContext<F>& context) {
    std::vector<Matrix<F>> values;
    for (AirInstance<F>& instance : session_.instances()) {
      values.push_back(std::move(instance.file.preprocessed));
    }
    auto data = setup_batch_preprocessed<F>(context, config_, std::move(values));
    if (!data) return refused("preprocessed rows", data.error());
    batch_preprocessed_.emplace(std::move(data).value());
    batch_statement_.preprocessed = batch_preprocessed_->key;
    return std::nullopt;
  }

  static AirFailure refused(const std::string& what, const ProveError& error) {
    return {kExitUsage, what + ": " + to_string(error)};
  }

  std::variant<Run, AirFailure> prove_once() {
    Run run;
    Profiler profiler;
    const Stopwatch trace_watch;
    if (auto failure = load_traces()) return *failure;
    run.trace_s = trace_watch.seconds();
    const ProverContext<F> context{pool_, *hasher_, &profiler};
    const double user = user_seconds();
    const Stopwatch prove_watch;
    auto proof = batch_ ? prove_batch_bytes(context) : prove_uni_bytes(context);
    run.prove_s = prove_watch.seconds();
    run.user_s = user_seconds() - user;
    if (!proof) return refused("cannot prove", proof.error());
    run.proof = std::move(proof).value();
    run.proof_bytes = run.proof.size();
    const Stopwatch verify_watch;
    if (const auto text = rejection(run.proof)) {
      // The prover does not look whether the trace satisfies the AIR: the verifier does.
      return AirFailure{kExitInvalidProof,
                        "the trace does not satisfy the AIR (" + *text +
                            "); `p3 air check` says which constraint or lookup it breaks"};
    }
    run.verify_s = verify_watch.seconds();
    run.peak_rss_mb = peak_rss_mb();
    run.phases = profiler.records();
    return run;
  }

  std::optional<AirFailure> load_traces() {
    // Extended in place up to this blowup; beyond, the prover asks for the memory itself.
    constexpr unsigned kMaxRoom = 4;
    const unsigned log_blowup = config_.parameters.fri.log_blowup;
    if (auto failure = session_.load_traces(log_blowup <= kMaxRoom ? log_blowup : 0)) {
      return failure;
    }
    heights_.clear();
    double cells = 0;
    for (const AirInstance<F>& instance : session_.instances()) {
      heights_.push_back(log2_ceil(instance.trace.height()));
      cells += static_cast<double>(instance.trace.size());
    }
    const double needed = std::ldexp(cells * F::kBytes, static_cast<int>(log_blowup));
    const double physical =
        static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
    if (needed <= physical) return std::nullopt;
    return AirFailure{kExitUsage, "the extended traces need " + std::to_string(needed * 1e-9) +
                                      " GB; this machine has " + std::to_string(physical * 1e-9) +
                                      " GB"};
  }

  using Bytes = Result<std::vector<std::uint8_t>, ProveError>;

  Bytes prove_uni_bytes(const ProverContext<F>& context) {
    const Span span(context.profiler, "proof");
    UniWitness<F> witness;
    witness.trace = std::move(session_.instances()[0].trace);
    if (uni_preprocessed_) witness.preprocessed = &*uni_preprocessed_;
    return encoded(context, prove_uni<F, EF>(context, config_, uni_statement_, std::move(witness)));
  }

  Bytes prove_batch_bytes(const ProverContext<F>& context) {
    const Span span(context.profiler, "proof");
    BatchWitness<F> witness;
    for (AirInstance<F>& instance : session_.instances()) {
      witness.traces.push_back(std::move(instance.trace));
    }
    if (batch_preprocessed_) witness.preprocessed = &*batch_preprocessed_;
    return encoded(context,
                   prove_batch<F, EF>(context, config_, batch_statement_, std::move(witness)));
  }

  template <class Proof>
  Bytes encoded(const ProverContext<F>& context, const Result<Proof, ProveError>& proof) {
    if (!proof) return Err{proof.error()};
    const Span span(context.profiler, "encode");
    return encode(proof.value(), kind());
  }

  DigestKind kind() const { return config_.suite.hasher->kind(); }

  // Why the bytes are no acceptable proof of this statement, or nothing.
  std::optional<std::string> rejection(const std::vector<std::uint8_t>& proof) const {
    const auto error = batch_ ? verify_batch_bytes<F, EF>(config_, batch_statement_, proof)
                              : verify_uni_bytes<F, EF>(config_, uni_statement_, proof);
    if (error) return to_string(*error);
    const std::vector<unsigned>& wanted = session_.request().log_trace_lengths;
    const std::vector<unsigned> got = degree_bits(proof);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (got[i] == wanted[i]) continue;
      return "valid for another trace length: expected 2^" + std::to_string(wanted[i]) +
             " rows of instance " + std::to_string(i) + ", got 2^" + std::to_string(got[i]);
    }
    return std::nullopt;
  }

  // Of an accepted proof.
  std::vector<unsigned> degree_bits(const std::vector<std::uint8_t>& bytes) const {
    if (!batch_) {
      const auto proof = decode_uni_proof<F, EF>(bytes, kind());
      P3_CHECK(proof.ok(), "accepted proofs decode");
      return {static_cast<unsigned>(proof.value().degree_bits)};
    }
    const auto proof = decode_batch_proof<F, EF>(bytes, kind());
    P3_CHECK(proof.ok(), "accepted proofs decode");
    std::vector<unsigned> out;
    for (const std::uint64_t bits : proof.value().degree_bits) {
      out.push_back(static_cast<unsigned>(bits));
    }
    return out;
  }

  std::vector<AirInstanceText> instance_texts(const std::vector<unsigned>& log_rows) const {
    std::vector<AirInstanceText> out;
    for (const AirInstance<F>& instance : session_.instances()) {
      out.push_back({instance.name, instance.file.air->shape().width, log_rows[out.size()]});
    }
    return out;
  }

  AirSession<F>& session_;
  const ProtocolText& protocol_;
  StarkConfig<F> config_;
  bool batch_;
  ThreadPool pool_;
  std::unique_ptr<BatchHasher<F>> hasher_;
  UniStatement<F> uni_statement_;
  BatchStatement<F> batch_statement_;
  std::optional<PreprocessedData<F>> uni_preprocessed_;
  std::optional<BatchPreprocessedData<F>> batch_preprocessed_;
  std::vector<unsigned> heights_;
};

}  // namespace p3::app
