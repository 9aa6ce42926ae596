// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/signatures_trace.h"

#include <algorithm>
#include <bit>

#include "rpp/gadgets/signatures_columns.h"

namespace rpp {
namespace {

using C = SignaturesColumns;
namespace row = signature_row;

Element element(std::uint64_t x) { return Element::from_u64(x); }

// rho | tweak(2, leaf), and pp | 0.
Digest message_half(const SignatureEntry& entry) {
  Digest half;
  std::ranges::copy(entry.rho, half.elements.begin());
  half[6] = element(kMessageTweak);
  half[7] = element(entry.leaf);
  return half;
}
Digest key_half(const WotsTrace::Value& pp) {
  Digest half;
  std::ranges::copy(pp, half.elements.begin());
  return half;
}

// h, root, pp in the two blocks of the sponge.
std::array<Digest, 2> key_blocks(const Digest& root, const WotsTrace::Value& pp) {
  std::array<Digest, 2> blocks;
  blocks[0][0] = element(kWalletTreeDepth);
  std::copy_n(root.elements.begin(), 7, blocks[0].elements.begin() + 1);
  blocks[1][0] = root[7];
  std::ranges::copy(pp, blocks[1].elements.begin() + 1);
  return blocks;
}

void put(p3::Matrix<Element>& trace, std::size_t r, std::size_t column, const Digest& digest) {
  std::ranges::copy(digest.elements, trace.row(r) + column);
}

}  // namespace

Digest SignaturesTrace::add(const SignatureEntry& entry, HasherTrace& hasher, WotsTrace& wots,
                            MerkleTrace& merkle, RangeTrace& range) {
  Block& block = blocks_.emplace_back();
  block.number = entry.number;
  block.leaf = entry.leaf;
  block.pp = entry.pp;
  block.keyed = entry.key_root.has_value();
  const auto compressed = [&](std::size_t at, const Digest& left, const Digest& right) {
    block.compressions[at] = {left, right, hasher.c8(left, right)};
    return block.compressions[at][2];
  };
  const Digest first = compressed(row::kMessage, entry.message, message_half(entry));
  const Digest d = compressed(row::kDigits, first, key_half(entry.pp));
  const Digest ends = wots.add(entry.number, entry.leaf, entry.pp, d, entry.values, hasher, range);
  const Digest leaf = compressed(row::kKeyLeaf, ends, hash_empty(Tag::kVrfNone));
  merkle.add_opening(entry.number, entry.leaf, leaf, entry.path, false, hasher);
  rows_ += block.keyed ? C::kRows : row::kBare;
  if (!block.keyed) return {};
  block.root = *entry.key_root;
  std::vector<Element> key;
  for (const Digest& part : key_blocks(block.root, entry.pp)) {
    key.insert(key.end(), part.elements.begin(), part.elements.end());
  }
  key.resize(kKeyElements);
  block.key = hasher.hash(hash_id(HashKind::kKey, entry.number), Tag::kKey, key);
  return block.key;
}

void SignaturesTrace::append(const SignaturesTrace& other) {
  blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end());
  rows_ += other.rows_;
}

void SignaturesTrace::write(const Block& block, p3::Matrix<Element>& trace, std::size_t first) {
  const std::size_t rows = block.keyed ? C::kRows : row::kBare;
  for (std::size_t k = 0; k < rows; ++k) {
    trace.at(first + k, C::kNumber) = element(block.number);
    if (k < row::kBare) trace.at(first + k, C::kLeaf) = element(block.leaf);
    trace.at(first + k, C::kKeyed) = element(block.keyed ? 1 : 0);
    trace.at(first + k, C::kRow + k) = Element::one();
  }
  for (std::size_t k = 0; k < row::kBare; ++k) {
    for (std::size_t i = 0; i < 3; ++i) {
      put(trace, first + k, C::kLeft + 8 * i, block.compressions[k][i]);
    }
  }
  if (!block.keyed) return;
  const auto blocks = key_blocks(block.root, block.pp);
  put(trace, first + row::kRoot, C::kLeft, blocks[0]);
  put(trace, first + row::kRest, C::kLeft, blocks[1]);
  put(trace, first + row::kRest, C::kOut, block.root);
  put(trace, first + row::kKey, C::kLeft, block.key);
}

p3::Matrix<Element> SignaturesTrace::build(std::size_t min_rows) const {
  const std::size_t height = std::bit_ceil(std::max({rows_, min_rows, std::size_t{1}}));
  auto trace = p3::Matrix<Element>::zeros(height, C::kWidth);
  std::size_t first = 0;
  for (const Block& block : blocks_) {
    write(block, trace, first);
    first += block.keyed ? C::kRows : row::kBare;
  }
  return trace;
}

}  // namespace rpp
