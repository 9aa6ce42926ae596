// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>

#include "p3/base/check.h"
#include "rpp/fields/fields_json.h"
#include "rpp/keys/base64.h"
#include "rpp/proofs/envelope.h"

namespace rpp {
namespace {

constexpr std::string_view kFormat = "rpp-proof";
// Values of an envelope in JSON, with room to spare. A parsed value takes far more memory than the
// two bytes it may have in the text, so their number is bounded before the text is parsed.
constexpr std::size_t kMaxValues = 4096;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

ByteError text_error(std::string what) { return {ByteReason::kBadText, 0, std::move(what)}; }

std::size_t count_values(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return c == ',' || c == '[' || c == '{'; }));
}

const Circuit* find_circuit(std::span<const Circuit* const> circuits, std::string_view name) {
  for (const Circuit* circuit : circuits) {
    if (circuit->name == name) return circuit;
  }
  return nullptr;
}

// A device in the characters of the binary form.
std::string read_device(ChainJsonReader& in, const p3::JsonValue& value, const std::string& place) {
  const std::string text = in.text(value, place);
  std::vector<std::uint8_t> form = {static_cast<std::uint8_t>(text.size())};
  form.insert(form.end(), text.begin(), text.end());
  ByteSource source(form);
  std::string device = source.name("device");
  if (source.failed() || source.left() != 0) in.syntax(place, "not a name");
  return device;
}

EnvelopeMetadata read_metadata(ChainJsonReader& in, const p3::JsonValue& value,
                               std::size_t proof_bytes) {
  const std::string place = "metadata";
  in.only(value, place, {"proven_millibits", "proof_bytes", "device"});
  EnvelopeMetadata metadata;
  metadata.proven_millibits =
      in.u32(in.member(value, place, "proven_millibits"), member_place(place, "proven_millibits"));
  const std::string bytes_place = member_place(place, "proof_bytes");
  if (in.u32(in.member(value, place, "proof_bytes"), bytes_place) != proof_bytes) {
    in.syntax(bytes_place, "not the length of the proof");
  }
  metadata.device =
      read_device(in, in.member(value, place, "device"), member_place(place, "device"));
  return metadata;
}

std::vector<std::uint8_t> read_proof(ChainJsonReader& in, const p3::JsonValue& value) {
  Base64Result decoded = from_base64(in.text(value, "proof"));
  if (decoded.bad_at) in.syntax("proof", "not base64 at " + std::to_string(*decoded.bad_at));
  return std::move(decoded.bytes);
}

Profile read_profile(ChainJsonReader& in, const p3::JsonValue& value) {
  const auto profile = profile_from_name(in.text(value, "profile"));
  if (!profile) in.syntax("profile", "no such profile");
  return profile.value_or(Profile::kTest);
}

std::vector<Element> read_fields(ChainJsonReader& in, const p3::JsonValue& value,
                                 const Circuit& circuit) {
  const FieldValues values = read_field_members(in, *circuit.fields, value, "public_fields");
  if (in.failed()) return {};
  return encode_fields(*circuit.fields, values);
}

Envelope read_members(ChainJsonReader& in, const p3::JsonValue& root,
                      std::span<const Circuit* const> circuits) {
  Envelope envelope;
  in.only(root, "",
          {"format", "version", "circuit", "profile", "public_fields", "commitment",
           "verifying_key", "proof", "metadata"});
  in.format(root, kFormat, kEnvelopeVersion);
  envelope.circuit = in.text(in.member(root, "", "circuit"), "circuit");
  envelope.profile = read_profile(in, in.member(root, "", "profile"));
  const Circuit* circuit = find_circuit(circuits, envelope.circuit);
  if (circuit == nullptr) {
    in.syntax("circuit", "no such circuit");
    return envelope;
  }
  envelope.fields = read_fields(in, in.member(root, "", "public_fields"), *circuit);
  envelope.commitment = in.digest(in.member(root, "", "commitment"), "commitment");
  envelope.key_id = in.digest(in.member(root, "", "verifying_key"), "verifying_key");
  envelope.proof = read_proof(in, in.member(root, "", "proof"));
  envelope.metadata = read_metadata(in, in.member(root, "", "metadata"), envelope.proof.size());
  return envelope;
}

// Errors that have a name of their own beside "bad text".
ByteError named_error(const p3::JsonValue& root, const JsonTextError& error,
                      std::span<const Circuit* const> circuits) {
  ByteError out = text_error(error.message);
  if (error.reason == JsonTextReason::kVersion) out.reason = ByteReason::kUnknownVersion;
  const p3::JsonValue* name = root.find("circuit");
  const std::string* text = name == nullptr ? nullptr : name->get<std::string>();
  if (text != nullptr && find_circuit(circuits, *text) == nullptr) {
    out.reason = ByteReason::kUnknownCircuit;
  }
  return out;
}

}  // namespace

std::string write_envelope_json(const Envelope& envelope, const Circuit& circuit) {
  const auto values = decode_fields(*circuit.fields, envelope.fields);
  P3_CHECK(values.ok(), "public fields that do not decode have no names");
  std::string fields = write_fields_json(*circuit.fields, values.value());
  while (fields.ends_with('\n')) fields.pop_back();
  return "{\n\"format\": " + quoted(kFormat) +
         ",\n\"version\": " + std::to_string(kEnvelopeVersion) +
         ",\n\"circuit\": " + quoted(envelope.circuit) +
         ",\n\"profile\": " + quoted(info_of(envelope.profile).name) +
         ",\n\"public_fields\": " + fields + ",\n\"commitment\": " + json_of(envelope.commitment) +
         ",\n\"verifying_key\": " + json_of(envelope.key_id) +
         ",\n\"proof\": " + quoted(to_base64(envelope.proof)) +
         ",\n\"metadata\": {\"proven_millibits\": " +
         std::to_string(envelope.metadata.proven_millibits) +
         ", \"proof_bytes\": " + std::to_string(envelope.proof.size()) +
         ", \"device\": " + quoted(envelope.metadata.device) + "}\n}\n";
}

p3::Result<Envelope, ByteError> read_envelope_json(std::string_view text,
                                                   std::span<const Circuit* const> circuits,
                                                   std::size_t max_bytes) noexcept {
  if (text.size() > max_bytes) {
    return p3::Err{ByteError{ByteReason::kTooLarge, max_bytes, "envelope"}};
  }
  if (count_values(text) > kMaxValues) return p3::Err{text_error("too many values")};
  const auto root = parse_json_text(text, max_bytes);
  if (!root) return p3::Err{text_error(root.error().message)};
  ChainJsonReader in;
  Envelope envelope = read_members(in, root.value(), circuits);
  if (in.failed()) {
    return p3::Err{named_error(root.value(), in.take_text_error(), circuits)};
  }
  return envelope;
}

p3::Result<Envelope, ByteError> read_envelope(std::span<const std::uint8_t> bytes,
                                              std::span<const Circuit* const> circuits,
                                              std::size_t max_bytes) noexcept {
  const std::uint8_t first = bytes.empty() ? 0 : bytes.front();
  if (first == '{' || first == ' ' || first == '\n' || first == '\r' || first == '\t') {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return read_envelope_json(text, circuits, max_bytes);
  }
  return decode_envelope(bytes, max_bytes);
}

}  // namespace rpp
