// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/air/kernels.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/identity/air/attestations_air.h"
#include "rpp/identity/air/identities_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, identities);
P3_DISPATCH(QuotientTable<KoalaBear>, attestations);

}  // namespace p3

namespace rpp {
namespace {

// The contract of the header fixes the model's type.
template <class A>
const p3::AirModel<Element, A>& model_of(const p3::Air<Element>& air) {
  return static_cast<const p3::AirModel<Element, A>&>(air);
}

}  // namespace

std::unique_ptr<p3::QuotientKernel<Element>> make_identities_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(model_of<IdentitiesAir>(air), &p3::identities,
                                  &p3::isa_portable::identities);
}

std::unique_ptr<p3::QuotientKernel<Element>> make_attestations_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(model_of<AttestationsAir>(air), &p3::attestations,
                                  &p3::isa_portable::attestations);
}

}  // namespace rpp
