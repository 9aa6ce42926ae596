// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/account.h"

#include "rpp/chain/score.h"
#include "rpp/fields/field_codec.h"

namespace rpp {

std::vector<Element> account_elements(const Account& account) noexcept {
  return encode_fields(kAccountTable, values_of(kAccountFields, account));
}

Digest account_hash(const Account& account) noexcept {
  return hash(Tag::kAccount, account_elements(account));
}

Account new_account(const Digest& address, const VoteKey& vote_key, std::uint64_t timestamp) {
  Account account;
  account.address = address;
  account.nonce = 1;
  account.wallet_key = address;
  account.vote_key = vote_key;
  account.window_end = timestamp;
  account.last_decay = timestamp;
  update_standing(account);
  return account;
}

}  // namespace rpp
