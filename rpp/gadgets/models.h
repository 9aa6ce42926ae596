// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/air.h"
#include "rpp/hash/digest.h"

// The shared tables as AIRs for prover and verifier.
namespace rpp {

enum class Gadget : std::uint8_t {
  kHasher,
  kMerkle,
  kWots,
  kRange,
  kCanonical,
  kSignatures,
  kUpdates,
  kUpdateJoints
};
inline constexpr Gadget kGadgets[] = {Gadget::kHasher,  Gadget::kMerkle,      Gadget::kWots,
                                      Gadget::kRange,   Gadget::kCanonical,   Gadget::kSignatures,
                                      Gadget::kUpdates, Gadget::kUpdateJoints};

// "hasher".
const char* name_of(Gadget gadget) noexcept;

std::unique_ptr<p3::Air<Element>> make_gadget_air(Gadget gadget);

// Table `joints` of deep tree d, one instance for each deep tree of a circuit (deep_tree.h).
std::unique_ptr<p3::Air<Element>> make_joints_air(std::uint32_t d);

}  // namespace rpp
