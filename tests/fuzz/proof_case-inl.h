// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "tests/fuzz/joint_change.h"
#include "tests/fuzz/proof_case.h"
#include "tests/fuzz/random_change.h"
#include "tests/fuzz/shaped_proof.h"
#include "tests/fuzz/suites.h"
#include "tests/small_proofs.h"

// The cases of one (F, EF); instantiated in a file of its own each.
namespace p3::testing {

// What the two protocols do differently.
template <class Field, class Ext>
struct UniKind {
  using F = Field;
  using EF = Ext;
  using Proof = UniProof<F, EF>;
  using Statement = UniStatement<F>;
  using Instances = std::vector<SmallInstance<F>>;
  static constexpr const char* kName = "uni";
  static constexpr bool kBatch = false;

  static Instances instances() {
    Instances out;
    out.push_back(make_small_feat<F>(3));
    return out;
  }
  static auto prove(const StarkConfig<F>& config, const Instances& instances) {
    return prove_small_uni<F, EF>(config, instances[0], 1);
  }
  static auto verify(const StarkConfig<F>& config, const Statement& statement,
                     std::span<const std::uint8_t> bytes) noexcept {
    return verify_uni_bytes<F, EF>(config, statement, bytes);
  }
  static auto decode(std::span<const std::uint8_t> bytes, DigestKind kind) {
    return decode_uni_proof<F, EF>(bytes, kind);
  }

  static void shape(const Shaper& shaper, Statement& statement, Proof& proof, ByteSource& choices) {
    proof.degree_bits = statement.preprocessed->degree_bits = choices.number(10);
    if (choices.below(16) == 1) statement.public_values.resize(choices.below(4));
    if (choices.below(16) == 1) statement.preprocessed->width = choices.number(4);
    if (!shaper.fits<F>(proof.degree_bits)) return;
    const std::vector<unsigned> degrees = {static_cast<unsigned>(proof.degree_bits)};
    for (Cap* cap : {&proof.trace_cap, &proof.quotient_cap, &statement.preprocessed->cap}) {
      shaper.cap(*cap, degrees);
    }
    shaper.fri(proof.fri, degrees);
  }
};

template <class Field, class Ext>
struct BatchKind {
  using F = Field;
  using EF = Ext;
  using Proof = BatchProof<F, EF>;
  using Statement = BatchStatement<F>;
  using Instances = std::vector<SmallInstance<F>>;
  static constexpr const char* kName = "batch";
  static constexpr bool kBatch = true;

  static Instances instances() {
    Instances out = make_small_batch<F>(3);
    out.push_back(make_small_feat<F>(2));
    return out;
  }
  static auto prove(const StarkConfig<F>& config, const Instances& instances) {
    return prove_small_batch<F, EF>(config, instances, 1);
  }
  static auto verify(const StarkConfig<F>& config, const Statement& statement,
                     std::span<const std::uint8_t> bytes) noexcept {
    return verify_batch_bytes<F, EF>(config, statement, bytes);
  }
  static auto decode(std::span<const std::uint8_t> bytes, DigestKind kind) {
    return decode_batch_proof<F, EF>(bytes, kind);
  }

  static void shape(const Shaper& shaper, Statement& statement, Proof& proof, ByteSource& choices) {
    for (std::uint64_t& bits : proof.degree_bits) bits = choices.number(10);
    auto& key = *statement.preprocessed;
    for (auto& matrix : key.matrices) matrix.degree_bits = proof.degree_bits[matrix.instance];
    if (choices.below(16) == 1) statement.instances[0].public_values.resize(choices.below(4));
    if (choices.below(16) == 1) key.matrices[0].instance = choices.number(4);
    if (!std::ranges::all_of(proof.degree_bits,
                             [&](std::uint64_t bits) { return shaper.fits<F>(bits); })) {
      return;
    }
    const std::vector<unsigned> all(proof.degree_bits.begin(), proof.degree_bits.end());
    std::vector<unsigned> preprocessed, permutation;
    for (const auto& matrix : key.matrices) {
      if (matrix.instance < all.size()) preprocessed.push_back(all[matrix.instance]);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (proof.lookup_terminals[i]) permutation.push_back(all[i]);
    }
    shaper.cap(proof.main_cap, all);
    shaper.cap(proof.quotient_cap, all);
    shaper.cap(key.cap, preprocessed);
    shaper.cap(*proof.permutation_cap, permutation);
    shaper.fri(proof.fri, all);
  }
};

template <class Kind>
class ProofCaseFor final : public ProofCase {
  using F = typename Kind::F;
  using EF = typename Kind::EF;
  using Proof = typename Kind::Proof;

