// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "p3/base/result.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/byte_source.h"
#include "rpp/keys/profile.h"

// Envelope: a proof with what it says, as bytes or as JSON (docs/spec/envelope.md). No witness.
//
// Nothing in an envelope is trusted. Decoders check its form alone; what it claims is checked by
// Plonky3Verifier.
namespace rpp {

inline constexpr std::uint8_t kEnvelopeVersion = 1;
// The size gate of both forms, before anything is decoded.
inline constexpr std::size_t kMaxEnvelopeBytes = std::size_t{4} << 20;

// About the making of the proof, for people. The device never decides about acceptance.
struct EnvelopeMetadata {
  std::uint32_t proven_millibits = 0;  // of the key
  std::string device = "cpu";

  friend bool operator==(const EnvelopeMetadata&, const EnvelopeMetadata&) = default;
};

struct Envelope {
  std::string circuit;
  Profile profile = Profile::kStandalone;
  std::vector<Element> fields;  // public fields as elements, in the order of their table
  Digest commitment;            // S, as claimed
  Digest key_id;                // of the verifying key, as claimed
  std::vector<std::uint8_t> proof;
  EnvelopeMetadata metadata;

  friend bool operator==(const Envelope&, const Envelope&) = default;
};

std::vector<std::uint8_t> encode_envelope(const Envelope& envelope);

// Strict: what decodes encodes to the same bytes. Any circuit name and any elements are taken.
p3::Result<Envelope, ByteError> decode_envelope(std::span<const std::uint8_t> bytes,
                                                std::size_t max_bytes = kMaxEnvelopeBytes) noexcept;

// One object with a member per line; `circuit` is the envelope's, its fields decode.
std::string write_envelope_json(const Envelope& envelope, const Circuit& circuit);

// Members may stand in any order. The circuit must be one of `circuits`, for the names of its
// fields. kBadText names line and column or the path of a member.
p3::Result<Envelope, ByteError> read_envelope_json(
    std::string_view text, std::span<const Circuit* const> circuits,
    std::size_t max_bytes = kMaxEnvelopeBytes) noexcept;

// Either form: JSON begins with '{' or white space, which no binary envelope does.
p3::Result<Envelope, ByteError> read_envelope(std::span<const std::uint8_t> bytes,
                                              std::span<const Circuit* const> circuits,
                                              std::size_t max_bytes = kMaxEnvelopeBytes) noexcept;

}  // namespace rpp
