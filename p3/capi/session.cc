// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/capi/session.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <utility>

#include "p3/airs/objective_kernel.h"
#include "p3/airs/objective_trace.h"
#include "p3/capi/elements.h"
#include "p3/engine/dispatch.h"
#include "p3/engine/prove.h"
#include "p3/hash/batch_hasher.h"
#include "p3/prove/checks.h"
#include "p3/verify/key_bytes.h"

namespace p3::capi {
namespace {

Failure bad_trace(std::string text) { return {P3_BAD_TRACE, std::move(text)}; }

// Everything that depends on the AIRs alone has been checked before, but how they fit together.
Failure failure_of(const ProveError& error) {
  const bool air = error.fault == ProveFault::kBusWidthMismatch;
  return {air ? P3_BAD_AIR : P3_BAD_TRACE, to_string(error)};
}

template <class F>
class SessionImpl final : public Session {
 public:
  SessionImpl(std::shared_ptr<const Claim> claim, unsigned threads)
      : claim_(std::move(claim)),
        pool_(threads),
        hasher_(make_batch_hasher<F>(statement().config.suite)),
        traces_(statement().instances.size()),
        columns_(statement().instances.size()) {}

  Outcome set_preprocessed(std::size_t instance, const Values& values) override {
    if (Outcome bad = check_instance(instance)) return bad;
    const std::size_t expected = shape(instance).preprocessed_width;
    if (expected == 0) {
      return bad_argument(place(instance) + "the AIR has no preprocessed columns");
    }
    Matrix<F> read;
    if (Outcome bad = read_matrix(instance, values, expected, 0, read)) return bad;
    columns_[instance] = std::move(read);
    preprocessed_.reset();
    return std::nullopt;
  }

  Outcome set_trace(std::size_t instance, const Values& values) override {
    if (Outcome bad = check_instance(instance)) return bad;
    const std::optional<unsigned> log_rows = statement().instances[instance].log_rows;
    if (log_rows && values.rows != std::size_t{1} << *log_rows) {
      return bad_trace(place(instance) + "expected 2^" + std::to_string(*log_rows) + " rows, got " +
                       std::to_string(values.rows));
    }
    // Room for the extension: the prover then needs no second copy of the trace.
    return read_matrix(instance, values, shape(instance).width, log_blowup(), traces_[instance]);
  }

  void check_constraints(bool on) override { check_constraints_ = on; }

  Outcome key(std::vector<std::uint8_t>& out) override {
    if (Outcome bad = set_up()) return bad;
    if (!preprocessed_) return bad_argument("no AIR has preprocessed columns");
    out = encode_key<F>(preprocessed_->key(), statement().config.suite.hasher->kind());
    return std::nullopt;
  }

  Outcome prove(std::vector<std::uint8_t>& out) override {
    if (Outcome bad = set_up()) return bad;
    if (Outcome bad = check_traces()) return bad;
    const bool all_ours = std::ranges::all_of(traces_, [](const auto& t) { return t.empty(); });
    AnyWitness<F> witness;
    std::vector<std::unique_ptr<QuotientKernel<F>>> kernels;
    fill(witness, kernels);
    if (preprocessed_) witness.preprocessed = &*preprocessed_;
    auto proof = prove_statement<F>(context(), statement(), std::move(witness));
    if (!proof) return failure_of(proof.error());
    if (Outcome bad = check_own(proof.value(), all_ours)) return bad;
    out = std::move(proof).value();
    return std::nullopt;
  }

 private:
  const ClaimOf<F>& claim() const { return static_cast<const ClaimOf<F>&>(*claim_); }
  const AnyStatement<F>& statement() const { return claim().statement(); }
  const AirShape<F>& shape(std::size_t i) const { return statement().instances[i].air->shape(); }
  unsigned log_blowup() const { return statement().config.parameters.fri.log_blowup; }
  static std::string place(std::size_t i) { return "instance " + std::to_string(i) + ": "; }

  ProverContext<F> context() { return {pool_, *hasher_, nullptr, check_constraints_}; }

  Outcome check_instance(std::size_t instance) const {
    if (instance < traces_.size()) return std::nullopt;
    return bad_argument("there are " + std::to_string(traces_.size()) + " AIRs, no instance " +
                        std::to_string(instance));
  }

