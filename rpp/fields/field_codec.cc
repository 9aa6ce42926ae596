// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/field_codec.h"

#include <algorithm>
#include <optional>

#include "p3/base/check.h"

namespace rpp {
namespace {

constexpr std::size_t kWordBytes = 4;

void append(std::vector<Element>& out, std::span<const Element> elements) {
  out.insert(out.end(), elements.begin(), elements.end());
}

void append_value(const FieldSpec& field, const FieldValue& value, std::vector<Element>& out) {
  if (const Digest* digest = std::get_if<Digest>(&value)) return append(out, digest->elements);
  if (const auto* parameter = std::get_if<PublicParameter>(&value)) return append(out, *parameter);
  const std::uint64_t x = *std::get_if<std::uint64_t>(&value);
  switch (field.type) {
    case FieldType::kU64:
      return append(out, u64_limbs(x));
    case FieldType::kU32:
      return append(out, u32_limbs(static_cast<std::uint32_t>(x)));
    default:
      out.push_back(Element::from_u64(x));
  }
}

// A value and the error in it, with `element` counted from the field's first.
struct Decoded {
  FieldValue value;
  std::optional<FieldError> error;
};

Decoded decode_integer(const FieldSpec& field, std::span<const Element> elements) {
  if (field.type == FieldType::kSmall) {
    const std::uint64_t x = elements[0].as_canonical_u64();
    if (x <= field.max) return {x, {}};
    return {x, FieldError{FieldErrorReason::kSmallTooLarge, 0, 0, x}};
  }
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::uint64_t limb = elements[i].as_canonical_u64();
    if (limb >> kLimbBits != 0) {
      return {x, FieldError{FieldErrorReason::kLimbTooLarge, 0, i, limb}};
    }
    x |= limb << (kLimbBits * i);
  }
  return {x, {}};
}

Decoded decode_value(const FieldSpec& field, std::span<const Element> elements) {
  if (is_integer(field.type)) return decode_integer(field, elements);
  if (field.type == FieldType::kParameter) {
    PublicParameter parameter;
    std::ranges::copy(elements, parameter.begin());
    return {parameter, {}};
  }
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] = elements[i];
  return {digest, {}};
}

// The field that holds an element of the encoding.
std::size_t field_at(const FieldTable& table, std::size_t element) {
  std::size_t i = 0;
  std::size_t end = 0;
  for (; i < table.fields.size(); ++i) {
    end += elements_of(table.fields[i].type);
    if (element < end) break;
  }
  return i;
}

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t word) {
  std::uint32_t x = 0;
  for (std::size_t k = 0; k < kWordBytes; ++k) {
    x |= std::uint32_t{bytes[kWordBytes * word + k]} << (8 * k);
  }
  return x;
}

}  // namespace

bool values_fit(const FieldTable& table, const FieldValues& values) noexcept {
  if (values.size() != table.fields.size()) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FieldSpec& field = table.fields[i];
    if (field.type == FieldType::kDigest) {
      if (!std::holds_alternative<Digest>(values[i])) return false;
    } else if (field.type == FieldType::kParameter) {
      if (!std::holds_alternative<PublicParameter>(values[i])) return false;
    } else {
      const std::uint64_t* integer = std::get_if<std::uint64_t>(&values[i]);
      if (integer == nullptr || *integer > max_of(field)) return false;
    }
  }
  return true;
}

const char* reason_name(FieldErrorReason reason) noexcept {
  switch (reason) {
    case FieldErrorReason::kLength:
      return "length";
    case FieldErrorReason::kNotCanonical:
      return "not-canonical";
    case FieldErrorReason::kLimbTooLarge:
      return "limb-too-large";
    case FieldErrorReason::kSmallTooLarge:
      return "small-too-large";
  }
  return "unknown";
}

std::string describe(const FieldTable& table, const FieldError& error) {
  std::string text(table.family);
  text += ": ";
  if (error.field < table.fields.size()) {
    text += "field " + std::string(table.fields[error.field].name) + " (element " +
            std::to_string(error.element) + "): ";
  }
  return text + reason_name(error.reason) + ", got " + std::to_string(error.got);
}

std::vector<Element> encode_fields(const FieldTable& table, const FieldValues& values) noexcept {
  P3_CHECK(values_fit(table, values), "values of another table");
  std::vector<Element> out;
  out.reserve(table.num_elements());
  for (std::size_t i = 0; i < values.size(); ++i) append_value(table.fields[i], values[i], out);
  return out;
}

std::vector<std::uint8_t> encode_field_bytes(const FieldTable& table,
                                             const FieldValues& values) noexcept {
  std::vector<std::uint8_t> out;
  out.reserve(kWordBytes * table.num_elements());
  for (const Element x : encode_fields(table, values)) {
    const std::uint64_t word = x.as_canonical_u64();
    for (std::size_t k = 0; k < kWordBytes; ++k) {
      out.push_back(static_cast<std::uint8_t>(word >> (8 * k)));
    }
  }
  return out;
}

Digest statement_digest(const FieldTable& table, const FieldValues& values) noexcept {
  return hash(table.tag, encode_fields(table, values));
}

p3::Result<FieldValues, FieldError> decode_fields(const FieldTable& table,
                                                  std::span<const Element> elements) noexcept {
  const std::size_t num_fields = table.fields.size();
  if (elements.size() != table.num_elements()) {
    return p3::Err{FieldError{FieldErrorReason::kLength, num_fields, 0, elements.size()}};
  }
  FieldValues values;
  values.reserve(num_fields);
  std::size_t start = 0;
  for (std::size_t i = 0; i < num_fields; ++i) {
    const std::size_t length = elements_of(table.fields[i].type);
    Decoded decoded = decode_value(table.fields[i], elements.subspan(start, length));
    if (decoded.error) {
      decoded.error->field = i;
      decoded.error->element += start;
      return p3::Err{*decoded.error};
    }
    values.push_back(decoded.value);
    start += length;
  }
  return values;
}

p3::Result<FieldValues, FieldError> decode_field_bytes(
    const FieldTable& table, std::span<const std::uint8_t> bytes) noexcept {
  const std::size_t num_elements = table.num_elements();
  if (bytes.size() != kWordBytes * num_elements) {
    return p3::Err{FieldError{FieldErrorReason::kLength, table.fields.size(), 0, bytes.size()}};
  }
  std::vector<Element> elements;
  elements.reserve(num_elements);
  for (std::size_t i = 0; i < num_elements; ++i) {
    const std::uint32_t word = word_at(bytes, i);
    if (word >= Element::kPrime) {
      return p3::Err{FieldError{FieldErrorReason::kNotCanonical, field_at(table, i), i, word}};
    }
    elements.push_back(Element::from_u64(word));
  }
  return decode_fields(table, elements);
}

}  // namespace rpp
