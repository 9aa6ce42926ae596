// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "p3/codec/proof.h"
#include "p3/fri/verify_error.h"
#include "p3/transcript/challenger.h"
#include "p3/verify/statement.h"

// The batch-stark verifier: several AIRs over one transcript, joined by lookups [wire 2.11, 2.16].
//
// Total and bounded like verify_uni (see uni.h).
namespace p3 {

template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_batch(const StarkConfig<F>& config,
                                                      const BatchStatement<F>& statement,
                                                      const BatchProof<F, EF>& proof) noexcept;

// The same from bytes in the encoding of 0.8.0. kUndecodable where they are no proof.
template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_batch_bytes(
    const StarkConfig<F>& config, const BatchStatement<F>& statement,
    std::span<const std::uint8_t> bytes) noexcept;

// With the transcript of the caller, which may have absorbed a context of its own before.
template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_batch_with(const StarkConfig<F>& config,
                                                           const BatchStatement<F>& statement,
                                                           const BatchProof<F, EF>& proof,
                                                           Challenger<F>& challenger) noexcept;

}  // namespace p3
