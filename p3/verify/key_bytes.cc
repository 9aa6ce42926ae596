// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/verify/key_bytes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "p3/codec/byte_reader.h"
#include "p3/codec/byte_writer.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

// All below 0x80: as varints they are these very bytes.
constexpr std::array<std::uint8_t, 8> kMagic = {'P', '3', 'P', 'R', 'E', 'K', 'Y', 1};

template <class F>
void read_magic(codec::ByteReader<F>& in) {
  constexpr const char* kWhat = "start of a preprocessed key";
  for (const std::uint8_t byte : kMagic) {
    const std::size_t start = in.offset();
    if (in.varint(kWhat) != byte) in.fail(DecodeErrorKind::kWrongStart, start, kWhat);
  }
}

template <class F>
BatchPreprocessedKey::Matrix read_matrix(codec::ByteReader<F>& in, const DecodeLimits& limits) {
  BatchPreprocessedKey::Matrix matrix;
  const std::size_t start = in.offset();
  matrix.instance = in.varint("instance");
  matrix.width = in.varint("width");
  matrix.degree_bits = in.varint("degree_bits");
  const bool in_limits = matrix.instance < limits.instances && matrix.width != 0 &&
                         matrix.width <= limits.columns && matrix.degree_bits <= F::kTwoAdicity;
  if (!in_limits) in.fail(DecodeErrorKind::kLengthAboveLimit, start, "matrix of a key");
  return matrix;
}

// Each instance once, in order: one key has one encoding.
bool ascending(const std::vector<BatchPreprocessedKey::Matrix>& matrices) {
  const auto not_below = [](const auto& a, const auto& b) { return a.instance >= b.instance; };
  return std::ranges::adjacent_find(matrices, not_below) == matrices.end();
}

// Apart from its caller, in which g++ 12 believes that the error is read before it is set.
template <class F>
[[gnu::noinline]] Result<BatchPreprocessedKey, DecodeError> finish(const codec::ByteReader<F>& in,
                                                                   BatchPreprocessedKey key) {
  if (in.failed()) return Err{*in.error()};
  return key;
}

}  // namespace

template <class F>
std::vector<std::uint8_t> encode_key(const BatchPreprocessedKey& key, DigestKind kind) {
  codec::ByteWriter<F> out(kind);
  for (const std::uint8_t byte : kMagic) out.varint(byte);
  out.list(key.matrices, [&](const BatchPreprocessedKey::Matrix& matrix) {
    out.varint(matrix.instance);
    out.varint(matrix.width);
    out.varint(matrix.degree_bits);
  });
  out.put(key.cap);
  return out.take();
}

template <class F>
Result<BatchPreprocessedKey, DecodeError> decode_key(std::span<const std::uint8_t> bytes,
                                                     DigestKind kind, const DecodeLimits& limits) {
  codec::ByteReader<F> in(bytes, kind);
  read_magic(in);
  BatchPreprocessedKey key;
  key.matrices = in.list(limits.instances, 3, "matrices", [&] { return read_matrix(in, limits); });
  if (key.matrices.empty() || !ascending(key.matrices)) {
    in.fail(DecodeErrorKind::kLengthAboveLimit, kMagic.size(), "instances of a key");
  }
  const std::size_t start = in.offset();
  key.cap = in.list(limits.cap_digests, in.min_digest_bytes(), "cap of a key",
                    [&] { return in.digest("cap of a key"); });
  if (!std::has_single_bit(key.cap.size())) {
    in.fail(DecodeErrorKind::kCapNotPowerOfTwo, start, "cap of a key");
  }
  if (in.left() != 0) in.fail(DecodeErrorKind::kTrailingBytes, in.offset(), "key");
  return finish(in, std::move(key));
}

#define P3_INSTANTIATE(F)                                                                    \
  template std::vector<std::uint8_t> encode_key<F>(const BatchPreprocessedKey&, DigestKind); \
  template Result<BatchPreprocessedKey, DecodeError> decode_key<F>(                          \
      std::span<const std::uint8_t>, DigestKind, const DecodeLimits&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
