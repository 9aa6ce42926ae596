// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <span>

#include "p3/verify/statement.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/verifying_key.h"
#include "rpp/proofs/backend_error.h"

// The STARK of an envelope under a key: configuration, and the check of the proof bytes.
namespace rpp {

// What the key says of parameters and hash functions.
p3::StarkConfig<Element> stark_config(const VerifyingKey& key);

// Whether the library has this key's challenge field: degrees 4, 5 and 8.
bool degree_exists(unsigned extension_degree) noexcept;

// Why the bytes are no proof of the statement under the key, or nothing. Heights are compared with
// those that the key allows before anything else of the proof is checked.
std::optional<BackendError> check_stark(const Circuit& circuit, const VerifyingKey& key,
                                        const p3::StarkConfig<Element>& config,
                                        const Digest& statement, const Digest& key_id,
                                        std::span<const std::uint8_t> proof) noexcept;

}  // namespace rpp
