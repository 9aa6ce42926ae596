// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "p3/airs/poseidon2_air.h"
#include "p3/hash/poseidon2_packed_layers.h"

P3_QUOTIENT_KERNEL(poseidon2_1_koala_bear, ::p3::KoalaBear,
                   ::p3::Poseidon2Air<::p3::KoalaBear, 16, 1>);
P3_QUOTIENT_KERNEL(poseidon2_8_koala_bear, ::p3::KoalaBear,
                   ::p3::Poseidon2Air<::p3::KoalaBear, 16, 8>);
P3_QUOTIENT_KERNEL(poseidon2_1_baby_bear, ::p3::BabyBear,
                   ::p3::Poseidon2Air<::p3::BabyBear, 16, 1>);
P3_QUOTIENT_KERNEL(poseidon2_8_baby_bear, ::p3::BabyBear,
                   ::p3::Poseidon2Air<::p3::BabyBear, 16, 8>);
P3_QUOTIENT_KERNEL(poseidon2_1_goldilocks, ::p3::Goldilocks,
                   ::p3::Poseidon2Air<::p3::Goldilocks, 8, 1>);
P3_QUOTIENT_KERNEL(poseidon2_8_goldilocks, ::p3::Goldilocks,
                   ::p3::Poseidon2Air<::p3::Goldilocks, 8, 8>);
