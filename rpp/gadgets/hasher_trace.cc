// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/hasher_trace.h"

#include <algorithm>
#include <bit>

#include "p3/airs/poseidon2_fill.h"
#include "p3/base/check.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/hasher_columns.h"

namespace rpp {
namespace {

using C = HasherColumns;

Digest front(const HashState& state) {
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] = state[i];
  return digest;
}

void add_block(HashState& state, std::span<const Element> m, std::size_t block) {
  const std::size_t begin = block * kRate;
  for (std::size_t i = begin; i < std::min(begin + kRate, m.size()); ++i) state[i - begin] += m[i];
}

}  // namespace

const HashState& HasherTrace::push(const HashState& in, std::size_t flag, Element id) {
  rows_.push_back({in, flag, id});
  out_ = in;
  hash_permutation().permute(out_);
  return out_;
}

Digest HasherTrace::c8(const HashState& in) {
  Digest digest = front(push(in, C::kC8, Element::zero()));
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] += in[i];
  return digest;
}

Digest HasherTrace::c8(const Digest& left, const Digest& right) {
  HashState in;
  std::ranges::copy(left.elements, in.begin());
  std::ranges::copy(right.elements, in.begin() + kDigestElements);
  return c8(in);
}

Digest HasherTrace::hash(std::uint32_t id, Tag tag, std::span<const Element> m) {
  const std::size_t blocks = sponge_permutations(m.size());
  P3_CHECK(blocks <= kHashIdStride, "a hash with more blocks than ids");
  HashState state{};
  state[kTagPosition] = Element::from_u64(static_cast<std::uint32_t>(tag));
  state[kLengthPosition] = Element::from_u64(m.size());
  for (std::size_t j = 0; j < blocks; ++j) {
    add_block(state, m, j);
    std::size_t flag = j == 0 ? C::kFirst : j + 1 == blocks ? C::kLast : C::kMiddle;
    if (blocks == 1) flag = C::kC8;
    state = push(state, flag, blocks == 1 ? Element::zero() : Element::from_u64(id + j));
  }
  return front(state);
}

HasherTrace::Value HasherTrace::chain(std::size_t chain, std::uint32_t leaf, const Value& pp,
                                      unsigned digit, Value value) {
  P3_CHECK(digit <= 6, "a chain of no step");
  const auto tweak = [&](unsigned step) {
    return Element::from_u64(kChainTweak + 256 * chain + step);
  };
  for (unsigned step = digit; step <= 6; ++step) {
    HashState in{};
    in[C::kTweak] = tweak(step);
    in[C::kTweak + 1] = Element::from_u64(leaf);
    std::ranges::copy(pp, in.begin() + C::kPp);
    std::ranges::copy(value, in.begin() + C::kValue);
    const HashState& out = push(in, step == 6 ? C::kChainEnd : C::kChain, tweak(digit));
    for (std::size_t i = 0; i < value.size(); ++i) value[i] = out[i] + in[i];
  }
  return value;
}

void HasherTrace::append(const HasherTrace& other) {
  rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
}

// Rows behind the recorded ones get the permutation of zeros and no flag.
void HasherTrace::fill(p3::Matrix<Element>& trace, std::size_t begin, std::size_t end) const {
  constexpr std::size_t kPermutation = C::kC8;
  constexpr std::size_t kBlock = 16 * p3::airs::kPoseidon2FillGrain;
  const auto& constants = hash_permutation().constants();
  const p3::airs::Poseidon2FillConstants<Element> pointers = {
      constants.initial[0].data(), constants.internal.data(), constants.terminal[0].data()};
  std::vector<Element> inputs(kBlock * kWidth), columns(kBlock * kPermutation);
  for (std::size_t first = begin; first < end; first += kBlock) {
    const std::size_t count = std::min(kBlock, end - first);
    for (std::size_t k = 0; k < count; ++k) {
      const HashState in = first + k < rows_.size() ? rows_[first + k].in : HashState{};
      std::ranges::copy(in, inputs.begin() + static_cast<std::ptrdiff_t>(k * kWidth));
    }
    p3::poseidon2_fill_table().koala_bear(pointers, inputs.data(), count, columns.data());
    for (std::size_t k = 0; k < count; ++k) {
      Element* row = trace.row(first + k);
      std::copy_n(columns.data() + k * kPermutation, kPermutation, row);
      std::fill(row + kPermutation, row + C::kWidth, Element::zero());
      if (first + k >= rows_.size()) continue;
      row[rows_[first + k].flag] = Element::one();
      row[C::kId] = rows_[first + k].id;
    }
  }
}

p3::Matrix<Element> HasherTrace::build(std::size_t min_rows, p3::ThreadPool& pool) const {
  const std::size_t height = std::bit_ceil(std::max({rows_.size(), min_rows, std::size_t{1}}));
  auto trace = p3::Matrix<Element>::uninitialized(height, C::kWidth);
  pool.for_ranges(height, p3::airs::kPoseidon2FillGrain,
                  [&](std::size_t begin, std::size_t end) { fill(trace, begin, end); });
  return trace;
}

std::size_t hasher_calls(const p3::Matrix<Element>& trace) {
  std::size_t calls = 0;
  for (std::size_t r = 0; r < trace.height(); ++r) {
    const Element* flags = trace.row(r) + C::kC8;
    calls +=
        std::any_of(flags, flags + C::kFlags, [](const Element x) { return x != Element::zero(); })
            ? 1
            : 0;
  }
  return calls;
}

}  // namespace rpp
