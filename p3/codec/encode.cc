// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/codec/encode.h"

#include "p3/codec/byte_writer.h"
#include "p3/field/extension.h"

namespace p3 {

namespace {

template <class F, class EF>
class Encoder {
 public:
  explicit Encoder(DigestKind kind) : out_(kind) {}

  std::vector<std::uint8_t> run(const UniProof<F, EF>& proof) {
    out_.put(proof.trace_cap);
    out_.put(proof.quotient_cap);
    out_.put(proof.random_cap);
    opened_values(proof.opened);
    fri(proof.fri);
    out_.varint(proof.degree_bits);
    out_.put(proof.ood_pow_witness);
    return out_.take();
  }

  std::vector<std::uint8_t> run(const BatchProof<F, EF>& proof) {
    out_.put(proof.main_cap);
    out_.put(proof.permutation_cap);
    out_.put(proof.quotient_cap);
    out_.put(proof.random_cap);
    out_.list(proof.instances, [this](const InstanceOpenings<EF>& instance) {
      opened_values(instance.base);
      out_.put(instance.permutation_local);
      out_.put(instance.permutation_next);
    });
    fri(proof.fri);
    out_.put(proof.lookup_terminals);
    out_.put(proof.degree_bits);
    out_.put(proof.lookup_pow_witness);
    out_.put(proof.ood_pow_witness);
    return out_.take();
  }

 private:
  void opened_values(const OpenedValues<EF>& opened) {
    out_.put(opened.trace_local);
    out_.put(opened.trace_next);
    out_.put(opened.preprocessed_local);
    out_.put(opened.preprocessed_next);
    out_.put(opened.quotient_chunks);
    out_.put(opened.random);
  }

  void fri(const FriProof<F, EF>& proof) {
    out_.put(proof.batch_pow_witness);
    out_.put(proof.commit_phase_commits);
    out_.put(proof.commit_pow_witnesses);
    out_.list(proof.input_openings, [this](const MultiOpening<F>& opening) {
      out_.put(opening.opened_values);
      out_.put(opening.siblings);
    });
    out_.list(proof.commit_phase_openings, [this](const CommitPhaseOpening<EF>& opening) {
      out_.put(opening.sibling_values);
      out_.put(opening.siblings);
    });
    out_.put(proof.final_poly);
    out_.put(proof.query_pow_witness);
  }

  codec::ByteWriter<F> out_;
};

}  // namespace

template <class F, class EF>
std::vector<std::uint8_t> encode(const UniProof<F, EF>& proof, DigestKind kind) {
  return Encoder<F, EF>(kind).run(proof);
}

template <class F, class EF>
std::vector<std::uint8_t> encode(const BatchProof<F, EF>& proof, DigestKind kind) {
  return Encoder<F, EF>(kind).run(proof);
}

#define P3_INSTANTIATE(F, D)                                                                  \
  template std::vector<std::uint8_t> encode(const UniProof<F, Extension<F, D>>&, DigestKind); \
  template std::vector<std::uint8_t> encode(const BatchProof<F, Extension<F, D>>&, DigestKind);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
