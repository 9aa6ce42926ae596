// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <array>

#include "p3/codec/decode.h"
#include "p3/codec/encode.h"
#include "p3/field/extension.h"
#include "tests/fuzz/envelope_case.h"
#include "tests/fuzz/joint_change.h"
#include "tests/fuzz/random_change.h"

// Changes of an envelope that an attacker would try: each keeps its form.
namespace rpp::testing {
namespace {

using Proof = p3::BatchProof<Element, p3::Extension<Element, 5>>;
constexpr auto kKind = p3::DigestKind::kU64Words;  // of the tree that the profile names

class EnvelopeChange {
 public:
  explicit EnvelopeChange(std::uint64_t seed) : words_(seed) {}

  Envelope start(std::span<const std::uint8_t> bytes) {
    auto read = read_envelope(bytes, envelope_cases().circuits());
    return read ? std::move(read).value() : any();
  }

  void apply(Envelope& envelope) {
    switch (below(8)) {
      case 0:
        return change_fields(envelope);
      case 1:
        return transplant(envelope);
      case 2:
        return change_claim(envelope);
      default:
        return change_proof(envelope);
    }
  }

  // Either form. JSON has names for fields that decode, of a circuit that exists, and no others.
  std::vector<std::uint8_t> written(const Envelope& envelope) {
    for (const Circuit* circuit : envelope_cases().circuits()) {
      if (below(3) != 0 || circuit->name != envelope.circuit) continue;
      if (!decode_fields(*circuit->fields, envelope.fields)) break;
      const std::string text = write_envelope_json(envelope, *circuit);
      return {text.begin(), text.end()};
    }
    return encode_envelope(envelope);
  }

  std::uint64_t below(std::uint64_t end) { return words_.next() % end; }

 private:
  Envelope any() { return envelope_cases().any(words_.next()); }

  // One element, mostly under a commitment that is right again: what is refused then is the proof.
  void change_fields(Envelope& envelope) {
    if (envelope.fields.empty()) return;
    Element& x = envelope.fields[below(envelope.fields.size())];
    const std::array<Element, 4> values = {x + Element::one(), x - Element::one(), Element::zero(),
                                           Element::from_u64(words_.next())};
    x = values[below(values.size())];
    if (below(4) != 0) {
      envelope.commitment =
          sponge_unchecked(static_cast<std::uint32_t>(kTinyTable.tag), envelope.fields);
    }
  }

  void transplant(Envelope& envelope) {
    const Envelope donor = any();
    if (below(2) == 0) {
      envelope.proof = donor.proof;
    } else {
      envelope.fields = donor.fields;
      envelope.commitment = donor.commitment;
    }
  }

  void change_claim(Envelope& envelope) {
    switch (below(6)) {
      case 0:
        envelope.circuit = below(2) == 0 ? "second" : "tiny";
        break;
      case 1:
        envelope.profile = kProfiles[below(3)];
        break;
      case 2:
        envelope.key_id[below(kDigestElements)] += Element::one();
        break;
      case 3:
        envelope.commitment[below(kDigestElements)] += Element::one();
        break;
      case 4:
        envelope.metadata.proven_millibits += 1000;
        break;
      default:
        envelope.metadata.device = below(2) == 0 ? "gpu" : "cpu";
    }
  }

  void change_proof(Envelope& envelope) {
    const auto decode = [](const Envelope& from) {
      return p3::decode_batch_proof<Element, p3::Extension<Element, 5>>(from.proof, kKind);
    };
    auto decoded = decode(envelope);
    if (!decoded) decoded = decode(any());
    Proof proof = std::move(decoded).value();
    if (below(4) == 0) {
      p3::testing::JointChange(words_).apply(proof, decode(any()).value());
    } else {
      p3::testing::RandomChange(words_).apply(proof);
    }
    envelope.proof = p3::encode(proof, kKind);
  }

  p3::SplitMix64 words_;
};

}  // namespace

std::vector<std::uint8_t> mutate_envelope(std::span<const std::uint8_t> bytes, std::uint64_t seed) {
  EnvelopeChange change(seed);
  Envelope envelope = change.start(bytes);
  for (std::uint64_t changes = 1 + change.below(3); changes-- > 0;) change.apply(envelope);
  return change.written(envelope);
}

}  // namespace rpp::testing
