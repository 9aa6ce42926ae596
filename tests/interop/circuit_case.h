// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/store.h"
#include "rpp/proofs/envelope.h"
#include "tests/interop/exchange.h"

// Proofs of the circuits of the chain under the committed keys, as the judge is asked about them.
namespace rpp::testing {

using Bytes = std::vector<std::uint8_t>;
using StarkCase = p3::testing::ExchangeCase<Element>;

// The keys of config/plonky3/setup, checked against the circuits that are compiled in.
KeySet committed_keys();
const TrustedKey& key_of(const KeySet& keys, std::string_view circuit, Profile profile);

// The AIR files of rpp/keys/export.h, each on one line.
std::vector<std::string> exported_airs(const TrustedKey& key);

// Suite and parameters of a key, without instances. The judge has a suite for every profile.
StarkCase system_of(const VerifyingKey& key);

// S, computed from the public fields of the envelope, and the id of the key.
std::vector<Element> public_values(const Envelope& envelope, const TrustedKey& key);

// What the judge is asked: of the envelope only public fields and proof count. Heights are
// those of the proof, which must be allowed ones.
StarkCase stark_case(const Envelope& envelope, const TrustedKey& key,
                     const std::vector<std::string>& airs);

// The same with these heights and public values of instance 0.
StarkCase stark_case(StarkCase system, const std::vector<std::string>& airs,
                     const std::vector<std::uint64_t>& log_rows,
                     const std::vector<Element>& public_values);

// The heights of the tables, log2, as a proof of the key's circuit states them.
std::vector<std::uint64_t> heights_of(const Bytes& proof, const TrustedKey& key);

}  // namespace rpp::testing
