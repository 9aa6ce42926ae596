// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/public_fields.h"

#include "rpp/chain/roots.h"
#include "rpp/lists/claims.h"

namespace rpp {

Digest identity_list_root(std::span<const IdentityStatement> statements) noexcept {
  std::vector<Digest> digests;
  for (const IdentityStatement& statement : statements) {
    digests.push_back(statement_hash(statement));
  }
  return statement_list_root(digests);
}

std::optional<std::size_t> shown_statement_mismatch(const IdentityListPublic& fields,
                                                    const IdentityStatement& shown) noexcept {
  IdentityListPublic given = fields;
  given.chain_id = shown.chain_id;
  given.count = 1;
  given.list_root = identity_list_root(std::span(&shown, 1));
  given.height = shown.height;
  given.epoch = shown.epoch;
  given.epoch_nonce = shown.epoch_nonce;
  given.validator_set_root = shown.validator_set_root;
  return first_difference(values_of(fields), values_of(given));
}

}  // namespace rpp
