// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/description.h"

#include "p3/security/report.h"
#include "rpp/fields/json_text.h"

namespace rpp {
namespace {

// All texts are names or hex digits: nothing has to be escaped.
std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// Appends members to an object, one per line.
class Members {
 public:
  explicit Members(std::string indent) : indent_(std::move(indent)) {}

  Members& raw(const char* name, const std::string& json) {
    text_ += (text_.empty() ? "" : ",") + ("\n" + indent_) + quoted(name) + ": " + json;
    return *this;
  }
  Members& text(const char* name, std::string_view value) { return raw(name, quoted(value)); }
  Members& number(const char* name, std::uint64_t value) {
    return raw(name, std::to_string(value));
  }
  std::string object(const std::string& end) const { return "{" + text_ + "\n" + end + "}"; }

 private:
  std::string indent_, text_;
};

template <class Items, class Json>
std::string list(const Items& items, const Json& json) {
  std::string text = "[";
  for (const auto& item : items) text += (text.size() == 1 ? "\n    " : ",\n    ") + json(item);
  return text + (items.empty() ? "]" : "\n  ]");
}

std::string parameters_json(const p3::StarkParameters& p) {
  return Members("    ")
      .number("log_blowup", p.fri.log_blowup)
      .number("log_final_poly_len", p.fri.log_final_poly_len)
      .number("max_log_arity", p.fri.max_log_arity)
      .number("num_queries", p.fri.num_queries)
      .number("ood_pow_bits", p.ood_pow_bits)
      .number("lookup_pow_bits", p.lookup_pow_bits)
      .number("batch_pow_bits", p.fri.batch_pow_bits)
      .number("commit_pow_bits", p.fri.commit_pow_bits)
      .number("query_pow_bits", p.fri.query_pow_bits)
      .number("cap_height", p.cap_height)
      .object("  ");
}

std::string security_json(const KeySecurity& security) {
  const auto regime = static_cast<p3::SecurityRegime>(security.regime);
  const auto term = static_cast<p3::SecurityTermKind>(security.binding);
  return Members("    ")
      .raw("proven_bits", millibits_text(security.millibits))
      .text("regime", p3::name(regime))
      .text("binding_term", p3::name(term))
      .number("statement_bits", kStatementBits)
      .object("  ");
}

std::string table_json(const KeyTable& table) {
  return "{\"name\": " + quoted(table.name) + ", \"log_rows\": [" +
         std::to_string(table.min_log_rows) + ", " + std::to_string(table.max_log_rows) +
         "], \"air\": " + quoted(to_hex(table.air)) + "}";
}

std::string field_json(const KeyField& field) {
  std::string text =
      "{\"name\": " + quoted(field.name) + ", \"type\": " + quoted(field_type_name(field.type));
  if (field.type == FieldType::kSmall) text += ", \"max\": " + std::to_string(field.max);
  return text + "}";
}

std::string constant_json(const KeyConstant& constant) {
  return "{\"name\": " + quoted(constant.name) + ", \"value\": " + json_of_u64(constant.value) +
         "}";
}

}  // namespace

std::string millibits_text(std::uint32_t millibits) {
  return std::to_string(millibits / 1000) + "." + std::to_string(millibits % 1000 + 1000).substr(1);
}

const char* tree_hash_name(p3::TreeHash hash) noexcept {
  switch (hash) {
    case p3::TreeHash::kPoseidon2:
      return "poseidon-2";
    case p3::TreeHash::kPoseidon2Width16:
      return "poseidon-2-width-16";
    case p3::TreeHash::kKeccakF:
      return "keccak-f";
    case p3::TreeHash::kKeccak256:
      break;
  }
  return "keccak-256";
}

const char* field_type_name(FieldType type) noexcept {
  switch (type) {
    case FieldType::kDigest:
      return "digest";
    case FieldType::kU64:
      return "u64";
    case FieldType::kU32:
      return "u32";
    case FieldType::kParameter:
      return "parameter";
    case FieldType::kSmall:
      break;
  }
  return "small";
}

std::string describe_key(const VerifyingKey& key) {
  const std::vector<std::uint8_t> bytes = encode_key(key);
  return Members("  ")
             .text("format", "rpp-verifying-key")
             .number("version", kKeyFormatVersion)
             .text("circuit", key.circuit)
             .text("profile", info_of(key.profile).name)
             .raw("id", json_of(key_id(bytes)))
             .number("bytes", bytes.size())
             .text("sha256", to_hex(sha256(bytes)))
             .number("role", static_cast<std::uint64_t>(key.role))
             .number("family_tag", key.family_tag)
             .number("hash_version", key.hash_version)
             .text("wire", key.wire)
             .text("field", key.field)
             .number("extension_degree", key.extension_degree)
             .text("tree_hash", tree_hash_name(key.tree_hash))
             .number("tree_arity", key.tree_arity)
             .text("hash_constants", to_hex(key.hash_constants))
             .raw("parameters", parameters_json(key.parameters))
             .raw("security", security_json(key.security))
             .raw("tables", list(key.tables, table_json))
             .raw("public_fields", list(key.fields, field_json))
             .raw("constants", list(key.constants, constant_json))
             .object("") +
         "\n";
}

}  // namespace rpp
