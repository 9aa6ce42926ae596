// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/quotient_kernel.h"
#include "rpp/consensus/air/models.h"

// The compiled quotient kernels of members, ballots, tickets and lists (prover). Proofs are the
// same bytes without them, only later.
namespace rpp {

using TableKernel = p3::QuotientKernel<p3::KoalaBear>;

// Each takes what the function of the same name in models.h made; it must outlive the kernel.
std::unique_ptr<TableKernel> make_members_kernel(const TableAir& air);
std::unique_ptr<TableKernel> make_ballots_kernel(const TableAir& air);
std::unique_ptr<TableKernel> make_tickets_kernel(const TableAir& air);
std::unique_ptr<TableKernel> make_lists_kernel(const TableAir& air);

}  // namespace rpp
