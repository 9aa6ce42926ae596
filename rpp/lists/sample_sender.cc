// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/sample_sender.h"

#include <bit>

#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/sample_wallet.h"

namespace rpp {
namespace {

SampleSender draw_sender(p3::SplitMix64& draws, std::uint32_t runs) {
  SampleSender sender;
  sender.seed = random_digest(draws);
  sender.log_nonces = static_cast<unsigned>(std::bit_width(runs - 1));
  const std::uint32_t blocks = (kNonceEnd - kRotationNonces) >> sender.log_nonces;
  // The first block holds nonce 0, which is the declaration's.
  const auto block = 1 + static_cast<std::uint32_t>(draws.next() % (blocks - 1));
  sender.first_nonce = block << sender.log_nonces;
  sender.address = random_digest(draws);
  sender.rotation_count = static_cast<std::uint32_t>(draws.next() % 4);
  return sender;
}

}  // namespace

std::vector<SampleSender> sample_senders(std::size_t statements, std::size_t distinct,
                                         p3::SplitMix64& draws, p3::ThreadPool& pool,
                                         std::vector<std::unique_ptr<const XmssKey>>& keys) {
  const std::size_t count = distinct == 0 ? statements : distinct;
  std::vector<SampleSender> senders(count);
  for (SampleSender& sender : senders) {
    sender = draw_sender(draws, static_cast<std::uint32_t>((statements + count - 1) / count));
  }
  const std::size_t first = keys.size();
  keys.resize(first + count);
  pool.for_ranges(count, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      SampleSender& sender = senders[i];
      keys[first + i] = make_wallet(sender.seed, sender.first_nonce, sender.log_nonces, pool);
      sender.key_digest = key_digest(keys[first + i]->public_key());
      // The address of an account is its first key's.
      if (sender.rotation_count == 0) sender.address = sender.key_digest;
    }
  });
  return senders;
}

}  // namespace rpp
