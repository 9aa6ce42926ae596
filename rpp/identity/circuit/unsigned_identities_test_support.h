// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/chain/vote_key.h"
#include "rpp/identity/air/attestations_air.h"
#include "rpp/identity/trace/identity_traces.h"
#include "testing/random_field.h"

// Two identities whose signatures and paths are random elements: for tests of the tables that leave
// those to others. The second one stands at the end of the list by address.
namespace rpp::testing {

class RandomIdentities {
 public:
  static IdentityWitness make(const IdentityRules& rules) { return RandomIdentities().list(rules); }

 private:
  IdentityWitness list(const IdentityRules& rules) {
    IdentityWitness list;
    for (Digest* digest :
         {&list.chain_id, &list.epoch_nonce, &list.validator_set_root, &list.state.accounts_root}) {
      fill(digest->elements);
    }
    list.height = 0x0001'2345;
    list.timestamp = 0x0001'0002'0003'0004;
    list.state = {list.state.accounts_root, 0x1'ffff, 5, 0x0005'0006'0007'0008};
    for (std::uint32_t i = 0; i < 2; ++i) list.identities.push_back(identity(rules, list, i));
    return list;
  }

  SignedIdentity identity(const IdentityRules& rules, const IdentityWitness& list,
                          std::uint32_t i) {
    SignedIdentity one;
    IdentityDeclaration& body = one.body;
    body.chain_id = list.chain_id;
    body.epoch = list.height / rules.epoch_length;
    body.epoch_nonce = list.epoch_nonce;
    fill(body.address.elements);
    body.vote_key = key(min_activation(list.height, rules.epoch_length) + 0xffff'ffff);
    one.signature.attempt = 2;
    fill(one.signature.key_root.elements);
    fill(one.signature.key_pp);
    fill(one.signature.signature);
    fill(one.signature.path, kWalletHeight);
    place(one, i);
    for (std::uint32_t k = 0; k < 3 + 2 * i; ++k) {
      one.attestations.push_back(attestation(rules, 40 * k + 7));
    }
    return one;
  }

  // Behind a low account that differs in element 2, before one that differs in element 5.
  void place(SignedIdentity& one, std::uint32_t i) {
    Account& low = one.low;
    low.address = one.body.address;
    low.address[2] = Element::from_u64(0x0003'fffe);
    one.body.address[2] = Element::from_u64(0x0005'0001);
    if (i == 0) {
      low.next_address = one.body.address;
      one.body.address[5] = Element::from_u64(0x0001'0000);
      low.next_address[5] = Element::from_u64(0x0001'0001);
      low.next_index = 0x0004'0009;
    }
    low.balance = 0x0001'0002'0003'0004;
    low.nonce = 77;
    low.rotation_count = 5;
    low.stake = 0x0009'0008'0007'0006;
    fill(low.wallet_key.elements);
    low.vote_key = key(9);
    low.previous_vote_key = key(8);
    low.tier = 3;
    low.reputation = 0x0007'0008;
    low.hours = 31;
    low.window_end = low.last_decay = 0x0004'0003'0002'0001;
    low.successes = 0x0002'0003;
    low.flags = 1;
    one.low_index = 0x0003'0011 + i;
    fill(one.low_path, kAccountDepth);
    fill(one.new_path, kAccountDepth);
  }

  Attestation attestation(const IdentityRules& rules, std::uint32_t index) {
    Attestation one;
    one.index = index;
    fill(one.member.address.elements);
    fill(one.member.key_root.elements);
    fill(one.member.key_pp);
    one.member.first_slot = 0x0001'0002'0003'0004;
    one.member.voting_power = 0x0003'0004;
    one.member.tier = 2;
    one.member.timetoke_hours = 50;
    fill(one.member_path, kValidatorSetDepth);
    one.leaf = vote_leaves(rules.key_height) + 100 + index;
    fill(one.signature);
    fill(one.path, rules.key_height);
    return one;
  }

  VoteKey key(std::uint64_t activation) {
    VoteKey key{{}, {}, 0x0011'0022'0033'0044, activation};
    fill(key.root.elements);
    fill(key.pp);
    return key;
  }

  template <std::size_t N>
  void fill(std::array<Element, N>& elements) {
    for (Element& x : elements) x = random_.next();
  }
  void fill(OneTimeSignature& signature) {
    fill(signature.rho);
    for (ChainValue& value : signature.values) fill(value);
  }
  void fill(MerklePath& path, std::size_t length) {
    path.resize(length);
    for (Digest& sibling : path) fill(sibling.elements);
  }

  p3::testing::RandomField<Element> random_{17};
};

inline IdentityTables tables_of(const IdentityWitness& list) {
  p3::ThreadPool pool(1);
  IdentityShared shared;
  const IdentityRules rules;
  return identity_tables(rules, list, identity_list_facts(rules, list), pool, shared);
}

}  // namespace rpp::testing
