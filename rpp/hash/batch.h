// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "rpp/hash/hash_kernels.h"
#include "rpp/hash/sponge.h"

// Many independent calls of C8 or H at once, one per SIMD lane, for everything but verifiers.
//
// Results equal the scalar functions of sponge.h on every instruction set; the active one is looked
// up at each call. No threads are started; calls may run on several threads.
namespace rpp {

// out[i] = C8(inputs[16 i .. 16 i + 15]); inputs.size() == 16 * out.size().
void compress_batch(std::span<const Element> inputs, std::span<Digest> out);

// out[i] = C8(children[2 i] | children[2 i + 1]); children.size() == 2 * out.size(). `out` may be
// the front of `children`. The batch form of compress_pairs, for PackedTree too.
void compress_pairs_batch(std::span<const Digest> children, std::span<Digest> out);

// out[i] = H(tag; inputs[length i .. length i + length - 1]);
// inputs.size() == length * out.size(), and the tag allows this length.
void hash_batch(Tag tag, std::size_t length, std::span<const Element> inputs,
                std::span<Digest> out);

// The round constants of P as kernels want them. One immutable object for the program.
const ConstantsView& kernel_constants();

}  // namespace rpp
