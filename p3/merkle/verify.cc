// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/merkle/verify.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "p3/base/bits.h"
#include "p3/field/baby_bear.h"
#include "p3/field/extension_params.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"
#include "p3/merkle/schedule.h"

namespace p3 {

const char* name(MerkleError error) {
  switch (error) {
    case MerkleError::kNone:
      return "None";
    case MerkleError::kEmptyBatch:
      return "EmptyBatch";
    case MerkleError::kIncompatibleHeights:
      return "IncompatibleHeights";
    case MerkleError::kMatrixAboveCap:
      return "MatrixAboveCap";
    case MerkleError::kWrongCapSize:
      return "WrongCapSize";
    case MerkleError::kWrongBatchSize:
      return "WrongBatchSize";
    case MerkleError::kWrongWidth:
      return "WrongWidth";
    case MerkleError::kIndexOutOfBounds:
      return "IndexOutOfBounds";
    case MerkleError::kInconsistentDuplicateOpenings:
      return "InconsistentDuplicateOpenings";
    case MerkleError::kSiblingCountMismatch:
      return "SiblingCountMismatch";
    case MerkleError::kInconsistentGroupOpening:
      return "InconsistentGroupOpening";
    case MerkleError::kCapMismatch:
      return "CapMismatch";
  }
  return "unknown";
}

namespace {

// The first query with a given index stands for all of them.
struct Representative {
  std::uint64_t index;
  std::size_t query;

  friend auto operator<=>(const Representative&, const Representative&) = default;
};

// One known slot of the current layer and the representatives below it, [first, last) of the sorted
// list. Their rows agree wherever they were hashed, so the first one can speak for the group.
struct Node {
  std::uint64_t position;
  std::size_t first;
  std::size_t last;
  Digest digest;
};

template <class F>
class OpeningVerifier {
 public:
  OpeningVerifier(const TreeHasher<F>& hasher, std::span<const Dimensions> dimensions,
                  const MerkleSchedule& schedule, std::span<const std::uint64_t> indices,
                  const MultiOpeningView<F>& opening)
      : hasher_(hasher),
        dimensions_(dimensions),
        schedule_(schedule),
        indices_(indices),
        opening_(opening) {}

  MerkleError run(std::span<const Digest> cap) {
    MerkleError error = check_indices();
    if (error == MerkleError::kNone) error = check_sibling_count();
    if (error == MerkleError::kNone) error = check_row_shapes();
    if (error != MerkleError::kNone) return error;
    hash_leaves();
    for (std::size_t level = 0; level < schedule_.cap_level; ++level) {
      error = climb(schedule_.steps[level]);
      if (error != MerkleError::kNone) return error;
    }
    for (const Node& node : frontier_) {
      if (node.position >= cap.size() || !(cap[node.position] == node.digest)) {
        return MerkleError::kCapMismatch;
      }
    }
    return MerkleError::kNone;
  }

 private:
  // Bounds of the indices, equal rows of equal indices; makes the list of representatives.
  MerkleError check_indices() {
    for (const std::uint64_t index : indices_) {
      if (index >= schedule_.max_height) return MerkleError::kIndexOutOfBounds;
    }
    representatives_.reserve(indices_.size());
    for (std::size_t q = 0; q < indices_.size(); ++q) representatives_.push_back({indices_[q], q});
    std::sort(representatives_.begin(), representatives_.end());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < representatives_.size(); ++i) {
      if (kept != 0 && representatives_[kept - 1].index == representatives_[i].index) {
        if (rows(representatives_[kept - 1]) != rows(representatives_[i])) {
          return MerkleError::kInconsistentDuplicateOpenings;
        }
        continue;
      }
      representatives_[kept++] = representatives_[i];
    }
    representatives_.resize(kept);
    return MerkleError::kNone;
  }

  // Walks the positions alone: the list must be exactly as long as the walk reads.
  MerkleError check_sibling_count() const {
    std::vector<std::uint64_t> positions;
    positions.reserve(representatives_.size());
    for (const Representative& r : representatives_) positions.push_back(r.index);
    std::size_t needed = 0;
    for (std::size_t level = 0; level < schedule_.cap_level; ++level) {
      const unsigned group = schedule_.steps[level].group;
      const std::size_t known = positions.size();
      for (std::uint64_t& p : positions) p /= group;
      positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
      needed += positions.size() * group - known;
    }
    return needed == opening_.siblings.size() ? MerkleError::kNone
                                              : MerkleError::kSiblingCountMismatch;
  }

  MerkleError check_row_shapes() const {
    for (const Representative& r : representatives_) {
      if (rows(r).size() != dimensions_.size()) return MerkleError::kWrongBatchSize;
      for (std::size_t m = 0; m < dimensions_.size(); ++m) {
        if (rows(r)[m].size() != dimensions_[m].width) return MerkleError::kWrongWidth;
      }
    }
    return MerkleError::kNone;
  }

  void hash_leaves() {
    frontier_.reserve(representatives_.size());
    for (std::size_t i = 0; i < representatives_.size(); ++i) {
      frontier_.push_back({representatives_[i].index, i, i + 1, {}});
    }
    const std::vector<Digest> leaves = hash_lead_rows(schedule_.leaf_matrices);
    for (std::size_t i = 0; i < leaves.size(); ++i) frontier_[i].digest = leaves[i];
  }

