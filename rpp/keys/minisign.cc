// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/minisign.h"

#include <sodium.h>

#include <algorithm>

#include "rpp/keys/base64.h"

namespace rpp {
namespace {

constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";

KeyError syntax(const char* what) { return {KeyFault::kSignatureSyntax, "", what}; }

// Takes the first line off the text, without its end. A line must end in a newline.
std::optional<std::string_view> next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// The bytes of a base64 line of exactly `size` bytes, or nothing.
std::optional<std::vector<std::uint8_t>> line_bytes(std::optional<std::string_view> line,
                                                    std::size_t size) {
  if (!line) return std::nullopt;
  Base64Result decoded = from_base64(*line);
  if (decoded.bad_at || decoded.bytes.size() != size) return std::nullopt;
  return std::move(decoded.bytes);
}

template <std::size_t kSize>
void copy_at(const std::vector<std::uint8_t>& from, std::size_t at,
             std::array<std::uint8_t, kSize>& to) {
  std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), kSize, to.begin());
}

// Comments reach terminals and logs.
bool printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool verified(std::span<const std::uint8_t> message, const std::array<std::uint8_t, 64>& signature,
              const std::array<std::uint8_t, 32>& key) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

}  // namespace

p3::Result<MinisignPublicKey, KeyError> read_public_key(std::string_view text) {
  const KeyError error{KeyFault::kPublicKeySyntax, "", "expected the public key of minisign"};
  if (text.size() > kMaxSignatureBytes) return p3::Err{error};
  std::string lines(text);
  if (!lines.ends_with('\n')) lines += '\n';
  std::string_view rest = lines;
  if (rest.starts_with(kUntrusted)) next_line(rest);
  const auto bytes = line_bytes(next_line(rest), 42);
  if (!bytes || !rest.empty() || (*bytes)[0] != 'E' || (*bytes)[1] != 'd') return p3::Err{error};
  MinisignPublicKey key;
  copy_at(*bytes, 2, key.number);
  copy_at(*bytes, 10, key.key);
  return key;
}

p3::Result<MinisignSignature, KeyError> read_signature(std::string_view text) {
  if (text.size() > kMaxSignatureBytes) return p3::Err{syntax("too long")};
  const auto untrusted = next_line(text);
  if (!untrusted || !untrusted->starts_with(kUntrusted)) return p3::Err{syntax("line 1")};
  const auto bytes = line_bytes(next_line(text), 74);
  if (!bytes) return p3::Err{syntax("line 2")};
  if ((*bytes)[0] != 'E' || (*bytes)[1] != 'D') {
    return p3::Err{syntax("line 2: not a prehashed signature ('ED')")};
  }
  const auto trusted = next_line(text);
  if (!trusted || !trusted->starts_with(kTrusted) || !printable(*trusted)) {
    return p3::Err{syntax("line 3")};
  }
  const auto comment = line_bytes(next_line(text), 64);
  if (!comment) return p3::Err{syntax("line 4")};
  if (!text.empty()) return p3::Err{syntax("more than four lines")};
  MinisignSignature out;
  copy_at(*bytes, 2, out.number);
  copy_at(*bytes, 10, out.signature);
  out.trusted_comment = trusted->substr(kTrusted.size());
  copy_at(*comment, 0, out.comment_signature);
  return out;
}

std::optional<KeyError> verify_minisign(const MinisignPublicKey& key,
                                        const MinisignSignature& signature,
                                        std::span<const std::uint8_t> message) {
  if (signature.number != key.number) return KeyError{KeyFault::kSignatureUnknownKey, "", ""};
  std::array<std::uint8_t, crypto_generichash_BYTES_MAX> hash{};
  crypto_generichash(hash.data(), hash.size(), message.data(), message.size(), nullptr, 0);
  if (!verified(hash, signature.signature, key.key)) {
    return KeyError{KeyFault::kSignatureWrong, "", ""};
  }
  std::vector<std::uint8_t> global(signature.signature.begin(), signature.signature.end());
  global.insert(global.end(), signature.trusted_comment.begin(), signature.trusted_comment.end());
  if (!verified(global, signature.comment_signature, key.key)) {
    return KeyError{KeyFault::kCommentWrong, "", signature.trusted_comment};
  }
  return std::nullopt;
}

}  // namespace rpp
