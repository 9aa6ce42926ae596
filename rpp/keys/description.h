// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "rpp/keys/verifying_key.h"

// A key as JSON for people: the same content, its id and the digest of its encoding. Written, never
// read: a loader writes it again from the key and compares.
namespace rpp {

std::string describe_key(const VerifyingKey& key);

// "128.004".
std::string millibits_text(std::uint32_t millibits);
// "digest", "u64", "u32", "small".
const char* field_type_name(FieldType type) noexcept;
// "poseidon-2", "poseidon-2-width-16", "keccak-f", "keccak-256".
const char* tree_hash_name(p3::TreeHash hash) noexcept;

}  // namespace rpp
