// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/state/air/effects_air.h"

P3_QUOTIENT_KERNEL(effects, ::p3::KoalaBear, ::rpp::EffectsAir);
