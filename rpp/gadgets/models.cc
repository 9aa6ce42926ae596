// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/models.h"

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
#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

template <class A, class... Args>
std::unique_ptr<p3::Air<Element>> make_model(const Args&... args) {
  return std::make_unique<p3::AirModel<Element, A>>(A(args...));
}

}  // namespace

const char* name_of(Gadget gadget) noexcept {
  switch (gadget) {
    case Gadget::kHasher:
      return "hasher";
    case Gadget::kMerkle:
      return "merkle";
    case Gadget::kWots:
      return "wots";
    case Gadget::kRange:
      return "range";
    case Gadget::kCanonical:
      return "canonical";
    case Gadget::kSignatures:
      return "signatures";
    case Gadget::kUpdates:
      return "updates";
    case Gadget::kUpdateJoints:
      return "update-joints";
  }
  return "";
}

std::unique_ptr<p3::Air<Element>> make_gadget_air(Gadget gadget) {
  switch (gadget) {
    case Gadget::kHasher:
      return make_model<HasherAir>();
    case Gadget::kMerkle:
      return make_model<MerkleAir>();
    case Gadget::kWots:
      return make_model<WotsAir>();
    case Gadget::kRange:
      return make_model<RangeAir>();
    case Gadget::kCanonical:
      return make_model<CanonicalAir>();
    case Gadget::kSignatures:
      return make_model<SignaturesAir>(hash_empty(Tag::kVrfNone));
    case Gadget::kUpdates:
      return make_model<UpdatesAir>();
    case Gadget::kUpdateJoints:
      return make_model<UpdateJointsAir>();
  }
  p3::check_failed("gadget", "no such table");
}

std::unique_ptr<p3::Air<Element>> make_joints_air(std::uint32_t d) {
  P3_CHECK(d < kMaxDeepTrees, "number of a deep tree");
  return std::make_unique<p3::AirModel<Element, JointsAir>>(JointsAir(d));
}

}  // namespace rpp
