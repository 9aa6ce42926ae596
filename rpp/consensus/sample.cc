// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/sample.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "p3/base/check.h"
#include "p3/base/split_mix.h"
#include "rpp/consensus/derive.h"
#include "rpp/hash/random_digest.h"

namespace rpp {
namespace {

constexpr std::uint32_t kMaxPower = 1'000'000;
constexpr std::size_t kMinAbsent = 4;  // members of which one can be away
constexpr std::uint64_t kSlotSeconds = 5;
constexpr std::uint64_t kGenesisTime = 1'700'000'000;

// Slots of a key's built part, a power of two, and of the window as a whole.
struct BuiltSlots {
  unsigned log_slots;
  std::uint64_t blocks;  // of so many slots that lie in the window
};

BuiltSlots built_slots(const ConsensusSampleOptions& options) {
  const std::uint64_t span = std::uint64_t{options.later_slots} + options.spare_slots + 1;
  const auto log_slots = static_cast<unsigned>(std::bit_width(span - 1));
  const std::uint64_t slots = vote_leaves(options.rules.key_height) / 2;
  return {log_slots, slots >> log_slots};
}

std::uint64_t sample_height(p3::SplitMix64& draws, const ConsensusSampleOptions& options) {
  const std::uint64_t length = options.rules.epoch_length;
  // Below 2^31 for every epoch length below 2^30.
  const std::uint64_t epoch = 1 + draws.next() % std::max<std::uint64_t>(1, (1u << 30) / length);
  switch (options.height) {
    case SampleHeight::kFirstOfEpoch:
      return epoch * length;
    case SampleHeight::kLastOfEpoch:
      return epoch * length + length - 1;
    case SampleHeight::kAny:
      break;
  }
  return epoch * length + draws.next() % length;
}

BlockHeader sample_header(p3::SplitMix64& draws, const ConsensusSampleOptions& options) {
  BlockHeader header;
  for (Digest* digest :
       {&header.chain_id, &header.previous_hash, &header.tx_root, &header.uptime_list_root,
        &header.identity_list_root, &header.state_root_after, &header.next_validator_set_root,
        &header.history_root, &header.epoch_nonce}) {
    *digest = random_digest(draws);
  }
  header.height = sample_height(draws, options);
  // Above every offset in a key's window, so that first slots are not negative.
  header.slot = (std::uint64_t{1} << 24) + draws.next() % (std::uint64_t{1} << 32);
  header.timestamp = kGenesisTime + kSlotSeconds * header.slot + draws.next() % kSlotSeconds;
  return header;
}

// A key that serves the slots of the draft, at a random place of its window.
std::unique_ptr<const XmssKey> sample_key(const SecretSeed& seed, std::uint32_t first_leaf,
                                          const ConsensusSampleOptions& options,
                                          p3::ThreadPool& pool) {
  const KeyShape shape{KeyKind::kVote, options.rules.key_height, first_leaf,
                       built_slots(options).log_slots + 1};
  return std::make_unique<const XmssKey>(seed.clone(), shape, pool);
}

struct KeyPlan {
  Digest seed;
  std::uint32_t first_leaf = 0;  // of the built part
};

// Everything about a member but what depends on its key.
DraftMember sample_member(p3::SplitMix64& draws, const ConsensusSampleOptions& options,
                          const BlockHeader& header, KeyPlan& key) {
  const BuiltSlots built = built_slots(options);
  const std::uint64_t span = std::uint64_t{options.later_slots} + options.spare_slots + 1;
  const std::uint64_t block_start = (draws.next() % built.blocks) << built.log_slots;
  const std::uint64_t room = (std::uint64_t{1} << built.log_slots) - span + 1;
  key.seed = random_digest(draws);
  key.first_leaf = static_cast<std::uint32_t>(2 * block_start);
  DraftMember member;
  member.leaf.address = random_digest(draws);
  member.leaf.first_slot = header.slot - (block_start + draws.next() % room);
  member.leaf.activation_height = draws.next() % (header.height + 1);
  member.leaf.voting_power = 1 + static_cast<std::uint32_t>(draws.next() % kMaxPower);
  member.leaf.tier = static_cast<std::uint32_t>(draws.next() % (kMaxTier + 1));
  member.leaf.timetoke_hours = static_cast<std::uint32_t>(draws.next() % (kMaxTimetokeHours + 1));
  member.prevote = member.precommit = true;
  return member;
}

std::vector<std::uint32_t> shuffled(std::size_t n, p3::SplitMix64& draws) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[draws.next() % i]);
  return order;
}

// Takes votes away in the order given while the quorum stands: `prevotes` of the members lose both,
// the same number more lose the precommit alone.
void send_away(CertificateDraft& draft, const std::vector<std::uint32_t>& order,
               std::size_t absent) {
  std::uint64_t total = 0;
  for (const DraftMember& member : draft.members) total += member.leaf.voting_power;
  std::uint64_t left[2] = {total, total};
  const std::uint64_t threshold = quorum_threshold(total);
  for (std::size_t k = 0; k < std::min(2 * absent, order.size()); ++k) {
    DraftMember& member = draft.members[order[k]];
    const std::uint64_t power = member.leaf.voting_power;
    if (left[1] - power >= threshold) {
      member.precommit = false;
      left[1] -= power;
    }
    if (!member.precommit && k < absent && left[0] - power >= threshold) {
      member.prevote = false;
      left[0] -= power;
    }
  }
}

