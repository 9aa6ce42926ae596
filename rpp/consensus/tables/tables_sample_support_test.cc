// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/tables/tables_sample_test_support.h"

#include <algorithm>

#include "rpp/xmss/vrf.h"
#include "testing/random_field.h"

namespace rpp::testing {
namespace {

constexpr ConsensusRules kRules{.key_height = kSampleKeyHeight};
constexpr std::uint64_t kHeight = 70'000;
constexpr std::uint64_t kVoteSlot = 0x1'0002'0010;  // carries over limb borders

class Maker {
 public:
  Maker(bool same_slot, std::uint64_t seed) : random_(seed), same_slot_(same_slot) {}

  TablesSample make() {
    make_members();
    const std::array<Element, 6> vote_mu = elements<6>();
    const std::array<Element, 6> own_mu = same_slot_ ? vote_mu : elements<6>();
    std::vector<OpenEntry> candidates, opens;  // per active member: header's slot, vote slot
    for (std::uint32_t i = 0; i < 4; ++i) {
      if (!key_active(leaf(i), kHeight)) continue;
      candidates.push_back(opening(i, true, own_mu));
      opens.push_back(candidates.back());
      if (!same_slot_) opens.back() = opening(i, false, vote_mu);
      opens.back().lead = false;
    }
    const OpenEntry leader = first_of(candidates);
    sample_.members.leader = leader.member;
    make_ballots(opens, leader);
    for (const OpenEntry& open : sample_.ballots.opens) add_ticket(open);
    sample_.tickets.same_slot = same_slot_;
    for (int k = 0; k < 5; ++k) sample_.witnesses.push_back(digest());
    for (int k = 0; k < 2; ++k) sample_.reputations.push_back(digest());
    return std::move(sample_);
  }

 private:
  template <std::size_t N>
  std::array<Element, N> elements() {
    std::array<Element, N> out;
    for (Element& x : out) x = random_.next();
    return out;
  }
  Digest digest() { return Digest{elements<8>()}; }
  const ValidatorLeaf& leaf(std::uint32_t i) { return sample_.members.members[i].leaf; }

  void make_members() {
    std::vector<Digest> addresses{digest(), digest(), digest(), digest()};
    addresses[1][0] = addresses[0][0];  // the second element decides
    std::ranges::sort(addresses);
    MembersInput& out = sample_.members;
    for (std::uint32_t i = 0; i < 4; ++i) {
      MemberEntry entry;
      entry.leaf = {.address = addresses[i],
                    .key_root = digest(),
                    .key_pp = elements<4>(),
                    .first_slot = kVoteSlot - 19 - i,
                    .activation_height = i == 3 ? kHeight + 1 : 65'535 + i,
                    .voting_power = 0xfff0 + 40'000 * i,
                    .tier = 2 + i % 4,
                    .timetoke_hours = i == 1 ? 0 : 720 - i};
      entry.prevote = true;
      entry.precommit = i != 2;
      out.members.push_back(entry);
    }
    out.vote_slot = kVoteSlot;
    out.slot = same_slot_ ? kVoteSlot : kVoteSlot - 3;
    out.height = kHeight;
    out.key_height = kSampleKeyHeight;
  }

  OpenEntry opening(std::uint32_t i, bool lead, const std::array<Element, 6>& mu) {
    const std::uint64_t slot = lead ? sample_.members.slot : sample_.members.vote_slot;
    OpenEntry entry;
    entry.member = i;
    entry.lead = lead;
    entry.leaf = slot_leaf(kRules, leaf(i).first_slot, slot, Stage::kPrecommit).value();
    entry.pp = leaf(i).key_pp;
    entry.wots = digest();
    entry.secret = digest();
    entry.mu = mu;
    return entry;
  }

  std::uint32_t weight(std::uint32_t i) {
    return static_cast<std::uint32_t>(vrf_weight(leaf(i).tier, leaf(i).timetoke_hours));
  }
  Candidate ticket(const OpenEntry& entry) {
    return {vrf_ticket(vrf_output_of(entry)), weight(entry.member), entry.member};
  }
  const OpenEntry& first_of(const std::vector<OpenEntry>& candidates) {
    return *std::ranges::min_element(
        candidates, [&](const auto& a, const auto& b) { return precedes(ticket(a), ticket(b)); });
  }

  void make_ballots(const std::vector<OpenEntry>& opens, const OpenEntry& leader) {
    const Digest votes[2] = {digest(), digest()};
    for (std::uint32_t i = 0; i < 4; ++i) {
      const MemberEntry& member = sample_.members.members[i];
      const auto open = std::ranges::find(opens, i, &OpenEntry::member);
      for (const Stage stage : kStages) {
        if (stage == Stage::kPrecommit && !member.precommit) continue;
        VoteEntry vote;
        vote.member = i;
        vote.stage = stage;
        vote.leaf = slot_leaf(kRules, member.leaf.first_slot, kVoteSlot, stage).value();
        vote.active = key_active(member.leaf, kHeight);
        vote.pp = member.leaf.key_pp;
        vote.vote = votes[static_cast<std::size_t>(stage)];
        vote.address = member.leaf.address;
        vote.rho = elements<6>();
        const bool opened = stage == Stage::kPrecommit && vote.active;
        vote.wots = opened ? open->wots : digest();
        vote.c = opened ? vrf_commitment_of(*open) : digest();
        sample_.ballots.votes.push_back(vote);
        if (opened) sample_.ballots.opens.push_back(*open);
      }
    }
    sample_.ballots.opens.push_back(leader);
  }

  void add_ticket(const OpenEntry& open) {
    sample_.tickets.entries.push_back(
        {open.member, open.lead, vrf_output_of(open), weight(open.member)});
  }

  p3::testing::RandomField<Element> random_;
  bool same_slot_;
  TablesSample sample_;
};

}  // namespace

TablesSample make_tables_sample(bool same_slot, std::uint64_t seed) {
  return Maker(same_slot, seed).make();
}

}  // namespace rpp::testing
