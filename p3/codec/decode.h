// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "p3/base/result.h"
#include "p3/codec/proof.h"
#include "p3/hash/digest.h"

// Bytes to proofs, strictly: one proof has exactly one encoding.
//
// Refused beyond what 0.8.0 refuses: bytes after the proof and over-long varints. A length is
// compared with the limits and with the bytes that are left before anything is allocated for it.
namespace p3 {

enum class DecodeErrorKind {
  kTruncated,            // the bytes end inside a value
  kTrailingBytes,        // bytes after the proof
  kVarintNotCanonical,   // a varint with more bytes than it needs
  kVarintTooLarge,       // a varint above 64 bits
  kElementNotCanonical,  // a field element not below p
  kBadOptionTag,         // neither 00 nor 01
  kLengthAboveLimit,     // a list longer than the limits allow
  kLengthAboveInput,     // a list that cannot fit in the bytes left
  kCapNotPowerOfTwo,     // a cap with 0, 3, 5, ... digests
  kPreprocessedNextWithoutLocal,
  kPreprocessedLocalEmpty,
  kPreprocessedLengthsDiffer,
  kWrongStart,  // of a key: other bytes, or another version
};

const char* name(DecodeErrorKind kind);

struct DecodeError {
  DecodeErrorKind kind;
  std::size_t offset;  // of the offending value
  const char* what;    // the part of the proof it belongs to
};

// Longest lists that are accepted. The defaults are far above every proof the fields' two-adicities
// permit to verify in practice; a verifier may set them to what its parameters imply.
struct DecodeLimits {
  std::size_t cap_digests = std::size_t{1} << 20;
  std::size_t instances = 1 << 12;
  std::size_t commitments = 16;
  std::size_t rounds = 64;
  std::size_t queries = 1 << 14;
  std::size_t matrices = 1 << 16;
  std::size_t columns = 1 << 20;  // of one row or one list of opened values
  std::size_t siblings = std::size_t{1} << 22;
  std::size_t final_poly = std::size_t{1} << 20;
};

template <class F, class EF>
Result<UniProof<F, EF>, DecodeError> decode_uni_proof(std::span<const std::uint8_t> bytes,
                                                      DigestKind kind,
                                                      const DecodeLimits& limits = {}) noexcept;

template <class F, class EF>
Result<BatchProof<F, EF>, DecodeError> decode_batch_proof(std::span<const std::uint8_t> bytes,
                                                          DigestKind kind,
                                                          const DecodeLimits& limits = {}) noexcept;

}  // namespace p3
