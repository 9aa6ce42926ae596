// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/air/kernels.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/consensus/air/ballots_air.h"
#include "rpp/consensus/air/lists_air.h"
#include "rpp/consensus/air/members_air.h"
#include "rpp/consensus/air/tickets_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, consensus_members);
P3_DISPATCH(QuotientTable<KoalaBear>, consensus_ballots);
P3_DISPATCH(QuotientTable<KoalaBear>, consensus_tickets);
P3_DISPATCH(QuotientTable<KoalaBear>, consensus_lists);

}  // namespace p3

namespace rpp {
namespace {

using Source = p3::QuotientTableSource<p3::KoalaBear>;

template <class A>
std::unique_ptr<TableKernel> kernel_of(const TableAir& air, Source active, Source portable) {
  // The contract of the header fixes the model's type.
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<p3::KoalaBear, A>&>(air), active,
                                  portable);
}

}  // namespace

#define RPP_KERNEL(A, name) kernel_of<A>(air, &p3::name, &p3::isa_portable::name)
std::unique_ptr<TableKernel> make_members_kernel(const TableAir& air) {
  return RPP_KERNEL(MembersAir, consensus_members);
}
std::unique_ptr<TableKernel> make_ballots_kernel(const TableAir& air) {
  return RPP_KERNEL(BallotsAir, consensus_ballots);
}
std::unique_ptr<TableKernel> make_tickets_kernel(const TableAir& air) {
  return RPP_KERNEL(TicketsAir, consensus_tickets);
}
std::unique_ptr<TableKernel> make_lists_kernel(const TableAir& air) {
  return RPP_KERNEL(ListsAir, consensus_lists);
}
#undef RPP_KERNEL

}  // namespace rpp
