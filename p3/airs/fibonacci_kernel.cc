// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "p3/airs/fibonacci.h"
#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

P3_QUOTIENT_KERNEL(fibonacci_koala_bear, ::p3::KoalaBear, ::p3::FibonacciAir<::p3::KoalaBear>);
P3_QUOTIENT_KERNEL(fibonacci_baby_bear, ::p3::BabyBear, ::p3::FibonacciAir<::p3::BabyBear>);
P3_QUOTIENT_KERNEL(fibonacci_goldilocks, ::p3::Goldilocks, ::p3::FibonacciAir<::p3::Goldilocks>);
