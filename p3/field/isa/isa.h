// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <span>
#include <string_view>

// Which instruction set the kernels use.
//
// Every kernel is compiled once per instruction set into one binary; a caller picks the copy of the
// active set when it starts a piece of work (dispatch.h). All copies compute the same bytes. The
// active set is the only global of the library: the best one of this CPU until select_isa says
// otherwise. Programs read P3_ISA or --isa and call it once; tests call it between pieces of work.
namespace p3 {

enum class Isa { kPortable, kAvx2, kAvx512 };

// The widest set that this CPU and this build have.
Isa best_isa();

// All sets that this CPU and this build have, narrowest first.
std::span<const Isa> supported_isas();

// Makes `isa` the active set; false, and no change, if it is not supported here.
[[nodiscard]] bool select_isa(Isa isa);

Isa active_isa();

// "portable", "avx2", "avx512".
std::string_view isa_name(Isa isa);
std::optional<Isa> isa_from_name(std::string_view name);

}  // namespace p3
