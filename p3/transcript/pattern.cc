// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/transcript/pattern.h"

#include <algorithm>

#include "p3/base/check.h"
#include "p3/hash/keccak.h"

namespace p3 {

namespace {

constexpr std::size_t kProtocolIdBytes = 64;
constexpr std::uint8_t kSeedVersion = 1;
constexpr std::uint8_t kSeedEnd = 0x80;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string fixed(std::uint64_t count) { return "Fixed(" + std::to_string(count) + ")"; }

void append_big_endian(std::vector<std::uint8_t>& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = bytes; i-- > 0;) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace

StepType StepType::algebra(std::uint64_t order, unsigned degree, std::string_view identity) {
  return StepType("Algebra(" + std::to_string(order) + "^" + std::to_string(degree) + ";" +
                  hex(keccak256(bytes_of(identity))) + ")");
}

void TranscriptPattern::add(Hierarchy hierarchy, std::string_view kind, std::string_view label,
                            std::string_view length, const StepType& type) {
  std::string rest(kind);
  rest.append(" ").append(std::to_string(label.size())).append(" ").append(label);
  rest.append(" ").append(length).append(" ").append(type.text());
  steps_.push_back({hierarchy, std::move(rest)});
}

void TranscriptPattern::commitment(std::string_view label) { message(label, StepType::opaque()); }

void TranscriptPattern::message(std::string_view label, const StepType& type) {
  add(Hierarchy::kAtomic, "Message", label, "Scalar", type);
}

void TranscriptPattern::message(std::string_view label, std::uint64_t count, const StepType& type) {
  add(Hierarchy::kAtomic, "Message", label, fixed(count), type);
}

void TranscriptPattern::public_values(std::string_view label, std::uint64_t count,
                                      const StepType& type) {
  add(Hierarchy::kAtomic, "Public", label, fixed(count), type);
}

void TranscriptPattern::challenge(std::string_view label, const StepType& type) {
  add(Hierarchy::kAtomic, "Challenge", label, "Scalar", type);
}

void TranscriptPattern::challenge(std::string_view label, std::uint64_t count,
                                  const StepType& type) {
  add(Hierarchy::kAtomic, "Challenge", label, fixed(count), type);
}

void TranscriptPattern::pow(std::string_view label, unsigned bits, const StepType& type) {
  add(Hierarchy::kAtomic, "Pow", label, fixed(bits), type);
}

void TranscriptPattern::bracket(std::string_view label) {
  add(Hierarchy::kBegin, "Protocol", label, "None", StepType::marker());
  add(Hierarchy::kEnd, "Protocol", label, "None", StepType::marker());
}

std::string TranscriptPattern::text() const {
  const std::size_t last = steps_.empty() ? 0 : steps_.size() - 1;
  const std::size_t digits = std::to_string(last).size();
  std::string out =
      "Plonky3 Fiat-Shamir Transcript (" + std::to_string(steps_.size()) + " interactions)\n";
  std::size_t depth = 0;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const std::string position = std::to_string(i);
    if (steps_[i].hierarchy == Hierarchy::kEnd) --depth;
    out.append(digits - position.size(), '0').append(position).append(" ");
    out.append(2 * depth, ' ');
    switch (steps_[i].hierarchy) {
      case Hierarchy::kAtomic:
        out += "Atomic ";
        break;
      case Hierarchy::kBegin:
        out += "Begin ";
        ++depth;
        break;
      case Hierarchy::kEnd:
        out += "End ";
        break;
    }
    out.append(steps_[i].rest).append("\n");
  }
  return out;
}

std::array<std::uint8_t, 32> TranscriptPattern::hash() const { return keccak256(bytes_of(text())); }

std::vector<std::uint8_t> seed_bytes(std::string_view protocol, const TranscriptPattern& pattern,
                                     std::span<const std::uint64_t> numbers) {
  P3_CHECK(protocol.size() + 2 <= kProtocolIdBytes, "protocol name too long");
  constexpr std::size_t kNumberBytes = 12;
  std::vector<std::uint8_t> seed(kProtocolIdBytes);
  seed[0] = kSeedVersion;
  std::copy(protocol.begin(), protocol.end(), seed.begin() + 1);
  seed[kProtocolIdBytes - 1] = static_cast<std::uint8_t>(protocol.size());
  const std::array<std::uint8_t, 32> hash = pattern.hash();
  seed.insert(seed.end(), hash.begin(), hash.end());
  append_big_endian(seed, numbers.size() * kNumberBytes, 4);
  for (const std::uint64_t number : numbers) {
    append_big_endian(seed, 8, 4);
    append_big_endian(seed, number, 8);
  }
  seed.push_back(kSeedEnd);
  return seed;
}

}  // namespace p3