 public:
  ProofCaseFor(std::string name, StarkConfig<F> config)
      : name_(std::move(name)), config_(std::move(config)), instances_(Kind::instances()) {
    auto run = Kind::prove(config_, instances_);
    statement_ = std::move(run.statement);
    honest_ = encoded(run.proof);
    // One cell of each trace in turn: constraints, table counts and lookups that do not hold.
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      F& cell = instances_[i].trace.at(1, instances_[i].trace.width() - 1);
      const F kept = std::exchange(cell, cell + F::one());
      wrong_.push_back(encoded(Kind::prove(config_, instances_).proof));
      cell = kept;
    }
  }

  std::string name() const override { return name_; }
  const Bytes& honest() const override { return honest_; }
  const std::vector<Bytes>& wrong() const override { return wrong_; }
  std::optional<VerifyError> verify(std::span<const std::uint8_t> bytes) const noexcept override {
    return Kind::verify(config_, statement_, bytes);
  }

  Bytes mutate(std::span<const std::uint8_t> bytes, std::uint64_t seed) const override {
    SplitMix64 words(seed);
    auto decoded = Kind::decode(bytes, digest_kind());
    Proof proof = decoded ? std::move(decoded).value() : own(words);
    for (std::uint64_t changes = 1 + words.next() % 3; changes-- > 0;) {
      if (words.next() % 4 == 0) {
        JointChange(words).apply(proof, own(words));
      } else {
        RandomChange(words).apply(proof);
      }
    }
    return encoded(proof);
  }

  const StarkParameters& parameters() const override { return config_.parameters; }
  bool is_batch() const override { return Kind::kBatch; }
  std::optional<VerifyError> check(const StarkParameters& parameters) const noexcept override {
    return check_parameters<F>(parameters);
  }
  std::optional<VerifyError> verify_under(
      const StarkParameters& parameters,
      std::span<const std::uint8_t> bytes) const noexcept override {
    return Kind::verify({parameters, config_.suite}, statement_, bytes);
  }
  Shaped shaped(const StarkParameters& parameters, ByteSource& choices) const override {
    auto statement = statement_;
    Proof proof = Kind::decode(honest_, digest_kind()).value();
    Kind::shape(Shaper(parameters, config_.suite.arity), statement, proof, choices);
    const Bytes bytes = encoded(proof);
    return {bytes, [this, parameters, statement, bytes] {
              return Kind::verify({parameters, config_.suite}, statement, bytes);
            }};
  }

 private:
  DigestKind digest_kind() const { return config_.suite.hasher->kind(); }
  Bytes encoded(const Proof& proof) const { return encode(proof, digest_kind()); }

  // The honest proof, or a wrong one.
  Proof own(SplitMix64& words) const {
    const std::size_t pick = words.next() % (1 + wrong_.size());
    return Kind::decode(pick == 0 ? honest_ : wrong_[pick - 1], digest_kind()).value();
  }

  std::string name_;
  StarkConfig<F> config_;
  std::vector<SmallInstance<F>> instances_;
  typename Kind::Statement statement_;
  Bytes honest_;
  std::vector<Bytes> wrong_;
};

template <class F, class EF>
void add_proof_cases(std::vector<std::unique_ptr<ProofCase>>& cases) {
  for (const FuzzSuite& suite : kFuzzSuites) {
    const std::string name = std::string(F::kName) + " " + suite.name + " ";
    for (const bool batch : {false, true}) {
      StarkConfig<F> config{fuzz_parameters(suite, batch),
                            make_hash_suite<F>(suite.hash, suite.arity)};
      if (batch) {
        using Kind = BatchKind<F, EF>;
        cases.push_back(
            std::make_unique<ProofCaseFor<Kind>>(name + Kind::kName, std::move(config)));
      } else {
        using Kind = UniKind<F, EF>;
        cases.push_back(
            std::make_unique<ProofCaseFor<Kind>>(name + Kind::kName, std::move(config)));
      }
    }
  }
}

}  // namespace p3::testing
