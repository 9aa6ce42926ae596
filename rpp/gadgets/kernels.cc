// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/kernels.h"

#include "p3/air/compiled_kernel.h"
#include "p3/base/check.h"
#include "rpp/gadgets/canonical_air.h"
#include "rpp/gadgets/hasher_air.h"
#include "rpp/gadgets/joints_air.h"
#include "rpp/gadgets/merkle_air.h"
#include "rpp/gadgets/range_air.h"
#include "rpp/gadgets/signatures_air.h"
#include "rpp/gadgets/update_joints_air.h"
#include "rpp/gadgets/updates_air.h"
#include "rpp/gadgets/wots_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, gadget_hasher);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_merkle);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_wots);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_range);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_canonical);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_signatures);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_updates);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_update_joints);
P3_DISPATCH(QuotientTable<KoalaBear>, gadget_joints);

}  // namespace p3

namespace rpp {
namespace {

using Source = p3::QuotientTableSource<Element>;

template <class A>
std::unique_ptr<p3::QuotientKernel<Element>> kernel_of(const p3::Air<Element>& air, Source active,
                                                       Source portable) {
  // The contract of make_gadget_kernel fixes the model's type.
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, A>&>(air), active,
                                  portable);
}

}  // namespace

std::unique_ptr<p3::QuotientKernel<Element>> make_gadget_kernel(Gadget gadget,
                                                                const p3::Air<Element>& air) {
#define RPP_KERNEL(A, name) kernel_of<A>(air, &p3::name, &p3::isa_portable::name)
  switch (gadget) {
    case Gadget::kHasher:
      return RPP_KERNEL(HasherAir, gadget_hasher);
    case Gadget::kMerkle:
      return RPP_KERNEL(MerkleAir, gadget_merkle);
    case Gadget::kWots:
      return RPP_KERNEL(WotsAir, gadget_wots);
    case Gadget::kRange:
      return RPP_KERNEL(RangeAir, gadget_range);
    case Gadget::kCanonical:
      return RPP_KERNEL(CanonicalAir, gadget_canonical);
    case Gadget::kSignatures:
      return RPP_KERNEL(SignaturesAir, gadget_signatures);
    case Gadget::kUpdates:
      return RPP_KERNEL(UpdatesAir, gadget_updates);
    case Gadget::kUpdateJoints:
      return RPP_KERNEL(UpdateJointsAir, gadget_update_joints);
  }
  p3::check_failed("gadget", "no such table");
}

std::unique_ptr<p3::QuotientKernel<Element>> make_joints_kernel(const p3::Air<Element>& air) {
  return RPP_KERNEL(JointsAir, gadget_joints);
}
#undef RPP_KERNEL

}  // namespace rpp
