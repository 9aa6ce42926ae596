// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "rpp/consensus/air/ballots_air.h"
#include "rpp/consensus/air/lists_air.h"
#include "rpp/consensus/air/members_air.h"
#include "rpp/consensus/air/tickets_air.h"

P3_QUOTIENT_KERNEL(consensus_members, ::p3::KoalaBear, ::rpp::MembersAir);
P3_QUOTIENT_KERNEL(consensus_ballots, ::p3::KoalaBear, ::rpp::BallotsAir);
P3_QUOTIENT_KERNEL(consensus_tickets, ::p3::KoalaBear, ::rpp::TicketsAir);
P3_QUOTIENT_KERNEL(consensus_lists, ::p3::KoalaBear, ::rpp::ListsAir);