void choose_voters(CertificateDraft& draft, const ConsensusSampleOptions& options,
                   std::uint32_t leader, p3::SplitMix64& draws) {
  std::vector<std::uint32_t> order = shuffled(draft.members.size(), draws);
  std::erase(order, leader);
  std::size_t absent = draft.members.size() * options.absent_percent / 100;
  if (!options.leader_votes) {
    order.insert(order.begin(), leader);
    absent = std::max<std::size_t>(absent, 1);
  }
  // The first can be missed in any set of four: its power is made small. Tickets do not depend on
  // power, so the election stands.
  if (absent > 0 && draft.members.size() >= kMinAbsent) {
    draft.members[order.front()].leaf.voting_power = 1;
  }
  send_away(draft, order, absent);
}

// Members in the order of their addresses, and a key for each.
void fill_members(ConsensusSample& sample, const ConsensusSampleOptions& options,
                  p3::SplitMix64& draws, p3::ThreadPool& pool) {
  CertificateDraft& draft = sample.draft;
  std::vector<KeyPlan> plans(options.validators);
  for (KeyPlan& plan : plans) {
    draft.members.push_back(sample_member(draws, options, draft.header, plan));
  }
  std::vector<Digest> addresses;
  for (const DraftMember& member : draft.members) addresses.push_back(member.leaf.address);
  std::ranges::sort(addresses);
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    draft.members[i].leaf.address = addresses[i];
  }
  const std::vector<std::uint32_t> order = shuffled(options.validators, draws);
  for (std::size_t k = 0; k < options.inactive_keys; ++k) {
    draft.members[order[k]].leaf.activation_height =
        draft.header.height + 1 + draws.next() % (2 * options.rules.epoch_length);
  }
  sample.keys.resize(options.validators);
  pool.for_ranges(plans.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const SecretSeed seed(plans[i].seed.elements);
      sample.keys[i] = sample_key(seed, plans[i].first_leaf, options, pool);
      DraftMember& member = draft.members[i];
      member.key = sample.keys[i].get();
      member.leaf.key_root = member.key->public_key().root;
      member.leaf.key_pp = member.key->public_key().pp;
    }
  });
}

}  // namespace

std::optional<const char*> bad_sample_option(const ConsensusSampleOptions& options) noexcept {
  const unsigned h = options.rules.key_height;
  if (options.rules.epoch_length == 0 || options.rules.epoch_length > 1u << 30) {
    return "epoch length is 1 to 2^30";
  }
  if (h < kMinVoteHeight || h > kMaxHeight) return "key height is 6 to 24";
  if (options.validators == 0 || options.validators > kMembers) return "validators are 1 to 256";
  if (options.witness_commitments > kMaxWitnessCommitments) {
    return "witness commitments are at most 1024";
  }
  if (options.reputation_roots > kMaxReputationRoots) return "reputation roots are at most 16";
  if (options.later_slots > kMaxLaterSlots || options.spare_slots > kMaxLaterSlots ||
      built_slots(options).blocks == 0) {
    return "the key's window has too few slots";
  }
  if (options.absent_percent > 100) return "absent percent is at most 100";
  if (options.inactive_keys >= options.validators) return "the leader needs an active key";
  if (!options.leader_votes && options.validators < kMinAbsent) {
    return "a quorum without the leader needs 4 validators";
  }
  return std::nullopt;
}

ConsensusSample make_consensus_draft(std::uint64_t seed, const ConsensusSampleOptions& options,
                                     p3::ThreadPool& pool) {
  P3_CHECK(!bad_sample_option(options), "options of a sample");
  p3::SplitMix64 draws(seed);
  ConsensusSample sample;
  CertificateDraft& draft = sample.draft;
  draft.rules = options.rules;
  draft.header = sample_header(draws, options);
  draft.round = static_cast<std::uint32_t>(draws.next() % 4);
  draft.vote_slot = draft.header.slot + options.later_slots;
  draft.beacon_before = random_digest(draws);
  fill_members(sample, options, draws, pool);
  draft.witness_commitments = random_digests(options.witness_commitments, draws);
  draft.reputation_roots = random_digests(options.reputation_roots, draws);
  const std::uint32_t leader = elected_leader(draft);
  choose_voters(draft, options, leader, draws);
  settle_set(draft);
  settle_lists(draft);
  settle_leader(draft, leader);
  settle_beacon(draft);
  return sample;
}

ConsensusSample make_consensus_sample(std::uint64_t seed, const ConsensusSampleOptions& options,
                                      p3::ThreadPool& pool) {
  ConsensusSample sample = make_consensus_draft(seed, options, pool);
  sample.witness = certify(sample.draft, pool);
  sample.fields = derive_public(options.rules, sample.witness,
                                certificate_facts(options.rules, sample.witness));
  return sample;
}

}  // namespace rpp
