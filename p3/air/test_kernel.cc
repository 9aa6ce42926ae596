// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Compiled kernels of the test AIR, once per instruction set.
#include "p3/air/isa/compiled_kernel.h"
#include "p3/air/test_airs.h"
#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

P3_QUOTIENT_KERNEL(kitchen_koala_bear, ::p3::KoalaBear, ::p3::test::KitchenAir<::p3::KoalaBear>);
P3_QUOTIENT_KERNEL(kitchen_baby_bear, ::p3::BabyBear, ::p3::test::KitchenAir<::p3::BabyBear>);
P3_QUOTIENT_KERNEL(kitchen_goldilocks, ::p3::Goldilocks, ::p3::test::KitchenAir<::p3::Goldilocks>);
