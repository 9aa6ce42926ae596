// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "p3/base/result.h"
#include "rpp/fields/field_table.h"

// Public fields as elements and as bytes, and the statement digest S.
//
// The elements of all fields in order, each as docs/spec/hashing.md says; the bytes are those
// elements as canonical little-endian u32 words, 4 bytes each. Both forms are unique: what decodes
// encodes to the same again. Decoding is total and noexcept, for verifiers.
namespace rpp {

enum class FieldErrorReason : std::uint8_t {
  kLength,         // not exactly the table's length; got elements (or bytes)
  kNotCanonical,   // a word of p or more (bytes only)
  kLimbTooLarge,   // a limb of 2^16 or more
  kSmallTooLarge,  // above the field's max
};

struct FieldError {
  FieldErrorReason reason = FieldErrorReason::kLength;
  std::size_t field = 0;    // index in the table; the number of fields for kLength
  std::size_t element = 0;  // position in the whole encoding, in elements
  std::uint64_t got = 0;

  friend bool operator==(const FieldError&, const FieldError&) = default;
};

// "limb-too-large".
const char* reason_name(FieldErrorReason reason) noexcept;
// "consensus: field height (element 17): limb-too-large, got 65536".
std::string describe(const FieldTable& table, const FieldError& error);

// values_fit(table, values) must hold for these three.
std::vector<Element> encode_fields(const FieldTable& table, const FieldValues& values) noexcept;
std::vector<std::uint8_t> encode_field_bytes(const FieldTable& table,
                                             const FieldValues& values) noexcept;
// S = H(tag; fields), for a family's table; the table of a header gives its hash.
Digest statement_digest(const FieldTable& table, const FieldValues& values) noexcept;

p3::Result<FieldValues, FieldError> decode_fields(const FieldTable& table,
                                                  std::span<const Element> elements) noexcept;
p3::Result<FieldValues, FieldError> decode_field_bytes(
    const FieldTable& table, std::span<const std::uint8_t> bytes) noexcept;

}  // namespace rpp
