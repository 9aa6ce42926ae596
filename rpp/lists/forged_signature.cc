// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/forged_signature.h"

#include "rpp/xmss/leaf_facts.h"

namespace rpp {
namespace {

Rho random_rho(p3::SplitMix64& draws) {
  Rho rho;
  for (Element& x : rho) x = Element::from_u64(draws.next());
  return rho;
}

}  // namespace

Rho rho_of_target_sum(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                      p3::SplitMix64& draws) {
  Rho rho;
  do {
    rho = random_rho(draws);
  } while (!digits_of(message_digest(pp, leaf, message, rho)));
  return rho;
}

OneTimeSignature forged_signature(const PublicParameter& pp, std::uint32_t leaf,
                                  const Digest& message, p3::SplitMix64& draws) {
  OneTimeSignature signature;
  signature.rho = rho_of_target_sum(pp, leaf, message, draws);
  for (ChainValue& value : signature.values) {
    for (Element& x : value) x = Element::from_u64(draws.next());
  }
  return signature;
}

OneTimeSignature signature_of_other_sum(const XmssKey& key, std::uint32_t leaf,
                                        const Digest& message, p3::SplitMix64& draws) {
  const PublicParameter& pp = key.public_key().pp;
  OneTimeSignature signature;
  Digest d;
  do {
    signature.rho = random_rho(draws);
    d = message_digest(pp, leaf, message, signature.rho);
  } while (digits_of(d));
  const Digits digits = low_digits(d);
  for (std::size_t c = 0; c < kChains; ++c) {
    signature.values[c] = walk_chain(pp, leaf, c, 0, digits[c], chain_start(key.seed(), leaf, c));
  }
  return signature;
}

}  // namespace rpp
