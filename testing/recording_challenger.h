// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "p3/transcript/challenger.h"
#include "testing/vector_file.h"

// RecordingChallenger: passes every call to a real challenger and notes it as the vectors list it.
//
// Neighbouring observations are one event, and so are neighbouring samples; grinding is one event
// that hides what it observes and samples, and grinding with 0 bits is none. A clone is a plain
// copy of the real challenger: it is made to try something out, and trials are no part of the
// transcript.
namespace p3::testing {

template <class F>
class RecordingChallenger final : public Challenger<F> {
 public:
  RecordingChallenger(std::unique_ptr<Challenger<F>> inner, DigestKind kind)
      : inner_(std::move(inner)), kind_(kind) {}

  const std::vector<TranscriptEvent>& events() const { return events_; }

  std::unique_ptr<Challenger<F>> clone() const override { return inner_->clone(); }
  void assign(const Challenger<F>& other) override {
    const auto& source = static_cast<const RecordingChallenger&>(other);
    inner_->assign(*source.inner_);
    events_ = source.events_;
  }

  void observe(F x) override {
    inner_->observe(x);
    extend(Kind::kObserve, {x.as_canonical_u64()});
  }
  void observe_digest(const Digest& digest) override {
    inner_->observe_digest(digest);
    extend(Kind::kObserveCap, digest_to_numbers<F>(digest, kind_));
  }
  F sample() override {
    const F x = inner_->sample();
    extend(Kind::kSample, {x.as_canonical_u64()});
    return x;
  }
  std::uint64_t sample_bits(unsigned bits) override {
    const std::uint64_t value = inner_->sample_bits(bits);
    events_.push_back({Kind::kSampleBits, bits, {value}});
    return value;
  }
  void begin_pow() override { inner_->begin_pow(); }
  bool check_witness(unsigned bits, F witness) override {
    if (bits != 0) events_.push_back({Kind::kGrind, bits, {witness.as_canonical_u64()}});
    return inner_->check_witness(bits, witness);
  }
  // One event each, never joined with a neighbour.
  void observe_cap(std::span<const Digest> cap) override {
    inner_->observe_cap(cap);
    events_.push_back({Kind::kObserveCap, 0, {}});
    for (const Digest& digest : cap) {
      extend(Kind::kObserveCap, digest_to_numbers<F>(digest, kind_));
    }
  }
  void observe_seed(std::span<const std::uint8_t> seed) override {
    RecordingChallenger packed(inner_->clone(), kind_);
    packed.Challenger<F>::observe_seed(seed);
    inner_->observe_seed(seed);
    events_.push_back({Kind::kSeed, 0, packed.events_.at(0).values});
  }

 private:
  using Kind = TranscriptEvent::Kind;

  void extend(Kind kind, const std::vector<std::uint64_t>& values) {
    if (events_.empty() || events_.back().kind != kind) events_.push_back({kind, 0, {}});
    events_.back().values.insert(events_.back().values.end(), values.begin(), values.end());
  }

  std::unique_ptr<Challenger<F>> inner_;
  DigestKind kind_;
  std::vector<TranscriptEvent> events_;
};

}  // namespace p3::testing
