// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rpp/chain/vote_key.h"
#include "rpp/fields/bound_field.h"

// The declaration of a new identity, what its attesters sign, and the statement about both
// (statements.md, section 5, identity).
namespace rpp {

struct IdentityDeclaration {
  Digest chain_id;
  Digest address;  // the digest of the wallet key that signs
  VoteKey vote_key;
  std::uint64_t epoch = 0;
  Digest epoch_nonce;

  friend bool operator==(const IdentityDeclaration&, const IdentityDeclaration&) = default;
};

// The fields in the order of the hash.
inline constexpr std::array kIdentityDeclarationFields = {
    bind_field("chain_id", &IdentityDeclaration::chain_id),
    bind_field("address", &IdentityDeclaration::address),
    bind_nested<&IdentityDeclaration::vote_key, &VoteKey::root>("vote_root"),
    bind_nested<&IdentityDeclaration::vote_key, &VoteKey::pp>("vote_pp"),
    bind_nested<&IdentityDeclaration::vote_key, &VoteKey::first_slot>("vote_first_slot"),
    bind_nested<&IdentityDeclaration::vote_key, &VoteKey::activation_height>(
        "vote_activation_height"),
    bind_field("epoch", &IdentityDeclaration::epoch),
    bind_field("epoch_nonce", &IdentityDeclaration::epoch_nonce),
};
inline constexpr auto kIdentityDeclarationSpecs = specs_of(kIdentityDeclarationFields);
inline constexpr FieldTable kIdentityDeclarationTable{"identity", Tag::kIdentity,
                                                      kIdentityDeclarationSpecs};
static_assert(info_of(Tag::kIdentity).allows(kIdentityDeclarationTable.num_elements()));

std::vector<Element> declaration_elements(const IdentityDeclaration& declaration) noexcept;
// H(identity; ...): what the new wallet key signs.
Digest declaration_hash(const IdentityDeclaration& declaration) noexcept;

// H(attest; declaration digest, member's address): what an attesting validator signs.
Digest attest_hash(const Digest& declaration, const Digest& member) noexcept;

// One statement of the identity family.
struct IdentityStatement {
  Digest chain_id;
  Digest address;
  VoteKey vote_key;
  std::uint64_t height = 0;  // of the block that admits the identity
  std::uint64_t epoch = 0;
  Digest epoch_nonce;
  Digest validator_set_root;
  std::uint32_t attestation_count = 0;

  friend bool operator==(const IdentityStatement&, const IdentityStatement&) = default;
};

inline constexpr std::array kIdentityStatementFields = {
    bind_field("chain_id", &IdentityStatement::chain_id),
    bind_field("address", &IdentityStatement::address),
    bind_nested<&IdentityStatement::vote_key, &VoteKey::root>("vote_root"),
    bind_nested<&IdentityStatement::vote_key, &VoteKey::pp>("vote_pp"),
    bind_nested<&IdentityStatement::vote_key, &VoteKey::first_slot>("vote_first_slot"),
    bind_nested<&IdentityStatement::vote_key, &VoteKey::activation_height>(
        "vote_activation_height"),
    bind_field("current_height", &IdentityStatement::height),
    bind_field("epoch", &IdentityStatement::epoch),
    bind_field("epoch_nonce", &IdentityStatement::epoch_nonce),
    bind_field("validator_set_root", &IdentityStatement::validator_set_root),
    bind_field("attestation_count", &IdentityStatement::attestation_count),
};
inline constexpr auto kIdentityStatementSpecs = specs_of(kIdentityStatementFields);
inline constexpr FieldTable kIdentityStatementTable{"statement-identity", Tag::kStatementIdentity,
                                                    kIdentityStatementSpecs};

IdentityStatement statement_of(const IdentityDeclaration& declaration, std::uint64_t height,
                               const Digest& validator_set_root, std::uint32_t attestation_count);
// H(statement-identity; ...).
Digest statement_hash(const IdentityStatement& statement) noexcept;

}  // namespace rpp
