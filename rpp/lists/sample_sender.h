// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "p3/base/split_mix.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/hash/digest.h"
#include "rpp/xmss/key.h"

// Accounts of samples, each with a wallet key that signs a run of nonces.
namespace rpp {

struct SampleSender {
  Digest seed;  // of the wallet key
  unsigned log_nonces = 0;
  std::uint32_t first_nonce = 0;  // of the run; all of it may sign any act
  Digest address;
  Digest key_digest;
  std::uint32_t rotation_count = 0;
};

// The accounts behind a list of `statements`, one each or `distinct` ones that take turns:
// statement i is made by account i mod n, at nonce first_nonce + i / n. Places of the runs are
// random. The keys, in the same order, are appended to `keys`.
std::vector<SampleSender> sample_senders(std::size_t statements, std::size_t distinct,
                                         p3::SplitMix64& draws, p3::ThreadPool& pool,
                                         std::vector<std::unique_ptr<const XmssKey>>& keys);

}  // namespace rpp
