// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <cstring>

#include "tests/fuzz/count_allocations.h"
#include "tests/fuzz/envelope_case.h"
#include "tests/fuzz/fuzz_target.h"

// libFuzzer target `envelope`: the chain's verifier before arbitrary bytes.
//
// The whole input is an envelope, binary or JSON. Accepted are the honest ones alone, in either
// form, and a device of any name; an envelope that is read is written again unchanged; the verdict
// does not depend on the form.
namespace rpp::testing {
namespace {

using p3::testing::finding;

// JSON has few values (envelope_json.cc), the proof is copied a few times.
std::size_t most_memory(std::size_t bytes) { return (std::size_t{1} << 20) + 64 * bytes; }

bool is_honest(Envelope envelope) {
  return std::ranges::any_of(envelope_cases().honest(), [&](const Envelope& honest) {
    envelope.metadata.device = honest.metadata.device;
    return envelope == honest;
  });
}

const Circuit* circuit_of(const Envelope& envelope) {
  for (const Circuit* circuit : envelope_cases().circuits()) {
    if (circuit->name == envelope.circuit) return circuit;
  }
  return nullptr;
}

void check_forms(const Envelope& envelope, std::span<const std::uint8_t> bytes) {
  const auto binary = encode_envelope(envelope);
  const auto again = decode_envelope(binary);
  if (!again || !(again.value() == envelope)) finding("the binary form of an envelope differs");
  if (bytes[0] == binary[0] && !std::ranges::equal(bytes, binary)) {
    finding("an envelope has two encodings");
  }
  const Circuit* circuit = circuit_of(envelope);
  if (circuit == nullptr || !decode_fields(*circuit->fields, envelope.fields)) return;
  const auto from_json =
      read_envelope_json(write_envelope_json(envelope, *circuit), envelope_cases().circuits());
  if (!from_json || !(from_json.value() == envelope)) finding("the JSON of an envelope differs");
}

void run_input(std::span<const std::uint8_t> bytes) {
  const p3::testing::AllocationCount memory;
  const auto read = read_envelope(bytes, envelope_cases().circuits());
  if (memory.bytes() > most_memory(bytes.size())) {
    finding("reading " + std::to_string(bytes.size()) + " bytes allocated " +
            std::to_string(memory.bytes()));
  }
  const auto verdict = envelope_cases().verifier().verify(bytes);
  if (!read) {
    if (verdict) finding("accepted, but not read");
    if (read.error().offset > bytes.size()) finding("an error behind the end of the input");
    return;
  }
  check_forms(read.value(), bytes);
  const bool honest = is_honest(read.value());
  if (verdict.ok() && !honest) finding("accepted, but not an honest envelope");
  if (!verdict.ok() && honest) {
    finding("an honest envelope is rejected: " + to_string(verdict.error()));
  }
  if (!verdict.ok() && to_string(verdict.error()).empty()) finding("an error without a message");
}

void check_cases() {
  const EnvelopeCases& cases = envelope_cases();
  for (const Envelope& honest : cases.honest()) run_input(encode_envelope(honest));
  for (const Envelope& wrong : cases.wrong()) run_input(encode_envelope(wrong));
  const Envelope& first = cases.honest()[0];
  const double ms = p3::testing::quickest_ms([&] { (void)cases.verifier().verify(first); });
  p3::testing::print_slowest("one verification", ms, std::to_string(first.proof.size()) + " bytes");
}

}  // namespace
}  // namespace rpp::testing

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  rpp::testing::check_cases();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rpp::testing::run_input({data, size});
  return 0;
}

// Three of four times a well-formed envelope; else plain bytes.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (size == 0 || seed % 4 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const auto bytes = rpp::testing::mutate_envelope({data, size}, seed);
  if (bytes.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::copy(bytes.begin(), bytes.end(), data);
  return bytes.size();
}
