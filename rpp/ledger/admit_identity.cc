// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/admit_identity.h"

#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/ledger/signatures.h"

namespace rpp {
namespace {

std::optional<LedgerRule> check_declaration(const BlockContext& block, const Digest& epoch_nonce,
                                            const IdentityDeclaration& d,
                                            const AccountTree& accounts) {
  const std::uint64_t epoch_length = block.protocol.epoch_length;
  if (d.chain_id != block.chain_id) return LedgerRule::kIdentityChainId;
  if (d.epoch != epoch_of(block.height, epoch_length)) return LedgerRule::kIdentityEpoch;
  if (d.epoch_nonce != epoch_nonce) return LedgerRule::kIdentityEpochNonce;
  if (d.vote_key.activation_height < min_activation(block.height, epoch_length)) {
    return LedgerRule::kIdentityActivationEarly;
  }
  if (accounts.find(d.address)) return LedgerRule::kIdentityExists;
  if (accounts.full()) return LedgerRule::kAccountsFull;
  return {};
}

std::optional<BrokenIdentity> check_members(std::span<const ValidatorLeaf> signers,
                                            const std::vector<BlockAttestation>& attestations) {
  if (attestations.size() < kMinAttestations || attestations.size() > kMaxAttestations) {
    return BrokenIdentity{LedgerRule::kAttestationCount, {}};
  }
  for (std::uint32_t i = 0; i < attestations.size(); ++i) {
    const std::uint32_t member = attestations[i].member;
    if (member >= signers.size()) return BrokenIdentity{LedgerRule::kAttestationOutOfRange, i};
    if (i > 0 && member <= attestations[i - 1].member) {
      return BrokenIdentity{LedgerRule::kAttestationOrder, i};
    }
  }
  return {};
}

std::optional<BrokenIdentity> check_signatures(const BlockContext& block,
                                               std::span<const ValidatorLeaf> signers,
                                               const BlockIdentity& identity) {
  if (block.check == SignatureCheck::kProven) return {};
  const Digest declaration = declaration_hash(identity.declaration);
  // Nonce 0 of a key is its declaration.
  if (!signed_by_wallet(identity.key, identity.declaration.address, 0, declaration,
                        identity.signature)) {
    return BrokenIdentity{LedgerRule::kIdentitySignature, {}};
  }
  for (std::uint32_t i = 0; i < identity.attestations.size(); ++i) {
    const BlockAttestation& attestation = identity.attestations[i];
    const ValidatorLeaf& member = signers[attestation.member];
    if (!attested_by(member, block.protocol.vote_key_height,
                     attest_hash(declaration, member.address), attestation.signature)) {
      return BrokenIdentity{LedgerRule::kAttestationSignature, i};
    }
  }
  return {};
}

}  // namespace

std::optional<BrokenIdentity> admit_identity(const BlockContext& block, const Digest& epoch_nonce,
                                             std::span<const ValidatorLeaf> signers,
                                             const BlockIdentity& identity, AccountTree& accounts) {
  const IdentityDeclaration& d = identity.declaration;
  if (const auto rule = check_declaration(block, epoch_nonce, d, accounts)) {
    return BrokenIdentity{*rule, {}};
  }
  if (const auto broken = check_members(signers, identity.attestations)) return broken;
  if (const auto broken = check_signatures(block, signers, identity)) return broken;
  accounts.insert(new_account(d.address, d.vote_key, block.timestamp));
  return {};
}

}  // namespace rpp
