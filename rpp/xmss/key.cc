// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/key.h"

#include "p3/base/check.h"
#include "rpp/hash/batch.h"
#include "rpp/xmss/leaf_kernels.h"
#include "rpp/xmss/leaves.h"
#include "rpp/xmss/one_time.h"

namespace rpp {
namespace {

// Pieces that a thread takes: a multiple of every lane count.
constexpr std::size_t kLeafGrain = 64;
constexpr std::size_t kNodeGrain = 1024;

std::vector<Digest> make_leaves(const SecretSeed& seed, const PublicParameter& pp,
                                const KeyShape& shape, p3::ThreadPool& pool) {
  const Digest none = vrf_none();
  const std::uint32_t vrf_end = shape.kind == KeyKind::kVote ? vote_leaves(shape.height) : 0;
  const LeafJob job = {seed.elements().data(), pp.data(), none.elements.data(), vrf_end};
  const LeafKernels& kernels = leaf_kernels();
  const ConstantsView& constants = kernel_constants();
  std::vector<Digest> leaves(std::size_t{1} << shape.log_leaves);
  pool.for_ranges(leaves.size(), kLeafGrain, [&](std::size_t begin, std::size_t end) {
    kernels.leaves(constants, job, shape.first + static_cast<std::uint32_t>(begin), end - begin,
                   leaves[begin].elements.data());
  });
  return leaves;
}

std::vector<Digest> make_level(const std::vector<Digest>& below, p3::ThreadPool& pool) {
  std::vector<Digest> level(below.size() / 2);
  pool.for_ranges(level.size(), kNodeGrain, [&](std::size_t begin, std::size_t end) {
    compress_pairs_batch(std::span(below).subspan(2 * begin, 2 * (end - begin)),
                         std::span(level).subspan(begin, end - begin));
  });
  return level;
}

}  // namespace

bool is_key_shape(const KeyShape& shape) noexcept {
  return shape.height >= 1 && shape.height <= kMaxHeight && shape.log_leaves <= shape.height &&
         shape.first >> shape.height == 0 &&
         shape.first % (std::uint32_t{1} << shape.log_leaves) == 0;
}

XmssKey::XmssKey(SecretSeed seed, const KeyShape& shape, p3::ThreadPool& pool)
    : seed_(std::move(seed)), shape_(shape) {
  P3_CHECK(is_key_shape(shape), "not a shape of a key");
  public_key_.height = shape.height;
  public_key_.pp = public_parameter(seed_);
  levels_.push_back(make_leaves(seed_, public_key_.pp, shape, pool));
  while (levels_.back().size() > 1) levels_.push_back(make_level(levels_.back(), pool));
  for (unsigned level = shape.log_leaves; level < shape.height; ++level) {
    above_.push_back(secret_node(seed_, level, (shape.first >> level) ^ 1));
  }
  public_key_.root = root_from_path(levels_.back()[0], shape.first >> shape.log_leaves, above_);
}

MerklePath XmssKey::path(std::uint32_t leaf) const {
  P3_CHECK(holds(leaf), "a leaf that is not built");
  MerklePath siblings;
  siblings.reserve(shape_.height);
  std::uint32_t index = leaf - shape_.first;
  for (unsigned level = 0; level < shape_.log_leaves; ++level, index >>= 1) {
    siblings.push_back(levels_[level][index ^ 1]);
  }
  siblings.insert(siblings.end(), above_.begin(), above_.end());
  return siblings;
}

Digest XmssKey::other_half(std::uint32_t leaf) const noexcept {
  if (!carries_vrf(shape_.kind, shape_.height, leaf)) return vrf_none();
  Digest r = vrf_secret(seed_, leaf);
  const WipeAtExit wipe_r(r);
  return vrf_commitment(public_key_.pp, leaf, r);
}

Digest XmssKey::wots(std::uint32_t leaf) const noexcept {
  ChainValues ends;
  for (std::size_t c = 0; c < kChains; ++c) {
    ends[c] = walk_chain(public_key_.pp, leaf, c, 0, kLastPosition, chain_start(seed_, leaf, c));
  }
  return wots_of(ends);
}

}  // namespace rpp
