// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/chain/header.h"
#include "rpp/uptime/trace/claims_trace.h"
#include "testing/random_field.h"

// A list of claims with all kinds of arithmetic, whose signatures and paths are random elements:
// for tests of the table that sees claims and leaves signatures and heads to others.
namespace rpp::testing {

struct ClaimNumbers {
  std::uint32_t hours;
  std::uint64_t end, length, gap, idle, age;
};

// Decay of five days; more than 2^16 days and a whole day's window; the cap; hours used up.
inline constexpr ClaimNumbers kUnsignedClaims[] = {
    {100, 0x0000'0001'0000'8000, 2 * 3600 + 59, 0x0001'0001, 5 * 86'400 + 7, 3599},
    {700, 0x0123'4567'89ab'cdef, 86'400, 0x0002'0000'0003, 70'000 * 86'400ull + 66'000, 0},
    {715, 1'700'000'000, 86'399, 17, 86'399, 1},
    {3, 1'700'080'000, 3600, 0, 9 * 86'400, 1800},
};

inline UptimeWitness unsigned_claims() {
  p3::testing::RandomField<Element> random(17);
  const auto fill = [&](auto& elements) {
    for (Element& x : elements) x = random.next();
  };
  UptimeWitness list;
  fill(list.chain_id.elements);
  fill(list.history_root.elements);
  for (const ClaimNumbers& n : kUnsignedClaims) {
    const std::size_t i = list.claims.size();
    SignedClaim& one = list.claims.emplace_back();
    UptimeClaim& body = one.body;
    body.chain_id = list.chain_id;
    for (Digest* digest : {&body.address, &body.key_digest, &body.head_hash, &one.head_tx_root}) {
      fill(digest->elements);
    }
    body.rotation_count = 0x10003;
    body.nonce = static_cast<std::uint32_t>(100 + i);
    body.window_end = n.end;
    body.window_start = n.end - n.length;
    body.head_height = 0x0002'0003 + i;
    body.epoch = epoch_of(body.head_height, UptimeRules{}.epoch_length);
    one.record = {n.hours, body.window_start - n.gap, n.end - n.idle};
    one.head_timestamp = n.end - n.age;
    WalletSignature& signature = one.signature;
    fill(signature.key_root.elements);
    fill(signature.key_pp);
    fill(signature.signature.rho);
    for (ChainValue& value : signature.signature.values) fill(value);
    signature.path.resize(kWalletHeight);
    for (Digest& sibling : signature.path) fill(sibling.elements);
    signature.attempt = static_cast<std::uint32_t>(i);
    one.head_path.resize(kHistoryDepth);
    for (Digest& sibling : one.head_path) fill(sibling.elements);
  }
  return list;
}

inline Trace trace_of(const UptimeWitness& list) {
  p3::ThreadPool pool(1);
  ListTraces shared;
  std::vector<MerkleTrace::Leaf> leaves;
  return claims_trace(list, pool, shared, leaves);
}

}  // namespace rpp::testing
