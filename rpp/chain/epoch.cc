// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/epoch.h"

#include "rpp/hash/sponge.h"

namespace rpp {

Digest epoch_nonce(const Digest& chain_id, std::uint64_t epoch, const Digest& beacon) noexcept {
  return HashInput(Tag::kEpochNonce).digest(chain_id).u64(epoch).digest(beacon).hash();
}

Digest next_epoch_nonce(const BlockHeader& previous, std::uint64_t epoch_length) noexcept {
  const std::uint64_t height = previous.height + 1;
  if (!starts_epoch(height, epoch_length)) return previous.epoch_nonce;
  return epoch_nonce(previous.chain_id, epoch_of(height, epoch_length), previous.beacon_after);
}

Digest chain_id_of(const std::array<std::uint8_t, 32>& genesis_sha256) noexcept {
  HashInput input(Tag::kChain);
  for (std::size_t i = 0; i < genesis_sha256.size(); i += 2) {
    input.small(genesis_sha256[i] + 256u * genesis_sha256[i + 1]);
  }
  return input.hash();
}

Digest genesis_beacon(const Digest& chain_id) noexcept {
  return hash(Tag::kGenesisBeacon, chain_id.elements);
}

}  // namespace rpp
