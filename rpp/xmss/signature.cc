// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/signature.h"

#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

class WordWriter {
 public:
  explicit WordWriter(std::size_t bytes) { bytes_.reserve(bytes); }

  void word(std::uint32_t x) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes_.push_back(static_cast<std::uint8_t>(x >> shift));
    }
  }
  void elements(std::span<const Element> x) {
    for (const Element e : x) word(static_cast<std::uint32_t>(e.as_canonical_u64()));
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

// Reads words of a run whose length was checked before; keeps the first word that is no element.
class WordReader {
 public:
  explicit WordReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint32_t word() {
    std::uint32_t x = 0;
    for (unsigned k = 0; k < 4; ++k) x |= std::uint32_t{bytes_[position_ + k]} << (8 * k);
    position_ += 4;
    return x;
  }
  void elements(std::span<Element> out) {
    for (Element& e : out) {
      const std::uint32_t x = word();
      if (x >= Element::kPrime && !failed_) {
        failed_ = true;
        error_ = {BytesReason::kNotCanonical, position_ - 4, x};
      }
      e = Element::from_u64(x);
    }
  }
  bool failed() const { return failed_; }
  const BytesError& error() const { return error_; }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
  BytesError error_{BytesReason::kNotCanonical};
};

bool is_height(std::uint32_t height) { return height >= 1 && height <= kMaxHeight; }

}  // namespace

Digest key_digest(const PublicKey& key) noexcept {
  return HashInput(Tag::kKey).small(key.height).digest(key.root).elements(key.pp).hash();
}

const char* reason_name(BytesReason reason) noexcept {
  switch (reason) {
    case BytesReason::kHeight:
      return "height";
    case BytesReason::kLength:
      return "length";
    case BytesReason::kNotCanonical:
      return "not-canonical";
    case BytesReason::kLeaf:
      return "leaf";
  }
  return "unknown";
}

std::vector<std::uint8_t> encode(const PublicKey& key) {
  WordWriter out(kPublicKeyBytes);
  out.word(key.height);
  out.elements(key.root.elements);
  out.elements(key.pp);
  return out.take();
}

std::vector<std::uint8_t> encode(const Signature& signature) {
  WordWriter out(signature_bytes(static_cast<unsigned>(signature.path.size())));
  out.word(signature.leaf);
  out.elements(signature.rho);
  for (const ChainValue& value : signature.values) out.elements(value);
  out.elements(signature.c.elements);
  for (const Digest& sibling : signature.path) out.elements(sibling.elements);
  return out.take();
}

p3::Result<PublicKey, BytesError> decode_public_key(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() != kPublicKeyBytes) {
    return p3::Err{BytesError{BytesReason::kLength, 0, bytes.size()}};
  }
  WordReader in(bytes);
  PublicKey key;
  key.height = in.word();
  if (!is_height(key.height)) return p3::Err{BytesError{BytesReason::kHeight, 0, key.height}};
  in.elements(key.root.elements);
  in.elements(key.pp);
  if (in.failed()) return p3::Err{in.error()};
  return key;
}

p3::Result<Signature, BytesError> decode_signature(std::span<const std::uint8_t> bytes,
                                                   unsigned height) noexcept {
  if (!is_height(height)) return p3::Err{BytesError{BytesReason::kHeight, 0, height}};
  if (bytes.size() != signature_bytes(height)) {
    return p3::Err{BytesError{BytesReason::kLength, 0, bytes.size()}};
  }
  WordReader in(bytes);
  Signature signature;
  signature.leaf = in.word();
  if (signature.leaf >> height != 0) {
    return p3::Err{BytesError{BytesReason::kLeaf, 0, signature.leaf}};
  }
  in.elements(signature.rho);
  for (ChainValue& value : signature.values) in.elements(value);
  in.elements(signature.c.elements);
  signature.path.resize(height);
  for (Digest& sibling : signature.path) in.elements(sibling.elements);
  if (in.failed()) return p3::Err{in.error()};
  return signature;
}

}  // namespace rpp
