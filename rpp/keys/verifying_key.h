// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "p3/base/result.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/byte_source.h"
#include "rpp/keys/profile.h"
#include "rpp/keys/sha256.h"

// VerifyingKey: everything that a verifier must fix and the transcript does not bind
// (statements.md, section 6), with one canonical encoding (docs/spec/verifying-key.md).
//
// The key holds no secret and is made from the code alone. Its id is H(key-id; encoding).
namespace rpp {

inline constexpr std::uint8_t kKeyFormatVersion = 1;
inline constexpr std::size_t kMaxKeyBytes = std::size_t{1} << 16;
// Bits of the statement itself (8-element digests, 4-element chain values), see statements.md.
inline constexpr unsigned kStatementBits = 124;

struct KeyTable {
  std::string name;
  std::uint8_t min_log_rows = 0;
  std::uint8_t max_log_rows = 0;
  Sha256 air{};  // air_digest of the table's AIR

  friend bool operator==(const KeyTable&, const KeyTable&) = default;
};

struct KeyField {
  std::string name;
  FieldType type = FieldType::kDigest;
  std::uint32_t max = 0;

  friend bool operator==(const KeyField&, const KeyField&) = default;
};

struct KeyConstant {
  std::string name;
  std::uint64_t value = 0;

  friend bool operator==(const KeyConstant&, const KeyConstant&) = default;
};

// Proven security at the worst heights that the key allows.
struct KeySecurity {
  std::uint32_t millibits = 0;  // rounded down
  std::uint8_t regime = 0;      // p3::SecurityRegime
  std::uint8_t binding = 0;     // p3::SecurityTermKind

  friend bool operator==(const KeySecurity&, const KeySecurity&) = default;
};

struct VerifyingKey {
  std::string circuit;
  Profile profile = Profile::kStandalone;
  Role role = Role::kConsensus;
  std::uint32_t family_tag = 0;
  std::uint8_t hash_version = 0;
  std::string wire;         // "plonky3-0.8.0"
  std::string field;        // "koala-bear"
  Sha256 hash_constants{};  // of P and of the tree's permutations, see constants_digest
  std::uint8_t extension_degree = 0;
  p3::TreeHash tree_hash = p3::TreeHash::kKeccakF;
  std::uint8_t tree_arity = 0;
  p3::StarkParameters parameters;
  std::vector<KeyTable> tables;
  std::vector<KeyField> fields;
  std::vector<KeyConstant> constants;
  KeySecurity security;

  friend bool operator==(const VerifyingKey&, const VerifyingKey&) = default;
};

std::vector<std::uint8_t> encode_key(const VerifyingKey& key);

// H(key-id; length u32, three bytes an element). At most kMaxKeyBytes bytes.
Digest key_id(std::span<const std::uint8_t> encoding);
Digest key_id(const VerifyingKey& key);

// Strict: what decodes encodes to the same bytes. It may still be a key of anything.
p3::Result<VerifyingKey, ByteError> decode_verifying_key(
    std::span<const std::uint8_t> bytes) noexcept;

}  // namespace rpp
