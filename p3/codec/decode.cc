// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/codec/decode.h"

#include <bit>
#include <utility>

#include "p3/codec/byte_reader.h"
#include "p3/field/extension.h"

namespace p3 {

const char* name(DecodeErrorKind kind) {
  switch (kind) {
    case DecodeErrorKind::kTruncated:
      return "Truncated";
    case DecodeErrorKind::kTrailingBytes:
      return "TrailingBytes";
    case DecodeErrorKind::kVarintNotCanonical:
      return "VarintNotCanonical";
    case DecodeErrorKind::kVarintTooLarge:
      return "VarintTooLarge";
    case DecodeErrorKind::kElementNotCanonical:
      return "ElementNotCanonical";
    case DecodeErrorKind::kBadOptionTag:
      return "BadOptionTag";
    case DecodeErrorKind::kLengthAboveLimit:
      return "LengthAboveLimit";
    case DecodeErrorKind::kLengthAboveInput:
      return "LengthAboveInput";
    case DecodeErrorKind::kCapNotPowerOfTwo:
      return "CapNotPowerOfTwo";
    case DecodeErrorKind::kPreprocessedNextWithoutLocal:
      return "PreprocessedNextWithoutLocal";
    case DecodeErrorKind::kPreprocessedLocalEmpty:
      return "PreprocessedLocalEmpty";
    case DecodeErrorKind::kPreprocessedLengthsDiffer:
      return "PreprocessedLengthsDiffer";
    case DecodeErrorKind::kWrongStart:
      return "WrongStart";
  }
  return "unknown";
}

namespace {

template <class F, class EF>
class Decoder {
 public:
  Decoder(std::span<const std::uint8_t> bytes, DigestKind kind, const DecodeLimits& limits)
      : in_(bytes, kind), limits_(limits) {}

  Result<UniProof<F, EF>, DecodeError> uni_proof() {
    UniProof<F, EF> proof;
    proof.trace_cap = cap("trace_cap");
    proof.quotient_cap = cap("quotient_cap");
    proof.random_cap = optional("random_cap", [this] { return cap("random_cap"); });
    proof.opened = opened_values();
    proof.fri = fri();
    proof.degree_bits = in_.varint("degree_bits");
    proof.ood_pow_witness = in_.element("ood_pow_witness");
    return finish(std::move(proof));
  }

  Result<BatchProof<F, EF>, DecodeError> batch_proof() {
    BatchProof<F, EF> proof;
    proof.main_cap = cap("main_cap");
    proof.permutation_cap = optional("permutation_cap", [this] { return cap("permutation_cap"); });
    proof.quotient_cap = cap("quotient_cap");
    proof.random_cap = optional("random_cap", [this] { return cap("random_cap"); });
    proof.instances =
        in_.list(limits_.instances, kMinInstanceBytes, "instances", [this] { return instance(); });
    proof.fri = fri();
    proof.lookup_terminals = in_.list(limits_.instances, 1, "lookup_terminals", [this] {
      return optional("lookup_terminals",
                      [this] { return in_.template extension<EF>("lookup_terminals"); });
    });
    proof.degree_bits =
        in_.list(limits_.instances, 1, "degree_bits", [this] { return in_.varint("degree_bits"); });
    proof.lookup_pow_witness =
        optional("lookup_pow_witness", [this] { return in_.element("lookup_pow_witness"); });
    proof.ood_pow_witness = in_.element("ood_pow_witness");
    return finish(std::move(proof));
  }

 private:
  // Fewest bytes of an item: every list and option takes at least one.
  static constexpr std::size_t kMinInstanceBytes = 8;
  static constexpr std::size_t kMinOpeningBytes = 2;
  static constexpr std::size_t kExtensionBytes = EF::kDegree * F::kBytes;

  template <class Proof>
  Result<Proof, DecodeError> finish(Proof proof) {
    if (in_.left() != 0) in_.fail(DecodeErrorKind::kTrailingBytes, in_.offset(), "proof");
    if (in_.failed()) return Err{*in_.error()};
    return proof;
  }

  template <class Read>
  auto optional(const char* what, const Read& read) -> std::optional<decltype(read())> {
    if (!in_.option_tag(what)) return std::nullopt;
    return read();
  }

  std::vector<Digest> digests(std::size_t limit, const char* what) {
    return in_.list(limit, in_.min_digest_bytes(), what, [&] { return in_.digest(what); });
  }

  Cap cap(const char* what) {
    const std::size_t start = in_.offset();
    Cap cap = digests(limits_.cap_digests, what);
    if (!std::has_single_bit(cap.size())) in_.fail(DecodeErrorKind::kCapNotPowerOfTwo, start, what);
    return cap;
  }

  std::vector<EF> extensions(std::size_t limit, const char* what) {
    return in_.list(limit, kExtensionBytes, what, [&] { return in_.template extension<EF>(what); });
  }

