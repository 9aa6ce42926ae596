// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/isa/compiled_kernel.h"
#include "p3/hash/poseidon2_packed_layers.h"
#include "rpp/gadgets/canonical_air.h"
#include "rpp/gadgets/hasher_air.h"
#include "rpp/gadgets/joints_air.h"
#include "rpp/gadgets/merkle_air.h"
#include "rpp/gadgets/range_air.h"
#include "rpp/gadgets/signatures_air.h"
#include "rpp/gadgets/update_joints_air.h"
#include "rpp/gadgets/updates_air.h"
#include "rpp/gadgets/wots_air.h"

P3_QUOTIENT_KERNEL(gadget_hasher, ::p3::KoalaBear, ::rpp::HasherAir);
P3_QUOTIENT_KERNEL(gadget_merkle, ::p3::KoalaBear, ::rpp::MerkleAir);
P3_QUOTIENT_KERNEL(gadget_wots, ::p3::KoalaBear, ::rpp::WotsAir);
P3_QUOTIENT_KERNEL(gadget_range, ::p3::KoalaBear, ::rpp::RangeAir);
P3_QUOTIENT_KERNEL(gadget_canonical, ::p3::KoalaBear, ::rpp::CanonicalAir);
P3_QUOTIENT_KERNEL(gadget_signatures, ::p3::KoalaBear, ::rpp::SignaturesAir);
P3_QUOTIENT_KERNEL(gadget_updates, ::p3::KoalaBear, ::rpp::UpdatesAir);
P3_QUOTIENT_KERNEL(gadget_update_joints, ::p3::KoalaBear, ::rpp::UpdateJointsAir);
P3_QUOTIENT_KERNEL(gadget_joints, ::p3::KoalaBear, ::rpp::JointsAir);
