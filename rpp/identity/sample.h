// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/identity/public_fields.h"
#include "rpp/identity/witness.h"
#include "rpp/xmss/key.h"

// Valid random lists of new identities: real keys and signatures, a real account tree and validator
// set, everything from one seed.
namespace rpp {

// A list before anybody signed it. The holder of a draft can change anything and have it signed
// again: an attacker who owns every key. Nothing is judged here.
struct DraftAttestation {
  std::uint32_t index = 0;  // of the draft's validators; modulo their number
  std::uint32_t leaf = 0;   // of its vote key, which must hold it
};

struct DraftIdentity {
  IdentityDeclaration body;
  const XmssKey* key = nullptr;  // borrowed; the body need not name it
  std::uint32_t attempt = 0;
  std::optional<std::uint32_t> low_index{};  // another low account than the right one
  std::vector<DraftAttestation> attestations;
};

struct IdentityDraft {
  IdentityRules rules;
  Digest chain_id;
  std::uint64_t height = 0;
  std::uint64_t timestamp = 0;
  Digest epoch_nonce;
  std::vector<Account> accounts;  // position = index; the sentinel first
  std::uint32_t validator_count = 0;
  std::uint64_t supply = 0;
  std::vector<ValidatorLeaf> validators;
  std::vector<const XmssKey*> vote_keys;  // of them; borrowed, null where nobody signs
  std::vector<DraftIdentity> identities;
};

// Inserts the identities one after the other and has everything signed.
IdentityWitness sign(const IdentityDraft& draft, p3::ThreadPool& pool);

struct IdentitySampleOptions {
  IdentityRules rules{};
  std::uint32_t count = 2;         // 0 to kMaxIdentities
  std::uint32_t attestations = 3;  // of each, kMinAttestations to kMaxAttestations
  std::uint32_t accounts = 20;     // before the list, with the sentinel; 1 to 2^16
  std::uint32_t validators = 10;   // attestations to kMaxValidators
};

// The first option that is out of range, in words; nothing if a sample can be made.
std::optional<const char*> bad_sample_option(const IdentitySampleOptions& options) noexcept;

struct IdentitySample {
  std::vector<std::unique_ptr<const XmssKey>> keys;  // what the draft borrows
  IdentityDraft draft;
  IdentityWitness witness;
  IdentityClaims claims;
};

// Options must be good. The same seed and options give the same sample, whatever the pool.
IdentitySample make_identity_sample(std::uint64_t seed, const IdentitySampleOptions& options,
                                    p3::ThreadPool& pool);

}  // namespace rpp