  // One layer up: merges the frontier in place, reading siblings in order.
  MerkleError climb(const MerkleStep& step) {
    const unsigned arity = hasher_.max_arity();
    std::vector<Digest> children;  // of every parent; beyond the group: default digests
    children.reserve(frontier_.size() * arity);
    std::size_t written = 0;
    for (std::size_t read = 0; read < frontier_.size();) {
      Node parent{frontier_[read].position / step.group, frontier_[read].first, 0, {}};
      for (unsigned c = 0; c < step.group; ++c) {
        const bool known =
            read < frontier_.size() && frontier_[read].position == parent.position * step.group + c;
        if (known) parent.last = frontier_[read].last;
        children.push_back(known ? frontier_[read++].digest : opening_.siblings[next_sibling_++]);
      }
      children.resize((written + 1) * arity);
      frontier_[written++] = parent;
    }
    frontier_.resize(written);
    compress_into_frontier(children);
    if (step.injected.empty()) return MerkleError::kNone;
    if (!injected_rows_agree(step)) return MerkleError::kInconsistentGroupOpening;
    inject(step);
    return MerkleError::kNone;
  }

  void compress_into_frontier(std::span<const Digest> children) {
    std::vector<Digest> digests(frontier_.size());
    hasher_.compress_many(children, digests);
    for (std::size_t i = 0; i < digests.size(); ++i) frontier_[i].digest = digests[i];
  }

  // Only the lead's rows are hashed, so those of every merged path must be the same.
  bool injected_rows_agree(const MerkleStep& step) const {
    for (const Node& node : frontier_) {
      for (std::size_t i = node.first + 1; i < node.last; ++i) {
        for (const std::size_t m : step.injected) {
          if (rows(representatives_[i])[m] != rows(representatives_[node.first])[m]) return false;
        }
      }
    }
    return true;
  }

  void inject(const MerkleStep& step) {
    const unsigned arity = hasher_.max_arity();
    const std::vector<Digest> injected = hash_lead_rows(step.injected);
    std::vector<Digest> children(frontier_.size() * arity);
    for (std::size_t i = 0; i < frontier_.size(); ++i) {
      children[i * arity] = frontier_[i].digest;
      // Beyond the rows lie padding nodes. No index leads there, but the rule is the tree's.
      if (frontier_[i].position < step.inject_height) children[i * arity + 1] = injected[i];
    }
    compress_into_frontier(children);
  }

  // For every node of the frontier, the hash of its lead's rows of these matrices: copied side by
  // side, a few nodes at a time.
  std::vector<Digest> hash_lead_rows(std::span<const std::size_t> matrices) {
    constexpr std::size_t kAtOnce = 32;
    std::vector<Digest> digests(frontier_.size());
    std::size_t width = 0;
    for (const std::size_t m : matrices) width += dimensions_[m].width;
    for (std::size_t begin = 0; begin < frontier_.size(); begin += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, frontier_.size() - begin);
      row_buffer_.clear();
      for (std::size_t i = begin; i < begin + count; ++i) {
        const auto& lead = rows(representatives_[frontier_[i].first]);
        for (const std::size_t m : matrices) {
          row_buffer_.insert(row_buffer_.end(), lead[m].begin(), lead[m].end());
        }
      }
      hasher_.hash_rows(row_buffer_, width, std::span(digests).subspan(begin, count));
    }
    return digests;
  }

  const std::vector<std::vector<F>>& rows(const Representative& r) const {
    return opening_.opened_values[r.query];
  }

  const TreeHasher<F>& hasher_;
  std::span<const Dimensions> dimensions_;
  const MerkleSchedule& schedule_;
  std::span<const std::uint64_t> indices_;
  const MultiOpeningView<F> opening_;
  std::vector<Representative> representatives_;  // distinct indices, ascending
  std::vector<Node> frontier_;                   // ascending positions
  std::size_t next_sibling_ = 0;
  std::vector<F> row_buffer_;
};

}  // namespace

template <class F>
MerkleError verify_multi_opening(const TreeHasher<F>& hasher,
                                 std::span<const Dimensions> dimensions, unsigned cap_height,
                                 std::span<const Digest> cap,
                                 std::span<const std::uint64_t> indices,
                                 std::type_identity_t<MultiOpeningView<F>> opening) noexcept {
  if (dimensions.empty()) return MerkleError::kEmptyBatch;
  if (!heights_are_compatible(dimensions)) return MerkleError::kIncompatibleHeights;
  const MerkleSchedule schedule = make_merkle_schedule(dimensions, hasher.max_arity(), cap_height);
  // 0.8.0 accepts any rows for such a matrix.
  if (!schedule.cap_binds_all()) return MerkleError::kMatrixAboveCap;
  // The exact length: extra roots that no path reaches would be a second form of the same
  // commitment.
  if (cap.size() != schedule.cap_size || !std::has_single_bit(cap.size())) {
    return MerkleError::kWrongCapSize;
  }
  if (opening.opened_values.size() != indices.size()) return MerkleError::kWrongBatchSize;
  if (indices.empty()) {
    return opening.siblings.empty() ? MerkleError::kNone : MerkleError::kSiblingCountMismatch;
  }
  return OpeningVerifier<F>(hasher, dimensions, schedule, indices, opening).run(cap);
}

#define P3_INSTANTIATE(F)                                                                   \
  template MerkleError verify_multi_opening<F>(                                             \
      const TreeHasher<F>&, std::span<const Dimensions>, unsigned, std::span<const Digest>, \
      std::span<const std::uint64_t>, MultiOpeningView<F>) noexcept;
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
