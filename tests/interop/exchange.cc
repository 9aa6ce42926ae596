// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/exchange.h"

#include <algorithm>
#include <array>
#include <utility>

#include "p3/codec/encode.h"
#include "p3/field/extension_params.h"
#include "p3/merkle/schedule.h"
#include "p3/prove/batch.h"
#include "p3/prove/uni.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"

namespace p3::testing {

template <class F>
void lower_cap(ExchangeCase<F>& c) {
  // Main trace, preprocessed columns, permutation columns.
  std::array<std::vector<Dimensions>, 3> commitments;
  for (const auto& instance : c.instances) {
    const Dimensions d{instance.trace.height() << c.parameters.fri.log_blowup, 1};
    commitments[0].push_back(d);
    if (!instance.preprocessed.empty()) commitments[1].push_back(d);
    if (!instance.model->dag().lookups.empty()) commitments[2].push_back(d);
  }
  for (const std::vector<Dimensions>& dimensions : commitments) {
    unsigned& height = c.parameters.cap_height;
    while (!dimensions.empty() &&
           !make_merkle_schedule(dimensions, c.suite.arity, height).cap_binds_all()) {
      --height;
    }
  }
}

template <class F, class EF>
OurSide<F, EF>::OurSide(const ExchangeCase<F>& c, ThreadPool& pool)
    : case_(c),
      config_{c.parameters, make_hash_suite<F>(c.suite.hash, c.suite.arity)},
      hasher_(make_batch_hasher<F>(config_.suite)),
      context_{pool, *hasher_} {
  for (const auto& instance : c.instances) {
    batch_.instances.push_back({instance.model.get(), instance.public_values});
  }
  uni_.air = c.instances[0].model.get();
  uni_.public_values = c.instances[0].public_values;
  set_up();
}

template <class F, class EF>
void OurSide<F, EF>::set_up() {
  const auto& instances = case_.instances;
  if (std::ranges::all_of(instances, [](const auto& x) { return x.preprocessed.empty(); })) return;
  if (!case_.batch) {
    auto data = setup_preprocessed<F>(context_, config_, instances[0].preprocessed.clone());
    P3_CHECK(data.ok(), "the setup refuses a case");
    uni_preprocessed_.emplace(std::move(data).value());
    uni_.preprocessed = uni_preprocessed_->key;
    return;
  }
  std::vector<Matrix<F>> values;
  for (const auto& instance : instances) values.push_back(instance.preprocessed.clone());
  auto data = setup_batch_preprocessed<F>(context_, config_, std::move(values));
  P3_CHECK(data.ok(), "the setup refuses a case");
  batch_preprocessed_.emplace(std::move(data).value());
  batch_.preprocessed = batch_preprocessed_->key;
}

template <class F, class EF>
Result<std::vector<std::uint8_t>, std::string> OurSide<F, EF>::prove() {
  return case_.batch ? prove_many() : prove_one();
}

template <class F, class EF>
Result<std::vector<std::uint8_t>, std::string> OurSide<F, EF>::prove_one() {
  const ExchangeInstance<F>& instance = case_.instances[0];
  const auto proof =
      prove_uni<F, EF>(context_, config_, uni_,
                       {instance.trace.clone(), uni_preprocessed_ ? &*uni_preprocessed_ : nullptr,
                        instance.kernel.get()});
  if (!proof) return Err{to_string(proof.error())};
  return encode(proof.value(), digest_kind());
}

template <class F, class EF>
Result<std::vector<std::uint8_t>, std::string> OurSide<F, EF>::prove_many() {
  BatchWitness<F> witness;
  for (const auto& instance : case_.instances) {
    witness.traces.push_back(instance.trace.clone());
    witness.kernels.push_back(instance.kernel.get());
  }
  if (batch_preprocessed_) witness.preprocessed = &*batch_preprocessed_;
  const auto proof = prove_batch<F, EF>(context_, config_, batch_, std::move(witness));
  if (!proof) return Err{to_string(proof.error())};
  return encode(proof.value(), digest_kind());
}

template <class F, class EF>
std::optional<VerifyError> OurSide<F, EF>::verify(const std::vector<std::uint8_t>& proof) const {
  return case_.batch ? verify_batch_bytes<F, EF>(config_, batch_, proof)
                     : verify_uni_bytes<F, EF>(config_, uni_, proof);
}

namespace {

std::string difference(const std::vector<std::uint8_t>& ours,
                       const std::vector<std::uint8_t>& theirs) {
  const auto at = std::ranges::mismatch(ours, theirs).in1 - ours.begin();
  return "bytes differ from offset " + std::to_string(at) + " on; ours " +
         std::to_string(ours.size()) + " bytes, theirs " + std::to_string(theirs.size());
}

}  // namespace

template <class F, class EF>
ExchangeResult exchange(Judge& judge, const ExchangeCase<F>& c, ThreadPool& pool) {
  judge.send(prove_request(c));
  OurSide<F, EF> side(c, pool);
  const auto ours = side.prove();
  JudgeAnswer theirs = judge.receive();
  if (!theirs.ok) return {"the judge does not prove: " + theirs.kind + " " + theirs.error, {}};
  if (!ours) return {"we do not prove: " + ours.error(), {}};

  judge.send(verify_request(c, ours.value()));
  const auto our_verdict = side.verify(theirs.proof);
  const JudgeAnswer their_verdict = judge.receive();
  std::string problem;
  if (ours.value() != theirs.proof) problem += difference(ours.value(), theirs.proof) + "; ";
  if (our_verdict) problem += "we reject theirs: " + to_string(*our_verdict) + "; ";
  if (!their_verdict.verified || their_verdict.trailing_bytes != 0) {
    problem += "they reject ours: " + their_verdict.kind + " " + their_verdict.error + "; ";
  }
  return {problem, std::move(theirs.proof)};
}

#define P3_INSTANTIATE(F, D)                  \
  template class OurSide<F, Extension<F, D>>; \
  template ExchangeResult exchange<F, Extension<F, D>>(Judge&, const ExchangeCase<F>&, ThreadPool&);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

#define P3_INSTANTIATE(F) template void lower_cap<F>(ExchangeCase<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
