// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "p3/codec/proof.h"
#include "p3/fri/verify_error.h"
#include "p3/transcript/challenger.h"
#include "p3/verify/statement.h"

// The uni-stark verifier: one AIR, one trace [wire 2.9, 2.16].
//
// Total: any proof is accepted (nullopt) or rejected for one named reason. Memory is bounded by the
// statement and the configuration, which are the verifier's own. Defined for the pairs (F, EF) of
// P3_FOR_EACH_EXTENSION.
namespace p3 {

template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_uni(const StarkConfig<F>& config,
                                                    const UniStatement<F>& statement,
                                                    const UniProof<F, EF>& proof) noexcept;

// The same from bytes in the encoding of 0.8.0. kUndecodable where they are no proof.
template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_uni_bytes(
    const StarkConfig<F>& config, const UniStatement<F>& statement,
    std::span<const std::uint8_t> bytes) noexcept;

// With the transcript of the caller, which may have absorbed a context of its own before.
template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_uni_with(const StarkConfig<F>& config,
                                                         const UniStatement<F>& statement,
                                                         const UniProof<F, EF>& proof,
                                                         Challenger<F>& challenger) noexcept;

}  // namespace p3
