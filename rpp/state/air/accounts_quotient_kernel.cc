// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/state/air/accounts_air.h"
#include "rpp/state/air/validators_air.h"

P3_QUOTIENT_KERNEL(state_accounts, ::p3::KoalaBear, ::rpp::AccountsAir);
P3_QUOTIENT_KERNEL(state_validators, ::p3::KoalaBear, ::rpp::ValidatorsAir);
