// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/result.h"
#include "p3/codec/decode.h"
#include "p3/verify/statement.h"

// A preprocessed key as bytes, to hand to verifiers: eight bytes `P3PREKY` 01, then in the forms of
// a proof (docs/spec/proof-format.md) a list of matrices, each instance, width and degree bits as
// varints, and the cap. A key of uni-stark has one matrix, of instance 0.
namespace p3 {

template <class F>
std::vector<std::uint8_t> encode_key(const BatchPreprocessedKey& key, DigestKind kind);

// Strict: instances ascend, widths are not 0, degree bits fit the field, and nothing follows. A key
// that decodes may still be of another statement; verifiers compare it with theirs.
template <class F>
Result<BatchPreprocessedKey, DecodeError> decode_key(std::span<const std::uint8_t> bytes,
                                                     DigestKind kind,
                                                     const DecodeLimits& limits = {});

}  // namespace p3
