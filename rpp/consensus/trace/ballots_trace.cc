// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/ballots_trace.h"

#include "rpp/consensus/air/ballots_air.h"
#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

using Columns = BallotsColumns;
using Half = std::array<Element, 8>;

Half half(std::span<const Element> first, std::span<const Element> second) {
  Half out{};
  std::ranges::copy(first, out.begin());
  std::ranges::copy(second, out.begin() + first.size());
  return out;
}

Half tweaked(std::span<const Element> first, std::uint32_t tweak, std::uint32_t leaf) {
  const Element words[2] = {element(tweak), element(leaf)};
  return half(first, words);
}

// The rows of one block.
class Block {
 public:
  Block(Trace& trace, std::size_t first, std::size_t flags, std::size_t rows)
      : trace_(trace), first_(first) {
    for (std::size_t k = 0; k < rows; ++k) trace.at(first + k, flags + k) = Element::one();
  }

  void carry(std::size_t rows, std::uint32_t member, std::uint32_t stage, std::uint32_t leaf,
             bool mark) {
    for (std::size_t k = first_; k < first_ + rows; ++k) {
      trace_.at(k, Columns::kMember) = element(member);
      trace_.at(k, Columns::kStage) = element(stage);
      trace_.at(k, Columns::kLeaf) = element(leaf);
      trace_.at(k, Columns::kMark) = element(mark ? 1 : 0);
    }
  }
  void left(std::size_t row, const Digest& value) {
    put(trace_, first_ + row, Columns::kLeft, value);
  }
  void right(std::size_t row, std::span<const Element> value) {
    put(trace_, first_ + row, Columns::kRight, value);
  }
  // Sets all three parts of a row and returns out = C8(left | right).
  Digest compressed(std::size_t row, const Digest& left_half, const Half& right_half) {
    left(row, left_half);
    right(row, right_half);
    const Digest out = compress(left_half, Digest{right_half});
    put(trace_, first_ + row, Columns::kOut, out);
    return out;
  }

 private:
  Trace& trace_;
  std::size_t first_;
};

void fill_vote(Trace& trace, std::size_t first, const VoteEntry& entry) {
  Block block(trace, first, Columns::kVote, Columns::kVoteRows);
  block.carry(Columns::kVoteRows, entry.member, static_cast<std::uint32_t>(entry.stage), entry.leaf,
              entry.active);
  block.left(0, entry.vote);
  block.left(1, entry.address);
  const Digest message = HashInput(Tag::kVoteBy).digest(entry.vote).digest(entry.address).hash();
  const Digest blinded =
      block.compressed(2, message, tweaked(entry.rho, kMessageTweak, entry.leaf));
  const Digest signed_digest = block.compressed(3, blinded, half(entry.pp, {}));
  block.left(4, signed_digest);
  const Digest c = entry.stage == Stage::kPrecommit ? entry.c : hash_empty(Tag::kVrfNone);
  const Digest leaf = block.compressed(5, entry.wots, c.elements);
  block.left(6, leaf);
  block.left(7, HashInput(Tag::kSig).digest(signed_digest).digest(leaf).hash());
}

void fill_open(Trace& trace, std::size_t first, const OpenEntry& entry) {
  Block block(trace, first, Columns::kOpen, Columns::kOpenRows);
  block.carry(Columns::kOpenRows, entry.member, 1, entry.leaf, entry.lead);
  block.compressed(0, entry.wots, vrf_commitment_of(entry).elements);
  block.compressed(1, entry.secret, tweaked(entry.pp, kSecretTweak, entry.leaf));
  const Digest output = block.compressed(2, entry.secret, tweaked(entry.mu, kOutputTweak, 0));
  const Element tag_and_length[2] = {element(static_cast<std::uint32_t>(Tag::kVrfOut)), element(8)};
  block.compressed(3, output, half(tag_and_length, {}));
  block.left(4, HashInput(Tag::kVrfProof).digest(entry.secret).digest(entry.wots).hash());
}

}  // namespace

Digest vrf_commitment_of(const OpenEntry& entry) {
  // tweak(3, leaf) stands behind pp, zeros behind it.
  return compress(entry.secret, Digest{tweaked(entry.pp, kSecretTweak, entry.leaf)});
}

Digest vrf_output_of(const OpenEntry& entry) {
  return compress(entry.secret, Digest{tweaked(entry.mu, kOutputTweak, 0)});
}

Trace ballots_trace(const BallotsInput& input) {
  const std::size_t used =
      Columns::kVoteRows * input.votes.size() + Columns::kOpenRows * input.opens.size();
  Trace trace = Trace::zeros(table_rows(used), Columns::kTotal);
  std::size_t row = 0;
  for (const VoteEntry& entry : input.votes) {
    fill_vote(trace, row, entry);
    row += Columns::kVoteRows;
  }
  for (const OpenEntry& entry : input.opens) {
    fill_open(trace, row, entry);
    row += Columns::kOpenRows;
  }
  return trace;
}

}  // namespace rpp
