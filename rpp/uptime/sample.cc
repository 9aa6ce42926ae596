// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/sample.h"

#include <algorithm>

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"
#include "rpp/hash/sparse_tree.h"
#include "rpp/lists/sample_sender.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/uptime/facts.h"

namespace rpp {
namespace {

constexpr std::uint64_t kTurnSeconds = 80'000;  // between the windows of one account
constexpr std::uint64_t kTurnHeights = 16;
constexpr std::size_t kTurnBlocks = 2;  // of them in the history
constexpr std::uint64_t kBlockSeconds = 1000;
constexpr std::uint64_t kStartTime = 1'700'000'000;
constexpr std::uint64_t kIdleDays = 10;  // at most, before the first window
constexpr std::uint64_t kMaxHistoryPosition = 0xffffffffu;

std::vector<BlockLeaf> sample_blocks(p3::SplitMix64& draws, std::size_t turns) {
  std::vector<BlockLeaf> blocks;
  const std::uint64_t height = 1 + draws.next() % (std::uint64_t{1} << 31);
  for (std::size_t t = 0; t < turns; ++t) {
    for (std::size_t k = 0; k < kTurnBlocks; ++k) {
      blocks.push_back({random_digest(draws), kStartTime + kTurnSeconds * t + kBlockSeconds * k,
                        random_digest(draws), height + kTurnHeights * t + 3 * k});
    }
  }
  return blocks;
}

// The record of an account whose next window may begin at `start`.
UptimeRecord sample_record(p3::SplitMix64& draws, std::uint64_t start) {
  UptimeRecord record;
  // One in four is near the cap.
  record.hours =
      static_cast<std::uint32_t>(draws.next() % 4 == 0 ? kMaxTimetokeHours - draws.next() % 24
                                                       : draws.next() % (kMaxTimetokeHours + 1));
  record.window_end = start;
  if (draws.next() % 4 != 0) record.window_end -= draws.next() % (kIdleDays * kDecaySeconds);
  record.last_decay = record.window_end - draws.next() % kDecaySeconds;
  return record;
}

// A window that ends less than an hour after its head and begins when the record allows.
void draw_window(p3::SplitMix64& draws, const BlockLeaf& head, DraftClaim& claim,
                 const UptimeRecord* record) {
  UptimeClaim& body = claim.body;
  body.window_end = head.timestamp + draws.next() % kHeadMaxAgeSeconds;
  std::uint64_t room = kMaxWindowSeconds;
  if (record != nullptr) room = std::min(room, body.window_end - record->window_end);
  // One in four takes all there is.
  const std::uint64_t length =
      draws.next() % 4 == 0 ? room : kHourSeconds + draws.next() % (room - kHourSeconds + 1);
  body.window_start = body.window_end - length;
  claim.record = record != nullptr ? *record : sample_record(draws, body.window_start);
}

DraftClaim sample_claim(p3::SplitMix64& draws, const UptimeDraft& draft, const SampleSender& sender,
                        std::uint32_t turn, const UptimeRecord* record) {
  DraftClaim claim;
  claim.attempt = static_cast<std::uint32_t>(draws.next() % kAttempts);
  claim.head = kTurnBlocks * turn + draws.next() % kTurnBlocks;
  const BlockLeaf& head = draft.blocks[claim.head];
  claim.body.chain_id = draft.chain_id;
  claim.body.address = sender.address;
  claim.body.key_digest = sender.key_digest;
  claim.body.rotation_count = sender.rotation_count;
  claim.body.nonce = sender.first_nonce + turn;
  claim.body.epoch = epoch_of(head.height, draft.rules.epoch_length);
  claim.body.head_hash = head.block_hash;
  claim.body.head_height = head.height;
  draw_window(draws, head, claim, record);
  return claim;
}

}  // namespace

UptimeWitness sign(const UptimeDraft& draft, p3::ThreadPool& pool) {
  SparseTree history(kHistoryDepth, Tag::kBlock);
  for (const BlockLeaf& block : draft.blocks) {
    history.set(block.height & kMaxHistoryPosition, block_leaf_hash(block));
  }
  UptimeWitness witness{draft.chain_id, history.root(), {}};
  witness.claims.resize(draft.claims.size());
  pool.for_ranges(draft.claims.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const DraftClaim& claim = draft.claims[i];
      const BlockLeaf& head = draft.blocks[claim.head];
      witness.claims[i] = {
          claim.body,
          sign_act(*claim.key, claim.body.nonce, claim.attempt, claim_hash(claim.body)),
          claim.record,
          head.timestamp,
          head.tx_root,
          history.path(claim.body.head_height & kMaxHistoryPosition)};
    }
  });
  return witness;
}

std::optional<const char*> bad_sample_option(const UptimeSampleOptions& options) noexcept {
  if (options.rules.epoch_length == 0) return "epoch length is at least 1";
  if (options.count > kMaxUptimeRecords) return "claims are 0 to 512";
  if (options.senders > options.count) return "senders are at most the claims";
  return std::nullopt;
}

UptimeSample make_uptime_sample(std::uint64_t seed, const UptimeSampleOptions& options,
                                p3::ThreadPool& pool) {
  P3_CHECK(!bad_sample_option(options), "options of a sample");
  p3::SplitMix64 draws(seed);
  UptimeSample sample;
  UptimeDraft& draft = sample.draft;
  draft.rules = options.rules;
  draft.chain_id = random_digest(draws);
  const std::vector<SampleSender> senders =
      sample_senders(options.count, options.senders, draws, pool, sample.keys);
  const std::size_t turns = senders.empty() ? 1 : options.count / senders.size() + 1;
  draft.blocks = sample_blocks(draws, turns);
  std::vector<UptimeRecord> records(senders.size());  // what an account's last claim left
  for (std::uint32_t i = 0; i < options.count; ++i) {
    const std::size_t s = i % senders.size();
    const auto turn = static_cast<std::uint32_t>(i / senders.size());
    DraftClaim claim =
        sample_claim(draws, draft, senders[s], turn, turn == 0 ? nullptr : &records[s]);
    claim.key = sample.keys[s].get();
    records[s] = credited_record(claim.record, claim.body);
    draft.claims.push_back(claim);
  }
  sample.witness = sign(draft, pool);
  sample.claimed = uptime_list_facts(sample.witness).claimed;
  return sample;
}

}  // namespace rpp