  OpenedValues<EF> opened_values() {
    const auto columns = [this](const char* what) { return extensions(limits_.columns, what); };
    OpenedValues<EF> opened;
    opened.trace_local = columns("trace_local");
    opened.trace_next = optional("trace_next", [&] { return columns("trace_next"); });
    const std::size_t start = in_.offset();
    opened.preprocessed_local =
        optional("preprocessed_local", [&] { return columns("preprocessed_local"); });
    opened.preprocessed_next =
        optional("preprocessed_next", [&] { return columns("preprocessed_next"); });
    check_preprocessed(opened, start);
    opened.quotient_chunks = in_.list(limits_.matrices, 1, "quotient_chunks",
                                      [&] { return columns("quotient_chunks"); });
    opened.random = optional("random", [&] { return columns("random"); });
    return opened;
  }

  // Shapes that no statement can have.
  void check_preprocessed(const OpenedValues<EF>& opened, std::size_t start) {
    const auto& local = opened.preprocessed_local;
    const auto& next = opened.preprocessed_next;
    if (next && !local) {
      in_.fail(DecodeErrorKind::kPreprocessedNextWithoutLocal, start, "preprocessed_next");
    } else if (local && local->empty()) {
      in_.fail(DecodeErrorKind::kPreprocessedLocalEmpty, start, "preprocessed_local");
    } else if (next && next->size() != local->size()) {
      in_.fail(DecodeErrorKind::kPreprocessedLengthsDiffer, start, "preprocessed_next");
    }
  }

  InstanceOpenings<EF> instance() {
    InstanceOpenings<EF> instance;
    instance.base = opened_values();
    instance.permutation_local = extensions(limits_.columns, "permutation_local");
    instance.permutation_next = extensions(limits_.columns, "permutation_next");
    return instance;
  }

  FriProof<F, EF> fri() {
    FriProof<F, EF> proof;
    proof.batch_pow_witness = in_.element("batch_pow_witness");
    proof.commit_phase_commits = in_.list(limits_.rounds, 1, "commit_phase_commits",
                                          [this] { return cap("commit_phase_commits"); });
    proof.commit_pow_witnesses = in_.list(limits_.rounds, F::kBytes, "commit_pow_witnesses",
                                          [this] { return in_.element("commit_pow_witnesses"); });
    proof.input_openings = in_.list(limits_.commitments, kMinOpeningBytes, "input_openings",
                                    [this] { return input_opening(); });
    proof.commit_phase_openings =
        in_.list(limits_.rounds, kMinOpeningBytes, "commit_phase_openings",
                 [this] { return commit_phase_opening(); });
    proof.final_poly = extensions(limits_.final_poly, "final_poly");
    proof.query_pow_witness = in_.element("query_pow_witness");
    return proof;
  }

  MultiOpening<F> input_opening() {
    constexpr const char* kWhat = "input_openings";
    const auto row = [this] { return in_.elements(limits_.columns, kWhat); };
    const auto query = [&] { return in_.list(limits_.matrices, 1, kWhat, row); };
    MultiOpening<F> opening;
    opening.opened_values = in_.list(limits_.queries, 1, kWhat, query);
    opening.siblings = digests(limits_.siblings, kWhat);
    return opening;
  }

  CommitPhaseOpening<EF> commit_phase_opening() {
    constexpr const char* kWhat = "commit_phase_openings";
    CommitPhaseOpening<EF> opening;
    opening.sibling_values =
        in_.list(limits_.queries, 1, kWhat, [this] { return extensions(limits_.columns, kWhat); });
    opening.siblings = digests(limits_.siblings, kWhat);
    return opening;
  }

  codec::ByteReader<F> in_;
  DecodeLimits limits_;
};

}  // namespace

template <class F, class EF>
Result<UniProof<F, EF>, DecodeError> decode_uni_proof(std::span<const std::uint8_t> bytes,
                                                      DigestKind kind,
                                                      const DecodeLimits& limits) noexcept {
  return Decoder<F, EF>(bytes, kind, limits).uni_proof();
}

template <class F, class EF>
Result<BatchProof<F, EF>, DecodeError> decode_batch_proof(std::span<const std::uint8_t> bytes,
                                                          DigestKind kind,
                                                          const DecodeLimits& limits) noexcept {
  return Decoder<F, EF>(bytes, kind, limits).batch_proof();
}

#define P3_INSTANTIATE(F, D)                                                                       \
  template Result<UniProof<F, Extension<F, D>>, DecodeError> decode_uni_proof<F, Extension<F, D>>( \
      std::span<const std::uint8_t>, DigestKind, const DecodeLimits&) noexcept;                    \
  template Result<BatchProof<F, Extension<F, D>>, DecodeError>                                     \
  decode_batch_proof<F, Extension<F, D>>(std::span<const std::uint8_t>, DigestKind,                \
                                         const DecodeLimits&) noexcept;
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
