// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rpp/gadgets/merkle_trace.h"
#include "rpp/gadgets/wots_trace.h"

// SignaturesTrace: records signatures with everything that they ask of the other shared tables, and
// fills the trace of table `signatures`.
namespace rpp {

struct SignatureEntry {
  std::uint32_t number = 0;  // of the signature, its hashes and its key tree; each once
  std::uint32_t leaf = 0;
  Digest message;
  std::array<Element, 6> rho{};
  WotsTrace::Value pp{};
  std::array<WotsTrace::Value, kWotsChains> values{};  // chain c at the position of its digit
  std::span<const Digest> path;                        // siblings, level 0 first
  std::optional<Digest> key_root;                      // of a key that is known by its digest
};

class SignaturesTrace {
 public:
  // Gives the key digest H(key; h, root, pp), of a bare signature zeros. A signature that is not
  // valid gives rows that the tables refuse.
  Digest add(const SignatureEntry& entry, HasherTrace& hasher, WotsTrace& wots, MerkleTrace& merkle,
             RangeTrace& range);

  std::size_t rows() const { return rows_; }
  // Adds the blocks of `other` behind these.
  void append(const SignaturesTrace& other);

  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  struct Block {
    std::uint32_t number, leaf;
    std::array<std::array<Digest, 3>, 3> compressions;  // left, right, out by row
    bool keyed;
    Digest root, key;
    WotsTrace::Value pp;
  };

  static void write(const Block& block, p3::Matrix<Element>& trace, std::size_t row);

  std::vector<Block> blocks_;
  std::size_t rows_ = 0;
};

}  // namespace rpp
