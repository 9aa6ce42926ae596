// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/state/air/proposer_air.h"
#include "rpp/state/air/records_air.h"

P3_QUOTIENT_KERNEL(state_records, ::p3::KoalaBear, ::rpp::RecordsAir);
P3_QUOTIENT_KERNEL(state_proposer, ::p3::KoalaBear, ::rpp::ProposerAir);
