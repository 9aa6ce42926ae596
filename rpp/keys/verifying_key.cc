// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/verifying_key.h"

#include "p3/base/check.h"
#include "p3/security/report.h"

namespace rpp {
namespace {

constexpr std::string_view kStart = "RPPVKEY";
constexpr std::uint32_t kMaxTables = 64;
constexpr std::uint32_t kMaxFields = 256;
constexpr std::uint32_t kMaxConstants = 256;
constexpr std::uint32_t kMaxNumber = 64;  // of small parameters: bits, arities, logarithms

void put_parameters(const p3::StarkParameters& p, ByteSink& out) {
  for (const unsigned x : {p.fri.log_blowup, p.fri.log_final_poly_len, p.fri.max_log_arity}) {
    out.u8(static_cast<std::uint8_t>(x));
  }
  out.u32(static_cast<std::uint32_t>(p.fri.num_queries));
  for (const unsigned x : {p.ood_pow_bits, p.lookup_pow_bits, p.fri.batch_pow_bits,
                           p.fri.commit_pow_bits, p.fri.query_pow_bits, p.cap_height}) {
    out.u8(static_cast<std::uint8_t>(x));
  }
}

p3::StarkParameters get_parameters(ByteSource& in) {
  p3::StarkParameters p;
  const auto small = [&](const char* what) { return in.bounded(1, kMaxNumber, what); };
  p.fri.log_blowup = small("log_blowup");
  p.fri.log_final_poly_len = small("log_final_poly_len");
  p.fri.max_log_arity = small("max_log_arity");
  p.fri.num_queries = in.bounded(4, p3::kMaxQueries, "num_queries");
  p.ood_pow_bits = small("ood_pow_bits");
  p.lookup_pow_bits = small("lookup_pow_bits");
  p.fri.batch_pow_bits = small("batch_pow_bits");
  p.fri.commit_pow_bits = small("commit_pow_bits");
  p.fri.query_pow_bits = small("query_pow_bits");
  p.cap_height = small("cap_height");
  return p;
}

void put_sha256(const Sha256& digest, ByteSink& out) { out.bytes(digest); }

Sha256 get_sha256(ByteSource& in, const char* what) {
  Sha256 digest{};
  const auto bytes = in.bytes(digest.size(), what);
  for (std::size_t i = 0; i < bytes.size(); ++i) digest[i] = bytes[i];
  return digest;
}

void put_system(const VerifyingKey& key, ByteSink& out) {
  out.name(key.wire);
  out.name(key.field);
  put_sha256(key.hash_constants, out);
  out.u8(key.extension_degree);
  out.u8(static_cast<std::uint8_t>(key.tree_hash));
  out.u8(key.tree_arity);
  put_parameters(key.parameters, out);
}

void get_system(ByteSource& in, VerifyingKey& key) {
  key.wire = in.name("wire version");
  key.field = in.name("field");
  key.hash_constants = get_sha256(in, "hash constants");
  key.extension_degree = in.u8("extension degree");
  key.tree_hash = static_cast<p3::TreeHash>(
      in.bounded(1, static_cast<std::uint32_t>(p3::TreeHash::kKeccak256), "tree hash"));
  key.tree_arity = in.u8("tree arity");
  key.parameters = get_parameters(in);
}

void put_lists(const VerifyingKey& key, ByteSink& out) {
  out.u8(static_cast<std::uint8_t>(key.tables.size()));
  for (const KeyTable& table : key.tables) {
    out.name(table.name);
    out.u8(table.min_log_rows);
    out.u8(table.max_log_rows);
    put_sha256(table.air, out);
  }
  out.u8(0);  // matrices of preprocessed columns: this version knows circuits without any
  out.u16(static_cast<std::uint16_t>(key.fields.size()));
  for (const KeyField& field : key.fields) {
    out.name(field.name);
    out.u8(static_cast<std::uint8_t>(field.type));
    out.u32(field.max);
  }
  out.u16(static_cast<std::uint16_t>(key.constants.size()));
  for (const KeyConstant& constant : key.constants) {
    out.name(constant.name);
    out.u64(constant.value);
  }
}

void get_lists(ByteSource& in, VerifyingKey& key) {
  const std::uint32_t tables = in.bounded(1, kMaxTables, "number of tables");
  for (std::uint32_t i = 0; i < tables && !in.failed(); ++i) {
    KeyTable& table = key.tables.emplace_back();
    table.name = in.name("table name");
    table.min_log_rows = static_cast<std::uint8_t>(in.bounded(1, Element::kTwoAdicity, "height"));
    table.max_log_rows = static_cast<std::uint8_t>(in.bounded(1, Element::kTwoAdicity, "height"));
    table.air = get_sha256(in, "AIR digest");
  }
  in.bounded(1, 0, "preprocessed columns");
  const std::uint32_t fields = in.bounded(2, kMaxFields, "number of public fields");
  for (std::uint32_t i = 0; i < fields && !in.failed(); ++i) {
    KeyField& field = key.fields.emplace_back();
    field.name = in.name("field name");
    const auto last = static_cast<std::uint32_t>(FieldType::kParameter);
    field.type = static_cast<FieldType>(in.bounded(1, last, "field type"));
    field.max = in.bounded(4, Element::kOrder - 1, "field maximum");
  }
  const std::uint32_t constants = in.bounded(2, kMaxConstants, "number of constants");
  for (std::uint32_t i = 0; i < constants && !in.failed(); ++i) {
    KeyConstant& constant = key.constants.emplace_back();
    constant.name = in.name("constant name");
    constant.value = in.u64("constant");
  }
}

Profile get_profile(ByteSource& in) {
  const std::size_t at = in.offset();
  const auto profile = profile_from_number(in.u8("profile"));
  if (!profile) in.fail(ByteReason::kBadValue, at, "profile");
  return profile.value_or(Profile::kTest);
}

}  // namespace

std::vector<std::uint8_t> encode_key(const VerifyingKey& key) {
  ByteSink out;
  out.start(kStart, kKeyFormatVersion);
  out.name(key.circuit);
  out.u8(static_cast<std::uint8_t>(key.profile));
  out.u8(static_cast<std::uint8_t>(key.role));
  out.u32(key.family_tag);
  out.u8(key.hash_version);
  put_system(key, out);
  out.u8(kDigestElements);  // public values of instance 0: S, then the key's id
  out.u8(kDigestElements);
  put_lists(key, out);
  out.u8(kStatementBits);
  out.u32(key.security.millibits);
  out.u8(key.security.regime);
  out.u8(key.security.binding);
  return out.take();
}

p3::Result<VerifyingKey, ByteError> decode_verifying_key(
    std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() > kMaxKeyBytes) {
    return p3::Err{ByteError{ByteReason::kTooLarge, kMaxKeyBytes, "key"}};
  }
  ByteSource in(bytes);
  VerifyingKey key;
  in.start(kStart, kKeyFormatVersion, "start of a key");
  key.circuit = in.name("circuit");
  key.profile = get_profile(in);
  key.role = static_cast<Role>(in.bounded(1, static_cast<std::uint32_t>(Role::kPruning), "role"));
  key.family_tag = in.bounded(4, Element::kOrder - 1, "family tag");
  key.hash_version = in.u8("hash version");
  get_system(in, key);
  for (int i = 0; i < 2; ++i) {
    const std::size_t at = in.offset();
    if (in.u8("public values") != kDigestElements) {
      in.fail(ByteReason::kBadValue, at, "public values");
    }
  }
  get_lists(in, key);
  const std::size_t at = in.offset();
  if (in.u8("statement bits") != kStatementBits) {
    in.fail(ByteReason::kBadValue, at, "statement bits");
  }
  key.security.millibits = in.u32("security");
  key.security.regime = static_cast<std::uint8_t>(
      in.bounded(1, static_cast<std::uint32_t>(p3::SecurityRegime::kListDecoding), "regime"));
  key.security.binding = static_cast<std::uint8_t>(in.bounded(
      1, static_cast<std::uint32_t>(p3::SecurityTermKind::kCommitmentCollision), "binding term"));
  in.end("end of a key");
  if (in.failed()) return p3::Err{*in.error()};
  return key;
}

Digest key_id(std::span<const std::uint8_t> encoding) {
  P3_CHECK(encoding.size() <= kMaxKeyBytes, "too long for a key");
  HashInput input(Tag::kKeyId);
  input.u32(static_cast<std::uint32_t>(encoding.size()));
  for (std::size_t i = 0; i < encoding.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3 && i + k < encoding.size(); ++k) {
      three |= std::uint32_t{encoding[i + k]} << (8 * k);
    }
    input.small(three);
  }
  return input.hash();
}

Digest key_id(const VerifyingKey& key) { return key_id(encode_key(key)); }

}  // namespace rpp