  // Canonical integers to a matrix with memory for 2^log_room times its rows.
  Outcome read_matrix(std::size_t instance, const Values& values, std::size_t width,
                      unsigned log_room, Matrix<F>& out) {
    if (auto error = check_height<F>(statement().config, values.rows, instance)) {
      return failure_of(*error);
    }
    if (values.columns != width) {
      return bad_trace(place(instance) + "expected " + std::to_string(width) + " columns, got " +
                       std::to_string(values.columns));
    }
    if (values.data == nullptr) return bad_argument("values is NULL");
    auto read = Matrix<F>::with_room(values.rows, width, values.rows << log_room);
    if (Outcome bad = convert(instance, values, read)) return bad;
    out = std::move(read);
    return std::nullopt;
  }

  Outcome convert(std::size_t instance, const Values& values, Matrix<F>& out) {
    constexpr std::size_t kGrain = 4096;
    std::atomic<std::size_t> first_bad{out.size()};
    pool_.for_ranges(out.size(), kGrain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        if (values.data[i] < F::kOrder) {
          out.data()[i] = F::from_u64(values.data[i]);
          continue;
        }
        // The smallest index wins, whatever the number of threads.
        std::size_t known = first_bad.load();
        while (i < known && !first_bad.compare_exchange_weak(known, i)) {
        }
        return;
      }
    });
    const std::size_t i = first_bad.load();
    if (i == out.size()) return std::nullopt;
    return bad_trace(place(instance) + "row " + std::to_string(i / values.columns) + ", column " +
                     std::to_string(i % values.columns) + ": " + not_canonical<F>(values.data[i]));
  }

  // Commits to the preprocessed columns, once they are all there.
  Outcome set_up() {
    if (preprocessed_) return std::nullopt;
    std::vector<Matrix<F>> values(columns_.size());
    bool any = false;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (shape(i).preprocessed_width == 0) continue;
      if (columns_[i].empty()) return bad_argument(place(i) + "set its preprocessed columns first");
      values[i] = columns_[i].clone();
      any = true;
    }
    if (!any) return std::nullopt;
    auto made = setup_statement<F>(context(), statement(), std::move(values));
    if (!made) return failure_of(made.error());
    preprocessed_ = std::move(made).value();
    return std::nullopt;
  }

  // What can be known before any trace is taken or made.
  Outcome check_traces() const {
    for (std::size_t i = 0; i < traces_.size(); ++i) {
      if (!traces_[i].empty()) continue;
      const std::optional<ObjectiveSpec>& spec = claim().shipped()[i];
      if (!spec) return bad_argument(place(i) + "set its trace first");
      const std::size_t rows = std::size_t{1} << spec->log_trace_length;
      if (auto error = check_height<F>(statement().config, rows, i)) {
        return failure_of(*error);
      }
    }
    return std::nullopt;
  }

  // Takes the traces that were set, and makes the others.
  void fill(AnyWitness<F>& witness, std::vector<std::unique_ptr<QuotientKernel<F>>>& kernels) {
    for (std::size_t i = 0; i < traces_.size(); ++i) {
      const std::optional<ObjectiveSpec>& spec = claim().shipped()[i];
      Matrix<F> trace = std::exchange(traces_[i], {});
      if (spec && trace.empty()) trace = generate_objective_trace<F>(*spec, pool_, log_blowup());
      witness.traces.push_back(std::move(trace));
      kernels.push_back(spec ? make_objective_kernel<F>(*spec, *statement().instances[i].air)
                             : nullptr);
      witness.kernels.push_back(kernels.back().get());
    }
  }

  // The verifier's word on our own proof: a rejection means that constraints or lookups do not
  // hold on the traces of the caller.
  Outcome check_own(std::span<const std::uint8_t> proof, bool all_ours) const {
    AnyStatement<F> own = statement();
    if (preprocessed_) own.key = preprocessed_->key();
    const auto reason = verify_statement<F>(own, proof);
    if (!reason) return std::nullopt;
    if (all_ours) return Failure{P3_INTERNAL, "our own proof is rejected: " + *reason};
    return bad_trace("the trace does not satisfy the AIR: its proof is rejected (" + *reason + ")");
  }

  std::shared_ptr<const Claim> claim_;
  ThreadPool pool_;
  std::unique_ptr<BatchHasher<F>> hasher_;
  std::vector<Matrix<F>> traces_;   // empty where not set
  std::vector<Matrix<F>> columns_;  // preprocessed, empty where not set
  std::optional<AnyPreprocessed<F>> preprocessed_;
  bool check_constraints_ = false;
};

}  // namespace

std::unique_ptr<Session> make_session(std::shared_ptr<const Claim> claim, unsigned threads) {
  const FieldName field = claim->field();
  return with_field(field, [&]<class F>(Type<F>) -> std::unique_ptr<Session> {
    return std::make_unique<SessionImpl<F>>(std::move(claim), threads);
  });
}

}  // namespace p3::capi
