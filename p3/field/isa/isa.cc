// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/field/isa/isa.h"

#include <array>
#include <atomic>
#include <cstddef>

namespace p3 {
namespace {

constexpr std::array<Isa, 3> kAll = {Isa::kPortable, Isa::kAvx2, Isa::kAvx512};

// How many entries of kAll run here. The conditions are the flags of cmake/p3.cmake: the compiler
// may use any of them in a kernel.
std::size_t detect() {
#if defined(__x86_64__)
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
                    __builtin_cpu_supports("fma") != 0;
#if defined(P3_WITHOUT_AVX512)
  const bool avx512 = false;
#else
  const bool avx512 =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
#endif
  return avx2 ? (avx512 ? 3 : 2) : 1;
#else
  return 1;
#endif
}

std::atomic<Isa>& active() {
  static std::atomic<Isa> isa{best_isa()};
  return isa;
}

}  // namespace

std::span<const Isa> supported_isas() {
  static const std::size_t count = detect();
  return {kAll.data(), count};
}

Isa best_isa() { return supported_isas().back(); }

bool select_isa(Isa isa) {
  for (const Isa supported : supported_isas()) {
    if (supported == isa) {
      active().store(isa, std::memory_order_relaxed);
      return true;
    }
  }
  return false;
}

Isa active_isa() { return active().load(std::memory_order_relaxed); }

std::string_view isa_name(Isa isa) {
  constexpr std::array<std::string_view, 3> kNames = {"portable", "avx2", "avx512"};
  return kNames[static_cast<std::size_t>(isa)];
}

std::optional<Isa> isa_from_name(std::string_view name) {
  for (const Isa isa : kAll) {
    if (isa_name(isa) == name) return isa;
  }
  return std::nullopt;
}

}  // namespace p3
