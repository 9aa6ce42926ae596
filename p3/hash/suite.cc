// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/suite.h"

#include "p3/base/check.h"
#include "p3/field/extension_params.h"
#include "p3/hash/keccak_tree_hasher.h"
#include "p3/hash/poseidon2_defaults.h"

namespace p3 {
namespace {

template <class F, unsigned LeafWidth, unsigned LeafRate, unsigned NodeWidth>
HashSuite<F> default_suite(TreeHash name) {
  return make_poseidon2_suite<F, LeafWidth, LeafRate, NodeWidth>(
      name, default_poseidon2_constants<F, LeafWidth>(),
      default_poseidon2_constants<F, NodeWidth>());
}

template <class F>
HashSuite<F> default_poseidon2_suite(TreeHash name, unsigned arity) {
  if constexpr (F::kBytes == 8) {
    return arity == 2 ? default_suite<F, 8, 4, 8>(name) : default_suite<F, 8, 4, 16>(name);
  } else if (name == TreeHash::kPoseidon2) {
    return arity == 2 ? default_suite<F, 24, 16, 16>(name) : default_suite<F, 24, 16, 32>(name);
  } else {
    return arity == 2 ? default_suite<F, 16, 8, 16>(name) : default_suite<F, 16, 8, 32>(name);
  }
}

}  // namespace

template <class F>
bool hash_suite_exists(TreeHash name, unsigned arity) {
  return (arity == 2 || arity == 4) && !(F::kBytes == 8 && name == TreeHash::kPoseidon2Width16);
}

template <class F>
HashSuite<F> make_hash_suite(TreeHash name, unsigned arity) {
  P3_CHECK(hash_suite_exists<F>(name, arity), "no such hash suite for this field");
  if (name == TreeHash::kPoseidon2 || name == TreeHash::kPoseidon2Width16) {
    return default_poseidon2_suite<F>(name, arity);
  }
  HashSuite<F> suite;
  suite.name = name;
  suite.arity = arity;
  if (name == TreeHash::kKeccakF) {
    suite.hasher = std::make_shared<const KeccakSpongeTreeHasher<F>>(arity);
  } else {
    suite.hasher = std::make_shared<const Keccak256TreeHasher<F>>(arity);
  }
  return suite;
}

#define P3_INSTANTIATE(F)                                 \
  template bool hash_suite_exists<F>(TreeHash, unsigned); \
  template HashSuite<F> make_hash_suite<F>(TreeHash, unsigned);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
