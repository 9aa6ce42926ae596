// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/transaction/air/transactions_air.h"

P3_QUOTIENT_KERNEL(transactions, ::p3::KoalaBear, ::rpp::TransactionsAir);
