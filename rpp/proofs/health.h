// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "rpp/proofs/backend_error.h"

// Counters of provers and verifiers, with the domain's names (domain.md, section 4.4).
namespace rpp {

struct ProverHealth {
  struct Error {
    std::string message;
    std::uint64_t at_ms = 0;
  };
  std::uint64_t cached_circuits = 0;
  std::uint64_t proofs_generated = 0;
  std::uint64_t failed_proofs = 0;
  std::optional<std::uint64_t> last_success_ms;
  std::optional<Error> last_error;  // cleared by a success
};

struct VerifierHealth {
  struct Error {
    std::string message;
    ErrorCategory category{};
    std::uint64_t at_ms = 0;
  };
  std::uint64_t proofs_verified = 0;
  std::uint64_t key_failures = 0;
  std::uint64_t input_failures = 0;
  std::uint64_t runtime_failures = 0;
  std::optional<std::uint64_t> last_success_ms;
  std::optional<Error> last_error;  // cleared by a success
};

// Milliseconds since 1970. For counters and people; no proof and no verdict depends on it.
using Clock = std::uint64_t (*)();

inline std::uint64_t system_clock_ms() {
  using namespace std::chrono;
  return static_cast<std::uint64_t>(
      duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

}  // namespace rpp
