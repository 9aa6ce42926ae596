// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rpp/chain/vote_key.h"
#include "rpp/fields/bound_field.h"

// A leaf of the account tree (docs/spec/hashing.md, tag account). The tree is also a linked list by
// address: position 0 is the sentinel with address 0, next address 0 means "above all".
namespace rpp {

inline constexpr std::uint32_t kValidatorFlag = 1;  // bit 0 of the flags; all others are 0

struct Account {
  Digest address;
  Digest next_address;
  std::uint32_t next_index = 0;
  std::uint64_t balance = 0;
  std::uint32_t nonce = 0;  // of the owner's next act
  std::uint32_t rotation_count = 0;
  std::uint64_t stake = 0;
  Digest wallet_key;  // key digest
  VoteKey vote_key;
  VoteKey previous_vote_key;
  std::uint32_t tier = 0;        // 0 .. kMaxTier
  std::uint32_t reputation = 0;  // millionths
  std::uint32_t hours = 0;       // timetoke, 0 .. kMaxTimetokeHours
  std::uint64_t window_end = 0;  // of the last uptime window, seconds
  std::uint64_t last_decay = 0;  // seconds
  std::uint32_t successes = 0;   // of consensus
  std::uint32_t flags = 0;

  bool is_validator() const { return (flags & kValidatorFlag) != 0; }

  friend bool operator==(const Account&, const Account&) = default;
};

// The fields in the order of the hash. Small integers are any element here: their ranges are rules,
// and who breaks them must be hashable too.
inline constexpr std::array kAccountFields = {
    bind_field("address", &Account::address),
    bind_field("next_address", &Account::next_address),
    bind_field("next_index", &Account::next_index),
    bind_field("balance", &Account::balance),
    bind_field("nonce", &Account::nonce),
    bind_field("rotation_count", &Account::rotation_count),
    bind_field("stake", &Account::stake),
    bind_field("wallet_key", &Account::wallet_key),
    bind_nested<&Account::vote_key, &VoteKey::root>("vote_root"),
    bind_nested<&Account::vote_key, &VoteKey::pp>("vote_pp"),
    bind_nested<&Account::vote_key, &VoteKey::first_slot>("vote_first_slot"),
    bind_nested<&Account::vote_key, &VoteKey::activation_height>("vote_activation_height"),
    bind_nested<&Account::previous_vote_key, &VoteKey::root>("previous_vote_root"),
    bind_nested<&Account::previous_vote_key, &VoteKey::pp>("previous_vote_pp"),
    bind_nested<&Account::previous_vote_key, &VoteKey::first_slot>("previous_vote_first_slot"),
    bind_nested<&Account::previous_vote_key, &VoteKey::activation_height>(
        "previous_vote_activation_height"),
    bind_small("tier", &Account::tier, Element::kPrime - 1),
    bind_field("reputation", &Account::reputation),
    bind_small("hours", &Account::hours, Element::kPrime - 1),
    bind_field("window_end", &Account::window_end),
    bind_field("last_decay", &Account::last_decay),
    bind_field("successes", &Account::successes),
    bind_small("flags", &Account::flags, Element::kPrime - 1),
};
inline constexpr auto kAccountFieldSpecs = specs_of(kAccountFields);
inline constexpr FieldTable kAccountTable{"account", Tag::kAccount, kAccountFieldSpecs};
static_assert(info_of(Tag::kAccount).allows(kAccountTable.num_elements()));

// What the hash takes; tier, hours and flags must be below p.
std::vector<Element> account_elements(const Account& account) noexcept;
Digest account_hash(const Account& account) noexcept;

// The account that an identity declaration creates, but for its place in the list: the block's
// timestamp is the end of its last window.
Account new_account(const Digest& address, const VoteKey& vote_key, std::uint64_t timestamp);

}  // namespace rpp
