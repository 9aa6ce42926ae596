// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/trace/heads_trace.h"

#include <map>

#include "rpp/fields/field_codec.h"

namespace rpp {
namespace {

using C = HeadsColumns;

constexpr std::size_t kHash = 1, kTime = 2, kHeight = 3, kLeaf = 4;  // flags, and rows after start

// One block of the table, whose row of the hash is `first`.
class Writer {
 public:
  Writer(Trace& trace, std::size_t first, const OpenedHead& head, ListTraces& shared)
      : trace_(trace), first_(first), head_(head), shared_(shared) {}

  // The leaf of the history.
  Digest write(std::uint32_t index, std::uint64_t epoch_length) {
    const BlockLeaf& block = head_.block;
    const std::vector<Element> elements =
        encode_fields(kBlockLeafTable, values_of(kBlockLeafFields, block));
    const Digest leaf =
        shared_.hasher.hash(hash_id(HashKind::kBlockLeaf, index), Tag::kBlock, elements);
    for (std::size_t k = kHash; k <= kLeaf; ++k) {
      at(k, C::kIndex) = element(index);
      at(k, C::kLow) = element(head_.position & 0xffff);
      at(k, C::kHigh) = element(head_.position >> 16);
      at(k, C::kFlags + k) = Element::one();
      if (k < kLeaf) put(trace_, row(k), C::kWord, std::span(elements).subspan(8 * (k - 1), 8));
    }
    put(trace_, row(kLeaf), C::kWord, leaf);
    at(kHash, C::kUsers) = element(head_.users);
    put(trace_, row(kHash), C::kAux, u64_limbs(block.timestamp));
    divide(element(epoch_length));
    const Element room = element(2 * 0xffff) - at(kLeaf, C::kLow) - at(kLeaf, C::kHigh);
    if (room != Element::zero()) at(kLeaf, C::kAux) = room.inverse();
    for (const std::size_t k : {kHash, kTime, kHeight}) {
      const Element* x = &at(k, C::kAux);
      shared_.range.add({x[0], x[1], x[2], x[3]});
    }
    return leaf;
  }

 private:
  std::size_t row(std::size_t k) const { return first_ + k - kHash; }
  Element& at(std::size_t k, std::size_t column) { return trace_.at(row(k), column); }

  void divide(Element length) {
    const std::uint64_t divisor = length.as_canonical_u64();
    const std::uint64_t high = head_.position >> 16, low = head_.position & 0xffff;
    const std::uint64_t carry = high % divisor, lower = (carry << 16) + low;
    const Element epoch[] = {element(lower / divisor), element(high / divisor),
                             element(lower % divisor), element(carry)};
    put(trace_, row(kTime), C::kAux, epoch);
    for (std::size_t k = 0; k < 2; ++k) {
      at(kHeight, C::kAux + k) = length - Element::one() - epoch[2 + k];
    }
  }

  Trace& trace_;
  std::size_t first_;
  const OpenedHead& head_;
  ListTraces& shared_;
};

BlockLeaf block_of(const SignedClaim& claim) {
  return {claim.body.head_hash, claim.head_timestamp, claim.head_tx_root, claim.body.head_height};
}

}  // namespace

std::vector<OpenedHead> opened_heads(const UptimeWitness& witness) {
  std::map<std::uint32_t, OpenedHead> heads;
  for (const SignedClaim& claim : witness.claims) {
    const BlockLeaf block = block_of(claim);
    const auto position = static_cast<std::uint32_t>(block.height);
    OpenedHead& head =
        heads.try_emplace(position, OpenedHead{position, block, &claim.head_path, 0}).first->second;
    // What a claim demands; the tx root is the opener's business.
    if (head.block.block_hash == block.block_hash && head.block.timestamp == block.timestamp) {
      ++head.users;
    }
  }
  std::vector<OpenedHead> out;
  for (const auto& [position, head] : heads) out.push_back(head);
  return out;
}

Trace heads_trace(const std::vector<OpenedHead>& heads, const Digest& history_root,
                  std::uint64_t epoch_length, JointsTrace& joints, ListTraces& shared) {
  Trace trace = Trace::zeros(table_rows(1 + C::kRowsPerHead * heads.size()), C::kWidth);
  if (heads.empty()) return trace;
  trace.at(0, C::kFlags) = Element::one();
  put(trace, 0, C::kWord, history_root);
  std::vector<MerkleTrace::Opening> openings;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    Writer writer(trace, 1 + C::kRowsPerHead * i, heads[i], shared);
    const Digest leaf = writer.write(static_cast<std::uint32_t>(i), epoch_length);
    openings.push_back({heads[i].position, leaf, *heads[i].path});
  }
  // `index` counts on behind the last block.
  for (std::size_t r = 1 + C::kRowsPerHead * heads.size(); r < trace.height(); ++r) {
    trace.at(r, C::kIndex) = element(heads.size());
  }
  joints.add_openings(openings, shared.merkle, shared.hasher);
  return trace;
}

}  // namespace rpp
