// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/chain/roots.h"
#include "rpp/uptime/public_fields.h"
#include "rpp/uptime/witness.h"
#include "rpp/xmss/key.h"

// Valid random lists of uptime claims: real keys, signatures and history, everything from one seed.
namespace rpp {

// A list before anybody signed it. The holder of a draft can change anything and have it signed
// again: an attacker who owns every key. Nothing is judged here.
struct DraftClaim {
  UptimeClaim body;
  const XmssKey* key = nullptr;  // borrowed; the body need not name it
  std::uint32_t attempt = 0;
  UptimeRecord record;   // of the account, before
  std::size_t head = 0;  // of the draft's blocks; the body need not name it
};

struct UptimeDraft {
  UptimeRules rules{};
  Digest chain_id;
  std::vector<BlockLeaf> blocks;  // what the history holds, each at position height mod 2^32
  std::vector<DraftClaim> claims;
};

// A key must hold the wrapped leaf of its claim's nonce and attempt.
UptimeWitness sign(const UptimeDraft& draft, p3::ThreadPool& pool);

struct UptimeSampleOptions {
  UptimeRules rules{};
  std::uint32_t count = 4;  // 0 to kMaxUptimeRecords
  // Distinct accounts, 1 to count; they take turns, and each claim starts from the record that its
  // account's last one left. 0: one each.
  std::uint32_t senders = 0;
};

// The first option that is out of range, in words; nothing if a sample can be made.
std::optional<const char*> bad_sample_option(const UptimeSampleOptions& options) noexcept;

struct UptimeSample {
  std::vector<std::unique_ptr<const XmssKey>> keys;  // what the draft borrows
  UptimeDraft draft;
  UptimeWitness witness;
  UptimeClaims claimed;
};

// Options must be good. The same seed and options give the same sample, whatever the pool.
UptimeSample make_uptime_sample(std::uint64_t seed, const UptimeSampleOptions& options,
                                p3::ThreadPool& pool);

}  // namespace rpp
