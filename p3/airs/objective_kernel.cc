// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/airs/objective_kernel.h"

#include "p3/air/compiled_kernel.h"
#include "p3/airs/blake3_air.h"
#include "p3/airs/fibonacci.h"
#include "p3/airs/keccak_air.h"
#include "p3/airs/poseidon2_air.h"
#include "p3/field/extension_params.h"
#include "p3/field/isa/dispatch.h"

namespace p3 {

#define P3_DECLARE(F, suffix)                          \
  P3_DISPATCH(QuotientTable<F>, fibonacci_##suffix);   \
  P3_DISPATCH(QuotientTable<F>, poseidon2_1_##suffix); \
  P3_DISPATCH(QuotientTable<F>, poseidon2_8_##suffix); \
  P3_DISPATCH(QuotientTable<F>, keccak_##suffix);      \
  P3_DISPATCH(QuotientTable<F>, blake3_##suffix);
P3_DECLARE(KoalaBear, koala_bear)
P3_DECLARE(BabyBear, baby_bear)
P3_DECLARE(Goldilocks, goldilocks)
#undef P3_DECLARE

namespace {

template <class F>
struct Sources {
  QuotientTableSource<F> active, portable;
};

template <class A, class F>
std::unique_ptr<QuotientKernel<F>> kernel_of(const Air<F>& air, const Sources<F>& sources) {
  // The contract of make_objective_kernel fixes the model's type.
  return make_compiled_kernel(static_cast<const AirModel<F, A>&>(air), sources.active,
                              sources.portable);
}

// The kernels of one field.
template <class F>
struct FieldSources {
  Sources<F> fibonacci, poseidon2_1, poseidon2_8, keccak, blake3;
};

#define P3_SOURCE(name) {&name, &isa_portable::name}
#define P3_SOURCES(suffix)                                         \
  {P3_SOURCE(fibonacci_##suffix), P3_SOURCE(poseidon2_1_##suffix), \
   P3_SOURCE(poseidon2_8_##suffix), P3_SOURCE(keccak_##suffix), P3_SOURCE(blake3_##suffix)}
FieldSources<KoalaBear> sources_of(KoalaBear) { return P3_SOURCES(koala_bear); }
FieldSources<BabyBear> sources_of(BabyBear) { return P3_SOURCES(baby_bear); }
FieldSources<Goldilocks> sources_of(Goldilocks) { return P3_SOURCES(goldilocks); }
#undef P3_SOURCES
#undef P3_SOURCE

}  // namespace

template <class F>
std::unique_ptr<QuotientKernel<F>> make_objective_kernel(const ObjectiveSpec& spec,
                                                         const Air<F>& air) {
  constexpr unsigned kWidth = kPoseidon2AirWidth<F>;
  const FieldSources<F> sources = sources_of(F());
  switch (spec.objective) {
    case Objective::kFibonacci:
      return kernel_of<FibonacciAir<F>>(air, sources.fibonacci);
    case Objective::kPoseidon2:
      if (spec.vector_len == 1) {
        return kernel_of<Poseidon2Air<F, kWidth, 1>>(air, sources.poseidon2_1);
      }
      return kernel_of<Poseidon2Air<F, kWidth, 8>>(air, sources.poseidon2_8);
    case Objective::kKeccakF:
      return kernel_of<KeccakAir<F>>(air, sources.keccak);
    case Objective::kBlake3:
      return kernel_of<Blake3Air<F>>(air, sources.blake3);
  }
  return nullptr;
}

#define P3_INSTANTIATE(F)                                                                    \
  template std::unique_ptr<QuotientKernel<F>> make_objective_kernel<F>(const ObjectiveSpec&, \
                                                                       const Air<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
