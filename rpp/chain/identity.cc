// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/identity.h"

#include "rpp/fields/field_codec.h"

namespace rpp {

std::vector<Element> declaration_elements(const IdentityDeclaration& declaration) noexcept {
  return encode_fields(kIdentityDeclarationTable,
                       values_of(kIdentityDeclarationFields, declaration));
}

Digest declaration_hash(const IdentityDeclaration& declaration) noexcept {
  return hash(Tag::kIdentity, declaration_elements(declaration));
}

Digest attest_hash(const Digest& declaration, const Digest& member) noexcept {
  return HashInput(Tag::kAttest).digest(declaration).digest(member).hash();
}

IdentityStatement statement_of(const IdentityDeclaration& d, std::uint64_t height,
                               const Digest& validator_set_root, std::uint32_t attestation_count) {
  return {d.chain_id, d.address,     d.vote_key,         height,
          d.epoch,    d.epoch_nonce, validator_set_root, attestation_count};
}

Digest statement_hash(const IdentityStatement& statement) noexcept {
  return statement_digest(kIdentityStatementTable, values_of(kIdentityStatementFields, statement));
}

}  // namespace rpp
