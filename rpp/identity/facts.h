// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "rpp/identity/errors.h"
#include "rpp/identity/public_fields.h"
#include "rpp/identity/witness.h"

// IdentityFacts: everything that follows from a witness by hashing and counting, computed once.
//
// Facts judge nothing: where a witness breaks a rule they are what the formulas give without it.
namespace rpp {

struct AttestationFacts {
  Digest member_leaf;  // H(validator; ...)
  Digest set_root;     // where the member's path leads, from its index mod 256
  LeafFacts leaf;      // the message is H(attest; ...); at the leaf modulo the size of the tree
  Digest key_root;     // where the signature's path leads
};

// Does not depend on the other identities of the list.
struct SignatureFacts {
  Digest hash;         // H(identity; ...), what the new wallet key signs
  WalletFacts wallet;  // key digest, leaf, D, wots, root
  std::vector<AttestationFacts> attestations;
};

struct IdentityFacts {
  SignatureFacts signatures;
  StateSummary before;  // what the identities before left
  Digest low_leaf;      // H(account; low)
  Digest low_root;      // where its path leads
  Account low_after;    // names the new account
  Digest low_leaf_after;
  Digest middle_root;  // of the tree with the low account after
  Digest empty_root;   // where the empty leaf at position account count leads
  Account account;     // the new one
  Digest new_leaf;
  StateSummary after;
  IdentityStatement statement;
  Digest statement_digest;
  Digest list_leaf;  // H(list; statement digest)
};

struct IdentityListFacts {
  std::vector<IdentityFacts> identities;
  IdentityClaims claims;  // what the witness gives
};

// The first count, path length or one-element integer that does not fit; a witness of this shape
// has facts. Fewer attestations than kMinAttestations are no question of shape.
[[nodiscard]] std::optional<IdentityError> check_shape(const IdentityRules& rules,
                                                       const IdentityWitness& witness) noexcept;

// The identity has the lengths that check_shape asks. For provers: on several threads.
SignatureFacts signature_facts(const IdentityRules& rules, const SignedIdentity& identity) noexcept;

// check_shape(rules, witness) must be nothing; signatures are those of the identities, in order.
IdentityListFacts identity_list_facts(const IdentityRules& rules, const IdentityWitness& witness,
                                      std::vector<SignatureFacts> signatures) noexcept;
IdentityListFacts identity_list_facts(const IdentityRules& rules,
                                      const IdentityWitness& witness) noexcept;

}  // namespace rpp
