// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/envelope.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

constexpr std::string_view kStart = "RPPROOF";
constexpr std::uint32_t kMaxFieldElements = 4096;

Profile get_profile(ByteSource& in) {
  const std::size_t at = in.offset();
  const auto profile = profile_from_number(in.u8("profile"));
  if (!profile) in.fail(ByteReason::kBadValue, at, "profile");
  return profile.value_or(Profile::kTest);
}

}  // namespace

std::vector<std::uint8_t> encode_envelope(const Envelope& envelope) {
  P3_CHECK(envelope.fields.size() <= kMaxFieldElements, "more elements than an envelope holds");
  ByteSink out;
  out.start(kStart, kEnvelopeVersion);
  out.name(envelope.circuit);
  out.u8(static_cast<std::uint8_t>(envelope.profile));
  out.u16(static_cast<std::uint16_t>(envelope.fields.size()));
  for (const Element x : envelope.fields) out.element(x);
  out.digest(envelope.commitment);
  out.digest(envelope.key_id);
  out.u32(static_cast<std::uint32_t>(envelope.proof.size()));
  out.bytes(envelope.proof);
  out.u32(envelope.metadata.proven_millibits);
  out.name(envelope.metadata.device);
  return out.take();
}

p3::Result<Envelope, ByteError> decode_envelope(std::span<const std::uint8_t> bytes,
                                                std::size_t max_bytes) noexcept {
  if (bytes.size() > max_bytes) {
    return p3::Err{ByteError{ByteReason::kTooLarge, max_bytes, "envelope"}};
  }
  ByteSource in(bytes);
  Envelope envelope;
  in.start(kStart, kEnvelopeVersion, "start of an envelope");
  envelope.circuit = in.name("circuit");
  envelope.profile = get_profile(in);
  const std::uint32_t elements = in.bounded(2, kMaxFieldElements, "number of elements");
  for (std::uint32_t i = 0; i < elements && !in.failed(); ++i) {
    envelope.fields.push_back(in.element("public field"));
  }
  envelope.commitment = in.digest("commitment");
  envelope.key_id = in.digest("key id");
  const auto proof = in.bytes(in.u32("proof length"), "proof");
  envelope.proof.assign(proof.begin(), proof.end());
  envelope.metadata.proven_millibits = in.u32("proven bits");
  envelope.metadata.device = in.name("device");
  in.end("end of an envelope");
  if (in.failed()) return p3::Err{*in.error()};
  return envelope;
}

}  // namespace rpp
