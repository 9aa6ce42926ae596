// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/stark.h"

#include "p3/codec/decode.h"
#include "p3/field/extension.h"
#include "p3/verify/batch.h"
#include "p3/verify/decode_limits.h"

namespace rpp {
namespace {

std::optional<BackendError> check_heights(const VerifyingKey& key,
                                          std::span<const std::uint64_t> log_rows) {
  for (std::size_t i = 0; i < log_rows.size(); ++i) {
    const KeyTable& table = key.tables[i];
    if (log_rows[i] >= table.min_log_rows && log_rows[i] <= table.max_log_rows) continue;
    return input_error(BackendFault::kInvalidProofLength, key.circuit,
                       "table " + table.name + " has 2^" + std::to_string(log_rows[i]) +
                           " rows, the key allows 2^" + std::to_string(table.min_log_rows) +
                           " to 2^" + std::to_string(table.max_log_rows));
  }
  return std::nullopt;
}

template <class EF>
std::optional<BackendError> check_with(const VerifyingKey& key,
                                       const p3::StarkConfig<Element>& config,
                                       const p3::BatchStatement<Element>& statement,
                                       std::span<const std::uint8_t> bytes) noexcept {
  const p3::DigestKind kind = config.suite.hasher->kind();
  const auto limits = p3::batch_decode_limits<Element>(config, statement, EF::kDegree);
  const auto proof = p3::decode_batch_proof<Element, EF>(bytes, kind, limits);
  if (!proof) return stark_error(key.circuit, p3::undecodable(proof.error()));
  // verify_batch says what is wrong with another number of instances.
  if (proof.value().degree_bits.size() == key.tables.size()) {
    if (auto error = check_heights(key, proof.value().degree_bits)) return error;
  }
  const auto error = p3::verify_batch<Element, EF>(config, statement, proof.value());
  if (error) return stark_error(key.circuit, *error);
  return std::nullopt;
}

}  // namespace

p3::StarkConfig<Element> stark_config(const VerifyingKey& key) {
  return {key.parameters, p3::make_hash_suite<Element>(key.tree_hash, key.tree_arity)};
}

bool degree_exists(unsigned extension_degree) noexcept {
  return extension_degree == 4 || extension_degree == 5 || extension_degree == 8;
}

std::optional<BackendError> check_stark(const Circuit& circuit, const VerifyingKey& key,
                                        const p3::StarkConfig<Element>& config,
                                        const Digest& statement, const Digest& key_id,
                                        std::span<const std::uint8_t> proof) noexcept {
  const p3::BatchStatement<Element> batch = batch_statement(circuit, statement, key_id);
  switch (key.extension_degree) {
    case 4:
      return check_with<p3::Extension<Element, 4>>(key, config, batch, proof);
    case 5:
      return check_with<p3::Extension<Element, 5>>(key, config, batch, proof);
    case 8:
      return check_with<p3::Extension<Element, 8>>(key, config, batch, proof);
    default:
      return input_error(BackendFault::kSecurityParameterMismatch, key.circuit, "challenge field");
  }
}

}  // namespace rpp
