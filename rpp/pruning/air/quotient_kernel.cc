// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/pruning/air/blocks_air.h"
#include "rpp/pruning/air/transactions_air.h"

P3_QUOTIENT_KERNEL(pruning_blocks, ::p3::KoalaBear, ::rpp::BlocksAir);
P3_QUOTIENT_KERNEL(pruning_transactions, ::p3::KoalaBear, ::rpp::PrunedTransactionsAir);
