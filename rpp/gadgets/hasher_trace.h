// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/hash/sponge.h"

// HasherTrace: records the calls that a circuit makes of table `hasher`, in order, and fills its
// trace.
//
// Every call is computed when it is recorded, so that callers get their digests; the columns of all
// permutations are filled at once by build(). One call here is one demand on the bus. Recorders are
// for one thread each; append() joins them.
namespace rpp {

class HasherTrace {
 public:
  // C8: a row (c8_tuple, c8_pair_tuple).
  Digest c8(const HashState& in);
  Digest c8(const Digest& left, const Digest& right);

  // H(tag; m). Up to 8 elements: a row of C8 (single_block_tuple), `id` is not used. More: a row
  // per block under the ids id, id + 1, ... (hash_first_tuple, hash_next_tuple,
  // hash_digest_tuple). At most kHashIdStride blocks.
  Digest hash(std::uint32_t id, Tag tag, std::span<const Element> m);

  // Chain `chain` of a leaf from `value` at position `digit` (0 to 6) to its end (chain_tuple).
  using Value = std::array<Element, 4>;
  Value chain(std::size_t chain, std::uint32_t leaf, const Value& pp, unsigned digit, Value value);

  std::size_t rows() const { return rows_.size(); }
  // Adds the rows of `other` behind these.
  void append(const HasherTrace& other);

  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows, p3::ThreadPool& pool) const;

 private:
  // What a row is: its flag's column; and the id column.
  struct Row {
    HashState in;
    std::size_t flag;
    Element id;
  };

  const HashState& push(const HashState& in, std::size_t flag, Element id);
  void fill(p3::Matrix<Element>& trace, std::size_t begin, std::size_t end) const;

  std::vector<Row> rows_;
  HashState out_;  // of the row recorded last
};

// Rows of a trace of `hasher` that somebody asked for: all but its padding.
std::size_t hasher_calls(const p3::Matrix<Element>& trace);

}  // namespace rpp
