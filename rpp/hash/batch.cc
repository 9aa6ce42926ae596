// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/batch.h"

#include "p3/base/check.h"
#include "p3/hash/negated_constants.h"

namespace rpp {
namespace {

// Digests lie side by side, so a run of them is a run of elements.
static_assert(sizeof(Digest) == kDigestElements * sizeof(Element));

Element* elements_of(std::span<Digest> digests) {
  return reinterpret_cast<Element*>(digests.data());
}

const Element* elements_of(std::span<const Digest> digests) {
  return reinterpret_cast<const Element*>(digests.data());
}

}  // namespace

const ConstantsView& kernel_constants() {
  static const p3::NegatedConstants<Element> kConstants(hash_permutation().constants());
  return kConstants.view();
}

void compress_batch(std::span<const Element> inputs, std::span<Digest> out) {
  P3_CHECK(inputs.size() == kWidth * out.size(), "16 elements a call");
  hash_kernels().compress(kernel_constants(), inputs.data(), out.size(), elements_of(out));
}

void compress_pairs_batch(std::span<const Digest> children, std::span<Digest> out) {
  P3_CHECK(children.size() == 2 * out.size(), "two children a node");
  hash_kernels().compress(kernel_constants(), elements_of(children), out.size(), elements_of(out));
}

void hash_batch(Tag tag, std::size_t length, std::span<const Element> inputs,
                std::span<Digest> out) {
  P3_CHECK(info_of(tag).allows(length), "a length that the tag does not have");
  P3_CHECK(inputs.size() == length * out.size(), "`length` elements a call");
  hash_kernels().sponge(kernel_constants(), static_cast<std::uint32_t>(tag), length, inputs.data(),
                        out.size(), elements_of(out));
}

}  // namespace rpp
