// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/trace/attestation_writer.h"

#include <algorithm>
#include <vector>

#include "rpp/fields/field_codec.h"
#include "rpp/identity/air/attestations_air.h"

namespace rpp {
namespace {

using C = AttestationsColumns;
namespace rows = attestation_row;

// One block.
class Writer {
 public:
  Writer(Trace& trace, std::size_t first, std::uint32_t identity, std::uint32_t k,
         const Attestation& attestation, ListTraces& lists)
      : trace_(trace),
        first_(first),
        identity_(identity),
        k_(k),
        attestation_(attestation),
        lists_(lists) {}

  // `previous`: the member before, p - 1 for none. Gives the digest of the member's leaf.
  Digest write(const IdentityRules& rules, const Digest& declaration, Element previous) {
    const Element member = element(attestation_.index);
    const std::uint32_t number = attestation_number(identity_, k_);
    carried(member, previous);
    lists_.range.add({element(attestation_.leaf) - element(vote_leaves(rules.key_height)),
                      member - previous - Element::one(),
                      {},
                      {}});
    const Digest message = messages(declaration);
    lists_.sign({.number = number,
                 .leaf = attestation_.leaf,
                 .message = message,
                 .rho = attestation_.signature.rho,
                 .pp = attestation_.member.key_pp,
                 .values = attestation_.signature.values,
                 .path = attestation_.path,
                 .key_root = {}});
    return member_;
  }

 private:
  void carried(Element member, Element previous) {
    for (std::size_t k = 0; k < C::kRows; ++k) {
      Element* row = trace_.row(first_ + k);
      row[C::kIdentity] = element(identity_);
      row[C::kAttestation] = element(k_);
      row[C::kMember] = member;
      row[C::kLeaf] = element(attestation_.leaf);
      row[C::kPrevious] = k == rows::kMember ? member : previous;
      row[C::kRow + k] = Element::one();
    }
  }

  void word(std::size_t row, std::span<const Element> block) {
    put(trace_, first_ + row, C::kWord, block);
  }

  // What the member signs, and its leaf.
  Digest messages(const Digest& declaration) {
    const std::uint32_t number = attestation_number(identity_, k_) - kFirstAttestation;
    std::vector<Element> act(declaration.elements.begin(), declaration.elements.end());
    const Digest& address = attestation_.member.address;
    act.insert(act.end(), address.elements.begin(), address.elements.end());
    const Digest message =
        lists_.hasher.hash(hash_id(HashKind::kAttest, number), Tag::kAttest, act);
    const std::vector<Element> leaf =
        encode_fields(kValidatorTable, values_of(kValidatorFields, attestation_.member));
    member_ = lists_.hasher.hash(hash_id(HashKind::kValidator, number), Tag::kValidator, leaf);
    word(rows::kDeclaration, declaration.elements);
    word(rows::kMessage, message.elements);
    constexpr std::size_t kLeafRows[] = {rows::kAddress, rows::kRoot, rows::kParameter,
                                         rows::kRest};
    for (std::size_t j = 0; j < std::size(kLeafRows); ++j) {
      word(kLeafRows[j], std::span(leaf).subspan(kRate * j, kRate));
    }
    word(rows::kMember, member_.elements);
    return message;
  }

  Trace& trace_;
  std::size_t first_;
  std::uint32_t identity_, k_;
  const Attestation& attestation_;
  ListTraces& lists_;
  Digest member_;
};

}  // namespace

void write_attestations(Trace& trace, std::size_t first, std::uint32_t index,
                        const IdentityRules& rules, const SignedIdentity& identity,
                        const SignatureFacts& facts, IdentityShared& shared) {
  std::vector<MerkleTrace::Opening> members;
  Element previous = -Element::one();
  for (std::uint32_t k = 0; k < identity.attestations.size(); ++k) {
    const Attestation& attestation = identity.attestations[k];
    Writer writer(trace, first + C::kRows * k, index, k, attestation, shared.lists);
    const Digest leaf = writer.write(rules, facts.hash, previous);
    members.push_back({attestation.index, leaf, attestation.member_path});
    previous = element(attestation.index);
  }
  // The set opens what it can: each place once, no place beyond it.
  std::ranges::sort(members, {}, &MerkleTrace::Opening::position);
  const auto twice = std::ranges::unique(members, {}, &MerkleTrace::Opening::position);
  members.erase(twice.begin(), twice.end());
  std::erase_if(members, [](const auto& m) { return m.position >= kMaxValidators; });
  if (!members.empty()) {
    shared.lists.merkle.add_openings(kFirstSetTree + index, members, shared.lists.hasher);
  }
}

}  // namespace rpp
