// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/base64.h"

#include <sodium.h>

namespace rpp {

std::string to_base64(std::span<const std::uint8_t> bytes) {
  // The length counts the final zero byte that the library writes.
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

Base64Result from_base64(std::string_view text) {
  Base64Result out;
  // Three bytes for four characters, and room for a last group that is not whole.
  out.bytes.resize(text.size() / 4 * 3 + 3);
  std::size_t length = 0;
  const char* end = nullptr;
  const int code = sodium_base642bin(out.bytes.data(), out.bytes.size(), text.data(), text.size(),
                                     nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL);
  // Rest bits that are not 0 and padding that is not whole are refused by the library.
  const auto reached = static_cast<std::size_t>(end - text.data());
  if (code != 0 || reached != text.size()) {
    out.bytes.clear();
    out.bad_at = reached;
    return out;
  }
  out.bytes.resize(length);
  return out;
}

}  // namespace rpp
