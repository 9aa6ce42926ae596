// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The typed Fiat-Shamir layer: a protocol describes its transcript as a list of steps before the
// first message, and absorbs a seed that is a hash of this description plus its shape numbers.
//
// The description is text, one line per step; its Keccak-256 is the pattern hash. The seed is
//   protocol id (64 bytes) | pattern hash (32) | be4(label length) | label | 0x80
// with the label binding numbers as be4(8) | be8(number). Equal seeds mean equal shapes, so the
// messages themselves need neither labels nor lengths.
namespace p3 {

// Type of the values of a step.
class StepType {
 public:
  static StepType marker() { return StepType("Marker"); }
  static StepType opaque() { return StepType("Opaque"); }
  static StepType bits(unsigned width) { return StepType("Bits(" + std::to_string(width) + ")"); }
  // Elements of the field with order^degree elements in the basis named by `identity`.
  static StepType algebra(std::uint64_t order, unsigned degree, std::string_view identity);

  const std::string& text() const { return text_; }

 private:
  explicit StepType(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// Base field elements, and elements of an extension.
template <class F>
StepType base_elements() {
  return StepType::algebra(F::kOrder, 1, "p3-scalar-basis-v1");
}
template <class EF>
StepType extension_elements() {
  return StepType::algebra(EF::kOrder, EF::kDegree, EF::identity());
}

class TranscriptPattern {
 public:
  // One opaque message: a commitment.
  void commitment(std::string_view label);
  void message(std::string_view label, const StepType& type);
  void message(std::string_view label, std::uint64_t count, const StepType& type);
  void public_values(std::string_view label, std::uint64_t count, const StepType& type);
  void challenge(std::string_view label, const StepType& type);
  void challenge(std::string_view label, std::uint64_t count, const StepType& type);
  void pow(std::string_view label, unsigned bits, const StepType& type);
  // A nested protocol: its own seed is absorbed where the bracket opens.
  void bracket(std::string_view label);

  std::string text() const;
  std::array<std::uint8_t, 32> hash() const;

 private:
  enum class Hierarchy { kAtomic, kBegin, kEnd };
  struct Step {
    Hierarchy hierarchy;
    std::string
        rest;  // kind, label with its byte count, length and type, as they appear in the text
  };
  void add(Hierarchy hierarchy, std::string_view kind, std::string_view label,
           std::string_view length, const StepType& type);

  std::vector<Step> steps_;
};

// The bytes a layer absorbs. protocol is at most 62 bytes long.
std::vector<std::uint8_t> seed_bytes(std::string_view protocol, const TranscriptPattern& pattern,
                                     std::span<const std::uint64_t> numbers);

}  // namespace p3
