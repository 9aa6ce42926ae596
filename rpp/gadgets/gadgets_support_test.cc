// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/gadgets_test_support.h"

#include "rpp/xmss/sign.h"
#include "testing/random_field.h"

namespace rpp::testing {

std::shared_ptr<const p3::Air<Element>> gadget_air(Gadget gadget) {
  static std::array<std::shared_ptr<const p3::Air<Element>>, std::size(kGadgets)> airs;
  auto& air = airs[static_cast<std::size_t>(gadget)];
  if (!air) air = make_gadget_air(gadget);
  return air;
}

TrialInstance instance_of(Gadget gadget, p3::Matrix<Element> trace) {
  return {gadget_air(gadget), std::move(trace), {}};
}

void Driver::append_to(TrialBatch& batch) const {
  for (const auto& [bus, tuples] : buses_) batch.push_back(p3::testing::bus_table(bus, tuples));
}

void demand_hash(Driver& driver, std::uint32_t id, Tag tag, const std::vector<Element>& m,
                 const Digest& digest) {
  const std::size_t blocks = sponge_permutations(m.size());
  std::vector<Element> padded = m;
  padded.resize(8 * blocks);
  const Element tag_element = element(static_cast<std::uint32_t>(tag)), length = element(m.size());
  if (blocks == 1) {
    driver.add(bus::kHasher,
               single_block_tuple(tag_element, length, padded.data(), digest.elements.data()));
    return;
  }
  driver.add(bus::kHasher, hash_first_tuple(element(id), tag_element, length, padded.data()));
  for (std::size_t j = 1; j < blocks; ++j) {
    driver.add(bus::kHasher, hash_next_tuple(element(id + j), padded.data() + 8 * j));
  }
  driver.add(bus::kHasher, hash_digest_tuple(element(id + blocks - 1), digest.elements.data()));
}

std::vector<Element> elements(std::uint64_t seed, std::size_t count) {
  return p3::testing::RandomField<Element>(seed).take(count);
}

Digest digest_of(std::uint64_t seed) {
  Digest digest;
  const std::vector<Element> values = elements(seed, 8);
  std::copy(values.begin(), values.end(), digest.elements.begin());
  return digest;
}

Digest limbs_with(const std::array<unsigned, kWotsChains>& digits,
                  const std::array<unsigned, kWotsLimbs>& highs) {
  Digest digest = digest_of(99);
  for (std::size_t i = 0; i < kWotsLimbs; ++i) {
    std::uint64_t limb = std::uint64_t{highs[i]} << 21;
    for (std::size_t k = 0; k < 7; ++k) limb += std::uint64_t{digits[7 * i + k]} << (3 * k);
    digest[i] = element(limb);
  }
  return digest;
}

std::array<unsigned, kWotsChains> good_digits() {
  std::array<unsigned, kWotsChains> digits{};
  unsigned sum = 0;
  for (std::size_t c = 0; c < kWotsChains; ++c) {
    digits[c] = c == 5 || c == 12 ? 0 : static_cast<unsigned>((3 * c + 1) % 8);
    sum += digits[c];
  }
  // Raise digits from the end until the sum is right.
  for (std::size_t c = kWotsChains; sum < kWotsDigitSum;) {
    if (--c == 12 || c == 5) continue;
    const unsigned step = std::min(7 - digits[c], kWotsDigitSum - sum);
    digits[c] += step;
    sum += step;
  }
  return digits;
}

SignatureEntry SignedMessage::entry(std::uint32_t number, bool keyed) const {
  SignatureEntry entry{.number = number,
                       .leaf = signature.leaf,
                       .message = message,
                       .rho = signature.rho,
                       .pp = key.pp,
                       .values = signature.values,
                       .path = signature.path,
                       .key_root = {}};
  if (keyed) entry.key_root = key.root;
  return entry;
}

const SignedMessage& signed_message(std::size_t i) {
  constexpr unsigned kLogLeaves = 2;
  constexpr std::uint32_t kFirst = 8;
  static const std::vector<SignedMessage> kAll = [] {
    p3::ThreadPool pool(1);
    const XmssKey key(SecretSeed(digest_of(43).elements),
                      {KeyKind::kWallet, kWalletTreeDepth, kFirst, kLogLeaves}, pool);
    std::vector<SignedMessage> all;
    for (std::uint32_t k = 0; k < 1u << kLogLeaves; ++k) {
      const Digest message = digest_of(100 + k);
      all.push_back({key.public_key(), message,
                     sign_unrecorded(key, kFirst + k, *find_encoding(key, kFirst + k, message))});
    }
    return all;
  }();
  return kAll.at(i);
}

}  // namespace rpp::testing
